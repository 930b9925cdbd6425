# Two commands matter: `make demo` and `make test`. What they need they bring themselves; bin/provide says how.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

# `make test` fails when less of drafting/domain and drafting/services is walked through, in per cent of branches.
COVERAGE_GATE ?= 100
# Test processes at once.
JOBS ?= 2
# How long `make fuzz` looks for a counterexample.
MINUTES ?= 10

BIN := .venv/bin
TRANSLATIONS := drafting/translations
MESSAGES := build/messages.pot
LOCKING := --universal --generate-hashes --no-header --quiet $(UPGRADE)
# Stamps: each is written when its work is complete, so that what was cut off is done again.
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
FRONT_END := build/.front-end
CATALOGUES := build/.catalogues

.PHONY: help demo test run check bench fuzz sentences messages lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) $(FRONT_END) $(CATALOGUES) ## a demonstration: sets everything up, serves it, prints the address and sign-in links
	@$(BIN)/drafting demo

test: check ## the checks, then every test, on SQLite, on PostgreSQL and in a browser
	@chromium=$$(bin/provide chromium); office=$$(bin/provide office); \
		DRAFTING_CHROMIUM=$$chromium DRAFTING_OFFICE=$$office $(BIN)/python -m pytest -n $(JOBS) \
		--dist worksteal --cov --cov-report=term-missing:skip-covered --cov-fail-under=$(COVERAGE_GATE)

run: $(RUNTIME) $(FRONT_END) $(CATALOGUES) ## the server on a database of your own; docs/settings.md has the settings
	@$(BIN)/drafting serve

check: $(DEVELOPMENT) $(FRONT_END) $(CATALOGUES) ## style, types, templates and catalogues, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates
	@$(MAKE) --no-print-directory messages
	@$(BIN)/pybabel --quiet update --check --ignore-pot-creation-date --no-fuzzy-matching -i $(MESSAGES) -d $(TRANSLATIONS) \
		2>/dev/null || { echo "The catalogues are stale: run make sentences, then translate what is new."; exit 1; }

bench: $(DEVELOPMENT) $(FRONT_END) $(CATALOGUES) ## the figures of docs/benchmarks.md, each beside its yardstick
	$(BIN)/python -m tests.benchmarks

fuzz: $(DEVELOPMENT) ## every property of the text engine and of the readers of files, for ten minutes (MINUTES=…), each round with another seed
	@for ((round = 1; SECONDS < 60 * $(MINUTES); round++)); do \
		echo "Round $$round, $$((SECONDS / 60)) of $(MINUTES) minutes"; \
		$(BIN)/python -m pytest -q -x -n $(JOBS) --dist worksteal -m hypothesis --hypothesis-profile=fuzz \
			--hypothesis-seed=$$RANDOM tests/unit; \
	done
	@echo "Nothing found."

sentences: $(DEVELOPMENT) messages ## carries new sentences of the pages into the catalogues, to be translated there
	$(BIN)/pybabel update --no-fuzzy-matching --ignore-obsolete -i $(MESSAGES) -d $(TRANSLATIONS)

lock: $(DEVELOPMENT) ## the lock files anew (UPGRADE=--upgrade takes newer versions)
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCKING) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev -c requirements.lock $(LOCKING) -o requirements-dev.lock
	$(BIN)/uv pip compile --group node $(LOCKING) -o requirements-node.lock
	bin/provide npm install --package-lock-only

clean: ## removes what was brought and built; keeps var/ with your databases
	rm -rf .venv build node_modules static/vendor test-results .coverage* .hypothesis .*_cache *.egg-info
	find drafting -name '*.mo' -delete

# Line numbers are left out of the catalogues: they would go stale with every edit above them.
messages:
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract -F babel.cfg -k lazy_gettext -k __ --no-location -o $(MESSAGES) .

$(RUNTIME): requirements.lock pyproject.toml
	@bin/provide packages requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock requirements.lock pyproject.toml
	@bin/provide packages requirements-dev.lock
	@touch $(RUNTIME) $@

$(FRONT_END): package-lock.json package.json .npmrc
	@bin/provide front-end
	@mkdir -p build
	@touch $@

$(CATALOGUES): $(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/*.po) | $(RUNTIME)
	@[ ! -d $(TRANSLATIONS) ] || $(BIN)/pybabel --quiet compile --statistics -d $(TRANSLATIONS)
	@mkdir -p build
	@touch $@

"""Rules of the house that a machine can check: time, errors, size, templates, catalogues, licence, lock files."""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import pytest
from babel.messages.pofile import read_po
from jinja2 import meta

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
# A mail knows no style sheet and no policy of ours; what it looks like stands in its attributes.
MAIL = TEMPLATES / "notices" / "mail.html"
LONGEST = 400  # lines; about 300 is the aim, and beyond this nobody reads
LOCK_FILES = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
BLIND = {"now", "today", "utcnow", "utcfromtimestamp"}
TOO_WIDE = {"Exception", "BaseException"}
UNSAFE_MARKUP = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style sheet inside the page": re.compile(r"<style\b", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script inside the page": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "words inside a script element": re.compile(r"<script\b[^>]*>\s*[^<\s]", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on", re.IGNORECASE),
    "code evaluated by htmx": re.compile(r"hx-(?:vals|headers)\s*=\s*[\"']\s*js:", re.IGNORECASE),
}


def sources(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)


def places(find: Callable[[ast.AST], bool], source: str) -> list[int]:
    """The lines on which `find` holds."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if find(node)]


def offenders(find: Callable[[ast.AST], bool], *folders: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources(*folders)
        for line in places(find, path.read_text("utf-8"))
    ]


def is_naive_time(node: ast.AST) -> bool:
    """`datetime.now()` without a zone, and its relatives that take none."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in BLIND):
        return False
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    zoned = node.func.attr == "now" and (node.args or node.keywords)
    return name in {"datetime", "date"} and not zoned


def is_wide_except(node: ast.AST) -> bool:
    """A handler that would also swallow mistakes of our own."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or getattr(kind, "id", "") in TOO_WIDE for kind in kinds)


def unsafe(markup: str) -> list[str]:
    """What a strict Content-Security-Policy would refuse in a template."""
    return [what for what, pattern in UNSAFE_MARKUP.items() if pattern.search(markup)]


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.MULTILINE))


def loose_pins(lock: str) -> list[str]:
    """The requirements of a lock file that are not one exact version with a hash."""
    requirements = re.split(r"^(?=[A-Za-z])", lock, flags=re.MULTILINE)[1:]
    return [it.split()[0] for it in requirements if "==" not in it.split()[0] or "--hash=sha256:" not in it]


def addresses(text: str) -> list[str]:
    return re.findall(r"\w+://\S+|--(?:extra-)?index-url.*|--find-links.*", text)


def test_no_instant_is_taken_without_its_zone():
    assert offenders(is_naive_time, "drafting", "tests", "migrations") == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now()",
        "datetime.datetime.now()",
        "datetime.utcnow()",
        "date.today()",
        "datetime.utcfromtimestamp(0)",
    ],
)
def test_an_instant_without_its_zone_is_found(line: str):
    assert places(is_naive_time, line) == [1]


@pytest.mark.parametrize("line", ["datetime.now(UTC)", "datetime.now(tz=UTC)", "clock.now", "self.now()"])
def test_an_instant_with_its_zone_passes(line: str):
    assert places(is_naive_time, line) == []


def test_no_handler_swallows_every_error():
    assert offenders(is_wide_except, "drafting", "tests", "migrations") == []


@pytest.mark.parametrize("kinds", ["", " Exception", " BaseException", " (ValueError, Exception) as err"])
def test_a_handler_of_every_error_is_found(kinds: str):
    assert places(is_wide_except, f"try:\n    pass\nexcept{kinds}:\n    pass") == [3]


def test_a_handler_of_a_named_error_passes():
    assert places(is_wide_except, "try:\n    pass\nexcept (KeyError, ValueError):\n    pass") == []


def test_every_file_can_be_read_in_one_sitting():
    files = [
        *sources("drafting", "tests"),
        *sources("templates", "static/css", "static/js", suffixes=(".html", ".txt", ".css", ".js")),
    ]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_template_needs_a_loose_content_security_policy():
    pages = [path for path in sources("templates", suffixes=(".html",)) if path != MAIL]
    assert unsafe(MAIL.read_text("utf-8")) == ["an inline style"]
    found = {path.name: unsafe(path.read_text("utf-8")) for path in pages}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ('<p style="color: red">', "an inline style"),
        ('<p\n  class="a"\n  style="color: red">', "an inline style"),
        ("<style>p { color: red }</style>", "a style sheet inside the page"),
        ('<button onclick="go()">', "a handler in an attribute"),
        ("<script>go()</script>", "a script inside the page"),
        ('<script src="a.js">go()</script>', "words inside a script element"),
        ('<a href="javascript:go()">', "a script as an address"),
        ('<div hx-on:click="go()">', "hx-on"),
        ("<div hx-vals='js:{a: 1}'>", "code evaluated by htmx"),
    ],
)
def test_markup_that_needs_a_loose_policy_is_found(markup: str, what: str):
    assert what in unsafe(markup)


@pytest.mark.parametrize(
    "markup",
    ['<script src="a.js" defer></script>', '<p class="style">on = 1</p>', "<div hx-vals='{\"a\": 1}'>"],
)
def test_markup_for_a_strict_policy_passes(markup: str):
    assert unsafe(markup) == []


class Anything(dict[str, Callable[..., object]]):
    """Filters and tests by any name: those of the application are its own tests' business."""

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        return super().get(key, default) or str


def test_every_template_compiles_and_those_it_names_exist():
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        autoescape=True,
    )
    environment.filters = Anything(environment.filters)
    environment.tests = Anything(environment.tests)
    known = {str(path.relative_to(TEMPLATES)) for path in sources("templates", suffixes=(".html", ".txt"))}
    assert known
    for name in sorted(known):
        environment.get_template(name)
        tree = environment.parse((TEMPLATES / name).read_text("utf-8"))
        named = {other for other in meta.find_referenced_templates(tree) if other}
        assert named <= known, f"{name} names a template that is not there"


def test_every_sentence_of_the_pages_is_translated():
    catalogues = sorted((ROOT / "drafting" / "translations").glob("*/LC_MESSAGES/*.po"))
    assert "ru" in {path.parts[-3] for path in catalogues}
    for path in catalogues:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3], abort_invalid=True)
        sentences = [message for message in catalogue if message.id]
        assert sentences
        assert [message.id for message in sentences if message.fuzzy] == []
        assert [message.id for message in sentences if not has_words(message.string)] == []
        assert [(message.id, errors) for message, errors in catalogue.check()] == []


def has_words(translation: str | tuple[str, ...]) -> bool:
    return bool(translation) and all([translation] if isinstance(translation, str) else translation)


def test_the_licence_is_named_by_its_spdx_identifier():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    assert project["license"] == package["license"] == "Apache-2.0"
    assert "Apache-2.0" in (ROOT / "README.md").read_text("utf-8")
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("name", [*LOCK_FILES, "package-lock.json"])
def test_a_lock_file_names_no_address(name: str):
    text = (ROOT / name).read_text("utf-8")
    assert text
    assert addresses(text) == []


@pytest.mark.parametrize(
    "line", ['"resolved": "https://mirror.example/a.tgz"', "--index-url mirror", "a @ git+ssh://example/a"]
)
def test_an_address_is_found(line: str):
    assert addresses(line)


@pytest.mark.parametrize("name", LOCK_FILES)
def test_a_lock_file_pins_every_package_by_version_and_hash(name: str):
    lock = (ROOT / name).read_text("utf-8")
    assert pins(lock)
    assert loose_pins(lock) == []


@pytest.mark.parametrize("line", ["flask==3.1.3\n    # via drafting\n", "flask>=3 \\\n    --hash=sha256:00\n"])
def test_a_loose_pin_is_found(line: str):
    assert len(loose_pins("babel==2 \\\n    --hash=sha256:00\n" + line)) == 1


def test_npm_packages_are_pinned_by_version_and_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: it for name, it in packages.items() if name}
    assert installed
    assert all(it["version"] and it["integrity"].startswith("sha512-") for it in installed.values())


def test_what_is_tested_is_what_is_served():
    served, tested = (pins((ROOT / name).read_text("utf-8")) for name in LOCK_FILES[:2])
    assert served.items() <= tested.items()

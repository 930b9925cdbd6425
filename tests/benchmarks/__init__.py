"""Figures, each beside its yardstick in the same run: `make bench`; `python -m tests.benchmarks page` runs one part."""

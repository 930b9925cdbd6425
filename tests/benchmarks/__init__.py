"""Figures, each beside its yardstick in the same run: `make bench`, or `python -m tests.benchmarks page` for one part."""

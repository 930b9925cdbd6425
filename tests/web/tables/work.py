"""A job is its owner's, and here is none: test_work.py has one."""

PAGES: dict[str, frozenset[str]] = {"work.show": frozenset(), "work.progress": frozenset(), "work.file": frozenset()}

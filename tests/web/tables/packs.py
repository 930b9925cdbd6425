"""The adoption pack is made of adopted texts alone, and the text of this table is none: test_packs.py has the roles."""

PAGES: dict[str, frozenset[str]] = {"packs.show": frozenset(), "packs.public_key": frozenset()}
CHANGES: dict[str, frozenset[str]] = {"packs.make": frozenset()}

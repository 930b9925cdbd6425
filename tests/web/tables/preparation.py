"""Editing a text in preparation: the draft of the table is open for negotiation, so nobody may; see
tests/web/test_preparation.py."""

PAGES = {"preparation.show": frozenset()}
CHANGES = dict.fromkeys(
    ("preparation.reword", "preparation.insert", "preparation.delete", "preparation.renumber"), frozenset()
)

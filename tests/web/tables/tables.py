"""Tables as files: those who export take the amendment table and the positions, those who verify take the record."""

from tests.web.roles import AUDITORS, READERS

PAGES = {"tables.choose": READERS | AUDITORS, "tables.file": READERS}
QUESTIONS = {"tables.file": "?table=amendments&form=xlsx"}
# The record goes to others: tests/web/test_tables.py
ELSEWHERE = frozenset({"tables.file"})

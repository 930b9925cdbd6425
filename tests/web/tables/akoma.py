"""Akoma Ntoso: taken by whoever exports."""

from tests.web.roles import READERS

PAGES: dict[str, frozenset[str]] = {"akoma.choose": READERS, "akoma.file": READERS}
QUESTIONS = {"akoma.file": "?view=amendments"}
ELSEWHERE = frozenset({"akoma.file"})

"""New footnotes that proposals bring: kept with the proposal until a wording that marks them is taken.

A footnote is a paragraph of its own (ADR 3), but nobody proposes one by itself: it comes with the words that mark it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.services.scope import DraftScope


def kept(text: str, words: Mapping[str, str]) -> dict[str, str]:
    """Those of the new notes that a wording still marks. words: key -> text."""
    marked = set(notes.marks(text))
    return {key: said for key, said in words.items() if key in marked}


class Awaited(NamedTuple):
    """A new note that comes with a wording. gone: id of the paragraph that it was before it was deleted, if it was."""

    key: str
    text: str
    gone: int | None


def awaited(session: Session, scope: DraftScope, before: str, text: str) -> list[Awaited]:
    """The new notes that a wording marks and the draft has not, in the order of their marks.

    One that was deleted comes back where its mark does; a mark that stayed brings nothing back. Those of private texts
    are nobody's but their delegation's. before: the wording before this one, "" of a new paragraph.
    """
    keys = [key for key in dict.fromkeys(notes.marks(text)) if notes.is_new(key)]
    if not keys:
        return []
    lines = drafts.lines(session, scope.draft.id, scope.draft.language)
    there = {it.label: it for it in lines if it.kind == "note"}
    brought, marked = queries.new_notes(session, scope.draft.id), notes.marks(before)
    found = []
    for key in keys:
        it = there.get(key)
        if key in brought and (it is None or (it.state == "deleted" and key not in marked)):
            found.append(Awaited(key, brought[key], it.id if it else None))
    return found

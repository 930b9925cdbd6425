"""How paragraphs are named aloud: a point by the paragraph it belongs to, a note by its printed number."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.persistence.queries import outline as queries
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Draft


def numbered_notes(session: Session, draft: Draft) -> dict[str, int]:
    """Key of a note -> its number, of those that the text marks."""
    return notes.numbers(queries.texts_with_notes(session, draft.id, draft.language))


def spoken_labels(lines: Iterable[Line], numbers: Mapping[str, int]) -> dict[int, str]:
    """id -> label as it is said: "5", "(iv)", "2 (a)" for the point (a) of paragraph 2; "" where nothing is printed.

    lines: every paragraph in order; numbers: as `numbered_notes` gives them. A note without a mark has its key.
    """
    found: dict[int, str] = {}
    above: list[str] = []
    for it in lines:
        label = str(numbers.get(it.label, it.label)) if it.kind == "note" else it.label.removesuffix(".")
        above = [*above[: it.level], label] if it.kind == "point" else [label]
        found[it.id] = " ".join(part for part in above if part) if label else ""
    return found

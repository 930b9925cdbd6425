"""Where a new paragraph stands, of what kind it is, and its label: 3 bis, so that the others keep their numbers."""

from collections.abc import Mapping, Sequence

from drafting.domain import consensus, labels, order
from drafting.persistence.queries import drafts
from drafting.persistence.records import Paragraph

# A paragraph inserted beside one of these is of its kind and in its list; beside anything else it is plain text.
INSERTED_KINDS = consensus.RULED_KINDS - {"note"}


def kind_beside(beside: Paragraph | drafts.Seat) -> tuple[str, int]:
    """Kind and level of a paragraph that is inserted beside this one."""
    return (beside.kind, beside.level) if beside.kind in INSERTED_KINDS else ("text", 0)


def seat(
    rows: Sequence[drafts.Seat], beside: Paragraph | drafts.Seat, language: str, *, after: bool
) -> tuple[str, str]:
    """Place and label of a new paragraph; beside a heading, a formal line or a note it has no label."""
    index = found = next(i for i, row in enumerate(rows) if row.id == beside.id)
    if after:
        found = _behind(rows, index)
    place = order.between(rows[found - 1].place if found else "", rows[found].place if found < len(rows) else "")
    if not beside.label or beside.kind not in INSERTED_KINDS:
        return place, ""
    first, last = _list_around(rows, index)
    taken = {row.label for row in rows[first:last] if row.label}
    cyrillic = language == "ru"
    before = [row.label for row in rows[first:found] if (row.kind, row.level) == (beside.kind, beside.level)]
    if before and before[-1] and (after or not _begins_again(before[-1], beside.label)):
        return place, labels.following(before[-1], taken, cyrillic=cyrillic)
    return place, labels.preceding(beside.label, taken, cyrillic=cyrillic)


def _list_around(rows: Sequence[drafts.Seat], index: int) -> tuple[int, int]:
    """Where the list begins and ends: points count under their own paragraph, all else through the document."""
    here = rows[index]
    if here.kind != "point":
        return 0, len(rows)
    first, last = index, index + 1
    while first and rows[first - 1].kind == "point" and rows[first - 1].level >= here.level:
        first -= 1
    while last < len(rows) and rows[last].kind == "point" and rows[last].level >= here.level:
        last += 1
    return first, last


def _begins_again(before: str, label: str) -> bool:
    """Whether a list counts anew at this label: what stands before it is the end of another list."""
    old, new = labels.parse(before), labels.parse(label)
    return bool(old and new and not new.suffix and old.number >= new.number)


def _behind(rows: Sequence[drafts.Seat], index: int) -> int:
    """After a paragraph means after its points too, and after what was inserted there before: 3, 3 bis, 3 ter.

    With labels that is read from them; without, from beside what each was inserted.
    """
    beside, found = rows[index], index + 1
    while found < len(rows) and (_is_point_of(rows[found], beside) or _was_inserted_after(rows[found], beside)):
        found += 1
    origins = {row.id: row.beside for row in rows}
    theirs = [at for at in range(found, len(rows)) if _stems_from(beside.id, rows[at].beside, origins)]
    return theirs[-1] + 1 if theirs else found


def _stems_from(paragraph: int, beside: int | None, origins: Mapping[int, int | None]) -> bool:
    """Whether what was inserted beside this one goes back to the paragraph, over whatever lies between."""
    while beside is not None and beside != paragraph:
        beside = origins[beside]
    return beside is not None


def _is_point_of(row: drafts.Seat, beside: drafts.Seat) -> bool:
    return row.kind == "point" and row.level > beside.level


def _was_inserted_after(row: drafts.Seat, beside: drafts.Seat) -> bool:
    new, old = labels.parse(row.label), labels.parse(beside.label)
    if new is None or old is None or (row.kind, row.level) != (beside.kind, beside.level):
        return False
    return bool(new.suffix) and (new.style, new.number) == (old.style, old.number)

"""Copies that came back, made without a Word file: the small conference's text with changes tracked in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain import inline
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Copy, Remark, Stamp, Words
from drafting.persistence.queries import drafts
from drafting.persistence.records import ReturnedCopy
from drafting.services import returned_copies, returned_copy_acts, returned_copy_page
from drafting.services.imports import File
from drafting.services.returned_copy_acts import Asked, Wish
from drafting.services.returned_copy_page import Change, Preview
from drafting.services.scope import DraftScope
from tests import acts
from tests.factories import NOW, World

# Of one paragraph: what the file has in its place.
Edit = Callable[[Came], Sequence[Came]]
AIDA = "Aida"


def unchanged(world: World, *, party: str = "ARV", stamped: bool = True) -> Copy:
    """The draft as it stands, as a delegation takes it home."""
    with world.database.reading() as session:
        scope = world.scope(session, "office", lock=False)
        lines = [it for it in drafts.lines(session, world.draft, scope.draft.language) if it.state != "deleted"]
        seq = scope.draft.seq
    paragraphs = tuple(_paragraph(it) for it in lines)
    return Copy(paragraphs, Stamp(world.draft, seq, "en", party) if stamped else None)


def _paragraph(it: drafts.Line) -> Came:
    words = tuple(Words(piece) for piece in inline.pieces(it.text))
    if it.kind == "note":
        return Came(words, anchors=(it.id,), note=it.label)
    return Came(words, anchors=(it.id,), label=it.label, kind=it.kind, level=it.level)


def edited(world: World, edits: dict[str, Edit], *, party: str = "ARV", stamped: bool = True) -> Copy:
    """The same with edits, by the label or kind that names a paragraph."""
    copy = unchanged(world, party=party, stamped=stamped)
    named = {world.paragraphs[name]: edit for name, edit in edits.items()}
    came = [new for it in copy.paragraphs for new in (named[it.anchors[0]](it) if it.anchors[0] in named else (it,))]
    return Copy(tuple(came), copy.stamp)


def replacing(old: str, new: str, by: str = AIDA, remark: str = "") -> Edit:
    """Words of a paragraph without emphasis struck and others put in their place, with changes tracked."""

    def edit(it: Came) -> list[Came]:
        text = "".join(words.piece.text for words in it.words)
        before, found, after = text.partition(old)
        assert found, (old, text)
        words = [Words(Piece(before)), Words(Piece(old), deleted=by), Words(Piece(new), inserted=by)]
        kept = tuple(word for word in (*words, Words(Piece(after))) if word.piece.text)
        remarks = (Remark(by, remark),) if remark else ()
        return [Came(kept, it.ends, it.anchors, it.label, it.head, it.kind, it.level, it.note, remarks)]

    return edit


def rewritten(text: str, by: str = AIDA) -> Edit:
    """All words struck and others put in their place; "" strikes them and leaves the paragraph."""

    def edit(it: Came) -> list[Came]:
        struck = tuple(Words(word.piece, deleted=by) for word in it.words)
        new = (Words(Piece(text), inserted=by),) if text else ()
        return [replace(it, words=(*struck, *new))]

    return edit


def deleting(by: str = AIDA) -> Edit:
    def edit(it: Came) -> list[Came]:
        words = tuple(Words(word.piece, deleted=by) for word in it.words)
        return [Came(words, Words(Piece(""), deleted=by), it.anchors, it.label, kind=it.kind, level=it.level)]

    return edit


def remarked(words: str, by: str = AIDA, about: str = "") -> Edit:
    """A comment put on it."""
    return lambda came: [replace(came, remarks=(*came.remarks, Remark(by, words, about)))]


def noted(copy: Copy, paragraph: int, words: str, by: str = AIDA, key: str = "new") -> Copy:
    """The copy with a new footnote at the end of a paragraph."""
    mark = Words(Piece("", note=key), by)
    came = [replace(it, words=(*it.words, mark)) if it.anchors == (paragraph,) else it for it in copy.paragraphs]
    return replace(copy, paragraphs=(*came, Came((Words(Piece(words), by),), note=key)))


def followed_by(text: str, by: str = AIDA) -> Edit:
    """A new paragraph behind this one."""

    def edit(it: Came) -> list[Came]:
        new = Came((Words(Piece(text), inserted=by),), Words(Piece(""), inserted=by), kind="text")
        return [it, new]

    return edit


def both(*edits: Edit) -> Edit:
    """One edit after the other, the later ones on the first paragraph of what came before."""

    def edit(it: Came) -> list[Came]:
        came = [it]
        for one in edits:
            came = [*one(came[0]), *came[1:]]
        return came

    return edit


def retyped(old: str, new: str) -> Edit:
    """Other words without any change tracked."""

    def edit(it: Came) -> list[Came]:
        words = tuple(Words(Piece(word.piece.text.replace(old, new)), word.inserted, word.deleted) for word in it.words)
        return [Came(words, it.ends, it.anchors, it.label, it.head, it.kind, it.level, it.note)]

    return edit


def bring(world: World, who: str, copy: Copy, *, name: str = "copy.docx") -> str:
    """Brought back by a delegation; answers its ref."""
    file = File(name, repr(copy).encode())
    return acts.act(world, who, lambda session, scope: returned_copies.bring(session, scope, file, copy, NOW))


def receive(world: World, copy: Copy, *, name: str = "copy.docx", who: str = "office") -> str:
    """Brought by the Office; answers its ref."""

    def do(session: Session, scope: DraftScope) -> str:
        row = returned_copies.keep(session, scope, File(name, repr(copy).encode()), by_office=True, now=NOW)
        returned_copies.was_read(session, scope, row, copy)
        return row.ref

    return acts.act(world, who, do)


def preview(world: World, who: str, ref: str) -> Preview:
    return acts.look(
        world,
        who,
        lambda session, scope: returned_copy_page.preview(session, scope, returned_copies.find(session, scope, ref)),
    )


def row(world: World, who: str, ref: str) -> ReturnedCopy:
    return acts.look(world, who, lambda session, scope: returned_copies.find(session, scope, ref))


def wish(change: Change, text: str | None = None, reason: str | None = None) -> Wish:
    """A change ticked as it is offered, or with words corrected; a comment with its own words."""
    it = change.finding
    if change.is_remark:
        return Wish(change.key, it.reason if text is None else text, "")
    return Wish(change.key, it.text if text is None else text, it.reason if reason is None else reason)


def take(
    world: World, who: str, ref: str, *changes: Change | Wish, table: bool = False, how: str = "", seal: str = ""
) -> list[str]:
    """Tick these changes, all that are offered where none is named; answers the refs of the proposals."""
    page = preview(world, who, ref)
    chosen = changes or tuple(it for it in page.changes if it.is_offered)
    wishes = [it if isinstance(it, Wish) else wish(it) for it in chosen]
    asked = Asked(wishes, table, how, seal or page.seal)
    return acts.act(
        world,
        who,
        lambda session, scope: [it.ref for it in returned_copy_acts.take(session, scope, ref, asked, NOW).proposals],
    )


__all__ = [
    "Asked",
    "Came",
    "Copy",
    "DraftScope",
    "File",
    "Piece",
    "Session",
    "Stamp",
    "Words",
    "replace",
    "returned_copy_acts",
    "select",
]

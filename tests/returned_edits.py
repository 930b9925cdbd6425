"""What a delegation does to its copy in Word, tracked or not, and what a draft becomes of findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafting.domain import diff, inline
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Copy, Finding, Standing, Words

UNDONE = Words(Piece(""))


def runs(old: str, new: str, by: str, at: str = "2026-03-01T10:00:00Z") -> tuple[Words, ...]:
    """The words of a text that an author changes, tracked; nobody's are changed silently."""
    if not by:
        return tuple(map(Words, inline.pieces(new)))
    found: list[Words] = []
    for it in diff.changes(old, new):
        inserted, deleted = by * (it.op == "insert"), by * (it.op == "delete")
        found.append(Words(Piece(it.text), inserted, deleted, at if it.op != "equal" else ""))
    return tuple(found)


def fated(it: Came, *, inserted: str = "", deleted: str = "", move: str = "") -> Came:
    """A paragraph whose words all came or went."""
    words = (replace(run, inserted=inserted, deleted=deleted, move=move) for run in it.words)
    return replace(it, words=tuple(words), ends=replace(UNDONE, inserted=inserted, deleted=deleted))


def label_of(it: Came) -> tuple[Words, ...]:
    return it.words[:1] if it.head else ()


def merged(copy: Copy) -> Copy:
    """The copy with neighbouring words of one look and one fate made one run, as a reader makes them; the label stays
    apart."""
    return replace(copy, paragraphs=tuple(replace(it, words=tuple(_joined(it))) for it in copy.paragraphs))


def _joined(it: Came) -> list[Words]:
    words: list[Words] = []
    signs = 0
    for run in it.words:
        last = words[-1] if words else None
        same = last is not None and replace(last, piece=replace(last.piece, text="")) == replace(
            run, piece=replace(run.piece, text="")
        )
        if last is not None and same and not run.piece.note and signs != it.head:
            words[-1] = replace(last, piece=replace(last.piece, text=last.piece.text + run.piece.text))
        else:
            words.append(run)
        signs += len(run.piece.text)
    return words


@dataclass
class Edited:
    """A copy under way. paragraphs: of the file; wanted: the texts as they shall be, in order."""

    draft: Sequence[Standing]
    copy: Copy
    paragraphs: list[Came] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)

    def kept(self, at: int) -> None:
        self._put(self.copy.paragraphs[at], self.draft[at].text)

    def worded(self, at: int, text: str, by: str) -> None:
        it = self.copy.paragraphs[at]
        self._put(replace(it, words=(*label_of(it), *runs(self.draft[at].text, text, by))), text)

    def deleted(self, at: int, by: str) -> None:
        if by:
            self.paragraphs.append(fated(self.copy.paragraphs[at], deleted=by))

    def inserted(self, text: str, by: str, *, kind: str = "operative") -> None:
        """A new paragraph with an end of its own."""
        new = Came((Words(Piece(text)),), kind=kind, level=int(kind == "point"))
        self._put(fated(new, inserted=by) if by else new, text)

    def entered(self, at: int, text: str, by: str) -> None:
        """A new paragraph begun by pressing Enter at the end of one: the new end is in front of the new words."""
        it = self.copy.paragraphs[at]
        self._put(replace(it, ends=replace(UNDONE, inserted=by)), self.draft[at].text)
        self._put(Came((Words(Piece(text), by),), kind=it.kind, level=it.level), text)

    def parted(self, at: int, cut: int, by: str) -> None:
        """A paragraph in two at a space."""
        it, words = self.copy.paragraphs[at], self.draft[at].text.split(" ")
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        self._put(replace(it, words=(*label_of(it), Words(Piece(first))), ends=replace(UNDONE, inserted=by)), first)
        self._put(Came((Words(Piece(f" {second}")),), kind=it.kind, level=it.level), second)

    def joined(self, at: int, by: str) -> None:
        """A paragraph with the next one, a space between them."""
        one, two = self.copy.paragraphs[at], self.copy.paragraphs[at + 1]
        text = f"{self.draft[at].text} {self.draft[at + 1].text}"
        space = Words(Piece(" "), by)
        if not by:
            self._put(replace(one, words=(*one.words, space, *two.words[len(label_of(two)) :])), text)
            return
        self.paragraphs.append(replace(one, words=(*one.words, space), ends=replace(UNDONE, deleted=by)))
        self._put(replace(two, words=(*(replace(it, deleted=by) for it in label_of(two)), *two.words[1:])), text)

    def moved_away(self, at: int, by: str, move: str = "") -> None:
        if by:
            self.paragraphs.append(fated(self.copy.paragraphs[at], deleted=by, move=move))

    def moved_here(self, at: int, by: str, move: str = "") -> None:
        it = replace(self.copy.paragraphs[at], anchors=())
        self._put(fated(it, inserted=by, move=move) if by else it, self.draft[at].text)

    def _put(self, it: Came, text: str) -> None:
        self.paragraphs.append(it)
        self.wanted.append(text)

    def done(self) -> Copy:
        notes = [it for it in self.copy.paragraphs if it.note]
        return merged(replace(self.copy, paragraphs=(*self.paragraphs, *notes)))


@dataclass
class _Row:
    id: int
    kind: str
    level: int
    text: str
    beside: int = 0


def applied(draft: Sequence[Standing], found: Sequence[Finding]) -> list[str]:
    """The texts of the draft, its notes last, when every finding is taken that can be: new ones placed as
    `services/texts.insert` does."""
    rows = [_Row(it.id, it.kind, it.level, it.now) for it in draft]
    gone = set()
    for it in found:
        at = next(index for index, row in enumerate(rows) if row.id == it.paragraph)
        row = rows[at]
        if it.kind == "replace":
            row.text = it.text
        elif it.kind == "delete":
            gone.add(row.id)
        elif it.kind in {"insert after", "insert before"}:
            place = at
            if it.kind == "insert after":
                place += 1
                while place < len(rows) and _belongs(rows[place], row):
                    place += 1
            rows.insert(place, _Row(0, row.kind, row.level, it.text, row.id if it.kind == "insert after" else 0))
    return [row.text for row in rows if row.id not in gone]


def _belongs(row: _Row, to: _Row) -> bool:
    return (row.kind == "point" and row.level > to.level) or row.beside == to.id

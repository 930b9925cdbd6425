"""The footnotes of a returned copy under the keys that they have in the draft.

A file counts its notes anew, and a program may print one shared note several times; moving a paragraph with changes
tracked makes a second note of each that it marks. So a note of the draft may be several of the file.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from drafting.domain import inline, notes
from drafting.domain.comparison import Paragraph, compare
from drafting.domain.likeness import candidates, shingles, similarity
from drafting.domain.returned import RAISED, Came, Standing
from drafting.domain.returned_views import Version, fate, groups, written

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of the file. was, shall: before and after the changes; shall is None for an emptied one."""

    came: int
    was: Version | None
    shall: Version | None


@dataclass
class Keys:
    """names: key in the file → key in the draft, one of `new` for a note that the draft has not, "" for one without
    words; found: those whose mark stands in the text, by their keys in the file; sure: key in the file → how sure that
    it is this note of the draft; new: key → words of the notes that the draft has not."""

    names: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    found: dict[str, Note] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)

    def written(self, version: Version | None, marks: Collection[str] | None = None) -> str:
        """The text of a version, notes marked by the draft's keys; the mark of a note without words is left out.

        marks: of the draft's paragraph; a raised number is a mark only where it is one of these. None for any.
        """
        if version is None:
            return ""
        for piece in version.pieces:
            if piece.note:
                return written(tuple(self._named(version.pieces, marks)))
        return written(version.pieces)

    def _named(self, pieces: Iterable[inline.Piece], marks: Collection[str] | None) -> Iterable[inline.Piece]:
        for piece in pieces:
            if not piece.note:
                yield piece
                continue
            digits = piece.note.removeprefix(RAISED)
            name = self.names.get(digits, "")
            if digits != piece.note and not (name and (marks is None or name in marks)):
                yield inline.Piece(digits, piece.italic, piece.bold)
            elif name:
                yield inline.Piece("", piece.italic, piece.bold, name)

    def unknown(self, version: Version) -> tuple[str, ...]:
        """The keys in the file of the notes without words that a version marks, and that the draft has not."""
        marked = [piece.note for piece in version.pieces if piece.note]
        return tuple([it for it in marked if it in self.found and not self.names[it]])


def keys(
    paragraphs: Sequence[Came], draft: Mapping[str, tuple[Standing, str]], authors: Collection[str] | None
) -> Keys:
    """Which note of the draft each note of the file is. draft: key → note of the draft, with its text as printed."""
    every = {it.note: Note(at, *_versions(it, at, authors)) for at, it in enumerate(paragraphs) if it.note}
    alive = _marked(paragraphs, every, authors)
    found = Keys(found={key: it for key, it in every.items() if key in alive})
    by_id = {it.id: name for name, (it, _) in draft.items()}
    texts = {text: name for name, (_, text) in reversed([*draft.items()])}
    for key in sorted(every, key=lambda it: it not in alive):
        anchored = [by_id[anchor] for anchor in paragraphs[every[key].came].anchors if anchor in by_id]
        same = texts.get(_plain(every[key].was) or _plain(every[key].shall), "")
        name = anchored[0] if anchored else same
        if name:
            found.names[key], found.sure[key] = name, 1.0
    left = {key: it for key, it in every.items() if key not in found.names}
    if left:
        _alike(left, draft, found)
    for key, it in every.items():
        if key not in found.names:
            words = _plain(it.shall)
            found.names[key] = notes.new_key(words, draft) if words else ""
            found.new |= {found.names[key]: words} if words else {}
    return found


def _versions(it: Came, at: int, authors: Collection[str] | None) -> tuple[Version | None, Version | None]:
    """The note before and after; at: its place in the copy."""
    group = next(groups([it], authors))
    was, shall = (side[0]._replace(came=(at,)) if side else None for side in (group.bases, group.news))
    return was, shall


def _plain(version: Version | None) -> str:
    return "" if version is None else written(version.pieces)


def _marked(paragraphs: Sequence[Came], every: Collection[str], authors: Collection[str] | None) -> set[str]:
    """The notes whose marks stand in the text when the changes are made, raised numbers among them."""
    marks = (words for it in paragraphs if not it.note for words in it.words if words.piece.note)
    return {key for it in marks if (key := it.piece.note.removeprefix(RAISED)) in every and fate(it, authors)[1]}


def _alike(left: Mapping[str, Note], draft: Mapping[str, tuple[Standing, str]], found: Keys) -> None:
    """Give the notes that nothing else tells the keys of those whose words they have, in order."""
    named = {found.names[key] for key in found.names if key in found.found}
    free = [name for name in draft if name not in named]
    waiting = [key for key in left if key in found.found]
    olds = [Paragraph("", "", draft[name][1]) for name in free]
    news = [Paragraph("", "", _plain(left[key].was) or _plain(left[key].shall)) for key in waiting]
    for passage in compare(olds, news):
        if len(passage.old) == len(passage.new) == 1:
            key = waiting[passage.new[0]]
            found.names[key], found.sure[key] = free[passage.old[0]], passage.similarity
    gone = {key: it for key, it in left.items() if key not in found.found}
    if gone:
        _alike_of_those_gone(gone, draft, found)


def _alike_of_those_gone(gone: Mapping[str, Note], draft: Mapping[str, tuple[Standing, str]], found: Keys) -> None:
    """The same for notes whose marks went: several may be one note of the draft."""
    names, waiting = list(draft), list(gone)
    bags = {at: shingles(draft[name][1]) for at, name in enumerate(names)}
    mine = {at: shingles(_plain(gone[key].was)) for at, key in enumerate(waiting)}
    # Nothing is due in any place, so that only words count.
    for i, j in candidates(bags, mine, dict.fromkeys(mine, -1)):
        if similarity(bags[i], mine[j]) >= _ALIKE:
            found.names.setdefault(waiting[j], names[i])

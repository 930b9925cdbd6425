"""A Word copy that came back: what stands in it, and what of the draft it changes.

A reader makes a `Copy` of a file (`reading.copy_of` in `documents`); `returned_findings.findings` compares it with the
draft as it stood when the copy was taken. A copy says nothing of the draft, so that it is read once, kept as data, and
compared again whenever somebody looks. Source: practice.md section 9 (nothing is flattened; a delegation's tracked
changes become proposals under its name; changes to agreed text are refused in a readable list).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from drafting.domain import inline
from drafting.domain.proposals import ProposalKind

# The key of a mark that may be one: a raised number, which a program that knows no cross-references leaves of a mark.
RAISED = "raised-"
UNTRACKED = ""  # The author of changes that nobody tracked: the file's own base differs from the draft.

# What a finding is: a proposal, a comment on words that stay, or what cannot be said (`Finding.refused` is never "" for
# these).
FindingKind = Literal[ProposalKind, "label", "new note", "comment"]
Outcome = Literal["changed", "inserted", "deleted", "moved", "split", "joined", "relabelled", "noted", "commented"]
Matched = Literal["anchor", "words", "likeness", "place"]
CarriedAs = Literal["same", "applies", "already there", "collides"]
Refused = Literal["", "agreed", "gone", "label", "new-note", "already-there", "too-long", "empty-note"]

# From here on a match needs no second look: by its anchor, by its very words, or by nearly all of them.
CERTAIN = 0.8


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in one style that share one fate.

    piece: as in `inline`, a note mark's key being the key of a `Came` of this copy; inserted, deleted: the authors who
    did so, "" for nobody; both where one author deleted what another had inserted. at: when the last of it was done, an
    ISO instant as the file has it, "" where it does not say; move: a name that these words share with those that they
    were moved from or to, "" for none.
    """

    piece: inline.Piece
    inserted: str = ""
    deleted: str = ""
    at: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the file. by: its author; about: the words that it is put on, "" for none; at: as in `Words`."""

    by: str
    text: str
    about: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """One paragraph as the file has it, with every change in it and the label still in front unless a list counts it.

    words: in order, deleted ones too. ends: what happened to the end of the paragraph: `inserted` names who parted it
    from the next one, `deleted` who joined them; its piece is empty. anchors: the ids of the draft's paragraphs whose
    hidden bookmark begins here. label: as a list counts it, "" where it is typed in front of the words or there is
    none; head: how many signs at the head of `words` are a label by their style. kind, level: what its style says it
    is, as in the document tree, "" where the style is not ours. note: the key of the footnote that it is, "" for a
    paragraph of the text.
    """

    words: tuple[Words, ...]
    ends: Words = Words(inline.Piece(""))
    anchors: tuple[int, ...] = ()
    label: str = ""
    head: int = 0
    kind: str = ""
    level: int = 0
    note: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a delegation copy says of itself: draft: its id; seq: the number of the draft's newest entry when the copy
    was taken; language; party: a delegation's code, "" for none."""

    draft: int
    seq: int
    language: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A returned file as it was read.

    paragraphs: of the text in order, then the footnotes in order of their first marks; stamp: None where the file bears
    none; noticed: (code, detail) of what stands beside the text and is in no finding: "image-left-out",
    "table-flattened", "header-left-out", "footer-left-out", "file-left-out", "text-box-left-out", "formatting-left-out"
    (how many).
    """

    paragraphs: tuple[Came, ...]
    stamp: Stamp | None = None
    noticed: tuple[tuple[str, str], ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Who tracked changes in the file, sorted."""
        names = {
            name for it in self.paragraphs for words in (*it.words, it.ends) for name in (words.inserted, words.deleted)
        }
        return tuple(sorted(names - {""}))

    @property
    def tracked(self) -> bool:
        """Whether any change was tracked; where not, differences are found by comparing alone."""
        return bool(self.authors)

    @property
    def anchored(self) -> bool:
        """Whether any paragraph still bears its hidden bookmark: no other program rewrote the file without them."""
        return any(it.anchors for it in self.paragraphs)

    @property
    def commenters(self) -> tuple[str, ...]:
        """Who wrote comments, sorted."""
        return tuple(sorted({remark.by for it in self.paragraphs for remark in it.remarks}))


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph of the draft that stood in it when the copy was taken, in the order of that moment; notes last.

    id, kind, label, level: as in the draft, a note's label being its key; text: as it was then; now: as it is at
    present; state: at present, as in `consensus.STATES`; a paragraph that is gone by now is "deleted". Without a stamp
    `text` and `now` are both the present text. A paragraph that came later is not in the list.
    """

    id: int
    kind: str
    label: str
    level: int
    text: str
    now: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the copy changes in the draft; each changed word of the copy is in exactly one.

    number: 1, 2, … in the order of the copy, notes last: its name in a form as long as copy and draft stay what they
    are. paragraph: the draft's paragraph that it is about, or beside which a new one shall stand; label: of that
    paragraph. base: that paragraph as it was when the copy was taken, "" for a new one; now: as it is at present, ""
    likewise. came: the wording as the copy has it; text: the wording to propose, on top of `now`, "" to delete. Where
    `carried` is "collides" the two cannot be one: `text` is then the copy's wording and a person decides.
    by: the authors, sorted; `UNTRACKED` among them where a part of it was not tracked; at: the latest instant.
    confidence: 0 to 1, how sure it is that this paragraph is meant; matched: by its anchor, by its very words, by words
    like it, or by its place alone. together: findings with the same number but 0 were one act (a move, a split, a
    joining) and stand or fall together. remarks: comments on the paragraph, once each.
    notes: (key, text) of the new footnotes that its words mark, which come with them.
    refused: why no proposal can be made of it, "" where one can: "agreed" (the paragraph is agreed, ad referendum too),
    "gone" (deleted meanwhile), "label" (labels are given by the draft; `base` and `came` are the labels), "new-note" (a
    second wording of one footnote, `came`), "already-there" (the present text says so already), "too-long",
    "empty-note" (a footnote emptied while its mark stays, or a new one without words).

    A comment on words that nobody changed has no wording to propose: its `remarks` may become a remark, `text` is "".
    """

    number: int
    kind: FindingKind
    outcome: Outcome
    paragraph: int
    label: str
    base: str
    now: str
    came: str
    text: str
    by: tuple[str, ...] = ()
    at: str = ""
    confidence: float = 1.0
    matched: Matched = "anchor"
    carried: CarriedAs = "same"
    together: int = 0
    remarks: tuple[Remark, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    refused: Refused = ""

    @property
    def reason(self) -> str:
        """The comments as one reason, each on a line of its own."""
        return "\n".join(remark.text for remark in self.remarks)

    @property
    def is_clear(self) -> bool:
        """Whether a proposal can be made of it without a second look. A comment always needs one: it may be a word to a
        colleague."""
        return not self.refused and self.kind != "comment" and self.carried != "collides" and self.confidence >= CERTAIN


def as_data(copy: Copy) -> dict[str, Any]:
    """Plain data for JSON; `from_data` reads it."""
    stamp = copy.stamp
    return {
        "paragraphs": [_paragraph_as_data(it) for it in copy.paragraphs],
        "stamp": [stamp.draft, stamp.seq, stamp.language, stamp.party] if stamp else None,
        "noticed": [list(it) for it in copy.noticed],
    }


def from_data(data: Mapping[str, Any]) -> Copy:
    """The copy that `as_data` made this of: `from_data(as_data(copy)) == copy`."""
    return Copy(
        tuple(_paragraph(it) for it in data["paragraphs"]),
        Stamp(*data["stamp"]) if data["stamp"] else None,
        tuple((code, detail) for code, detail in data["noticed"]),
    )


def _paragraph_as_data(it: Came) -> dict[str, Any]:
    written: dict[str, Any] = {"words": [_words_as_data(words) for words in it.words]}
    if it.ends != _KEPT:
        written["ends"] = _words_as_data(it.ends)
    if it.remarks:
        written["remarks"] = [[remark.by, remark.text, remark.about, remark.at] for remark in it.remarks]
    if it.anchors:
        written["anchors"] = list(it.anchors)
    named = {"label": it.label, "head": it.head, "kind": it.kind, "level": it.level, "note": it.note}
    return written | {name: value for name, value in named.items() if value}


def _paragraph(data: Mapping[str, Any]) -> Came:
    return Came(
        tuple(_words(it) for it in data["words"]),
        _words(data["ends"]) if "ends" in data else _KEPT,
        tuple(data.get("anchors", ())),
        data.get("label", ""),
        data.get("head", 0),
        data.get("kind", ""),
        data.get("level", 0),
        data.get("note", ""),
        tuple(Remark(*it) for it in data.get("remarks", ())),
    )


def _words_as_data(words: Words) -> list[Any]:
    """[text, style, note, inserted, deleted, at, move] without the empty ones at the end. style: 1 italic, 2 bold."""
    piece = words.piece
    style = piece.italic + 2 * piece.bold
    written = [piece.text, style, piece.note, words.inserted, words.deleted, words.at, words.move]
    while len(written) > 1 and not written[-1]:
        written.pop()
    return written


def _words(data: list[Any]) -> Words:
    text, style, note, inserted, deleted, at, move = data + _EMPTY[len(data) :]
    return Words(inline.Piece(text, bool(style & 1), bool(style & 2), note), inserted, deleted, at, move)


_KEPT = Words(inline.Piece(""))
_EMPTY: list[Any] = ["", 0, "", "", "", "", ""]

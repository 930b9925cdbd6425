"""The paragraphs of a rich text as they come: the body, a note, a header, each a flow of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from drafting.documents.changed import KEPT, Changed, Fate, as_read
from drafting.documents.recognise.recognise_source import Changes, Paragraph
from drafting.documents.rtf.rtf_in_revisions import Marks
from drafting.documents.rtf.rtf_in_tokens import whole_letters
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Remark, Words

_BULLET = "•"
_HEADING = re.compile(r"(?:heading (\d)|(?:sub)?title)")


@dataclass
class Style:
    """A style of paragraphs or of signs. bold, italic: what all its words are, and so say nothing of the words."""

    name: str = ""
    bold: bool = False
    italic: bool = False

    @property
    def plain_name(self) -> str:
        return self.name.strip().rstrip(";").lower()

    @property
    def heading(self) -> int:
        found = _HEADING.match(self.plain_name)
        return int(found[1] or 1) if found else 0


class Said(NamedTuple):
    """Words on their way into a paragraph. style: the name of their own style, "" for none."""

    text: str
    italic: bool = False
    bold: bool = False
    note: str = ""
    fate: Fate = KEPT
    style: str = ""


@dataclass
class Comment:
    """One under way: where it begins is known before its words. begun: how much had been said when it began."""

    begun: int
    about: str = ""
    remark: Remark | None = None


@dataclass
class Flow:
    """A run of paragraphs: the body, a note, a header. said, label, end_marks: of the paragraph that is open."""

    said: list[Said] = field(default_factory=list)
    label: str = ""
    style: Style = field(default_factory=Style)
    level: int = 0
    outline: int = 0
    end_marks: Marks = field(default_factory=dict)
    noticed: list[tuple[str, str]] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    # With the comments on each, whose words may come later.
    ended: list[tuple[Changed, list[Comment], str]] = field(default_factory=list)

    def end(self, fate: Fate = KEPT) -> None:
        """The open paragraph ends here. fate: of its end."""
        heading = self.outline or self.style.heading
        label = re.sub("[\ue000-\uf8ff]", _BULLET, " ".join(whole_letters(self.label).split()))
        look = Paragraph("", label, self.level if label and not heading else 0, heading, noticed=tuple(self.noticed))
        words = tuple(self._words())
        came = Came(words, Words(Piece(""), *fate), tuple(self.anchors), label, _head(self.said))
        self.ended.append((Changed(came, look), self.comments, self.style.plain_name))
        self.said, self.label, self.noticed, self.anchors, self.comments = [], "", [], [], []
        self.end_marks = {}

    def _words(self) -> Iterator[Words]:
        """Neighbours of one kind in one: halves of a letter may have come apart."""
        for (_, italic, bold, note, fate, _), group in groupby(self.said, lambda it: it._replace(text="")):
            look = italic and not self.style.italic, bold and not self.style.bold
            if note:
                yield from (Words(Piece("", *look, note), *fate) for _ in group)
            else:
                yield Words(Piece(whole_letters("".join([it.text for it in group])), *look), *fate)

    def begin(self) -> None:
        """What holds of a paragraph from its beginning is forgotten."""
        self.style, self.level, self.outline = Style(), 0, 0

    def all(self) -> list[tuple[Changed, list[Comment], str]]:
        """The paragraphs, each with the comments on it and the name of its style, the open one among them."""
        if self.said or self.label or self.noticed or self.anchors or self.comments:
            self.end()
        return self.ended

    def changed(self) -> list[Changed]:
        return [it for it, _, _ in self.all()]

    def lines(self, changes: Changes = "accept") -> list[str]:
        """Its paragraphs, each with its label."""
        return [f"{it.label} {it.text}".strip() for it in as_read(self.changed(), changes)]

    def text(self) -> str:
        """As it is now, on one line."""
        return " ".join(" ".join(line.split()) for line in self.lines())


@dataclass
class State:
    """What holds inside a group.

    flow: where words go, None for nowhere; role: what the group is, "" for text; outer: where words went before a
    group that says them twice; code: the encoding of its font; fallback: letters that stand for each sign of Unicode;
    style: the name of the style of signs; marks: what became of the words, and within: of what they stand inside;
    begun: whether the group has said anything but that.
    """

    flow: Flow | None
    outer: Flow | None = None
    role: str = ""
    starred: bool = False
    bold: bool = False
    italic: bool = False
    style: str = ""
    marks: Marks = field(default_factory=dict)
    within: Fate = KEPT
    begun: bool = False
    code: str = ""
    fallback: int = 1


def _head(said: list[Said]) -> int:
    """How many signs at the head are a label by their style, with the space behind it."""
    head = 0
    for it in said:
        if it.note or not (it.style == "label" or (head and it.text.isspace())):
            break
        head += len(it.text)
    return head

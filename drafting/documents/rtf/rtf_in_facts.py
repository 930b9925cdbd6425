"""What groups of a rich text say about it: authors of changes, properties of the file, bookmarks, and comments."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from drafting.documents.anchors import anchor_of
from drafting.documents.changed import NOBODY
from drafting.documents.rtf.rtf_in_flow import Comment, Flow
from drafting.documents.rtf.rtf_in_revisions import when
from drafting.domain.inline import plain
from drafting.domain.returned import Remark

# The groups, by the words that open them.
FACTS = frozenset({
    "fldinst", "bkmkstart", "revtbl", "atnauthor", "atnid", "atnref", "atndate", "atrfstart", "atrfend", "propname",
    "staticval",
})  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,10}")
_LONGEST_ABOUT = 200


@dataclass
class Facts:
    """authors: of changes, by their numbers; properties: of the file; bookmarks: all of them;
    anchors: the ids that a bookmark bears alone, of which others are copies.

    comments: those that have begun, by number; place: the paragraphs in which the last of them began; said: the words
    there since the first; remark: the comment whose words are awaited, `about` being so far the number of its place.
    """

    authors: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    bookmarks: list[str] = field(default_factory=list)
    anchors: Collection[int] = ()
    property: str = ""
    said: list[str] = field(default_factory=list)
    comments: dict[str, Comment] = field(default_factory=dict)
    place: Flow | None = None
    remark: Remark = field(default_factory=lambda: Remark(NOBODY, ""))

    def heard(self, words: str, flow: Flow) -> None:
        """Words of the text, which a comment that has begun may be about; those of a footnote stand elsewhere."""
        if self.place is flow:
            self.said.append(words)

    def told(self, role: str, said: str, flow: Flow | None) -> None:
        """A group that says something ends. flow: the paragraphs in which it stands."""
        if role == "bkmkstart":
            self._bookmark(said, flow)
        elif role == "propname":
            self.property = said
        elif role == "staticval":
            self.properties[self.property] = said
        elif flow is not None and role in ("atrfstart", "atrfend"):
            self._range(role, said, flow)
        else:
            self._of_comment(role, said)

    def _bookmark(self, name: str, flow: Flow | None) -> None:
        self.bookmarks.append(name)
        anchor = anchor_of(name)
        if anchor and flow is not None and not (anchor.is_copy and anchor.paragraph in self.anchors):
            flow.anchors.append(anchor.paragraph)

    def _of_comment(self, role: str, said: str) -> None:
        if role in ("atnauthor", "atnid") and said:
            # The initials only where there is no name.
            by = said if role == "atnauthor" or self.remark.by == NOBODY else self.remark.by
            self.remark = replace(self.remark, by=by)
        elif role == "atndate" and _NUMBER.fullmatch(said):
            self.remark = replace(self.remark, at=when(int(said)))
        elif role == "atnref":
            self.remark = replace(self.remark, about=said)

    def _range(self, role: str, number: str, flow: Flow) -> None:
        """A comment is put on the paragraph where it begins; at its end it is known what it is about."""
        if role == "atrfstart":
            self.comments[number] = comment = Comment(len(self.said))
            flow.comments.append(comment)
            self.place = flow
        elif number in self.comments:
            comment = self.comments[number]
            comment.about = _first(islice(self.said, comment.begun, None))

    def commented(self, flow: Flow, place: Flow | None) -> None:
        """The words of a comment end. place: where it stands."""
        comment = self.comments.get(self.remark.about)
        if comment is None and place is not None:
            comment = Comment(0)
            place.comments.append(comment)
        text = "\n".join(plain(line).strip() for line in flow.lines())
        if comment is not None and text:
            comment.remark = replace(self.remark, text=text, about=comment.about)
        self.remark = Remark(NOBODY, "")


def _first(said: Iterator[str]) -> str:
    """As much of it as a reader needs to see what a comment is about."""
    about = ""
    for words in said:
        about += words
        if len(about) >= _LONGEST_ABOUT:
            break
    # Half of a letter is none.
    return about[:_LONGEST_ABOUT].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

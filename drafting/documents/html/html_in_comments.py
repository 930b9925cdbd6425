"""Comments in a web page: Word's and Google's, which look like footnotes and are none.

A mark in the text leads to the comment, which stands at the end of the page and leads back. Both are taken out of the
page before anything else is read; where the mark stood, an element of ours says which comment it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.changed import NOBODY
from drafting.domain.returned import Remark

# The element in the place of a mark, and its attribute; no page has it.
MARK, NUMBER = "drafting-comment", "number"
_MARKED = re.compile(r"#_msocom_(\d+)|#cmnt(\d+)")
_BACK = re.compile(r"#_msoanchor_(\d+)|#cmnt_ref(\d+)")
_AUTHOR = re.compile(r"mso-comment-author:\s*\"?([^\";]+)")
_REFERENCE = re.compile(r"mso-comment-reference:\s*\"?\w*_(\d+)")
_INSTANT = re.compile(r"mso-comment-date:\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)")
_BLOCKS = ("p", "li", "h1", "h2", "h3")


@dataclass
class PageComments:
    """remarks: number → comment; links: addresses of the links from the text to comments and back; said: all that the
    comments say, as the page has it."""

    remarks: dict[str, Remark] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    @classmethod
    def taken_out(cls, root: etree._Element) -> "PageComments":
        """The page is left without them."""
        comments = cls()
        blocks = {number: block for block, number in _blocks(root).items()}
        abouts = _abouts(root) if blocks else {}
        for mark in [it for it in root.iter("a") if _MARKED.fullmatch(it.get("href", ""))]:
            number = _number(_MARKED, mark)
            if number in blocks and blocks[number] not in mark.iterancestors():
                comments.links |= {mark.get("href", ""), *_back(blocks[number])}
                comments._take(number, blocks[number], mark, abouts.get(number, ("", "")))
        for number in comments.remarks:
            _emptied(blocks[number], "template")
        return comments

    def _take(self, number: str, block: etree._Element, mark: etree._Element, told: tuple[str, str]) -> None:
        if number not in self.remarks:
            lines = list(filter(None, (_line(it) for it in block.iter(*_BLOCKS)))) or [_line(block)]
            self.said.append(" ".join(lines))
            self.remarks[number] = Remark(_author(block, mark), "\n".join(lines), *told)
        whole = _whole(mark)
        _emptied(whole, MARK)
        whole.set(NUMBER, number)


def _blocks(root: etree._Element) -> dict[etree._Element, str]:
    """What holds a comment, which leads back to its mark → its number."""
    found: dict[etree._Element, str] = {}
    for back in root.iter("a"):
        if _BACK.fullmatch(back.get("href", "")) and (around := next(back.iterancestors("div"), None)) is not None:
            found.setdefault(around, _number(_BACK, back))
    return found


def _number(pattern: re.Pattern[str], link: etree._Element) -> str:
    found = pattern.fullmatch(link.get("href", ""))
    return "" if found is None else str(found[1] or found[2])


def _back(block: etree._Element) -> Iterator[str]:
    return (it.get("href", "") for it in block.iter("a") if _BACK.fullmatch(it.get("href", "")))


def _line(element: etree._Element) -> str:
    """Its words on one line, without the link that leads back."""
    return " ".join("".join(_words(element)).split())


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not child.get("href", "").startswith("#"):
            yield from _words(child)
        yield child.tail or ""


def _author(block: etree._Element, mark: etree._Element) -> str:
    """Where Word names nobody, its mark has initials and a number."""
    named = (_AUTHOR.search(it.get("style", "")) for it in (block, *block.iterancestors("div"), *block.iter("span")))
    shown = "".join(map(str, mark.itertext())).strip("[] \n")
    initials = re.sub(r"\d+$", "", shown) if "#_msocom" in mark.get("href", "") else ""
    return next((it[1].strip() for it in named if it), initials) or NOBODY


def _abouts(root: etree._Element) -> dict[str, tuple[str, str]]:
    """Number → the words that a comment is put on, and its instant, where the page says them."""
    found: dict[str, tuple[str, str]] = {}
    for element in root.iter("a"):
        style = element.get("style", "")
        named, told = _REFERENCE.search(style), _INSTANT.search(style)
        if named:
            about, at = found.get(named[1], ("", ""))
            at = f"{told[1]}-{told[2]}-{told[3]}T{told[4]}:{told[5]}:00Z" if told else at
            found[named[1]] = about + "".join(map(str, element.itertext())), at
    return {number: (" ".join(about.split()), at) for number, (about, at) in found.items()}


def _whole(mark: etree._Element) -> etree._Element:
    """The mark with what Word puts round it for its own sake."""
    whole = mark
    for around in mark.iterancestors("span", "sup"):
        if around.tag == "sup" or "MsoCommentReference" in around.get("class", ""):
            whole = around
    return whole


def _emptied(element: etree._Element, tag: str) -> None:
    """What follows it stays where it is."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = tag, tail

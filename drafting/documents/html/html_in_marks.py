"""Changes that a web page marks: who inserted or deleted words, when, and which spaces a change takes along.

Source: the HTML Living Standard, section 4.7 (edits); Word names an author by a mail address in `cite`, most editors in
an attribute of their own, we in `data-author`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from drafting.documents.changed import KEPT, NOBODY, Fate, is_gone
from drafting.documents.html.html_own import AUTHOR, MOVE
from drafting.domain.returned import Words

CHANGES = frozenset({"ins", "del"})
_AUTHORS = (AUTHOR, "data-username", "data-user-name", "data-user")
_MAIL = "mailto:"
_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\dT")


def within(element: etree._Element, fate: Fate) -> Fate:
    """The fate of what stands inside an ins or a del that stands inside such a fate."""
    by, at, move = _author(element), max(fate.at, _instant(element)), element.get(MOVE, "") or fate.move
    if element.tag == "ins":
        return Fate(fate.inserted or by, fate.deleted, at, move)
    return Fate(fate.inserted, by, at, move)


def _author(element: etree._Element) -> str:
    """A word for nobody where none is told: a page that is cited, for one, is nobody."""
    told = [element.get(name, "") for name in _AUTHORS]
    cited = element.get("cite", "")
    mail = unquote(cited[len(_MAIL) :]) if cited.lower().startswith(_MAIL) else ""
    names = (" ".join(it.split()) for it in (*told, mail, element.get("title", "")))
    return next((it for it in names if it), NOBODY)


def _instant(element: etree._Element) -> str:
    at = element.get("datetime", "").strip()
    return at if _INSTANT.match(at) else ""


def displayed(words: Iterable[Words]) -> list[Words]:
    """The words without the spaces that follow a space or stand before the end of a line, which no browser shows.

    A space that follows one only as the text is now, or only as it was, goes or comes with the change before it.
    """
    line = _Line()
    for it in words:
        line.add(it)
    return line.shown


class _Line:
    """What is displayed of a line so far.

    ends: the last sign of the text as it is now, and as it was; change: the last one that was met.
    """

    def __init__(self) -> None:
        self.shown: list[Words] = []
        self.ends = ("\n", "\n")
        self.change = KEPT

    def add(self, it: Words) -> None:
        there = not is_gone(it, "accept"), not is_gone(it, "reject")
        text = it.piece.text
        if text.startswith(" ") and any(there):
            text = self._after_spaces(it, there)
        if text == "\n" and self.shown and _alike(self.shown[-1], it):
            self.shown[-1] = _saying(self.shown[-1], self.shown[-1].piece.text.rstrip(" "))
        if text or it.piece.note:
            self.shown.append(_saying(it, text))
            now, before = (text[-1:] if here else end for here, end in zip(there, self.ends, strict=True))
            self.ends = now, before
        if it.inserted or it.deleted:
            self.change = Fate(it.inserted, it.deleted, it.at)

    def _after_spaces(self, it: Words, there: tuple[bool, bool]) -> str:
        """Its text without the spaces ahead of it, where they are not displayed with it in both texts alike.

        there: whether it stands in the text as it is now, and as it was.
        """
        now, before = (here and end not in (" ", "\n") for here, end in zip(there, self.ends, strict=True))
        if (now, before) == there:
            return it.piece.text
        if now or before:
            by, at = self.change.deleted or self.change.inserted, self.change.at
            fate = Fate(by, "", at) if now else Fate("", by, at)
            self.shown.append(Words(replace(it.piece, text=" "), *fate))
            self.ends = " ", " "
        return it.piece.text.lstrip(" ")


def _saying(words: Words, text: str) -> Words:
    return replace(words, piece=replace(words.piece, text=text))


def _alike(one: Words, other: Words) -> bool:
    """Whether they stand in the same of both texts."""
    return (bool(one.inserted), bool(one.deleted)) == (bool(other.inserted), bool(other.deleted))

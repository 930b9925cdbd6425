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
    shown: list[Words] = []
    ends_now = ends_before = "\n"
    change = KEPT
    for it in words:
        here_now, here_before = not is_gone(it, "accept"), not is_gone(it, "reject")
        text = it.piece.text
        if text.startswith(" ") and (here_now or here_before):
            space_now, space_before = (
                here and ends not in (" ", "\n") for here, ends in ((here_now, ends_now), (here_before, ends_before))
            )
            if not (space_now or space_before):
                text = text.lstrip(" ")
            elif (space_now, space_before) != (here_now, here_before):
                text = text.lstrip(" ")
                by = change.deleted or change.inserted
                fate = Fate(by, "", change.at) if space_now else Fate("", by, change.at)
                shown.append(Words(replace(it.piece, text=" "), *fate))
                ends_now, ends_before = " ", " "
        if text == "\n" and shown and _alike(shown[-1], it):
            last = shown[-1].piece
            shown[-1] = replace(shown[-1], piece=replace(last, text=last.text.rstrip(" ")))
        if text or it.piece.note:
            shown.append(replace(it, piece=replace(it.piece, text=text)))
            ends_now, ends_before = (text[-1:] if here_now else ends_now), (text[-1:] if here_before else ends_before)
        if it.inserted or it.deleted:
            change = Fate(it.inserted, it.deleted, it.at)
    return shown


def _alike(one: Words, other: Words) -> bool:
    """Whether they stand in the same of both texts."""
    return (bool(one.inserted), bool(one.deleted)) == (bool(other.inserted), bool(other.deleted))

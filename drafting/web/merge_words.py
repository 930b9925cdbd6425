"""The merge desk in the reader's language: a change by its name, its wordings with their sponsors, and its fate."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from drafting.domain import inline, picks
from drafting.domain.instructions import instructions
from drafting.domain.marked import Op
from drafting.domain.merge import Stretch
from drafting.services.draft_page import Part
from drafting.services.merging import Offer, Table
from drafting.services.scope import DraftScope
from drafting.web import text_html, wording
from drafting.web.instants import names_of

# Where more signs than these collide, only what differs is read, not every wording whole.
LONG = 80
_LEGEND, _WHOLE = 60, 240

# What becomes of a proposal that is left open, against the new wording.
OUTCOMES: Mapping[str, LazyString] = {
    "applies": __("applies to the new wording"),
    "already there": __("what it asks for stands in the new wording"),
    "collides": __("collides with the new wording"),
}
# The same of a text as it stands.
NOW: Mapping[str, LazyString] = {
    "applies": __("applies to the text as it stands"),
    "already there": __("what it asks for stands in the text already"),
    "collides": __("collides with the text as it stands"),
}
STANDINGS: Mapping[str, LazyString] = {
    "taken": __("taken"),
    "reworded": __("taken with the Chair’s words"),
    "bracketed": __("in brackets"),
    "left": __("not taken"),
}
# What settling a proposal means, by how much of it is in the result.
SETTLED: Mapping[str, LazyString] = {
    "all": __("Accepted: all of it is in the new wording"),
    "part": __("Taken in part; what is not in the new wording is declined"),
    "none": __("Declined"),
}


class _Piece(NamedTuple):
    """A span of the text with changes in it, and what stands before and after it on the page."""

    text: str
    op: Op
    before: Markup = Markup("")
    after: Markup = Markup("")


def laid(table: Table) -> Markup:
    """The text with every change in its place: its number, the words struck, the wordings with their sponsors."""
    pieces = list(_pieces(table))
    shown = text_html.parts([(it.text, it.op) for it in pieces])
    return Markup("").join(it.before + made + it.after for made, it in zip(shown, pieces, strict=True))


_NUMBER = Markup('<span class="laid {0}"><a class="change-nth" href="#change-{1}">{1}</a>')


def _pieces(table: Table) -> Iterator[_Piece]:
    base, at = table.merged.base, 0
    for it in table.merged.stretches:
        yield _Piece(base[at : it.start], "equal")
        yield _Piece("", "equal", before=_NUMBER.format(it.kind, it.change))
        yield from _wordings(table, it)
        yield _Piece("", "equal", after=Markup("</span>"))
        at = it.end
    yield _Piece(base[at:], "equal")


def _wordings(table: Table, it: Stretch) -> Iterator[_Piece]:
    """The words struck, then each wording; where wordings collide the words stand, and who wants what is told below."""
    codes = table.codes
    offered = [(tuple(dict.fromkeys(code for by in one.by for code in codes[by])), one.text) for one in it.wordings]
    if it.kind == "collision":
        yield _Piece(it.base, "equal", after=text_html.sponsored([" / ".join(" ".join(by) for by, _ in offered)]))
        return
    yield _Piece(it.base, "delete")
    for by, text in offered:
        yield _Piece(text, "insert", after=text_html.sponsored(by))


def legend(table: Table, change: picks.Change) -> str:
    """ "Change 3: “should”", or of an insertion where it stands."""
    if change.base:
        return _("Change %(number)s: “%(words)s”", number=change.number, words=_short(change.base))
    before = table.merged.base[: change.stretches[0].start]
    after = _end(before)
    if not after:
        return _("Change %(number)s: insertion at the beginning", number=change.number)
    return _("Change %(number)s: insertion after “%(words)s”", number=change.number, words=after)


def _short(words: str) -> str:
    plain = inline.plain(words)
    return plain if len(plain) <= _LEGEND else plain[: _LEGEND - 20].rsplit(" ", 1)[0] + " … " + _end(plain)


def _end(text: str) -> str:
    return " ".join(inline.plain(text).split()[-3:])


def wanted(change: picks.Change, index: int) -> Markup:
    """A wording as it is offered for choice; a long one as what it strikes and inserts."""
    base, words = change.base, change.words(index)
    if not words.strip(" …"):
        return Markup("{} <del>{}</del>").format(_("Delete"), base)
    if len(words) > _WHOLE:
        return text_html.marked(base, words)
    return Markup("").join(text_html.parts([(words, "insert")]))


def note(base: str, words: str) -> list[str]:
    """What a proposal changes, in the words that secretariats use."""
    return [wording.classical(it) for it in instructions(base, words)]


def kept(change: picks.Change) -> str:
    """The words of the text, as they are offered to be kept."""
    return _short(change.base) if len(change.base) > LONG else inline.plain(change.base)


def behind(table: Table, change: picks.Change, index: int) -> str:
    """Who wants a wording: "Kazakhstan and Uzbekistan · 3, 5"."""
    mine = [it for it in table.offers if it.by in change.wordings[index].by]
    return f"{sponsors(mine)} · {', '.join(it.by for it in mine)}"


def sponsors(offers: Iterable[Offer]) -> str:
    return names_of({party.id: party for it in offers for party in it.sponsors}.values())


def numbered(numbers: Sequence[int]) -> str:
    """ "change 3", "changes 1, 4"."""
    said = ", ".join(map(str, numbers))
    return ngettext("change %(numbers)s", "changes %(numbers)s", len(numbers), numbers=said)


def share(it: picks.Share) -> str:
    """How much of a proposal is in the result: "taken: changes 1, 2; not taken: change 4"."""
    parts = (("taken", it.taken), ("reworded", it.reworded), ("bracketed", it.bracketed), ("left", it.left))
    return "; ".join(f"{STANDINGS[how]}: {numbered(numbers)}" for how, numbers in parts if numbers)


def stands(open_brackets: int) -> str:
    """Whether the result is clean or bracketed."""
    if not open_brackets:
        return _("Clean: nothing in it stands in brackets.")
    return ngettext("Bracketed: %(num)s open bracket.", "Bracketed: %(num)s open brackets.", open_brackets)


def moved_on(gone: Sequence[int], come: Sequence[int]) -> list[str]:
    """What happened on the table since the form was shown. gone, come: numbers of proposals."""
    said = []
    if gone:
        names = ", ".join(map(str, gone))
        said.append(
            ngettext(
                "Proposal %(names)s is no longer on the table.",
                "Proposals %(names)s are no longer on the table.",
                len(gone),
                names=names,
            )
        )
    if come:
        names = ", ".join(map(str, come))
        said.append(
            ngettext("Proposal %(names)s was tabled.", "Proposals %(names)s were tabled.", len(come), names=names)
        )
    return said


def credited(payload: Mapping[str, Any], scope: DraftScope) -> list[str]:
    """The contributions to a merged wording, as its entry tells them: "Change 1, “shall”: Kazakhstan; taken."."""
    return [
        _(
            "Change %(number)s, %(words)s: %(names)s; %(how)s.",
            number=it["change"],
            words=_quoted(it["base"], it["words"]),
            names=names_of(scope.parties[party] for party in it["parties"]),
            how=STANDINGS[it["how"]],
        )
        for it in payload.get("credits", ())
    ]


def divided(parts: Iterable[Part]) -> list[str]:
    """What of a proposal was taken and what was not: "Change 3, “must”: not taken."."""
    return [
        _(
            "Change %(number)s, %(words)s: %(how)s.",
            number=it.change,
            words=_quoted(it.base, it.words),
            how=STANDINGS[it.how],
        )
        for it in parts
    ]


def _quoted(base: str, words: str) -> str:
    if words.strip(" …"):
        return _("“%(words)s”", words=inline.plain(words).strip())
    return _("deletion of “%(words)s”", words=inline.plain(base).strip())

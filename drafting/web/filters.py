"""What templates may call."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace

from babel.dates import format_date
from flask import Flask, current_app
from flask_babel import get_domain, get_locale, ngettext
from markupsafe import Markup

from drafting.domain import inline
from drafting.domain.instructions import instructions
from drafting.persistence.records import Meeting, Party
from drafting.services import losses
from drafting.services.draft_page import ParagraphView, ProposalView
from drafting.web import (
    bracket_words,
    cities,
    import_words,
    instants,
    loss_words,
    merge_words,
    moments,
    refusals,
    text_html,
    wording,
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        wording=wording,
        refusals=refusals,
        import_words=import_words,
        loss_words=loss_words,
        named=instants.named,
        names_of=names_of,
        wall_time=instants.wall_time,
        cities=cities,
        moments=moments,
        reader_zone=moments.reader_zone,
        days=days,
        words=words,
        marked=text_html.marked,
        broken_brackets=bracket_words.broken,
        sealed=losses.seal,
        overlaid=overlaid,
        marks_of=marks_of,
        classical=classical,
        css_name=css_name,
        iso=iso,
        spoken=spoken,
        mention_line=mention_line,
        position_lines=position_lines,
        remark_line=remark_line,
        roles_line=roles_line,
        divided=merge_words.divided,
    )
    app.context_processor(_words_of_page)


def _words_of_page() -> dict[str, object]:
    """What a page says or asks hundreds of times, looked up once; available: the names of the blueprints."""
    return {
        **_tables(str(get_locale())),
        "available": current_app.blueprints,
        "gettext": _gettext(),
        "named": _named(),
    }


@lru_cache(maxsize=8)
def _tables(_locale: str) -> Mapping[str, object]:
    """`wording` with its tables said in the reader's language, and the words that stand at every paragraph."""
    said = {
        name: {term: str(word) for term, word in table.items()}
        for name, table in vars(wording).items()
        if name.isupper() and isinstance(table, Mapping)
    }
    own = SimpleNamespace(**{**vars(wording), **said})
    return {"wording": own, "state_words": own.STATES, "open_word": wording.open_word()}


def _gettext() -> Callable[..., Markup]:
    """What `_()` means in a page. The reader's language is asked for once, not for each of a thousand sentences."""
    translated = get_domain().get_translations().ugettext

    def gettext(sentence: str, /, **fields: object) -> Markup:
        return Markup(translated(sentence)) % fields  # noqa: S704 - a template's own words or a catalogue's

    return gettext


def _named() -> Callable[..., str]:
    """`instants.named`, with the reader's language asked for once."""
    language = instants.language()

    def named(thing: object, what: str = "name") -> str:
        return str(getattr(thing, f"{what}_{language}"))

    return named


def words(text: str, numbers: dict[str, int] | None = None, settled: tuple[int, ...] = ()) -> Markup:
    return text_html.words(text, tuple(numbers.items()) if numbers and "[^" in text else (), settled)


def overlaid(paragraph: ParagraphView, numbers: Mapping[str, int]) -> Markup:
    """The paragraph with what every delegation would insert and delete in it, marked and attributed.

    numbers: key -> displayed number of the notes of the text.
    """
    offered = [
        (it.party.code, it.text) for it in paragraph.proposals if it.kind == "replace" and it.outcome == "applies"
    ]
    offered += [(it.party.code, "") for it in paragraph.proposals if it.kind == "delete"]
    return text_html.attributed(paragraph.text, tuple(offered), numbers)


names_of = instants.names_of


def marks_of(text: str) -> list[str]:
    return list(dict.fromkeys(inline.marks(text)))


def days(meeting: Meeting) -> str:
    """The days of a meeting: "3–5 June 2026", "30 June – 2 July 2026".

    Written here because the locale data shorten a Russian interval to "3–5 июн. 2026 г.".
    """
    first, last, locale = meeting.starts_on, meeting.ends_on, instants.manner()
    whole = "d MMMM y 'года'" if instants.language() == "ru" else "d MMMM y"
    end = format_date(last, whole, locale)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{format_date(first, 'd MMMM' if first.year == last.year else whole, locale)} – {end}"


def spoken(label: str) -> str:
    """A label inside a sentence: "paragraph 3", not "paragraph 3."."""
    return label.rstrip(".")


def iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def css_name(term: str) -> str:
    """A term of the domain as a class name: "agreed ad referendum" is "ad-referendum"."""
    return _CSS.get(term) or term.replace(" ", "-")


_CSS = {
    "agreed ad referendum": "ad-referendum",
    "agrees ad referendum": "ad-referendum",
    "scrutiny reservation": "scrutiny",
}


def classical(proposal: ProposalView, paragraph: ParagraphView) -> Sequence[str]:
    """The classical note of a proposal, one part of a sentence for each change."""
    if proposal.kind == "delete":
        return [wording.delete_paragraph()]
    if proposal.kind == "replace":
        said = _classical(str(get_locale()), proposal.base, proposal.text)
    else:
        said = [wording.insert_paragraph(before=proposal.kind == "insert before", label=paragraph.label)]
    return wording.with_new_notes(said, proposal.new_notes)


@lru_cache(maxsize=8192)
def _classical(_locale: str, base: str, text: str) -> Sequence[str]:
    return [wording.classical(it) for it in instructions(base, text)]


def mention_line(paragraph: ParagraphView, locale: str) -> str:
    """Who has something on this paragraph: "3 proposals · CLD, ESM, TSY", the own private texts apart."""
    return _mention_line(locale, tuple((it.status, it.party.code) for it in paragraph.mentions))


@lru_cache(maxsize=8192)
def _mention_line(_locale: str, mentions: Sequence[tuple[str, str]]) -> str:
    parts = []
    for status in ("tabled", "suggested", "private"):
        codes = [code for it, code in mentions if it == status]
        if codes:
            parts.append(f"{wording.count(status, len(codes))} · {', '.join(dict.fromkeys(codes))}")
    return "; ".join(parts)


def remark_line(paragraph: ParagraphView) -> str:
    """Who says something of this paragraph: "2 remarks · BEL, OBS"."""
    codes = dict.fromkeys(it.party.code for it in paragraph.remarks)
    counted = ngettext("%(num)s remark", "%(num)s remarks", len(paragraph.remarks))
    return f"{counted} · {', '.join(codes)}"


def position_lines(paragraph: ParagraphView, locale: str) -> Sequence[tuple[str, str]]:
    """Positions at a glance: the class that draws the sign, and the words; who blocks or reserves is named."""
    held = tuple(("outdated" if it.outdated else it.kind, it.party.code) for it in paragraph.positions)
    return _position_lines(locale, held, paragraph.silent)


@lru_cache(maxsize=8192)
def _position_lines(_locale: str, held: Sequence[tuple[str, str]], silent: int) -> Sequence[tuple[str, str]]:
    lines = [
        (css_name(kind), wording.count_positions(kind, codes))
        for kind in (*wording.POSITIONS, "outdated")
        if (codes := [code for it, code in held if it == kind])
    ]
    return [*lines, ("silent", wording.count("silent", silent))] if silent else lines


def roles_line(roles: Iterable[tuple[str, Party | None]]) -> str:
    """Each role once: one that is held for a State is not said a second time without it."""
    held = list(roles)
    of_state = {role for role, party in held if party}
    said = [
        f"{wording.ROLES[role]} ({instants.named(party)})" if party else str(wording.ROLES[role])
        for role, party in held
        if party or role not in of_state
    ]
    return ", ".join(dict.fromkeys(said))

"""The certificate of a run as it is printed, in the reader's language: the words of its page."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from drafting.documents.pdf.certificate_out import Certificate, Fact, MarkedState, Section
from drafting.services import silence_certified
from drafting.web import instants, moments, silence_words, wording


def printed(it: silence_certified.Certificate, zone: str) -> Certificate:
    """zone: the reader's."""
    scope = it.scope
    chair = instants.named(it.chair)
    return Certificate(
        language=instants.language(),
        process=f"{instants.named(scope.process)} · {instants.named(scope.meeting, 'title')}",
        symbol=scope.draft.symbol,
        title=_("Certificate of no-objection procedure %(number)s", number=it.run.number),
        about=f"{scope.draft.title}: {silence_words.about(it.run, scope, it.asked)}",
        outcome=silence_words.certified(it.outcome, it.run.meaning),
        facts=tuple(_facts(it, zone)),
        columns=(_("State that was asked"), _("Mark")),
        states_heading=_("Mark of each State that was asked"),
        states=tuple(MarkedState(instants.named(party), str(wording.MARKS[mark])) for party, mark in it.marks),
        sections=tuple(_sections(it)),
        closing=it.statement,
        signature=(chair, str(wording.ROLES["chair"]), moments.moment(it.at, scope.meeting.zone)),
        record=(Fact(_("In the record"), _("entry %(seq)s", seq=it.seq)), Fact("SHA-256", it.hash, is_hash=True)),
        page_words=_("Page {page} of {pages}"),
        dated=it.at.astimezone(ZoneInfo(scope.meeting.zone)).date(),
    )


def _facts(it: silence_certified.Certificate, zone: str) -> Iterator[Fact]:
    run = it.run
    yield Fact(_("What silence meant"), silence_words.meaning(run.meaning))
    if run.announced_at is not None:
        yield Fact(_("Announced"), moments.moment(run.announced_at, it.scope.meeting.zone))
    yield Fact(_("Deadline"), silence_words.until(run, zone))
    if run.subject != "participation":
        yield Fact(_("Wording"), _("revision %(number)s", number=run.revision))
    yield Fact("SHA-256", run.wording, is_hash=True)


def _sections(it: silence_certified.Certificate) -> Iterator[Section]:
    if it.outcome == "adopted in part":
        yield Section(_("Agreed"), (silence_words.named(it.agreed),))
        yield Section(_("Still open"), (silence_words.named(it.open),))
    if not it.marks:
        yield Section(
            _("Marks of the States"), tuple(f"{wording.MARKS[mark]}: {it.counts[mark]}" for mark in it.counts)
        )
    if it.unreached:
        yield Section(
            _("Notices that were not delivered"), tuple(silence_words.unreached(*row) for row in it.unreached)
        )

"""What the pages and the record say of a no-objection procedure; its terms stand in `wording.py`.

What silence means and who learns of objections is said in the sentences of the notices, so that a page and a mail never
differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Draft, Party, SilenceRun
from drafting.services.deadlines_page import Line as Deadline
from drafting.services.history import EntryView
from drafting.services.scope import DraftScope
from drafting.services.silence_glance import Line as RunLine
from drafting.web import instants, moments, notice_words, wording

MEANINGS, NAMES, HOLDS = notice_words.MEANINGS, notice_words.NAMES, notice_words.HOLDS

# What a run is about, as the wizard offers it, and what that decides.
SUBJECTS: Mapping[str, tuple[LazyString, LazyString]] = {
    "draft": (
        __("The whole text"),
        __("States are asked about the text as it stands now, from its first word to its last."),
    ),
    "paragraphs": (__("Chosen paragraphs"), __("States are asked about some paragraphs; the others stay as they are.")),
    "participation": (
        __("The participation of a State"),
        __("A State whose name stands in brackets takes part in the adoption, or does not, when it is silent."),
    ),
}
# What each answer does, beside its name.
ANSWERS: Mapping[str, LazyString] = {
    "objection": __("We object."),
    "amendment": __("We object and propose other words: give them below."),
    "procedural": __("We object to the procedure itself."),
    "more time": __("We ask for more time. The Chair can move the deadline."),
    "no objection": __("We have no objection. Silence says the same; this says it expressly."),
    "explanation": __("We explain our position. This goes into the record."),
    "withdrawal": __("We withdraw every objection of ours. The Chair can then confirm that silence holds again."),
}
STATES: Mapping[str, LazyString] = {
    "draft": __("It is in preparation. Only the Chair and the Support Office see it."),
    "announced": __("It is announced. Its period has not begun, but answers are taken already."),
    "running": __("It is running. Whoever is silent until the deadline does not object."),
    "suspended": __("It is suspended. The clock stands still until the Chair resumes it; answers are taken."),
    "broken": __("Silence is broken: an objection was received before the deadline."),
    "expired": __("The deadline has passed. Nothing is settled before the Chair certifies the result."),
    "adopted": __("The Chair has certified that silence was kept."),
    "not adopted": __("The Chair has certified that silence was broken. Nothing is settled by this procedure."),
    "withdrawn": notice_words.ENDED["withdraw"],
    "void": notice_words.ENDED["annul"],
    "superseded": notice_words.ENDED["supersede"],
}
OUTCOMES: Mapping[str, LazyString] = {
    "adopted": __("Silence was kept"),
    "adopted in part": __("Silence was kept on a part of the paragraphs"),
    "not adopted": __("Silence was broken"),
}
ENDINGS: Mapping[str, tuple[LazyString, LazyString]] = {
    "withdraw": (__("Withdraw it"), __("The Chair no longer asks. The procedure has no effect.")),
    "annul": (__("Annul it"), __("It was not in order, so it counts for nothing.")),
}
# What stands in the way of a certificate that adopts. name: the State's.
IN_THE_WAY: Mapping[str, LazyString] = {
    "deadline": __("The deadline has not passed."),
    "settling": __("The deadline has only just passed. Wait half a minute: an answer sent in time may still arrive."),
    "objection": __("%(name)s objects."),
    "undelivered": __("No notice has reached %(name)s, and the Chair has not ruled on that."),
    "note": __("A note verbale of %(name)s awaits the Chair’s ruling whether it came in time."),
}


def in_the_way(kind: str, name: str) -> str:
    return str(IN_THE_WAY[kind]) % {"name": name}


def title(number: int) -> str:
    return _("No-objection procedure %(number)s", number=number)


def meaning(it: str) -> str:
    return str(MEANINGS[it])


def about(run: SilenceRun | RunLine, scope: DraftScope, seats: Sequence[Line]) -> str:
    """ "the whole text", "Paragraph 3, Paragraph 4", "participation of Belmora"."""
    if run.subject == "participation":
        party = run.party if isinstance(run, RunLine) else scope.parties[run.party_id or 0]
        return _("participation of %(state)s", state=instants.named(party) if party else "")
    if run.subject == "paragraphs":
        return named(seats)
    return whole(scope.draft)


def whole(draft: Draft) -> str:
    return _("the whole text") if draft.kind == "text" else _("the decision as a whole")


def named(seats: Iterable[Line]) -> str:
    """ "Paragraph 3, Paragraph 4 (a)"."""
    return ", ".join(wording.paragraph_name(it.kind, it.label) for it in seats)


def line(it: Deadline) -> str:
    """A deadline's own name in the list, after the title of its text."""
    if it.subject == "participation":
        return _("participation of %(state)s", state=instants.named(it.party) if it.party else "")
    if it.seats:
        return ", ".join(wording.paragraph_name(kind, label) for kind, label in it.seats)
    return whole(it.draft)


def certified(outcome: str, meaning: str) -> str:
    """The sentence that counts on a certificate."""
    said = f"{OUTCOMES[outcome]}."
    return f"{said} {HOLDS[meaning]}" if outcome == "adopted" else said


def unreached(party: Party, reached: bool) -> str:  # noqa: FBT001 - a row of the certificate
    if reached:
        return _("%(name)s: the Chair ruled that the State knew of the procedure.", name=instants.named(party))
    return _("%(name)s: the Chair ruled that the State was not reached.", name=instants.named(party))


def until(run: SilenceRun | RunLine | Deadline, other_zone: str = "") -> str:
    return moments.deadline(run.ends_at, run.zone, run.city, end_of_day=run.end_of_day, other_zone=other_zone)


def chip(run: RunLine) -> str:
    """What a paragraph in a run bears on the draft page: it holds also after the deadline, unrecorded."""
    if run.state in ("announced", "running"):
        return _("under no-objection until %(until)s", until=until(run))
    return _("no-objection procedure: %(state)s", state=wording.RUNS[run.state])


def whole_chip(run: RunLine) -> str:
    if run.state in ("announced", "running"):
        return _("The whole text is under no-objection until %(until)s.", until=until(run))
    return _("The whole text is in a no-objection procedure: %(state)s.", state=wording.RUNS[run.state])


def ends_with_new_wording(run: RunLine) -> str:
    return _(
        "States are asked about this wording in no-objection procedure %(number)s. A new wording ends the procedure.",
        number=run.number,
    )


def kept_back() -> str:
    return _("The name is known to the Chair and the Support Office alone.")


def count_objecting(count: int) -> str:
    return ngettext("The objection of %(num)s State stands.", "The objections of %(num)s States stand.", count)


def count_kept_back(count: int) -> str:
    return ngettext(
        "%(num)s more answer was received; whose it is, the Chair and the Support Office know.",
        "%(num)s more answers were received; whose they are, the Chair and the Support Office know.",
        count,
    )


def length(hours: int) -> str:
    """ "72 hours"."""
    return ngettext("%(num)s hour", "%(num)s hours", hours)


# The notice that goes out when the run starts, as the software writes it


def notices(scope: DraftScope, run: SilenceRun, seats: Sequence[Line]) -> tuple[str, str]:
    """In English and in Russian, whatever the reader's language."""
    return _notice("en", scope, run, seats), _notice("ru", scope, run, seats)


def _notice(language: str, scope: DraftScope, run: SilenceRun, seats: Sequence[Line]) -> str:
    with force_locale(language):
        quoted = _("“%(title)s”", title=scope.draft.title)
        return "\n\n".join(
            (
                _("The Chair puts the following to the States by a no-objection procedure."),
                f"{quoted}: {about(run, scope, seats)}.",
                meaning(run.meaning),
                _("Objections must be received before this deadline: %(until)s.", until=until(run)),
                _(
                    "An objection is made by the head of delegation or the national coordinator on the page of the "
                    "procedure, or by a note verbale to the Support Office."
                ),
            )
        )


# The record


def _number(entry: EntryView) -> int:
    return int(entry.payload["run"])


def _ends(entry: EntryView, scope: DraftScope) -> str:
    """The deadline as an entry tells it; one that was only moved along bears no zone of its own."""
    facts = entry.payload
    ends = datetime.fromisoformat(facts["ends"])
    zone, city = facts.get("zone", scope.meeting.zone), facts.get("city", "")
    return moments.deadline(ends, zone, city, end_of_day=facts.get("end_of_day", False))


def _announced(entry: EntryView, scope: DraftScope) -> str:
    return _(
        "No-objection procedure %(number)s was announced. Deadline: %(until)s.",
        number=_number(entry),
        until=_ends(entry, scope),
    )


def _reminded(entry: EntryView, _scope: DraftScope) -> str:
    return ngettext(
        "No-objection procedure %(number)s: reminders went out %(num)s hour before the deadline.",
        "No-objection procedure %(number)s: reminders went out %(num)s hours before the deadline.",
        entry.payload["hours"],
        number=_number(entry),
    )


def _answered(entry: EntryView, _scope: DraftScope) -> str:
    facts = {"number": _number(entry), "answer": wording.ANSWERS[entry.payload["answer"]]}
    if entry.party is None:
        said = [_("An answer to no-objection procedure %(number)s was received: %(answer)s.", **facts)]
    else:
        name = instants.named(entry.party)
        said = [_("Answer of %(name)s to no-objection procedure %(number)s: %(answer)s.", name=name, **facts)]
    if entry.payload.get("note"):
        said.append(_("By note verbale, number %(note)s of the register.", note=entry.payload["note"]))
    if entry.payload["late"]:
        said.append(_("It came after the deadline and is kept as late."))
    return " ".join(said)


def _resumed(entry: EntryView, scope: DraftScope) -> str:
    return _(
        "No-objection procedure %(number)s was resumed. Deadline: %(until)s.",
        number=_number(entry),
        until=_ends(entry, scope),
    )


def _extended(entry: EntryView, scope: DraftScope) -> str:
    return _(
        "The deadline of no-objection procedure %(number)s was moved for all. New deadline: %(until)s.",
        number=_number(entry),
        until=_ends(entry, scope),
    )


def _outage(entry: EntryView, scope: DraftScope) -> str:
    began, ended = (
        moments.moment(datetime.fromisoformat(entry.payload[it]), scope.meeting.zone) for it in ("began", "ended")
    )
    return _(
        "An outage of the server was declared, from %(began)s to %(ended)s. "
        "New deadline of no-objection procedure %(number)s: %(until)s.",
        began=began,
        ended=ended,
        number=_number(entry),
        until=_ends(entry, scope),
    )


def _notice_ruled(entry: EntryView, scope: DraftScope) -> str:
    name, number = instants.named(scope.parties[entry.payload["party"]]), _number(entry)
    if entry.payload["reached"]:
        return _("No-objection procedure %(number)s: %(name)s knew of it.", number=number, name=name)
    return _("No-objection procedure %(number)s: %(name)s was not reached.", number=number, name=name)


def _note_ruled(entry: EntryView, _scope: DraftScope) -> str:
    facts = {"number": _number(entry), "entry": entry.payload["answer"]}
    if entry.payload["in_time"]:
        return _("No-objection procedure %(number)s: the note verbale of entry %(entry)s came in time.", **facts)
    return _("No-objection procedure %(number)s: the note verbale of entry %(entry)s came too late.", **facts)


def _certified(entry: EntryView, _scope: DraftScope) -> str:
    outcome = str(OUTCOMES[entry.payload["outcome"]])
    return _(
        "The Chair’s certificate of no-objection procedure %(number)s: %(outcome)s.",
        number=_number(entry),
        outcome=outcome[:1].lower() + outcome[1:],
    )


def _ended(entry: EntryView, _scope: DraftScope) -> str:
    sentences = {
        "withdraw": __("No-objection procedure %(number)s was withdrawn."),
        "annul": __("No-objection procedure %(number)s was annulled."),
        "supersede": __("No-objection procedure %(number)s ended, because its wording was changed."),
    }
    return str(sentences[entry.payload["ending"]]) % {"number": _number(entry)}


def _plain(sentence: LazyString) -> Callable[[EntryView, DraftScope], str]:
    return lambda entry, _scope: str(sentence) % {"number": _number(entry)}


SENTENCES: Mapping[str, Callable[[EntryView, DraftScope], str]] = {
    "silence announced": _announced,
    "silence opened": _plain(__("The period of no-objection procedure %(number)s began.")),
    "silence reminded": _reminded,
    "silence answered": _answered,
    "silence broken": _plain(__("No-objection procedure %(number)s: silence is broken.")),
    "silence restored": _plain(__("No-objection procedure %(number)s: the Chair confirmed that silence holds again.")),
    "silence suspended": _plain(__("No-objection procedure %(number)s was suspended.")),
    "silence resumed": _resumed,
    "silence extended": _extended,
    "outage declared": _outage,
    "silence expired": _plain(__("The deadline of no-objection procedure %(number)s passed.")),
    "notice ruled": _notice_ruled,
    "note ruled": _note_ruled,
    "silence certified": _certified,
    "silence ended": _ended,
}

"""Meetings, their states and admissions to them, in words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.web import moments
from drafting.web.matter_telling import About, Sentence, told
from drafting.web.process_words import ACCESS

__all__ = ["ACCESS", "ADMISSIONS", "EVENTS", "KINDS", "LIFT", "MATTERS", "PROBLEMS", "PROPOSE", "REFUSED", "STATES"]

KINDS: Mapping[str, LazyString] = {
    "ministerial conference": __("Ministerial Conference"),
    "senior officials": __("Senior Officials’ Meeting"),
    "national coordinators": __("Meeting of national coordinators"),
    "working group": __("Working group"),
    "seminar": __("Seminar"),
    "consultation": __("Consultations"),
}
STATES: Mapping[str, LazyString] = {
    "planned": __("planned"),
    "under way": __("in session"),
    "closed": __("concluded"),
    "cancelled": __("called off"),
}
# What may be done to a meeting.
EVENTS: Mapping[str, LazyString] = {
    "start": __("Open the meeting"),
    "close": __("Close the meeting"),
    "cancel": __("Cancel the meeting"),
}
# (act, state) of an admission.
ADMISSIONS: Mapping[tuple[str, str], LazyString] = {
    ("exclude", ""): __("attends as an observer"),
    ("exclude", "proposed"): __("attends; it is proposed that it should not"),
    ("exclude", "decided"): __("does not attend, by decision of the participating States"),
    ("exclude", "refused"): __("attends; the proposal that it should not was not taken up"),
    ("invite", ""): __("not invited"),
    ("invite", "proposed"): __("an invitation is proposed"),
    ("invite", "decided"): __("invited, with the consent of the participating States"),
    ("invite", "refused"): __("not invited: there was no consent"),
}
PROPOSE: Mapping[str, LazyString] = {
    "exclude": __("Propose that it should not attend"),
    "invite": __("Propose an invitation"),
}
LIFT: Mapping[str, LazyString] = {
    "exclude": __("Let it attend again"),
    "invite": __("Take the invitation back"),
}
PROBLEMS: Mapping[str, LazyString] = {
    "unknown-meeting-kind": __("Choose what kind of meeting it is."),
    "unknown-access": __("Choose who may know of the meeting."),
    "bad-ordinal": __("Give a whole number from 1 to %(most)s, or leave it empty."),
    "ordinal-taken": __("Another meeting of this kind is number %(ordinal)s already."),
    "ends-before-it-starts": __("The end comes before the beginning."),
    "needed-here": __("Give it in at least one of the two languages."),
    "ruling-words-missing": __("Write down the words of the Chair’s ruling."),
    "decision-unfit": __("Choose an adopted decision of this meeting."),
}
REFUSED: Mapping[str, LazyString] = {
    "start meeting": __("The meeting is open, closed or cancelled already."),
    "close meeting": __("The meeting is closed or cancelled already."),
    "cancel meeting": __("A meeting that is closed or cancelled cannot be cancelled."),
    "propose admission": __("This is proposed or decided already, or the rule itself settles it for this party."),
    "decide admission": __("Nothing is proposed about this party any more."),
    "refuse admission": __("Nothing is proposed about this party any more."),
    "lift admission": __("Nothing is decided about this party any more."),
}


def _dated(sentence: LazyString) -> Sentence:
    def told_of(about: About) -> str:
        starts, ends = (moments.day_of(date.fromisoformat(about[it])) for it in ("starts", "ends"))
        fields = {"title": told(about, "title"), "starts": starts, "ends": ends, "reason": about.get("reason", "")}
        return str(sentence) % fields

    return told_of


def _of_party(excluded: LazyString, invited: LazyString) -> Sentence:
    def told_of(about: About) -> str:
        fields = {"name": told(about, "name"), "reason": about.get("reason", "")}
        return str(excluded if about["act"] == "exclude" else invited) % fields

    return told_of


MATTERS: Mapping[str, Sentence] = {
    "meeting planned": _dated(__("A meeting was planned from %(starts)s to %(ends)s: “%(title)s”.")),
    "meeting changed": _dated(__("What is planned was changed: “%(title)s”, from %(starts)s to %(ends)s.")),
    "meeting opened": _dated(__("The meeting was opened: “%(title)s”.")),
    "meeting closed": _dated(__("The meeting was closed: “%(title)s”.")),
    "meeting cancelled": _dated(__("The meeting was cancelled: “%(title)s”. Reason: %(reason)s")),
    "admission proposed": _of_party(
        __("It was proposed that an observer should not attend: %(name)s."),
        __("An invitation of civil society was proposed: %(name)s."),
    ),
    "admission decided": _of_party(
        __("The participating States decided that an observer does not attend: %(name)s."),
        __("With the consent of the participating States, civil society is invited: %(name)s."),
    ),
    "admission refused": _of_party(
        __("It was not decided that an observer should not attend: %(name)s."),
        __("There was no consent to an invitation: %(name)s."),
    ),
    "admission lifted": _of_party(
        __("An observer attends again: %(name)s. Ruling of the Chair: %(reason)s"),
        __("An invitation was taken back: %(name)s. Ruling of the Chair: %(reason)s"),
    ),
}

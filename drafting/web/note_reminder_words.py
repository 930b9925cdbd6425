"""The words of a reminder of an awaited note verbale: to those who answer for the State, and to the Office.

Source: practice.md section 1: answered by note verbale with no date at all, so that no silence can mean anything.
"""

from flask_babel import gettext as _

from drafting.services.note_facts import AwaitedNote
from drafting.web import instants, moments


def _is_own(facts: AwaitedNote) -> bool:
    """Whether it goes to somebody who answers for the State; the Office gets it for information."""
    return facts.notice.party_id is not None


def address(facts: AwaitedNote) -> str:
    """The path of the page that it leads to."""
    return f"/drafts/{facts.draft.id}/participation#party-{facts.state.id}"


def subject(facts: AwaitedNote) -> str:
    title = facts.draft.title
    if _is_own(facts):
        return _("Reminder, a note verbale is awaited: %(title)s", title=title)
    state = instants.named(facts.state)
    return _("For information, a note verbale is awaited (%(state)s): %(title)s", state=state, title=title)


def lead(facts: AwaitedNote) -> tuple[str, ...]:
    """What is awaited, and that no clock runs."""
    name = instants.named(facts.state)
    said = [
        _("%(name)s is recorded as answering by note verbale. No such note about this text is registered.", name=name),
        _("There is no deadline, and silence means nothing: this is a reminder and no more."),
    ]
    if not _is_own(facts):
        said.append(_told(facts))
    return tuple(said)


def _told(facts: AwaitedNote) -> str:
    if facts.told:
        return _("Reminded for the State: %(people)s.", people=", ".join(instants.named(it) for it in facts.told))
    return _(
        "Nobody is appointed who answers for the State, so only the Support Office gets this reminder. "
        "Invite its head of delegation or its national coordinator."
    )


def rows(facts: AwaitedNote) -> tuple[tuple[str, str], ...]:
    """(name, value) of each fact."""
    draft = facts.draft
    found = [
        (_("Text"), f"{draft.title} ({draft.symbol})" if draft.symbol else draft.title),
        (_("Meeting"), f"{instants.named(facts.meeting, 'title')}, {instants.named(facts.process)}"),
        (_("Awaited since"), moments.day_of(facts.since)),
        (_("Basis"), facts.basis),
        (_("Reminder"), _("No. %(number)s", number=facts.number)),
        (_("Deadline"), _("none")),
    ]
    return tuple((name, value) for name, value in found if value)


def how(facts: AwaitedNote) -> tuple[str, ...]:
    """How a State answers."""
    if not _is_own(facts):
        return ()
    return (
        _("The State sends its note verbale to the Support Office. The reminders end when it is registered."),
        _("What is recorded of each State, and on what basis, stands on the page below."),
        _("What is not right there the head of delegation tells the Chair or the Support Office, who state it anew."),
    )


def invites() -> str:
    return _("The page of participation, after signing in:")


def foot(facts: AwaitedNote) -> str:
    if not _is_own(facts):
        return _("Sent by a machine to the Support Office, for information. An answer to this mail reaches nobody.")
    return _(
        "Sent by a machine to those who answer for a State: %(state)s. "
        "An answer to this mail reaches nobody and is no note verbale.",
        state=instants.named(facts.state),
    )

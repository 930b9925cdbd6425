"""The words of a notice: a mail in the reader's language first, with the same in the other language below.

Source: practice.md section 6: the deadline with its named zone, what silence means, in both languages.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __

from drafting.notices.mail import Letter
from drafting.services.note_facts import AwaitedNote
from drafting.services.notice_facts import Facts
from drafting.services.received_facts import ReceivedProposals
from drafting.web import instants, moments, note_reminder_words, received_words, wording

LANGUAGES = ("en", "ru")

MEANINGS = {
    "adoption": __("The text is adopted when nobody objects."),
    "agreed": __("The wording is agreed when nobody objects."),
    "agreed ad referendum": __("The wording is agreed ad referendum when nobody objects."),
    "participation": __("The State takes part in the adoption when it does not say otherwise."),
    "no participation": __("The State does not take part in the adoption when it does not say otherwise."),
}
# What holds once the certificate says that silence was kept.
HOLDS = {
    "adoption": __("The text is adopted by consensus."),
    "agreed": __("The wording is agreed."),
    "agreed ad referendum": __("The wording is agreed ad referendum."),
    "participation": __("The State takes part in the adoption."),
    "no participation": __("The State does not take part in the adoption."),
}
NAMES = {
    "all": __("Everybody who may see the procedure learns which State objects."),
    "chair and office": __("Only the Chair and the Support Office learn which State objects."),
    "after the end": __("Which State objected is known to the Chair and the Support Office, and to all after the end."),
}
DECISIONS = {
    "invitation": __("the decision on an invitation"),
    "rules": __("the decision to amend the Operational Mechanism"),
    "publication": __("the decision on a publication"),
}
HAPPENED = {
    "silence extended": __("The deadline is later, for all."),
    "outage declared": __("The deadline is later, for all: the Support Office has declared an outage of the server."),
    "silence broken": __("An objection was received before the deadline: silence is broken."),
    "silence restored": __("No objection stands any more, and the Chair has confirmed it: silence is restored."),
    "silence suspended": __("The procedure is suspended: the clock stands still until it is resumed."),
    "silence resumed": __("The procedure is resumed; the deadline is later by as long as the clock stood still."),
    "silence expired": __("The deadline has passed. Nothing is settled before the Chair certifies the result."),
}
CERTIFIED = {
    "adopted": __("The Chair has certified that silence was kept."),
    "adopted in part": __("The Chair has certified that silence was kept on a part of the paragraphs."),
    "not adopted": __("The Chair has certified that silence was broken. Nothing is settled by this procedure."),
}
ENDED = {
    "withdraw": __("The procedure has been withdrawn. It has no effect."),
    "annul": __("The procedure has been annulled because it was not in order. It has no effect."),
    "supersede": __(
        "The wording has changed, so the procedure has ended without effect. A new wording needs a new one."
    ),
}
# While these are told, an answer can still be given.
OPEN = frozenset({"start", "reminder", "extended", "restored", "suspended", "resumed"})


# What a notice may be about.
Told = Facts | AwaitedNote | ReceivedProposals


@dataclass(frozen=True)
class Part:
    """One language of a notice. lead: paragraphs; facts: (name, value); notice: the Chair's own words, in lines."""

    language: str
    subject: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    notice: str
    how: tuple[str, ...]
    invites: str
    foot: str


def letter(app: Flask, facts: Told, public_url: str) -> Letter:
    """The whole message to one person; asked again, the same one, with the same Message-ID."""
    mine = facts.notice.language if facts.notice.language in LANGUAGES else "en"
    languages = (mine, *(it for it in LANGUAGES if it != mine))
    with app.app_context():
        parts = [_part(facts, language) for language in languages]
    address = f"{public_url}{_path(facts)}"
    # Without what pages know of their request: a mail has none.
    forms = [app.jinja_env.get_template(f"notices/mail.{form}") for form in ("txt", "html")]
    text, html = (form.render(parts=parts, address=address) for form in forms)
    return Letter(
        to=facts.notice.email,
        message_id=_message_id(facts.notice.key, public_url),
        languages=languages,
        subject=" ".join(parts[0].subject.split()),
        text=text,
        html=html,
    )


def _message_id(key: str, public_url: str) -> str:
    """The same for each try, so that a mail system that gets a notice twice may show it once."""
    digest = hashlib.sha256(f"{public_url} {key}".encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(public_url).hostname or 'localhost'}>"


def _path(facts: Told) -> str:
    if isinstance(facts, AwaitedNote):
        return note_reminder_words.address(facts)
    if isinstance(facts, ReceivedProposals):
        return received_words.address(facts)
    return f"/drafts/{facts.draft.id}/runs/{facts.number}"


def _part(facts: Told, language: str) -> Part:
    with force_locale(language):
        if isinstance(facts, AwaitedNote):
            return _reminder(facts, language)
        if isinstance(facts, ReceivedProposals):
            return _received(facts, language)
        occasion = facts.notice.occasion
        return Part(
            language=language,
            subject=subject(facts),
            lead=(lead(facts), *_besides(facts)),
            facts=_facts(facts),
            notice=str(facts.told["notice"][language]) if occasion == "start" else "",
            how=_how(facts) if occasion in OPEN else (),
            invites=_("The page of this procedure, after signing in:"),
            foot=_foot(facts),
        )


def _reminder(facts: AwaitedNote, language: str) -> Part:
    return Part(
        language=language,
        subject=note_reminder_words.subject(facts),
        lead=note_reminder_words.lead(facts),
        facts=note_reminder_words.rows(facts),
        notice="",
        how=note_reminder_words.how(facts),
        invites=note_reminder_words.invites(),
        foot=note_reminder_words.foot(facts),
    )


def _received(facts: ReceivedProposals, language: str) -> Part:
    return Part(
        language=language,
        subject=received_words.subject(facts),
        lead=received_words.lead(facts),
        facts=received_words.rows(facts),
        notice="",
        how=received_words.how(facts),
        invites=_("The draft, after signing in:"),
        foot=received_words.foot(facts),
    )


def _until(facts: Facts) -> str:
    run = facts.announced
    return moments.deadline(facts.ends, run["zone"], run["city"], end_of_day=facts.end_of_day, other_zone=facts.zone)


def subject(facts: Facts) -> str:
    """The line that a mail shows in a list: what happened, until when, on which text."""
    title, until = facts.draft.title, _until(facts)
    said: dict[str, Callable[[], str]] = {
        "start": lambda: _("No-objection procedure, deadline %(until)s: %(title)s", until=until, title=title),
        "reminder": lambda: _("Reminder, deadline %(until)s: %(title)s", until=until, title=title),
        "extended": lambda: _("New deadline %(until)s: %(title)s", until=until, title=title),
        "broken": lambda: _("Silence is broken: %(title)s", title=title),
        "restored": lambda: _("Silence is restored: %(title)s", title=title),
        "suspended": lambda: _("No-objection procedure suspended: %(title)s", title=title),
        "resumed": lambda: _("No-objection procedure resumed: %(title)s", title=title),
        "expired": lambda: _("The deadline has passed: %(title)s", title=title),
        "certified": lambda: _("The Chair’s certificate: %(title)s", title=title),
        "ended": lambda: _("No-objection procedure ended: %(title)s", title=title),
    }
    return said[facts.notice.occasion]()


def lead(facts: Facts) -> str:
    """What happened, in a sentence or two."""
    told = facts.told
    if facts.notice.occasion == "start":
        return _started(facts)
    if facts.notice.occasion == "reminder":
        return _reminded(told["hours"])
    if facts.notice.occasion == "certified":
        said = str(CERTIFIED[told["outcome"]])
        return f"{said} {HOLDS[facts.announced['meaning']]}" if told["outcome"] == "adopted" else said
    if facts.notice.occasion == "ended":
        return str(ENDED[told["ending"]])
    return str(HAPPENED[facts.kind])


def _started(facts: Facts) -> str:
    opens = datetime.fromisoformat(facts.announced["opens"])
    if opens <= facts.at:
        return _("A no-objection procedure has begun.")
    run = facts.announced
    return _("A no-objection procedure begins on %(opens)s.", opens=moments.moment(opens, run["zone"], run["city"]))


def _reminded(hours: int) -> str:
    return ngettext(
        "This reminder goes out %(num)s hour before the deadline.",
        "This reminder goes out %(num)s hours before the deadline.",
        hours,
    )


def _besides(facts: Facts) -> tuple[str, ...]:
    """What else the entry says: its reason, who objected, what became of each paragraph."""
    said = []
    if facts.objectors:
        said.append(_("Objections stand from: %(states)s.", states=instants.names_of(facts.objectors)))
    if facts.told.get("reason"):
        said.append(_("Reason: %(reason)s", reason=facts.told["reason"]))
    if facts.notice.occasion == "certified":
        said += _certified(facts)
    return tuple(said)


def _certified(facts: Facts) -> list[str]:
    told, said = facts.told, []
    if told["outcome"] == "adopted in part":
        said.append(_("Agreed: %(paragraphs)s.", paragraphs=_named(facts, told["agreed"])))
        said.append(_("Open again: %(paragraphs)s.", paragraphs=_named(facts, told["open"])))
    if told["statement"]:
        said.append(_("The Chair’s statement: %(statement)s", statement=told["statement"]))
    return said


def _named(facts: Facts, ids: Collection[int]) -> str:
    names = [wording.paragraph_name(*seat) for it, seat in facts.paragraphs.items() if it in ids]
    return ", ".join(names)


def _facts(facts: Facts) -> tuple[tuple[str, str], ...]:
    run, draft = facts.announced, facts.draft
    is_over = facts.notice.occasion in ("certified", "ended")
    text = f"{draft.title} ({draft.symbol})" if draft.symbol else draft.title
    rows = [
        (_("Text"), text),
        (_("Meeting"), f"{instants.named(facts.meeting, 'title')}, {instants.named(facts.process)}"),
        (_("The procedure is about"), _about(facts)),
        (_("What silence meant") if is_over else _("What silence means"), str(MEANINGS[run["meaning"]])),
        (_("Deadline"), _until(facts)),
    ]
    if run["subject"] != "participation":
        rows.append(
            (_("Wording"), _("revision %(number)s, SHA-256 %(hash)s", number=run["revision"], hash=run["wording"]))
        )
    return tuple(rows)


def _about(facts: Facts) -> str:
    run = facts.announced
    if run["subject"] == "participation":
        return _("participation of %(state)s", state=instants.named(facts.parties[run["party"]]))
    if run["subject"] == "paragraphs":
        return _named(facts, facts.paragraphs)
    if facts.draft.kind in DECISIONS:
        return str(DECISIONS[facts.draft.kind])
    return _("the whole text")


def _how(facts: Facts) -> tuple[str, ...]:
    """Who may object, and how."""
    run = facts.announced
    states = instants.names_of([facts.parties[it] for it in run["eligible"]])
    return (
        _("Who may object: %(states)s.", states=states),
        _(
            "A State objects through its head of delegation or its national coordinator, on the page below, "
            "or by a note verbale to the Support Office."
        ),
        _(
            "An objection must be received before the deadline, by the clock of the server. "
            "A later one is kept as late and changes nothing."
        ),
        _("An objection may name single paragraphs; the others are agreed.")
        if run["severable"]
        else _("One objection is enough: silence is then broken for the whole."),
        str(NAMES[run["names"]]),
    )


def _foot(facts: Facts) -> str:
    party = facts.parties.get(facts.notice.party_id or 0)
    if party is None:
        return _("Sent by a machine to the Chair and the Support Office. An answer to this mail reaches nobody.")
    return _(
        "Sent by a machine to those who answer for a State: %(state)s. "
        "An answer to this mail reaches nobody and is no objection.",
        state=instants.named(party),
    )

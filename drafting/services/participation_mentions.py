"""The States that a text names in brackets, each to be confirmed by a person as a matter of participation or of words.

Source: practice.md section 3: a bracketed name of a State is no dispute. The software recognises it; a person says so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import mentions
from drafting.domain.bracket_rulings import OF_PARTICIPATION, Ruled, confirmed, refused
from drafting.domain.errors import WrongState
from drafting.domain.mentions import Mention, States
from drafting.persistence.queries import drafts
from drafting.persistence.queries.drafts import Line
from drafting.services import bracket_rulings, record, ruled_brackets
from drafting.services.scope import DraftScope


def heard(text: str, states: States, rulings: Collection[Ruled]) -> tuple[Mention, ...]:
    """The States that a text names, as people have confirmed it. rulings: those in force on it."""
    return mentions.heard(text, states, confirmed=confirmed(rulings), refused=refused(rulings))


@dataclass(frozen=True)
class Recognised:
    """A State in brackets. start: of the bracket; words: with the brackets; ruling: what a person said of it, "" while
    nobody has."""

    line: Line
    start: int
    words: str
    party: int
    ruling: str


def recognised(
    scope: DraftScope, lines: Iterable[Line], rulings: Mapping[int, Iterable[Ruled]]
) -> tuple[Recognised, ...]:
    """Of the paragraphs that stand, in order. lines: every one of the draft; rulings: those in force, by paragraph."""
    states = scope.states()
    found: list[Recognised] = []
    for line in lines:
        if line.state == "deleted" or "[" not in line.text:
            continue
        own = tuple(rulings.get(line.id, ()))
        said = {(it.anchor, it.party): it.ruling for it in own if it.ruling in OF_PARTICIPATION}
        for it in mentions.heard(line.text, states, confirmed=confirmed(own)):
            if it.bracket:
                words, ruling = line.text[slice(*it.bracket)], said.get((it.bracket, it.party), "")
                found.append(Recognised(line, it.bracket[0], words, it.party, ruling))
    return tuple(found)


def unconfirmed(scope: DraftScope, lines: Iterable[Line], rulings: Mapping[int, Iterable[Ruled]]) -> int:
    """How many wait for a person's word."""
    return sum(not it.ruling for it in recognised(scope, lines, rulings))


def confirm_all(session: Session, scope: DraftScope, *, seq: int, token: str, now: datetime) -> None:
    """Say of every State in brackets of which nobody has said anything that it is about its participation.

    seq: number of the newest entry that the page showed. Raises NotAllowed; WrongState("moved on") when the record
    moved on since then.
    """
    scope.require("rule on brackets")
    if record.already_done(session, scope, token):
        return
    if seq != scope.draft.seq:
        raise WrongState("moved on", "confirm mentions")
    lines = drafts.lines(session, scope.draft.id, scope.draft.language)
    waiting = [it for it in recognised(scope, lines, ruled_brackets.of_draft(session, scope)) if not it.ruling]
    for index, it in enumerate(waiting):
        bracket_rulings.say_participation(
            session,
            scope,
            it.line.id,
            it.start,
            party=it.party,
            ruling="participation",
            revision=it.line.number,
            # One submission, many entries: the first bears its token.
            token=token if index == 0 else f"{token}.{index}",
            now=now,
        )

"""Recommendations under the themes of a meeting: what is asked of whom, and how strongly."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import recommendations as rules
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.domain.proposals import LONGEST
from drafting.domain.record import text_hash
from drafting.persistence.queries import groups as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Addressee, Recommendation, WorkingGroup
from drafting.services import groups, matters
from drafting.services.scope import MeetingScope
from drafting.services.texts import normal


@dataclass(frozen=True)
class Words:
    """A recommendation as a form says it. parties: ids; audiences: of `domain/recommendations.py`."""

    text_en: str
    text_ru: str
    strength: str
    parties: Collection[int] = ()
    audiences: Collection[str] = ()


def find(session: Session, scope: MeetingScope, recommendation_id: int) -> Recommendation:
    """Raises NotFound."""
    found = session.get(Recommendation, recommendation_id)
    if found is None or found.meeting_id != scope.meeting.id:
        raise NotFound
    return found


def add(session: Session, scope: MeetingScope, group_id: int, said: Words, *, token: str, now: datetime) -> int | None:
    """A recommendation at the end of its theme; answers its number in the theme, None when it was sent before.

    Raises NotAllowed, NotFound, BadFields.
    """
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return None
    theme = groups.group(session, scope, group_id)
    said = _words(session, scope, said)
    row = Recommendation(
        meeting_id=scope.meeting.id,
        group_id=theme.id,
        number=len(_of_group(session, scope, theme.id)) + 1,
        text_en=said.text_en,
        text_ru=said.text_ru,
        strength=said.strength,
        state="open",
    )
    session.add(row)
    session.flush()  # Its addressees refer to it.
    addressed = _addressees(scope, row, said)
    session.add_all(addressed)
    about = _about(theme, row)
    groups.record(session, scope, "recommendation added", row, *addressed, about=about, now=now, token=token)
    return row.number


def change(
    session: Session, scope: MeetingScope, recommendation_id: int, said: Words, *, seal: str, token: str, now: datetime
) -> None:
    """seal: as `sealed` answers it. Raises NotAllowed, NotFound, BadFields, WrongState("moved on")."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = find(session, scope, recommendation_id)
    before = _addressed(session, row)
    if sealed(row, before) != seal:
        raise WrongState("moved on", "")
    said = _words(session, scope, said)
    row.text_en, row.text_ru, row.strength = said.text_en, said.text_ru, said.strength
    wanted = _addressees(scope, row, said)
    kept = {_to(it): it for it in before}
    made = [it for it in wanted if _to(it) not in kept]
    gone = tuple(it for it in before if _to(it) not in {_to(one) for one in wanted})
    session.add_all(made)
    about = _about(groups.group(session, scope, row.group_id), row)
    groups.record(session, scope, "recommendation changed", row, *made, gone=gone, about=about, now=now, token=token)


def sealed(row: Recommendation, addressees: Sequence[Addressee]) -> str:
    """Names a recommendation with its addressees as they stand. What is reported on it does not move it."""
    to = sorted(f"{it.party_id}/{it.audience}" for it in addressees)
    return text_hash(repr((row.number, row.group_id, row.text_en, row.text_ru, row.strength, to)))[:16]


def seal_of(session: Session, row: Recommendation) -> str:
    return sealed(row, _addressed(session, row))


def move(session: Session, scope: MeetingScope, recommendation_id: int, *, up: bool, token: str, now: datetime) -> None:
    """One place up or down under its theme. Raises NotAllowed, NotFound."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = find(session, scope, recommendation_id)
    if other := groups.neighbour(_of_group(session, scope, row.group_id), row, up=up):
        row.number, other.number = other.number, row.number
        about = _about(groups.group(session, scope, row.group_id), row)
        groups.record(session, scope, "recommendation moved", row, other, about=about, now=now, token=token)


def remove(session: Session, scope: MeetingScope, recommendation_id: int, *, token: str, now: datetime) -> None:
    """The others of the theme close up. Raises NotAllowed, NotFound, WrongState("reported"): what somebody reported on
    is dropped, not removed."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = find(session, scope, recommendation_id)
    if any(it.recommendation_id == row.id for it in queries.reports(session, [scope.meeting.id])):
        raise WrongState("reported", "remove recommendation")
    later = [it for it in _of_group(session, scope, row.group_id) if it.number > row.number]
    for it in later:
        it.number -= 1
    about = _about(groups.group(session, scope, row.group_id), row)
    addressed = _addressed(session, row)
    gone = (*addressed, row)
    groups.record(session, scope, "recommendation removed", *later, gone=gone, about=about, now=now, token=token)


def _of_group(session: Session, scope: MeetingScope, group_id: int) -> list[Recommendation]:
    return [it for it in queries.recommendations(session, [scope.meeting.id]) if it.group_id == group_id]


def _addressed(session: Session, row: Recommendation) -> list[Addressee]:
    return [it for it in queries.addressees(session, [row.meeting_id]) if it.recommendation_id == row.id]


def _to(it: Addressee) -> tuple[int | None, str]:
    return it.party_id, it.audience


def _words(session: Session, scope: MeetingScope, said: Words) -> Words:
    """Raises BadFields."""
    fields = Fields()
    known = {it.id for it in processes.parties(session, scope.process.id)}
    texts = {"text_en": normal(said.text_en).strip(), "text_ru": normal(said.text_ru).strip()}
    for name, text in texts.items():
        fields.require(name, text, "recommendation-missing")
        fields.require(name, len(text) <= LONGEST, "too-long", longest=LONGEST)
    fields.require("strength", said.strength in rules.STRENGTHS, "strength-missing")
    fields.require("parties", set(said.parties) <= known, "addressee-unknown")
    fields.require("parties", set(said.audiences) <= set(rules.AUDIENCES), "addressee-unknown")
    fields.require("parties", said.parties or said.audiences, "addressee-missing")
    fields.done()
    return Words(**texts, strength=said.strength, parties=said.parties, audiences=said.audiences)


def _addressees(scope: MeetingScope, row: Recommendation, said: Words) -> list[Addressee]:
    to: dict[str, Any] = {"meeting_id": scope.meeting.id, "recommendation_id": row.id}
    parties = [Addressee(**to, party_id=it, audience="") for it in dict.fromkeys(said.parties)]
    return [*parties, *(Addressee(**to, party_id=None, audience=it) for it in dict.fromkeys(said.audiences))]


def _about(theme: WorkingGroup, row: Recommendation) -> dict[str, Any]:
    return {**groups.about(theme), "label": rules.label(row.number)}

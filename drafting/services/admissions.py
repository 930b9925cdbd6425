"""Who attends a meeting, and admissions otherwise than by the rule: proposed, then decided or refused.

They are decided by the Chair's ruling, or by a decision that the participating States adopted.

Source: practice.md section 1; `domain/admissions.py` has the rules. Whoever is not admitted does not get in:
`persistence/queries/accounts.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import admissions
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import meetings as queries
from drafting.persistence.records import Admission, Draft, Meeting, Party
from drafting.services import matters
from drafting.services.chairmanship import named, words
from drafting.services.scope import MeetingScope, sort_key


@dataclass(frozen=True)
class Line:
    """A party that the rule does not settle. admission: None where nothing was proposed; draft: the decision that the
    admission rests on; attends: as it stands."""

    party: Party
    admission: Admission | None
    draft: Draft | None
    attends: bool

    @property
    def state(self) -> str:
        return self.admission.state if self.admission else ""


def listed(session: Session, scope: MeetingScope) -> tuple[Line, ...]:
    """Observers, then civil society, in English alphabetical order: who attends, and what was decided otherwise."""
    known = {party.id: (row, draft) for row, party, draft in queries.admissions(session, scope.meeting.id)}
    lines = []
    for party in _in_order(queries.parties(session, scope.process.id)):
        if party.status in admissions.ACTS:
            row, draft = known.get(party.id, (None, None))
            lines.append(Line(party, row, draft, admissions.attends(party.status, _decided(row))))
    return tuple(lines)


def decisions(session: Session, scope: MeetingScope) -> list[Draft]:
    """The adopted decisions of the meeting on which an admission may rest."""
    return queries.decisions(session, scope.meeting.id, admissions.DECISIONS)


def attending(session: Session, meeting: Meeting) -> list[Party]:
    """Who attends: participating States, observers that were not excluded, civil society that was invited; each in
    English alphabetical order. In two queries."""
    decided = {party.id: _decided(row) for row, party, _ in queries.admissions(session, meeting.id)}
    parties = _in_order(queries.parties(session, meeting.process_id))
    return [it for it in parties if admissions.attends(it.status, decided.get(it.id, ""))]


def _decided(row: Admission | None) -> str:
    return row.act if row is not None and row.state == "decided" else ""


_RANKS = {"participating": 0, "observer": 1, "invited": 2}


def _in_order(parties: list[Party]) -> list[Party]:
    return sorted(parties, key=lambda it: (_RANKS.get(it.status, 3), it.kind != "state", sort_key(it)))


def propose(session: Session, scope: MeetingScope, party_id: int, *, token: str, now: datetime) -> None:
    """Propose to exclude an observer or to invite a body of civil society. Raises NotAllowed, NotFound, WrongState."""
    scope.require("plan meeting")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    party = _party(session, scope, party_id)
    act, row = admissions.act_for(party.status), queries.admission(session, scope.meeting.id, party.id)
    state = admissions.step(row.state if row else "", "propose")
    if row is None:
        row = Admission(meeting_id=scope.meeting.id, party_id=party.id, act=act, state=state)
        session.add(row)
    row.act, row.state, row.basis, row.draft_id, row.note_en, row.note_ru = act, state, "", None, "", ""
    _note(session, scope, "admission proposed", party, row, token=token, now=now)


def decide(
    session: Session, scope: MeetingScope, party_id: int, typed: Mapping[str, str], *, token: str, now: datetime
) -> None:
    """Decide what was proposed: by the Chair's ruling in words (note_en, note_ru), or by a decision of this meeting
    (draft), which the Office may enter as well.

    Raises NotAllowed, NotFound, WrongState, BadFields.
    """
    scope.require("plan meeting" if typed.get("draft") else "preside")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    party, row = _proposed(session, scope, party_id, "decide")
    fields = Fields()
    draft = _decision(session, scope, typed.get("draft", ""), fields)
    _say(row, typed, fields, needed="" if draft else "ruling-words-missing")
    fields.done()
    row.state, row.basis, row.draft_id = "decided", "silence" if draft else "ruling", draft.id if draft else None
    _note(session, scope, "admission decided", party, row, token=token, now=now)


def refuse(
    session: Session, scope: MeetingScope, party_id: int, typed: Mapping[str, str], *, token: str, now: datetime
) -> None:
    """The Chair rules that it is not so decided. Raises NotAllowed, NotFound, WrongState, BadFields."""
    scope.require("preside")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    party, row = _proposed(session, scope, party_id, "refuse")
    fields = Fields()
    _say(row, typed, fields, needed="ruling-words-missing")
    fields.done()
    row.state, row.basis = "refused", "ruling"
    _note(session, scope, "admission refused", party, row, token=token, now=now)


def lift(
    session: Session, scope: MeetingScope, party_id: int, typed: Mapping[str, str], *, token: str, now: datetime
) -> None:
    """The Chair rules that the rule applies to the party again. Raises NotAllowed, NotFound, WrongState, BadFields."""
    scope.require("preside")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    party, row = _proposed(session, scope, party_id, "lift")
    fields = Fields()
    said = words(typed, "reason", fields, needed="ruling-words-missing")
    fields.done()
    about = {**named(party), "act": row.act, "reason": said}
    matters.record(
        session, scope.meeting, scope.actor, "admission lifted", gone=(row,), now=now, about=about, token=token
    )


def _party(session: Session, scope: MeetingScope, party_id: int) -> Party:
    found = next((it for it in queries.parties(session, scope.process.id) if it.id == party_id), None)
    if found is None:
        raise NotFound
    return found


def _proposed(session: Session, scope: MeetingScope, party_id: int, event: str) -> tuple[Party, Admission]:
    """What was proposed about a party, where the event follows."""
    party = _party(session, scope, party_id)
    row = queries.admission(session, scope.meeting.id, party.id)
    if row is None:
        raise WrongState("", f"{event} admission")
    admissions.step(row.state, event)
    return party, row


def _decision(session: Session, scope: MeetingScope, said: str, fields: Fields) -> Draft | None:
    if not said:
        return None
    found = {str(it.id): it for it in decisions(session, scope)}
    fields.require("draft", said in found, "decision-unfit")
    return found.get(said)


def _say(row: Admission, typed: Mapping[str, str], fields: Fields, *, needed: str) -> None:
    """The words of the ruling, in both languages where one alone was given."""
    english, russian = (words(typed, name, fields) for name in ("note_en", "note_ru"))
    fields.require("note_en", english or russian or not needed, needed)
    row.note_en, row.note_ru = english or russian, russian or english


def _note(
    session: Session, scope: MeetingScope, kind: str, party: Party, row: Admission, *, token: str, now: datetime
) -> None:
    about = {**named(party), "act": row.act, "basis": row.basis}
    capacity = "chair" if row.basis == "ruling" else "office"
    matters.record(session, scope.meeting, scope.actor, kind, row, now=now, about=about, token=token, capacity=capacity)

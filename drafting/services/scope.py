"""Where a person acts: a draft or a meeting, with the capacities that count there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import access, order, permissions
from drafting.domain.errors import NotAllowed, NotFound
from drafting.domain.mentions import States
from drafting.domain.state_names import Names, all_forms
from drafting.persistence.queries import accounts, drafts, processes
from drafting.persistence.records import Draft, Meeting, Party, Process
from drafting.services import matters
from drafting.services.other_states import mistakable


@dataclass(frozen=True)
class ProcessScope:
    """actor: with the capacities that are held in the whole Process, none where the person has a role in one meeting
    alone; parties: id -> party, in English alphabetical order, participating States before observers."""

    process: Process
    actor: permissions.Actor
    parties: dict[int, Party]

    def may(self, action: str, owner: int | None = None) -> bool:
        return permissions.may(self.actor, action, permissions.Subject(owner=owner))

    def require(self, action: str, owner: int | None = None) -> None:
        permissions.require(self.actor, action, permissions.Subject(owner=owner))

    def reader(self) -> access.Reader:
        """What the person may see of the Process's own papers."""
        return reader_of(self.actor)


@dataclass(frozen=True)
class MeetingScope:
    """parties: id -> party, in English alphabetical order, participating States before observers."""

    meeting: Meeting
    process: Process
    actor: permissions.Actor
    parties: dict[int, Party]

    def reader(self) -> access.Reader:
        """What the person may see of the meeting's papers."""
        return reader_of(self.actor)

    def participating(self) -> list[Party]:
        return [it for it in self.parties.values() if it.status == "participating"]

    def may(self, action: str, owner: int | None = None) -> bool:
        return permissions.may(self.actor, action, self.subject(owner))

    def require(self, action: str, owner: int | None = None) -> None:
        permissions.require(self.actor, action, self.subject(owner))

    def subject(self, owner: int | None) -> permissions.Subject:
        return permissions.Subject(owner=owner)


class OutOfSeason(NotAllowed):
    """The person may do this while the text is negotiated. phase: of the draft, another one."""

    def __init__(self, action: str, phase: str) -> None:
        super().__init__(action)
        self.phase = phase


@dataclass(frozen=True)
class DraftScope(MeetingScope):
    draft: Draft

    def require(self, action: str, owner: int | None = None) -> None:
        """Raises NotAllowed, OutOfSeason where it is the phase that does not allow it."""
        if self.may(action, owner):
            return
        if permissions.may(self.actor, action, permissions.Subject(phase="negotiation", owner=owner)):
            raise OutOfSeason(action, self.draft.phase)
        raise NotAllowed(action)

    def subject(self, owner: int | None) -> permissions.Subject:
        return permissions.Subject(phase=self.draft.phase, owner=owner)

    def states(self) -> States:
        """The States of the Process with all their names, as texts may name them, and whoever may be mistaken for
        one of them."""
        own = self._states()
        return own + mistakable(own)

    def state_names(self) -> tuple[str, ...]:
        """Every form of a State's name that may stand in brackets because its participation is open."""
        return all_forms(tuple(names for _, names in self._states()))

    def _states(self) -> States:
        return tuple(
            (it.id, Names(it.name_en, it.long_en, it.name_ru, it.long_ru, (it.long_ru_genitive, *it.forms_ru)))
            for it in self.parties.values()
            if it.kind == "state"
        )


def actor_in(
    session: Session, person_id: int, process_id: int, meeting_id: int | None, now: datetime
) -> permissions.Actor:
    rows = accounts.appointments_for(session, person_id, process_id, meeting_id, now)
    capacities = tuple(permissions.capacity(*row) for row in rows)
    return permissions.Actor(person_id, capacities)


def ordered_parties(session: Session, process_id: int, *, anew: bool = False) -> dict[int, Party]:
    """Those that take or took part in the work on texts; civil society comes to meetings by invitation.

    Participating States first, those that left last: what they said and proposed keeps its name. anew: as they stand
    now, whatever the session has read before.
    """
    found = [it for it in processes.parties(session, process_id, anew=anew) if it.category != "civil society"]
    found = [it for it in found if it.status != "invited"]
    found.sort(key=lambda it: (_RANKS.get(it.status, 1), it.kind != "state", sort_key(it)))
    return {it.id: it for it in found}


def sort_key(party: Party) -> str:
    """Where a party stands in English alphabetical order."""
    return order.english_key(party.sort_key or party.name_en)


_RANKS = {"participating": 0, "observer": 1, "former": 2}


def reader_of(actor: permissions.Actor) -> access.Reader:
    return access.Reader(
        signed_in=True,
        attends=True,
        participating=any(it.participating for it in actor.capacities),
        directing=actor.holds("chair", "support"),
        seats=actor.seats(),
    )


def process_scope(
    session: Session, person_id: int, process_id: int, now: datetime, *, lock: bool = False
) -> ProcessScope:
    """Raises NotFound when there is no such Process or the person has no role in it.

    lock: take the Process for a change of its matters, after any lock of a draft.
    """
    process = session.get(Process, process_id)
    if process is None or not accounts.has_role(session, person_id, process_id, now):
        raise NotFound
    actor = actor_in(session, person_id, process.id, None, now)
    if lock:
        matters.lock(session, process, actor, now)
    return ProcessScope(process, actor, ordered_parties(session, process.id))


def meeting_scope(
    session: Session, person_id: int, meeting_id: int, now: datetime, *, lock: bool = False
) -> MeetingScope:
    """Raises NotFound when there is no such meeting or it is not this person's to see.

    lock: take the meeting for a change of its matters, after any lock of a draft.
    """
    found = processes.meeting_with_process(session, meeting_id)
    if found is None:
        raise NotFound
    meeting, process = found
    actor = actor_in(session, person_id, process.id, meeting.id, now)
    scope = MeetingScope(meeting, process, actor, ordered_parties(session, process.id))
    if not scope.may("see meeting") or not access.admits(meeting.access, scope.reader()):
        raise NotFound
    if lock:
        matters.lock(session, meeting, actor, now)
    return scope


@dataclass(frozen=True)
class Admission:
    """A draft that a person may see, before anything more of it is read."""

    located: drafts.Located
    actor: permissions.Actor


def admit(session: Session, person_id: int, draft_id: int, now: datetime, *, lock: bool = False) -> Admission:
    """Raises NotFound when there is no such draft or it is not this person's to see."""
    found = drafts.locate(session, draft_id, lock=lock)
    if found is None:
        raise NotFound
    actor = actor_in(session, person_id, found.process.id, found.meeting.id, now)
    if not permissions.may(actor, "see draft", permissions.Subject(phase=found.draft.phase)):
        raise NotFound
    if not access.admits(found.meeting.access, reader_of(actor)):
        raise NotFound
    return Admission(found, actor)


def within(session: Session, admission: Admission) -> DraftScope:
    """The draft with its parties, for whoever was admitted."""
    draft, meeting, process = admission.located
    return DraftScope(meeting, process, admission.actor, ordered_parties(session, process.id), draft)


def draft_scope(session: Session, person_id: int, draft_id: int, now: datetime, *, lock: bool = False) -> DraftScope:
    """Raises NotFound when there is no such draft or it is not this person's to see."""
    return within(session, admit(session, person_id, draft_id, now, lock=lock))

"""The page of participation, as data: the table, States in brackets, contradictions with the text, issues of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain.participation_check import Contradiction, Passage, contradictions
from drafting.persistence.queries import drafts
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Entry
from drafting.services import participation, reissue, ruled_brackets
from drafting.services.draft_page import note_numbers
from drafting.services.outline import spoken_labels
from drafting.services.participation import Row
from drafting.services.participation_mentions import Recognised, heard, recognised
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Place:
    """A paragraph as it is named aloud. label: a note's displayed number."""

    id: int
    kind: str
    label: str


@dataclass(frozen=True)
class ParticipationPage:
    """rows: in English alphabetical order; places: by paragraph id; issues: the adoption and every reissue in order."""

    scope: DraftScope
    rows: tuple[Row, ...]
    recognised: tuple[Recognised, ...]
    contradictions: tuple[Contradiction, ...]
    places: Mapping[int, Place]
    issues: tuple[Entry, ...]

    @property
    def unconfirmed(self) -> int:
        return sum(not it.ruling for it in self.recognised)


def participation_page(session: Session, scope: DraftScope) -> ParticipationPage:
    """For everybody who sees the draft, also after its adoption."""
    lines = drafts.lines(session, scope.draft.id, scope.draft.language)
    rulings = ruled_brackets.of_draft(session, scope)
    rows = participation.table(session, scope)
    statuses = {it.party.id: it.stated.status for it in rows if it.stated}
    states = scope.states()
    passages = [
        Passage(it.id, it.kind, it.label, it.text, heard(it.text, states, rulings.get(it.id, ())))
        for it in lines
        if it.state != "deleted"
    ]
    return ParticipationPage(
        scope=scope,
        rows=rows,
        recognised=recognised(scope, lines, rulings),
        contradictions=contradictions(passages, statuses),
        places=places(lines),
        issues=tuple(reissue.issues(session, scope)),
    )


def places(lines: list[drafts.Line]) -> dict[int, Place]:
    """By paragraph id."""
    rows = [Line(it.id, it.kind, it.label, it.level, it.state, it.wording) for it in lines]
    said = spoken_labels(rows, note_numbers(lines))
    return {it.id: Place(it.id, it.kind, said[it.id]) for it in lines}

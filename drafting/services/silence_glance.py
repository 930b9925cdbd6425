"""The runs of a draft as its page shows them: which paragraph is under no-objection, and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import silence
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import Party
from drafting.services import silence_state
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Line:
    """A run. state: as of now; paragraphs: ids of those it asks about while it is not over."""

    number: int
    subject: str
    state: silence.RunState
    party: Party | None
    ends_at: datetime
    zone: str
    city: str
    end_of_day: bool
    paragraphs: frozenset[int]

    @property
    def is_active(self) -> bool:
        return self.state in silence.ACTIVE


@dataclass(frozen=True)
class Runs:
    """Every run of a draft that this viewer may see, in order."""

    lines: tuple[Line, ...] = ()

    def on(self, paragraph: int) -> Line | None:
        """The run that asks about this very paragraph; one on the whole draft is told once, above the text."""
        return next((it for it in self.lines if paragraph in it.paragraphs), None)

    @property
    def whole(self) -> Line | None:
        """The one that asks about the whole text."""
        return next((it for it in self.lines if it.is_active and it.subject == "draft"), None)

    def touching(self, paragraph: int) -> Line | None:
        """The run that a new wording of this paragraph would end."""
        return self.on(paragraph) or self.whole


def of_draft(session: Session, scope: DraftScope, now: datetime) -> Runs:
    """In one query. What is still prepared is seen by the Chair and the Office only."""
    found: dict[int, tuple[queries.Glance, set[int]]] = {}
    for row in queries.glances(session, scope.draft.id):
        _, paragraphs = found.setdefault(row.number, (row, set()))
        if row.paragraph_id is not None:
            paragraphs.add(row.paragraph_id)
    directs = scope.actor.holds("chair", "support")
    return Runs(
        tuple(
            _line(scope, row, frozenset(paragraphs), now)
            for row, paragraphs in found.values()
            if directs or row.state != "draft"
        )
    )


def _line(scope: DraftScope, row: queries.Glance, paragraphs: frozenset[int], now: datetime) -> Line:
    return Line(
        number=row.number,
        subject=row.subject,
        state=silence_state.as_of(row, now),
        party=None if row.party_id is None else scope.parties[row.party_id],
        ends_at=row.ends_at,
        zone=row.zone,
        city=row.city,
        end_of_day=row.end_of_day,
        paragraphs=paragraphs,
    )

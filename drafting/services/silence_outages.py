"""Which runs an outage of the server can have cut: what the Office sees before it declares one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.persistence.queries import silence as queries
from drafting.persistence.records import Draft, SilenceRun
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Exposed:
    """A run of the meeting that is not over, on its draft."""

    draft: Draft
    run: SilenceRun

    @property
    def ends_at(self) -> datetime:
        return self.run.ends_at


def exposed(session: Session, scope: MeetingScope) -> tuple[Exposed, ...]:
    """The runs that are not over, the soonest deadline first. Raises NotAllowed."""
    scope.require("declare outage")
    found = [Exposed(draft, run) for draft, run in queries.active_with_drafts(session, scope.meeting.id)]
    return tuple(sorted(found, key=lambda it: it.ends_at))

"""A decision comes on the table: a short text of its own, in negotiation at once, like any draft.

Source: practice.md section 1 and `domain/decisions.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.documents.tree import Block
from drafting.domain import decisions, proposals
from drafting.domain.errors import BadText
from drafting.persistence.queries import decisions as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Draft
from drafting.services import drafts, record, texts
from drafting.services.scope import DraftScope, MeetingScope

LONGEST_TITLE, MOST_PARAGRAPHS = 500, 20
# It is drawn up here: no file was read.
NO_FILE = drafts.Source("", "")


@dataclass(frozen=True)
class Text:
    """The words of a decision in its original language; paragraphs: in order, empty ones are left out."""

    title: str
    language: str
    paragraphs: Sequence[str]


def require(scope: MeetingScope, kind: str) -> None:
    """Raises NotAllowed; BadText and WrongState as `decisions.require_competent`."""
    scope.require("decide")
    decisions.require_competent(kind, scope.meeting.kind)


def create(session: Session, scope: MeetingScope, *, kind: str, text: Text, token: str, now: datetime) -> Draft:
    """Put a decision on the table, under negotiation; a double click gets the same one.

    Raises as `require`; BadText: title-missing, title-too-long, decision-empty, decision-too-long, too-long,
    unreadable-sign, unknown-language.
    """
    require(scope, kind)
    # Two clicks at once: the second waits here and finds what the first made.
    processes.lock_meeting(session, scope.meeting.id)
    done = queries.made_by(session, scope.meeting.id, record.key(scope.actor, token))
    if done is not None:
        return done
    title = _title(text.title)
    draft = drafts.import_draft(
        session,
        scope,
        title=title,
        language=text.language,
        blocks=(Block("title", title), *_paragraphs(text.paragraphs)),
        source=NO_FILE,
        now=now,
        kind=kind,
    )
    inside = DraftScope(scope.meeting, scope.process, scope.actor, scope.parties, draft)
    drafts.open_draft(session, inside, token=token, now=now)
    return draft


def _title(typed: str) -> str:
    title = " ".join(texts.normal(typed).split())
    if not title:
        raise BadText("title-missing")
    if len(title) > LONGEST_TITLE:
        raise BadText("title-too-long", longest=LONGEST_TITLE)
    return title


def _paragraphs(typed: Sequence[str]) -> list[Block]:
    found = [text for it in typed if (text := texts.normal(it).strip())]
    if not found:
        raise BadText("decision-empty")
    if len(found) > MOST_PARAGRAPHS:
        raise BadText("decision-too-long", most=MOST_PARAGRAPHS)
    for text in found:
        proposals.require_short(text)
    return [Block("operative", text, f"{number}.") for number, text in enumerate(found, start=1)]

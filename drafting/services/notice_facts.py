"""What a notice tells: the facts of its entry, not those of the run as it stands when the mail goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import silence
from drafting.persistence.queries import drafts
from drafting.persistence.queries import notices as queries
from drafting.persistence.records import Draft, Entry, Meeting, Notice, Party, Process, SilenceRun
from drafting.services import note_facts, received_facts
from drafting.services.note_facts import AwaitedNote
from drafting.services.received_facts import ReceivedProposals
from drafting.services.scope import ordered_parties

# What moved the deadline, and what tells who objected.
STORY = (
    "silence announced",
    "silence answered",
    "note ruled",
    "silence extended",
    "silence resumed",
    "silence broken",
    "outage declared",
)


@dataclass(frozen=True)
class Facts:
    """Everything that the words of one notice are made of.

    number: of the run; kind, at, told: of the entry it tells of; announced: the payload of the announcement; ends,
    end_of_day: the deadline as it stood with the entry; paragraphs: id -> (kind, label) of those in the run; objectors:
    States whose objections stood, () where the run keeps their names back; zone: the recipient's, "" for none chosen;
    is_overtaken: a reminder of what has passed.
    """

    notice: Notice
    draft: Draft
    meeting: Meeting
    process: Process
    parties: Mapping[int, Party]
    number: int
    kind: str
    at: datetime
    told: Mapping[str, Any]
    announced: Mapping[str, Any]
    ends: datetime
    end_of_day: bool
    paragraphs: Mapping[int, tuple[str, str]]
    objectors: tuple[Party, ...]
    zone: str
    is_overtaken: bool


def gather(session: Session, notice: Notice, now: datetime) -> Facts | AwaitedNote | ReceivedProposals:
    """Read what this notice is about, in a fixed number of queries."""
    if notice.run_id is not None:
        return _of_run(session, notice, notice.run_id, now)
    if notice.occasion == "proposals received":
        return received_facts.gather(session, notice)
    return note_facts.gather(session, notice)


def _of_run(session: Session, notice: Notice, run_id: int, now: datetime) -> Facts:
    run = queries.run(session, run_id)
    located = drafts.locate(session, notice.draft_id, lock=False)
    entry = queries.entry(session, notice.draft_id, notice.seq)
    if located is None:  # pragma: no cover - a notice refers to its draft
        raise LookupError(notice.draft_id)
    story = [
        it
        for it in queries.story(session, notice.draft_id, STORY, notice.seq)
        if it.payload["run"] == entry.payload["run"]
    ]
    announced = story[0].payload
    ends, end_of_day = _deadline(story)
    parties = ordered_parties(session, located.process.id)
    objectors = _objectors(announced, ends, story) if notice.occasion == "broken" else ()
    return Facts(
        notice=notice,
        draft=located.draft,
        meeting=located.meeting,
        process=located.process,
        parties=parties,
        number=announced["run"],
        kind=entry.kind,
        at=entry.at,
        told=entry.payload,
        announced=announced,
        ends=ends,
        end_of_day=end_of_day,
        paragraphs=queries.labels(session, [it["id"] for it in announced["paragraphs"]]),
        objectors=tuple(it for it in parties.values() if it.id in objectors),
        zone=queries.zone_of(session, notice.person_id),
        is_overtaken=notice.occasion == "reminder" and _overtaken(run, ends, now),
    )


def _deadline(story: Sequence[Entry]) -> tuple[datetime, bool]:
    """As the newest entry that set it says; a deadline that was moved by so much time is no end of a day."""
    newest = next(it for it in reversed(story) if "ends" in it.payload)
    return datetime.fromisoformat(newest.payload["ends"]), newest.payload.get("end_of_day", False)


def _overtaken(run: SilenceRun, ends: datetime, now: datetime) -> bool:
    return run.state != "running" or run.ends_at != ends or now >= ends


def _objectors(announced: Mapping[str, Any], ends: datetime, story: Sequence[Entry]) -> Sequence[int]:
    """Ids of the States whose objections stand, where the run lets everybody know them (practice.md section 6)."""
    if announced["names"] != "all":
        return ()
    run = silence.Run(
        state="running",
        opens=datetime.fromisoformat(announced["opens"]),
        ends=ends,
        eligible=frozenset(announced["eligible"]),
        severable=announced["severable"],
        paragraphs=tuple(it["id"] for it in announced["paragraphs"]),
    )
    in_time = {it.payload["answer"] for it in story if it.kind == "note ruled" and it.payload["in_time"]}
    given = [
        silence.Given(
            it.party_id or 0,
            it.payload["answer"],
            datetime.fromisoformat(it.payload["received"]),
            frozenset(it.payload["paragraphs"]),
        )
        for it in story
        if it.kind == "silence answered" and not (_awaits_ruling(it) and it.seq not in in_time)
    ]
    return [it.party for it in silence.standing(run, given)]


def _awaits_ruling(answer: Entry) -> bool:
    """A paper note that was registered after the deadline counts only when the Chair rules so."""
    return bool(answer.payload["late"]) and answer.payload["note"] is not None

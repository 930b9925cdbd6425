"""The demonstration: an invented Process with its conference and drafts, played through the real services."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from drafting.documents import reading
from drafting.domain.participation import initial
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts as draft_queries
from drafting.services import (
    bracket_rulings,
    conference,
    consensus,
    demonstration_meeting,
    demonstration_process,
    demonstration_silence,
    drafts,
    participation,
    proposals,
    rulings,
    texts,
)
from drafting.services.demonstration_stage import Stage
from drafting.services.scope import DraftScope, draft_scope, meeting_scope

FOLDER = Path(__file__).resolve().parent.parent / "demo"
LANGUAGES = {"communique": "en", "conclusions": "ru"}
# Whom the demonstration offers a ready link: role in the story -> e-mail.
CAST = {
    "delegate": "tomas.aldren@example.org",
    "head": "ingrith.solveng@example.org",
    "chair": "katarin.vossel@example.org",
    "support": "marta.ilven@example.org",
    "observer": "joseph.akintar@example.org",
}


@dataclass
class Story:
    """Where the play stands: ids of drafts and names of proposals as the steps call them."""

    conference: conference.Conference
    drafts: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)
    step: int = 0


def load(database: Database, now: datetime | None = None) -> conference.Conference:
    """Set up the conference and play every step of the story, each in a transaction of its own, as people would.

    now: when it is loaded; the no-objection procedures are counted from that day, the present one by default.
    """
    plan = tomllib.loads((FOLDER / "conference.toml").read_text(encoding="utf-8"))
    steps = tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))["step"]
    with database.writing() as session:
        story = Story(conference.set_up(session, plan, steps[0]["at"]))
    stage = Stage(database, story.conference, now or datetime.now(UTC))
    demonstration_process.load(stage)
    for step in steps:
        story.step += 1
        with database.writing() as session:
            _play(session, story, step)
    with database.writing() as session:
        for row in plan["participation"]:
            _participation(session, story, row, steps[-1]["at"])
    demonstration_silence.load(database, story.conference, story.drafts, stage.now)
    demonstration_meeting.load(stage, story.drafts)
    return story.conference


def _play(session: Session, story: Story, step: Mapping[str, Any]) -> None:
    person = story.conference.people[step["by"]].id
    if step["do"] == "import":
        story.drafts[step["draft"]] = _import(session, story, step, person)
        return
    scope = draft_scope(session, person, story.drafts[step["draft"]], step["at"], lock=True)
    ACTIONS[step["do"]](session, scope, story, step)


def _import(session: Session, story: Story, step: Mapping[str, Any], person: int) -> int:
    name = f"{step['draft']}.md"
    data = (FOLDER / name).read_bytes()
    recognition = reading.read(data, name)
    # The last of the title lines says what the document is; those before it name the conference.
    title = [block.text for block in recognition.blocks if block.kind == "title"][-1]
    draft = drafts.import_draft(
        session,
        meeting_scope(session, person, story.conference.meeting.id, step["at"]),
        title=title.replace("\n", " ").replace("*", ""),
        language=LANGUAGES[step["draft"]],
        blocks=recognition.blocks,
        source=drafts.Source(name, hashlib.sha256(data).hexdigest()),
        now=step["at"],
    )
    return draft.id


def _current(session: Session, scope: DraftScope, label: str) -> draft_queries.Text:
    """The paragraph with this label; "4.(b)" is the point (b) of paragraph 4., a kind names the first of its kind."""
    parent = None
    for it in draft_queries.texts(session, scope.draft.id, scope.draft.language):
        paragraph = it.paragraph
        if paragraph.kind == "point" and parent is not None and parent + paragraph.label == label:
            return it
        if paragraph.kind != "point":
            parent = paragraph.label
        if label in (paragraph.label, paragraph.kind) and paragraph.kind != "note":
            return it
    raise LookupError(label)


def _token(story: Story) -> str:
    return f"story-{story.step:04d}"


def _open(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    drafts.open_draft(session, scope, token=_token(story), now=step["at"])


def _propose(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    current = _current(session, scope, step["paragraph"])
    text = step.get("text", current.revision.text)
    for old, new in step.get("replace", ()):
        text = text.replace(old, new)
    made = proposals.propose(
        session,
        scope,
        current.paragraph.id,
        kind=step["kind"],
        text=text,
        reason=step.get("reason", ""),
        base=current.revision.number,
        token=_token(story),
        now=step["at"],
    )
    story.proposals[step["id"]] = made.ref
    if scope.parties[made.party_id].status != "participating":
        # An observer's text is put forward as a suggestion at once; a State takes it up or not.
        proposals.table(session, scope, made.ref, token=f"{_token(story)}-t", now=step["at"])


def _table(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    ref = story.proposals[step["proposal"]]
    suggested = proposals.find(session, scope, ref).status == "suggested"
    act = proposals.sponsor if suggested else proposals.table
    act(session, scope, ref, token=_token(story), now=step["at"])


def _sponsor(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    proposals.sponsor(session, scope, story.proposals[step["proposal"]], token=_token(story), now=step["at"])


def _withdraw(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    proposals.withdraw(session, scope, story.proposals[step["proposal"]], token=_token(story), now=step["at"])


def _position(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    current = _current(session, scope, step["paragraph"])
    consensus.give_position(
        session,
        scope,
        current.paragraph.id,
        kind=step["position"],
        statement=step.get("statement", ""),
        revision=current.revision.number,
        token=_token(story),
        now=step["at"],
    )


def _proposed_on(session: Session, scope: DraftScope, ref: str) -> int:
    paragraph = proposals.find(session, scope, ref).paragraph_id
    return texts.load(session, scope, paragraph).revision.number


def _accept(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    ref = story.proposals[step["proposal"]]
    seen = _proposed_on(session, scope, ref)
    rulings.accept(session, scope, ref, revision=seen, token=_token(story), now=step["at"])


def _take(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    ref = story.proposals[step["proposal"]]
    seen = _proposed_on(session, scope, ref)
    rulings.take(session, scope, ref, text=step["text"], revision=seen, token=_token(story), now=step["at"])


def _decline(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    ref = story.proposals[step["proposal"]]
    rulings.decline(session, scope, ref, reason=step["reason"], token=_token(story), now=step["at"])


def _bracket(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    current = _current(session, scope, step["paragraph"])
    rulings.reword(
        session,
        scope,
        current.paragraph.id,
        text=current.revision.text.replace(step["span"], f"[{step['span']}]", 1),
        ruling="bracket",
        revision=current.revision.number,
        token=_token(story),
        now=step["at"],
    )


def _close(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    current = _current(session, scope, step["paragraph"])
    rulings.close(
        session,
        scope,
        current.paragraph.id,
        ad_referendum=step["as"] == "agreed ad referendum",
        revision=current.revision.number,
        token=_token(story),
        now=step["at"],
    )


def _reopen(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    paragraph = _current(session, scope, step["paragraph"]).paragraph.id
    rulings.reopen(session, scope, paragraph, reason=step["reason"], token=_token(story), now=step["at"])


def _defer(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    paragraph = _current(session, scope, step["paragraph"]).paragraph.id
    rulings.defer(session, scope, paragraph, reason=step.get("reason", ""), token=_token(story), now=step["at"])


def _rule_on_bracket(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    current = _current(session, scope, step["paragraph"])
    bracket_rulings.rule_on_bracket(
        session,
        scope,
        current.paragraph.id,
        current.revision.text.index(step["words"]),
        ruling=step["ruling"],
        revision=current.revision.number,
        token=_token(story),
        now=step["at"],
    )


def _hold(session: Session, scope: DraftScope, story: Story, step: Mapping[str, Any]) -> None:
    current = _current(session, scope, step["paragraph"])
    bracket_rulings.attribute(
        session,
        scope,
        current.paragraph.id,
        current.revision.text.index(step["words"]),
        parties=[story.conference.parties[code].id for code in step["parties"]],
        holds=True,
        revision=current.revision.number,
        token=_token(story),
        now=step["at"],
    )


def _participation(session: Session, story: Story, row: Mapping[str, Any], now: datetime) -> None:
    office = story.conference.people[CAST["support"]].id
    scope = draft_scope(session, office, story.drafts[row["draft"]], now, lock=True)
    party = story.conference.parties[row["party"]]
    if row["status"] == initial(party.status) and not row["note"]:
        return  # What is taken from the start needs no entry.
    token = f"participation-{party.code}"
    participation.state_participation(
        session,
        scope,
        party.id,
        status=row["status"],
        note=row["note"],
        basis=row.get("basis", ""),
        answer_by=row.get("answer_by"),
        zone=row.get("zone", ""),
        meaning=row.get("meaning", ""),
        token=token,
        now=now,
    )


ACTIONS: Mapping[str, Callable[[Session, DraftScope, Story, Mapping[str, Any]], None]] = {
    "open": _open,
    "propose": _propose,
    "table": _table,
    "cosponsor": _sponsor,
    "withdraw": _withdraw,
    "position": _position,
    "accept": _accept,
    "take": _take,
    "decline": _decline,
    "bracket": _bracket,
    "close": _close,
    "reopen": _reopen,
    "defer": _defer,
    "rule on bracket": _rule_on_bracket,
    "hold": _hold,
}

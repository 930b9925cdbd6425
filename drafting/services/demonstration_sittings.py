"""The demonstration's sittings: who is to speak, the texts of statements, and the sittings as the Chair led them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.persistence.queries import agenda as agenda_queries
from drafting.persistence.queries import drafts as draft_queries
from drafting.persistence.queries import speakers as queries
from drafting.services import attendance, floor, matters, meetings, sitting, speakers, statements
from drafting.services.demonstration_stage import Row, Stage
from drafting.services.scope import MeetingScope, meeting_scope


@dataclass
class Course:
    """Where the meeting stands. items: English title -> id; drafts: name -> id."""

    session: Session
    scope: MeetingScope
    stage: Stage
    items: Mapping[str, int]
    drafts: Mapping[str, int]

    def once(self, row: Row) -> dict[str, Any]:
        """What every act carries."""
        return {"token": self.stage.token(), "now": row["at"]}

    def seal(self) -> str:
        return floor.seal(queries.floor(self.session, self.scope.meeting.id))

    def sitting(self, number: int) -> int:
        rows = agenda_queries.sittings(self.session, self.scope.meeting.id)
        return next(it.id for it in rows if it.number == number)

    def speech(self, code: str) -> int:
        rows = queries.of_item(self.session, self.scope.meeting.id, self.items[self.stage.plan["debate"]])
        return next(it.id for it in rows if it.party_id == self.stage.parties[code])


def load(stage: Stage, items: Mapping[str, int], drafts: Mapping[str, int]) -> None:
    """Make the list of the general debate, then play every step of the sittings."""
    chair, at = stage.plan["chair"], stage.plan["at"]["speakers"]
    with stage.meeting(chair, at) as (session, scope):
        speakers.make_list(session, scope, items[stage.plan["debate"]], token=stage.token(), now=at)
    for row in stage.plan["statement"]:
        _give_text(stage, items, row, at)
    opening = stage.plan["at"]["opening"]
    with stage.meeting(chair, opening) as (session, scope):
        seal = matters.seal(scope.meeting)
        meetings.proceed(session, scope, "start", seal=seal, token=stage.token(), now=opening)
    with stage.meeting(chair, stage.plan["course"][0]["at"]) as (session, scope):
        course = Course(session, scope, stage, items, drafts)
        for row in stage.plan["course"]:
            STEPS[row["do"]](course, row)
    for row in stage.plan["request"]:
        with stage.meeting(row["by"], row["at"]) as (session, scope):
            once = {"token": stage.token(), "now": row["at"]}
            speakers.ask(session, scope, items[row["item"]], party_id=None, kind="floor", **once)


def _give_text(stage: Stage, items: Mapping[str, int], row: Row, now: datetime) -> None:
    with stage.meeting(row["by"], now) as (session, scope):
        rows = queries.of_item(session, scope.meeting.id, items[stage.plan["debate"]])
        speech = next(it for it in rows if it.party_id == stage.parties[row["party"]])
        texts = {"text_en": row["text_en"].strip(), "text_ru": row["text_ru"].strip()}
        shown, token = statements.text_seal(speech), stage.token()
        statements.give_text(session, scope, speech.id, **texts, shown=shown, token=token, now=now)


def _open(it: Course, row: Row) -> None:
    sitting.open_sitting(it.session, it.scope, it.sitting(row["number"]), shown=it.seal(), **it.once(row))


def _attend(it: Course, row: Row) -> None:
    office, meeting = it.stage.person(it.stage.plan["office"]), it.scope.meeting.id
    scope = meeting_scope(it.session, office, meeting, row["at"])
    there = [one for one in agenda_queries.delegates(it.session, meeting) if one.name_en not in row["absent"]]
    ticked = {one.id for one in there}
    attendance.note(it.session, scope, it.sitting(row["number"]), shown=(), ticked=ticked, **it.once(row))


def _close(it: Course, row: Row) -> None:
    sitting.close_item(it.session, it.scope, shown=it.seal(), **it.once(row))
    sitting.close_sitting(it.session, it.scope, shown=it.seal(), **it.once(row))


def _take_up(it: Course, row: Row) -> None:
    sitting.take_up(it.session, it.scope, it.items[row["item"]], closing=True, shown=it.seal(), **it.once(row))


def _rule(it: Course, row: Row) -> None:
    shown = sitting.about(queries.floor(it.session, it.scope.meeting.id))
    said = {name: row[name] for name in ("kind", "words", "language")}
    sitting.rule(it.session, it.scope, **said, shown=shown, **it.once(row))


def _give(it: Course, row: Row) -> None:
    floor.give(it.session, it.scope, it.speech(row["party"]), shown=it.seal(), **it.once(row))


def _stop(it: Course, row: Row) -> None:
    floor.stop(it.session, it.scope, it.speech(row["party"]), **it.once(row))


def _pause(it: Course, row: Row) -> None:
    floor.pause(it.session, it.scope, it.speech(row["party"]), **it.once(row))


def _resume(it: Course, row: Row) -> None:
    floor.resume(it.session, it.scope, it.speech(row["party"]), **it.once(row))


def _show(it: Course, row: Row) -> None:
    texts = draft_queries.texts(it.session, it.drafts[row["draft"]], row["language"])
    shown = next(one.paragraph.id for one in texts if one.paragraph.label == row["label"])
    sitting.put_before(it.session, it.scope, shown, shown=it.seal(), **it.once(row))


STEPS = {
    "open sitting": _open,
    "attendance": _attend,
    "close sitting": _close,
    "take up": _take_up,
    "rule": _rule,
    "floor": _give,
    "stop": _stop,
    "pause": _pause,
    "resume": _resume,
    "show paragraph": _show,
}

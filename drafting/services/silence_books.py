"""The tables of no-objection runs, as the record would tell them: for the comparison of `verification`."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import silence_book
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import SilenceAnswer
from drafting.services import silence_state
from drafting.services.silence_state import Standing


def tables(session: Session, draft_id: int, told: Mapping[int, silence_book.RunBook]) -> Mapping[Any, object]:
    """Number of the run -> its book; what is still prepared stands in no record.

    told: the books as the record has them: one of before says nothing of the rules that a run was announced by.
    """
    rows = [it for it in queries.runs(session, draft_id) if it.state != "draft"]
    standing = silence_state.of(session, rows)
    notes = queries.note_numbers(session, {it.note_id for run in standing for it in run.answers if it.note_id})
    silent = {number for number, book in told.items() if book.rules is None}
    return {it.row.number: _book(it, notes, is_silent=it.row.number in silent) for it in standing}


def _book(it: Standing, notes: Mapping[int, int], *, is_silent: bool) -> silence_book.RunBook:
    row = it.row
    return silence_book.RunBook(
        subject=row.subject,
        party=row.party_id,
        meaning=row.meaning,
        severable=row.severable,
        names=row.names,
        opens=row.opens_at.isoformat(),
        ends=row.ends_at.isoformat(),
        zone=row.zone,
        wording=row.wording,
        revision=row.revision,
        paragraphs={part.paragraph_id: part.wording for part in it.paragraphs},
        eligible=frozenset(state.party_id for state in it.eligible),
        notice=(row.notice_en, row.notice_ru),
        rules=None if is_silent else (tuple(row.reminder_hours), row.scrutiny_blocks),
        state=row.state,
        answers={answer.seq: _answer(answer, notes) for answer in it.answers},
        reached={state.party_id: state.reached for state in it.eligible if state.reached is not None},
        in_time={answer.seq: answer.in_time for answer in it.answers if answer.in_time is not None},
        marks={state.party_id: state.mark for state in it.eligible if state.mark is not None},
    )


def _answer(it: SilenceAnswer, notes: Mapping[int, int]) -> silence_book.AnswerBook:
    return silence_book.AnswerBook(
        party=it.party_id,
        answer=it.answer,
        paragraphs=tuple(it.paragraphs),
        statement=it.statement,
        received=it.received_at.isoformat(),
        note=None if it.note_id is None else notes[it.note_id],
    )

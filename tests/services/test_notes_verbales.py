"""The register of notes verbales: entered once, in order, for good; read by those whom a note concerns."""

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.domain.proposals import LONGEST
from drafting.persistence.records import Draft, NoteVerbale, SilenceAnswer
from drafting.services import notes_register, notes_verbales, silence_changes, verification
from drafting.services.notes_verbales import LONGEST_REFERENCE, Paper, Scan
from drafting.services.scope import meeting_scope
from tests import acts, rulings, silence
from tests.factories import NOW, TEXT, import_text, world

PDF = b"%PDF-1.7\nthe scanned note"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(database):
    return world(database)


def paper(room, code="ARV", **changes) -> Paper:
    it = Paper(
        party=room.parties[code],
        reference="No. 17/2026",
        dated=date(2026, 6, 4),
        received_at=NOW,
        zone="Asia/Almaty",
        about="The Ministry will answer in July.",
    )
    return replace(it, **changes)


def enter(room, it: Paper, who="office", click=1, now=NOW) -> int:
    """Answers the number under which the note stands."""
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people[who], room.meeting, now)
        return notes_verbales.register(session, scope, it, token=f"submission-{click}", now=now).number


def read(room, who="office", code="", now=NOW) -> notes_register.Register:
    with room.database.reading() as session:
        return notes_register.register(session, meeting_scope(session, room.people[who], room.meeting, now), code)


def rows(room) -> list[NoteVerbale]:
    with room.database.reading() as session:
        return list(session.scalars(select(NoteVerbale).order_by(NoteVerbale.number)))


def scan(room, number: int, who="office") -> notes_register.Opened:
    with room.database.reading() as session:
        return notes_register.scan(session, meeting_scope(session, room.people[who], room.meeting, NOW), number)


def test_a_note_is_kept_as_it_was_handed_over(room):
    enter(room, paper(room, reference=" No.  17/2026\n", scan=Scan("Note of 4 June.pdf", PDF), draft=room.draft))
    (row,) = rows(room)
    assert (row.number, row.reference, row.dated) == (1, "No. 17/2026", date(2026, 6, 4))
    assert (row.received_at, row.registered_at, row.person_id) == (NOW, NOW, room.people["office"])
    assert (row.party_id, row.draft_id, row.run_id, row.answer) == (room.parties["ARV"], room.draft, None, "")
    assert (row.scan_name, row.scan_type) == ("Note of 4 June.pdf", "application/pdf")
    assert row.scan_sha256 == hashlib.sha256(PDF).hexdigest()
    assert scan(room, 1) == notes_register.Opened(1, "application/pdf", PDF)


def test_notes_are_numbered_as_they_come(room):
    assert [enter(room, paper(room), click=click) for click in range(3)] == [1, 2, 3]


def test_a_double_click_enters_one_note(room):
    it = paper(room, scan=Scan("note.pdf", PDF))
    assert enter(room, it) == enter(room, it) == 1
    assert enter(room, replace(it, scan=Scan("note.pdf", PDF + b" page 2"))) == 2
    assert enter(room, replace(it, scan=None)) == 3


def test_notes_entered_at_once_get_numbers_of_their_own(room):
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda click=click: numbers.append(enter(room, paper(room), click=click)))
        for click in range(4)
    ]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert sorted(numbers) == [1, 2, 3, 4]


@pytest.mark.parametrize("change", [update(NoteVerbale).values(about="x"), delete(NoteVerbale)])
def test_the_database_refuses_to_change_or_delete_a_note(room, change):
    enter(room, paper(room))
    with pytest.raises(DBAPIError, match="append-only"), room.database.writing() as session:
        session.execute(change)
    assert [it.about for it in rows(room)] == ["The Ministry will answer in July."]


@pytest.mark.parametrize("who", ["chair", "rapporteur", "administrator", "head.arv", "observer"])
def test_only_the_office_enters_notes(room, who):
    with pytest.raises(NotAllowed):
        enter(room, paper(room), who)
    with room.database.reading() as session, pytest.raises(NotAllowed):
        notes_register.subjects(session, meeting_scope(session, room.people[who], room.meeting, NOW))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"party": None}, "sender-missing"),
        ({"party": 9999}, "sender-missing"),
        ({"reference": " \n"}, "reference-missing"),
        ({"reference": "7" * (LONGEST_REFERENCE + 1)}, "reference-too-long"),
        ({"about": "  "}, "about-missing"),
        ({"about": "x" * (LONGEST + 1)}, "too-long"),
        ({"about": "x\0"}, "unreadable-sign"),
        ({"received_at": NOW + MINUTE}, "received-later"),
        ({"dated": date(2026, 6, 6)}, "dated-later"),
        ({"scan": Scan("note.pdf", b"")}, "scan-empty"),
        ({"scan": Scan("note.pdf", b"<!doctype html><script>alert(1)</script>")}, "not-a-scan"),
    ],
)
def test_what_cannot_be_entered_is_refused(room, changes, code):
    with pytest.raises(BadText, match=code):
        enter(room, paper(room, **changes))
    assert rows(room) == []


def test_the_day_of_receipt_is_counted_where_the_note_was_received(room):
    late_evening = datetime(2026, 6, 4, 20, tzinfo=UTC)  # 01:00 of 5 June in Almaty, 16:00 of 4 June in New York
    enter(room, paper(room, dated=date(2026, 6, 5), received_at=late_evening))
    with pytest.raises(BadText, match="dated-later"):
        enter(room, paper(room, dated=date(2026, 6, 5), received_at=late_evening, zone="America/New_York"), click=2)


def test_a_name_is_kept_short_and_in_one_line(room):
    name = "й" * 300 + "\nnote\u202e.pdf"
    enter(room, paper(room, scan=Scan(name, PDF)))
    assert rows(room)[0].scan_name == ("й" * 300 + " note.pdf")[-255:]


# What a note may be about.


def test_a_note_is_about_a_text_that_delegations_have_seen(room):
    with room.database.writing() as session:
        prepared = import_text(session, room.people["office"], room.meeting, TEXT).id
    with pytest.raises(BadText, match="note-subject"):
        enter(room, paper(room, draft=prepared))
    with pytest.raises(NotFound):
        enter(room, paper(room, draft=9999))
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        assert [it.draft.id for it in notes_register.subjects(session, scope)] == [room.draft]


def test_a_text_of_another_meeting_is_none(room):
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        other = replace(scope, meeting=type(scope.meeting)(id=9999, process_id=scope.process.id))
        with pytest.raises(BadText, match="note-subject"):
            notes_verbales.register(session, other, paper(room, draft=room.draft), token="submission-1", now=NOW)


def test_a_note_answers_the_run_it_is_about(room):
    number = silence.start(room, "1.", "2.")
    named = room.paragraphs["2."]
    later = NOW + 5 * MINUTE
    it = paper(room, draft=room.draft, run=number, answer="objection", paragraphs=(named,), received_at=NOW + MINUTE)
    enter(room, replace(it, about="We cannot accept paragraph 2."), now=later)
    (row,) = rows(room)
    assert (row.run_id, row.answer) == (silence.run(room, number).id, "objection")
    (said,) = silence.answers(room, number)
    assert (said.party_id, said.answer, said.paragraphs) == (room.parties["ARV"], "objection", [named])
    assert (said.note_id, said.statement) == (row.id, "We cannot accept paragraph 2.")
    assert (said.received_at, said.given_at) == (NOW + MINUTE, later)
    assert silence.state(room, number) == "broken"
    (entry,) = rulings.entries(room, "silence answered")
    assert (entry.payload["note"], entry.party_id, entry.capacity) == (1, room.parties["ARV"], "support")
    with room.database.reading() as session:
        assert verification.verify(session, room.draft).findings == ()


def test_a_double_click_answers_once(room):
    number = silence.start(room, "1.")
    it = paper(room, draft=room.draft, run=number, answer="explanation")
    assert enter(room, it) == enter(room, it) == 1
    assert len(silence.answers(room, number)) == 1


def test_another_scan_of_the_same_answer_answers_too(room):
    number = silence.start(room, "1.")
    it = paper(room, draft=room.draft, run=number, answer="explanation")
    assert [enter(room, it), enter(room, replace(it, scan=Scan("note.pdf", PDF)))] == [1, 2]
    assert [said.note_id for said in silence.answers(room, number)] == [row.id for row in rows(room)]


def test_a_late_note_is_kept(room):
    number = silence.start(room, "1.")
    now = silence.ENDS + MINUTE
    it = paper(room, draft=room.draft, run=number, answer="objection", received_at=silence.ENDS)
    enter(room, it, now=now)
    assert silence.state(room, number) == "expired"
    assert rulings.entries(room, "silence answered")[0].payload["late"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answer": ""}, "answer-missing"),
        ({"answer": "yes"}, "unknown-answer"),
        ({"answer": "x" * 99}, "unknown-answer"),
        ({"received_at": NOW - MINUTE}, "received-too-early"),
        ({"paragraphs": (-1,)}, "unknown-paragraph"),
    ],
)
def test_a_note_that_cannot_answer_is_not_entered(room, changes, code):
    number = silence.start(room, "1.")
    it = paper(room, draft=room.draft, run=number, answer="objection")
    with pytest.raises(BadText, match=code):
        enter(room, replace(it, **changes))
    assert rows(room) == []
    with room.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SilenceAnswer)) == 0


def test_the_minute_of_the_announcement_is_not_too_early(room):
    number = silence.start(room, "1.", now=NOW + timedelta(seconds=40))
    it = paper(room, draft=room.draft, run=number, answer="no objection", received_at=NOW)
    assert enter(room, it, now=NOW + MINUTE) == 1


def test_who_is_not_asked_may_only_comment(room):
    number = silence.start(room, "1.")
    it = paper(room, "OBS", draft=room.draft, run=number, answer="objection")
    with pytest.raises(BadText, match="not-asked"):
        enter(room, it)
    assert enter(room, replace(it, answer="comment")) == 1


def test_a_run_that_is_prepared_or_unknown_gets_no_notes(room):
    prepared = silence.prepare(room, "1.")
    for number in (prepared, 99):
        with pytest.raises(NotFound):
            enter(room, paper(room, draft=room.draft, run=number, answer="objection"))


def test_what_is_offered_follows_the_runs(room):
    silence.prepare(room, "2.")
    running, over = silence.start(room, "1."), silence.start(room, "(a)")
    silence.change(room, silence_changes.end, over, ending="withdraw", reason="Another text is prepared.")
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        found = notes_register.subjects(session, scope)
        assert [it.run.number if it.run else None for it in found] == [None, running]
        parts = notes_register.circulated(session, found[1].run)
        assert [it.paragraph.label for it in parts] == ["1."]
    with pytest.raises(WrongState):
        enter(room, paper(room, draft=room.draft, run=over, answer="objection"))


# Who reads it.


@pytest.mark.parametrize(
    ("who", "seen", "opened"),
    [
        ("office", ["ARV", "BEL", "OBS"], ["ARV", "BEL", "OBS"]),
        ("chair", ["ARV", "BEL", "OBS"], ["ARV", "BEL", "OBS"]),
        ("rapporteur", ["ARV", "BEL", "OBS"], []),
        ("head.arv", ["ARV"], ["ARV"]),
        ("delegate.bel", ["BEL"], ["BEL"]),
        ("coordinator.zab", [], []),
        ("observer", ["OBS"], ["OBS"]),
    ],
)
def test_a_delegation_reads_its_own_notes_and_opens_its_own_scans(room, who, seen, opened):
    for click, code in enumerate(("ARV", "BEL", "OBS")):
        enter(room, paper(room, code, scan=Scan("note.pdf", PDF)), click=click)
    register = read(room, who)
    assert [it.party.code for it in register.lines] == seen
    assert [it.party.code for it in register.lines if it.opens] == opened
    for number, code in enumerate(("ARV", "BEL", "OBS"), start=1):
        if code in opened:
            assert scan(room, number, who).data == PDF
        else:
            with pytest.raises(NotFound):
                scan(room, number, who)


def test_who_has_no_part_in_notes_is_refused(room):
    with pytest.raises(NotAllowed):
        read(room, "administrator")
    with pytest.raises(NotAllowed):
        scan(room, 1, "administrator")


def test_a_note_without_a_scan_opens_none(room):
    enter(room, paper(room))
    assert not read(room).lines[0].opens
    for number in (1, 2):
        with pytest.raises(NotFound):
            scan(room, number)


def test_the_register_is_read_by_state(room):
    for click, code in enumerate(("BEL", "ARV", "BEL")):
        enter(room, paper(room, code), click=click)
    whole, part, unknown = read(room), read(room, code="BEL"), read(room, code="XYZ")
    assert [it.code for it in whole.senders] == ["ARV", "BEL"]
    assert [it.note.number for it in part.lines] == [1, 3]
    assert (part.party.code, part.total, len(part.senders)) == ("BEL", 3, 2)
    assert (unknown.party, len(unknown.lines)) == (None, 3)


def test_a_run_that_hides_names_hides_them_in_the_register(room):
    number = silence.start(room, "1.", names="after the end")
    enter(room, paper(room, draft=room.draft, run=number, answer="objection", scan=Scan("note.pdf", PDF)))
    hidden = read(room, "rapporteur")
    assert [(it.note.number, it.party, it.opens) for it in hidden.lines] == [(1, None, False)]
    assert hidden.senders == ()
    assert read(room, "rapporteur", "ARV").lines == ()
    assert [it.party.code for it in read(room, "chair").lines] == ["ARV"]
    assert [it.party.code for it in read(room, "head.arv").lines] == ["ARV"]
    assert read(room, "head.bel").lines == ()
    silence.change(room, silence_changes.end, number, ending="withdraw", reason="Another text is prepared.")
    assert [it.party.code for it in read(room, "rapporteur").lines] == ["ARV"]


# Who is awaited.


def awaited(room, who="office") -> list[tuple[int, list[str]]]:
    return [(it.draft.id, [party.code for party in it.parties]) for it in read(room, who).awaited]


def test_who_answers_by_note_is_awaited_until_it_has(room):
    assert awaited(room) == []
    for code in ("ZAB", "ARV"):
        acts.participate(room, code, "note verbale")
    assert awaited(room) == [(room.draft, ["ARV", "ZAB"])]
    assert awaited(room, "head.arv") == [(room.draft, ["ARV"])]
    assert awaited(room, "head.bel") == []
    enter(room, paper(room, "ARV"))
    assert awaited(room) == [(room.draft, ["ARV", "ZAB"])]
    enter(room, paper(room, "ARV", draft=room.draft), click=2)
    assert awaited(room) == [(room.draft, ["ZAB"])]


def test_nobody_is_awaited_for_a_text_that_is_still_prepared(room):
    acts.participate(room, "ZAB", "note verbale")
    with room.database.writing() as session:
        session.get_one(Draft, room.draft).phase = "preparing"
    assert awaited(room) == []

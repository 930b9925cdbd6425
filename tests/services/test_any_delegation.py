"""Whatever people do with delegations, in whatever order: the books agree, and there is one head at most."""

import contextlib
from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from drafting.domain.errors import DraftingError
from drafting.persistence.records import Appointment, Delegate, Sitting
from drafting.services import attendance
from drafting.services.delegation_changes import Entry
from tests import delegating
from tests.delegating import add, change, complete, confirm, enlist, faults_of_the_books, give_link, invite
from tests.factories import NOW, World

PEOPLE = ("office", "head.bel", "delegate.bel", "coordinator.zab", "observer", "chair", "one", "two")
PARTIES = ("BEL", "ZAB", "OBS")
WORDS = (
    Entry(name_en="One", email="one@example.org"),
    Entry(name_ru="Два", title_ru="г-жа", email="two@example.org"),
    Entry(name_en="Three", badge="press"),
    Entry(name_en=" "),
)
TABLE = "name_en,head\nFour,1\nFive,\n"
ACTS = (
    "add",
    "invite",
    "link",
    "enlist",
    "change",
    "complete",
    "move",
    "head",
    "confirm",
    "withdraw",
    "take",
    "attend",
)
STEPS = st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.integers(0, 9), st.integers(0, 9))


def play(it: World, step: tuple[str, str, int, int]) -> None:
    """Do one thing, allowed or not; a refusal must leave no trace, which the books will show."""
    what, who, first, second = step
    who = "office" if what in ("take", "attend") or who not in it.people else who
    party, entry = PARTIES[first % len(PARTIES)], WORDS[second % len(WORDS)]
    known = [row.id for code in PARTIES for row in delegating.members(it, code)] or [0]
    of = known[second % len(known)]
    if what == "add":
        add(it, who, party, entry)
    elif what == "invite":
        invite(it, who, party, entry)
    elif what == "enlist":
        enlist(it, who, PEOPLE[second % 6])
    elif what == "take":
        delegating.take(it, who, party, TABLE)
    elif of:
        on_member(it, what, who, of, first, entry)


def on_member(it: World, what: str, who: str, of: int, first: int, entry: Entry) -> None:
    if what == "link":
        give_link(it, who, of)
    elif what == "change":
        change(it, who, of, entry)
    elif what == "complete":
        complete(it, who, of, entry)
    elif what == "move":
        delegating.move(it, who, of, up=bool(first % 2))
    elif what == "head":
        delegating.make_head(it, who, of)
    elif what == "confirm":
        code = next(code for code, party in it.parties.items() if party == delegating.row(it, of).party_id)
        confirm(it, "office", code, of)
    elif what == "withdraw":
        delegating.withdraw(it, who, of)
    else:
        with it.database.reading() as session:
            sitting = session.scalars(select(Sitting.id)).one()
        delegating.do(it, who, attendance.note, sitting, shown=[], ticked=[of])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=25))
def test_the_books_agree_after_any_history(anew, steps):
    with anew() as it:
        it.people = dict(it.people)  # Whom this history invites is nobody in the next.
        with it.database.writing() as session:
            session.add(Sitting(meeting_id=it.meeting, number=1, starts_at=NOW, ends_at=NOW + timedelta(hours=3)))
        for step in steps:
            with contextlib.suppress(DraftingError):
                play(it, step)
        assert faults_of_the_books(it) == ()
        judge(it)


def judge(it: World) -> None:
    with it.database.reading() as session:
        rows = list(session.scalars(select(Delegate)))
        here = [row for row in rows if row.state != "withdrawn"]
        running = {one.id: one for one in session.scalars(select(Appointment)) if one.until is None or one.until > NOW}
    assert max(Counter(row.party_id for row in here if row.is_head).values(), default=1) == 1
    assert max(Counter((row.party_id, row.place) for row in rows).values(), default=1) == 1
    for row in rows:
        assert (row.confirmed_at is not None) == (row.state == "confirmed")
        held = running.get(row.appointment_id or 0)
        if row.state == "withdrawn":
            assert held is None
            assert not row.is_head
        elif held is not None:
            assert (held.person_id, held.party_id) == (row.person_id, row.party_id)
            assert (held.role == "head") <= row.is_head
        assert (row.person_id is None) == (row.appointment_id is None)

"""Long work: one job is done by one worker at a time, taken up again when that one is gone, and has one result."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadText, NotAllowed, NotFound
from drafting.persistence.database import Database
from drafting.persistence.records import Appointment, Work
from drafting.services import work
from drafting.services.work import KEPT, LEASE, PATIENCE, Held, Lost, Result
from tests import acts
from tests.factories import NOW, World, world

FILE = Result("pack.zip", "application/zip", b"PK")


@pytest.fixture
def adopted(database: Database) -> World:
    it = world(database)
    acts.agree_all(it)
    acts.adopt(it)
    return it


def start(it: World, who: str = "office", *, token: str = "", now=NOW, **facts) -> str:
    def do(session, scope) -> str:
        return work.start(session, scope, "pack", facts, token=token or acts.token(), now=now).ref

    return acts.act(it, who, do, now)


def claim(it: World, by: str, now=NOW) -> Held | None:
    with it.database.writing() as session:
        return work.claim(session, by, now)


def end(it: World, held: Held, result: Result = FILE, now=NOW) -> None:
    with it.database.writing() as session:
        work.finish(session, held, result, now)


def row(it: World, ref: str) -> Work:
    with it.database.reading() as session:
        return session.scalars(select(Work).where(Work.ref == ref)).one()


def fetched(it: World, ref: str, who: str = "office", now=NOW) -> work.Fetched:
    with it.database.reading() as session:
        return work.fetch(session, it.people[who], ref, now)


def test_the_same_submission_begins_one_job(adopted):
    assert start(adopted, token="clicked-twice", seq=1) == start(adopted, token="clicked-twice", seq=2)
    assert start(adopted, "chair", token="clicked-twice", seq=1) != start(adopted, token="clicked-twice")


def test_while_a_job_is_open_an_equal_one_is_not_begun(adopted):
    first = start(adopted, seq=7)
    assert start(adopted, seq=7) == first
    assert start(adopted, seq=8) != first
    held = claim(adopted, "a")
    assert start(adopted, seq=7) == first
    end(adopted, held)
    assert start(adopted, seq=7) != first


@pytest.mark.parametrize("who", ["head.arv", "rapporteur", "administrator", "observer"])
def test_only_who_may_do_it_begins_a_job(adopted, who):
    with pytest.raises(NotAllowed):
        start(adopted, who)


def test_jobs_are_taken_in_the_order_in_which_they_were_begun(adopted):
    refs = [start(adopted, seq=number) for number in range(3)]
    assert [claim(adopted, f"worker {number}").ref for number in range(3)] == refs
    assert claim(adopted, "one more") is None


def test_a_job_in_hand_is_left_until_its_holder_has_not_been_heard_of(adopted):
    start(adopted, seq=1)
    first = claim(adopted, "first")
    assert first.facts == {"seq": 1}
    assert claim(adopted, "second", NOW + LEASE) is None
    with adopted.database.writing() as session:
        work.progress(session, first, 2, 5, NOW + LEASE)
    assert (row(adopted, first.ref).done, row(adopted, first.ref).of) == (2, 5)
    later = NOW + 2 * LEASE + timedelta(seconds=1)
    with adopted.database.reading() as session:
        assert not work.is_any_free(session, NOW + 2 * LEASE)
        assert work.is_any_free(session, later)
    second = claim(adopted, "second", later)
    assert second == replace(first, by="second")
    assert row(adopted, first.ref).done == 0


def test_who_has_lost_a_job_can_neither_go_on_nor_end_it(adopted):
    start(adopted)
    first = claim(adopted, "first")
    second = claim(adopted, "second", NOW + LEASE + timedelta(seconds=1))
    written = []
    for act in (
        lambda session: work.progress(session, first, 1, 2, NOW),
        lambda session: work.fail(session, first, BadText("any"), NOW),
        lambda session: work.finish(session, first, replace(FILE, store=lambda _: written.append(1)), NOW),
    ):
        with pytest.raises(Lost), adopted.database.writing() as session:
            act(session)
    assert row(adopted, first.ref).held_by == "second"
    end(adopted, second, replace(FILE, data=b"of the second"))
    with pytest.raises(Lost):
        end(adopted, second)
    with adopted.database.reading() as session:
        assert not work.is_in_hand(session, second)
        assert work.file(session, adopted.people["office"], first.ref, NOW).data == b"of the second"


def test_what_a_job_stores_stands_and_falls_with_its_end(adopted):
    ref = start(adopted)
    first = claim(adopted, "first")
    claim(adopted, "second", NOW + LEASE + timedelta(seconds=1))

    def store(session) -> None:
        session.get_one(Work, row(adopted, ref).id).filename = "stored by the first"

    with pytest.raises(Lost):
        end(adopted, first, replace(FILE, store=store))
    assert row(adopted, ref).filename == ""


def test_a_job_that_was_given_back_may_be_taken_at_once(adopted):
    start(adopted)
    first = claim(adopted, "first")
    with adopted.database.writing() as session:
        work.give_back(session, first)
    assert claim(adopted, "second").by == "second"
    with adopted.database.writing() as session:
        work.give_back(session, first)
    assert row(adopted, first.ref).held_by == "second"


def test_a_job_that_is_abandoned_again_and_again_has_failed_and_the_next_is_taken(adopted):
    ref, other = start(adopted, seq=1), start(adopted, seq=2)
    claim(adopted, "killed by it", NOW + PATIENCE - timedelta(seconds=30))
    assert claim(adopted, "next", NOW + PATIENCE + LEASE).ref == other
    assert row(adopted, ref).status == "failed"
    assert row(adopted, ref).problem == {"code": "work-abandoned", "details": {}}


def test_a_job_that_waited_long_because_nobody_worked_is_done_all_the_same(adopted):
    ref = start(adopted)
    assert claim(adopted, "after the holidays", NOW + 20 * PATIENCE).ref == ref


def test_a_refusal_is_kept_for_the_owner(adopted):
    ref = start(adopted)
    with adopted.database.writing() as session:
        work.fail(session, work.claim(session, "a", NOW), BadText("too-large", limit=3), NOW)
    found = fetched(adopted, ref)
    assert (found.work.status, found.work.problem) == ("failed", {"code": "too-large", "details": {"limit": 3}})
    assert not found.is_ready


def test_a_job_is_its_owners_alone(adopted):
    ref = start(adopted)
    assert fetched(adopted, ref).work.status == "waiting"
    for who in ("chair", "secretariat", "head.arv", "stranger"):
        with pytest.raises(NotFound):
            fetched(adopted, ref, who)
    with pytest.raises(NotFound):
        fetched(adopted, "no such job")


def test_a_file_is_fetched_when_it_is_ready_by_who_may_still_make_it(adopted):
    ref = start(adopted)
    office = adopted.people["office"]
    with adopted.database.reading() as session, pytest.raises(NotFound):
        work.file(session, office, ref, NOW)
    end(adopted, claim(adopted, "a"))
    assert fetched(adopted, ref).is_ready
    with adopted.database.writing() as session:
        assert work.file(session, office, ref, NOW) == FILE
        session.scalars(select(Appointment).where(Appointment.person_id == office)).one().role = "rapporteur"
    with adopted.database.reading() as session, pytest.raises(NotAllowed):
        work.file(session, office, ref, NOW)


def test_a_file_is_thrown_away_after_its_time_and_the_job_says_so(adopted):
    ref = start(adopted, seq=1)
    end(adopted, claim(adopted, "a"))
    later = NOW + KEPT
    found = fetched(adopted, ref, now=later)
    assert (found.is_ready, found.is_thrown_away) == (False, True)
    with adopted.database.reading() as session, pytest.raises(NotFound):
        work.file(session, adopted.people["office"], ref, later)
    start(adopted, seq=2, now=later + timedelta(seconds=1))
    with adopted.database.reading() as session:
        assert session.scalars(select(Work.result).where(Work.ref == ref)).one() is None


def test_many_workers_at_once_do_each_job_once(adopted):
    refs = {start(adopted, seq=number) for number in range(12)}
    done: list[str] = []
    lost: list[str] = []

    def toil(name: str) -> None:
        number = 0
        while (held := claim(adopted, f"{name} {number}")) is not None:
            number += 1
            try:
                end(adopted, held, replace(FILE, store=lambda _, ref=held.ref: done.append(ref)))
            except Lost:
                lost.append(held.ref)

    workers = [threading.Thread(target=toil, args=(f"worker {number}",)) for number in range(6)]
    for it in workers:
        it.start()
    for it in workers:
        it.join()
    assert Counter(done) == Counter(refs)
    assert lost == []

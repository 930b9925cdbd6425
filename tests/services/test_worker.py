"""The worker: jobs are done in processes of their own, beside the deadlines, and outlive whoever began them."""

import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from drafting import keeper, worker
from drafting.app import create_app
from drafting.config import Settings
from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.records import Work
from drafting.services import drafts, pack_check, work
from drafting.services.work import LEASE, Result
from drafting.web import packs
from drafting.worker import Worker
from tests import acts, silence
from tests.factories import NOW, TEXT, World, import_text, name_paragraphs, world

SECRET = "a secret of the tests, long enough"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds until a test fails


@pytest.fixture
def adopted(database: Database) -> World:
    it = world(database)
    acts.agree_all(it)
    acts.adopt(it)
    return it


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url, SECRET, secure_cookies=False, signing_key=str(tmp_path / "key.pem"))


@pytest.fixture
def app(settings, clock):
    app = create_app(settings, clock)
    yield app
    app.extensions["drafting"].database.close()


def begin(it: World, seq: int = 0) -> str:
    token = acts.token()
    return acts.act(
        it, "office", lambda session, scope: work.start(session, scope, "pack", {"seq": seq}, token=token, now=NOW).ref
    )


def claim(it: World, now=NOW) -> work.Held:
    with it.database.writing() as session:
        held = work.claim(session, f"of the test {time.monotonic_ns()}", now)
    assert held is not None
    return held


def row(it: World, ref: str) -> Work:
    with it.database.reading() as session:
        found = session.scalars(select(Work).where(Work.ref == ref)).one()
        _ = found.result
        return found


def until(holds) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_job_is_done_in_a_process_of_its_own(adopted, settings, app):
    ref = begin(adopted)
    assert Worker(settings, adopted.database, lambda: NOW).do_due() == 1
    done = row(adopted, ref)
    assert (done.status, done.media_type) == ("done", "application/zip")
    assert done.done == done.of > 10
    assert all(it.holds is not False for it in pack_check.check(done.result))
    # Another process, another day, no person at all: the same bytes.
    assert packs.made_now(app, adopted.draft).data == done.result


def test_the_keeper_has_it_done_and_records_a_deadline_meanwhile(adopted, settings, clock, monkeypatch):
    """The process is there, and takes longer than a deadline may wait."""
    other = world_beside(adopted)
    silence.start(other, "1.")
    begin(adopted)
    monkeypatch.setattr(worker, "_wait", lambda child, goes_on: (waiting.set(), child.wait())[1] if goes_on() else None)
    waiting = threading.Event()
    it = keeper.of(create_app(settings, clock))
    it.start()
    assert waiting.wait(PATIENCE)
    clock.now = silence.ENDS
    began = time.monotonic()
    until(lambda: silence.state(other, 1) == "expired")
    recorded = time.monotonic() - began
    until(lambda: count(adopted, "done") == 1)
    it.stop()
    assert recorded < 10


def world_beside(it: World) -> World:
    with it.database.writing() as session:
        draft = import_text(session, it.people["office"], it.meeting, TEXT)
        names, number = name_paragraphs(session, draft.id), draft.id
    made = World(it.database, number, it.process, it.meeting, it.people, it.parties, names)
    with it.database.writing() as session:
        drafts.open_draft(session, made.scope(session, "office"), token=acts.token(), now=NOW)
    return made


def count(it: World, status: str) -> int:
    with it.database.reading() as session:
        return len(session.scalars(select(Work.id).where(Work.status == status)).all())


def hired(settings: Settings, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.working", settings.database_url, str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603 - our own words


def test_a_killed_workers_job_is_taken_up_again_and_has_one_result(adopted, settings, app):
    ref = begin(adopted)
    dying = hired(settings, 3600)
    assert dying.stdout.readline() == b"begun\n"
    dying.kill()
    dying.communicate()
    assert row(adopted, ref).status == "running"
    with adopted.database.writing() as session:
        assert work.claim(session, "too early", NOW + LEASE) is None
    worker.do(app, claim(adopted, NOW + LEASE + timedelta(seconds=1)))
    assert (row(adopted, ref).status, row(adopted, ref).held_by) == ("done", "")
    assert pack_check.check(row(adopted, ref).result)[0].holds


def test_processes_of_several_machines_do_each_job_once(adopted, settings):
    refs = [begin(adopted, seq) for seq in range(6)]
    at_once = [hired(settings, 0.05) for _ in range(3)]
    begun = b"".join(it.communicate(timeout=PATIENCE)[0] for it in at_once)
    assert [it.returncode for it in at_once] == [0, 0, 0]
    assert begun == b"begun\n" * len(refs)
    assert {row(adopted, ref).status for ref in refs} == {"done"}
    assert len({row(adopted, ref).result for ref in refs}) == 1


def test_one_who_was_thought_dead_stores_nothing_when_it_comes_back(adopted, app, monkeypatch):
    ref = begin(adopted)
    slow = claim(adopted)

    def overtaken(_task: work.Task) -> Result:
        worker_of_another = claim(adopted, NOW + LEASE + timedelta(seconds=1))
        with adopted.database.writing() as session:
            work.finish(session, worker_of_another, Result("a", "b", b"the other's"), NOW)
        return Result("a", "b", b"too late")

    monkeypatch.setitem(worker.KINDS, "pack", overtaken)
    worker.do(app, slow)
    assert row(adopted, ref).result == b"the other's"


def test_a_job_given_up_between_two_steps_goes_no_further(adopted, app, monkeypatch):
    begin(adopted)
    held, steps = claim(adopted), []

    def two_steps(task: work.Task) -> Result:
        task.step(0, 2)
        steps.append(row(adopted, held.ref).of)
        with adopted.database.writing() as session:
            work.give_back(session, held)
        task.step(1, 2)
        raise AssertionError

    monkeypatch.setitem(worker.KINDS, "pack", two_steps)
    worker.do(app, held)
    assert steps == [2]
    assert row(adopted, held.ref).status == "running"


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (BadText("pack-record-disagrees"), "pack-record-disagrees"),
        (WrongState("negotiation", "make pack"), "work-overtaken"),
        (NotFound(), "work-overtaken"),
    ],
)
def test_a_refusal_ends_the_job_and_is_told(adopted, app, monkeypatch, problem, code):
    def refuses(_task: work.Task) -> Result:
        raise problem

    ref = begin(adopted)
    monkeypatch.setitem(worker.KINDS, "pack", refuses)
    worker.do(app, claim(adopted))
    assert (row(adopted, ref).status, row(adopted, ref).problem["code"]) == ("failed", code)


def test_a_refusal_of_a_job_in_other_hands_is_nobodys(adopted, app, monkeypatch):
    def refuses(_task: work.Task) -> Result:
        claim(adopted, NOW + 2 * LEASE)
        raise NotFound

    ref = begin(adopted)
    monkeypatch.setitem(worker.KINDS, "pack", refuses)
    worker.do(app, claim(adopted))
    assert row(adopted, ref).status == "running"


def run_instead(monkeypatch, words: str) -> None:
    """A process that does something else than the job."""
    real = subprocess.Popen

    def popen(_command, **named):
        return real([sys.executable, "-c", words], **named)

    monkeypatch.setattr(worker.subprocess, "Popen", popen)


def test_a_process_that_fails_leaves_a_job_that_has_failed(adopted, settings, monkeypatch):
    ref = begin(adopted)
    run_instead(monkeypatch, "import sys; sys.stdin.read(); raise SystemExit(1)")
    assert Worker(settings, adopted.database, lambda: NOW).do_due() == 1
    assert (row(adopted, ref).status, row(adopted, ref).problem["code"]) == ("failed", "work-broken")


def test_a_process_that_is_killed_leaves_a_job_for_the_next(adopted, settings, monkeypatch):
    ref = begin(adopted)
    run_instead(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    goes_on = iter([True, True, False])
    assert Worker(settings, adopted.database, lambda: NOW).do_due(lambda: next(goes_on, False)) == 1
    assert (row(adopted, ref).status, row(adopted, ref).held_by) == ("running", "")
    with adopted.database.reading() as session:
        assert work.is_any_free(session, NOW)


def test_a_keeper_that_is_told_to_end_gives_its_job_back_at_once(adopted, settings, monkeypatch):
    ref = begin(adopted)
    run_instead(monkeypatch, "import time; time.sleep(3600)")
    ending = threading.Event()
    it = threading.Thread(
        target=Worker(settings, adopted.database, lambda: NOW).do_due, args=(lambda: not ending.is_set(),)
    )
    it.start()
    until(lambda: row(adopted, ref).status == "running")
    ending.set()
    it.join(10)
    assert not it.is_alive()
    assert row(adopted, ref).held_by == ""


def test_a_process_that_takes_too_long_is_ended(adopted, settings, monkeypatch):
    ref = begin(adopted)
    run_instead(monkeypatch, "import time; time.sleep(3600)")
    monkeypatch.setattr(worker, "LONGEST", 0.3)
    goes_on = iter([True] * 3)
    Worker(settings, adopted.database, lambda: NOW).do_due(lambda: next(goes_on, False))
    assert row(adopted, ref).held_by == ""


def test_a_job_that_somebody_takes_between_the_look_and_the_claim_is_left(adopted, settings, monkeypatch):
    begin(adopted)
    monkeypatch.setattr(work, "is_any_free", lambda *_: claim(adopted) is not None)
    assert Worker(settings, adopted.database, lambda: NOW).do_due() == 0

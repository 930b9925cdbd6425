"""A job's page: its owner's alone, tells how far it is and how it ended, and asks by itself only while it goes on."""

import io
import zipfile

import pytest
from sqlalchemy import update

from drafting.domain.errors import BadText
from drafting.persistence.records import Work
from drafting.services import work
from drafting.services.work import KEPT, Result
from tests import acts
from tests.factories import NOW
from tests.web.judge import judge, untranslated


@pytest.fixture
def ref(world) -> str:
    acts.agree_all(world)
    acts.adopt(world)
    return acts.act(
        world, "office", lambda session, scope: work.start(session, scope, "pack", {}, token="begun-here", now=NOW).ref
    )


def held(world) -> work.Held:
    with world.database.writing() as session:
        found = work.claim(session, "a worker", NOW)
    assert found is not None
    return found


def done(world, result: Result) -> None:
    with world.database.writing() as session:
        work.finish(session, work.claim(session, "a worker", NOW), result, NOW)


def shown(browser, ref: str) -> str:
    page = browser.get(f"/work/{ref}")
    assert (page.status_code, judge(page.text)) == (200, [])
    fragment = browser.get(f"/work/{ref}/progress", headers={"HX-Request": "true"})
    assert fragment.text.strip() in page.text
    return page.text


def test_the_page_tells_each_stage_and_asks_again_only_until_the_end(world, visit, ref):
    browser = visit("office")
    assert "It will begin in a moment." in shown(browser, ref)
    at_work = held(world)
    assert "It has begun." in shown(browser, ref)
    with world.database.writing() as session:
        work.progress(session, at_work, 3, 12, NOW)
    page = shown(browser, ref)
    assert "3 of 12 done" in page
    assert '<progress max="12" value="3"' in page
    assert 'hx-trigger="every 1s"' in page
    with world.database.writing() as session:
        work.finish(session, at_work, Result("пакет.zip", "application/zip", b"PK"), NOW)
    page = shown(browser, ref)
    assert "It is ready." in page
    assert "hx-trigger" not in page.partition("<main")[2]


def test_the_file_is_its_owners_alone_under_its_own_name(world, visit, ref):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w"):
        pass
    assert visit("office").get(f"/work/{ref}/file").status_code == 404
    done(world, Result("пакет.zip", "application/zip", made.getvalue()))
    answer = visit("office").get(f"/work/{ref}/file")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, made.getvalue(), "application/zip")
    assert "filename=file.zip" in answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''%D0%BF" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    for who in ("chair", "secretariat", "head.arv", "stranger"):
        for path in ("", "/progress", "/file"):
            assert visit(who).get(f"/work/{ref}{path}").status_code == 404


def test_an_english_name_stays_as_it_is(world, visit, ref):
    done(world, Result("pack.zip", "application/zip", b"PK"))
    assert "filename=pack.zip;" in visit("office").get(f"/work/{ref}/file").headers["Content-Disposition"]


def test_after_its_time_the_page_says_that_the_file_is_gone(world, visit, ref, clock):
    done(world, Result("pack.zip", "application/zip", b"PK"))
    browser = visit("office")
    clock.advance(seconds=KEPT.total_seconds() - 60)
    browser = visit("office")
    assert "It is ready." in shown(browser, ref)
    clock.advance(seconds=120)
    assert "It was kept for seven days" in shown(browser, ref)
    assert browser.get(f"/work/{ref}/file").status_code == 404
    assert "no longer kept" in browser.get(f"/drafts/{world.draft}/pack").text


def test_a_failure_is_told_in_words(world, visit, ref):
    with world.database.writing() as session:
        work.fail(session, work.claim(session, "a worker", NOW), BadText("work-broken"), NOW)
    assert "Something went wrong on our side." in shown(visit("office"), ref)
    assert "not made" in visit("office").get(f"/drafts/{world.draft}/pack").text


def test_a_job_without_a_file_says_that_it_is_done_and_leads_on(world, visit, ref):
    with world.database.writing() as session:
        session.execute(update(Work).values(kind="copies"))
    done(world, Result())
    page = shown(visit("office"), ref)
    assert "It is done." in page
    assert "Copies that came in" in page


def test_the_page_speaks_russian_at_each_stage(world, visit, ref):
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    assert untranslated(browser.get(f"/work/{ref}").text) == []
    with world.database.writing() as session:
        work.progress(session, work.claim(session, "a worker", NOW), 1, 2, NOW)
    assert untranslated(browser.get(f"/work/{ref}").text) == []


def test_asking_how_far_it_is_keeps_nobody_signed_in(world, visit, ref, clock, settings):
    browser = visit("office")
    for _ in range(3):
        clock.advance(minutes=settings.idle_minutes / 2)
        answer = browser.get(f"/work/{ref}/progress")
    assert answer.status_code == 303

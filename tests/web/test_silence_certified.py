"""The Chair certifies on the page: what stands in the way, what is ruled on before, and what the text becomes."""

from datetime import timedelta

import pytest

from drafting.services import notes_verbales
from drafting.services.scope import meeting_scope
from tests import acts, silence
from tests.factories import NOW
from tests.rulings import entries, found
from tests.web import runs
from tests.web.judge import judge, untranslated
from tests.web.runs import answer, send

LATER = silence.ENDS + timedelta(minutes=5)


@pytest.fixture
def path(world) -> str:
    """A procedure on paragraphs 1 and 2, everything delivered, of which each can be agreed without the other."""
    number = silence.start(world, "1.", "2.", city="Almaty", severable=True)
    silence.delivered(world, number)
    return f"/drafts/{world.draft}/runs/{number}"


def test_the_certificate_is_issued_once_and_the_text_follows(visit, world, path, clock):
    answer(visit("head.bel"), path, "objection", "Not this.", paragraphs=[world.paragraphs["1."]])
    assert visit("chair").get(f"{path}/certificate").status_code == 404
    clock.now = LATER
    chair = visit("chair")
    page = chair.get(path).text
    assert "Silence was kept on a part of the paragraphs" in page
    data = runs.fields(page, "/certificate") | {"statement": "I thank all."}
    assert {chair.post(f"{path}/certificate", data=data).location for _click in range(2)} == {path}
    assert len(entries(world, "silence certified")) == 1
    assert found(world, "2.")[0] == "agreed"
    assert found(world, "1.")[0] == "open"
    for who in ("head.arv", "observer"):
        browser = visit(who)
        shown = browser.get(f"{path}/certificate").text
        words = runs.said(shown)
        assert judge(shown) == []
        for said in (
            "Silence was kept on a part of the paragraphs.",
            "I thank all.",
            "Belmora objected",
            "Arvendal kept silent",
            "Agreed Paragraph 2",
            "Still open Paragraph 1",
            "Certified by Chair, Chair, on 9 June 2026, 18:05 Almaty (UTC+5).",
        ):
            assert said in words, said
        made = browser.get(f"{path}/certificate.pdf")
        assert (made.mimetype, made.data[:5]) == ("application/pdf", b"%PDF-")
    russian = visit("head.bel")
    russian.post("/preferences", data={"language": "ru", "next": "/"})
    certificate = russian.get(f"{path}/certificate").text
    assert untranslated(certificate) == []
    assert "Опрошенное государство Отметка Ярвендаль молчание" in runs.said(certificate)
    assert untranslated(russian.get(path).text) == []


def test_a_certificate_before_the_deadline_is_warned_of(visit, world, path, clock):
    answer(visit("head.bel"), path, "objection", "Not this.")
    warning = "A certificate now ends the procedure."
    assert warning in visit("chair").get(path).text
    assert warning not in visit("head.bel").get(path).text
    clock.now = LATER
    assert warning not in visit("chair").get(path).text


def test_the_chair_certifies_what_was_seen(visit, world, path, clock):
    clock.now = LATER
    chair = visit("chair")
    data = runs.fields(chair.get(path).text, "/certificate")
    silence.answer(world, "head.arv", 1, "explanation", at=LATER)
    refused = chair.post(f"{path}/certificate", data={**data, "statement": "Thanks."})
    assert refused.status_code == 409
    assert "Look again, then certify." in refused.text
    again = runs.fields(refused.text, "/certificate")
    assert again["statement"] == "Thanks."
    assert chair.post(f"{path}/certificate", data=again).status_code == 303


def test_undelivered_notices_are_ruled_on_before_the_certificate(visit, world, clock):
    silence.start(world, "2.", city="Almaty")
    path = f"/drafts/{world.draft}/runs/1"
    assert "3 States that no notice has reached so far" in visit("chair").get(path).text
    clock.now = LATER
    chair, office = visit("chair"), visit("office")
    page = chair.get(path).text
    assert "No notice has reached Arvendal, and the Chair has not ruled on that." in page
    assert "Certify that silence was kept" not in page
    assert "The Chair issues the certificate." in office.get(path).text
    refused = chair.post(f"{path}/certificate", data={"token": acts.token(), "seq": "1000"})
    assert refused.status_code == 409
    for code, reached in (("ARV", "yes"), ("BEL", "no"), ("ZAB", "yes")):
        form = {"token": acts.token(), "reached": reached}
        assert chair.post(f"{path}/reached/{world.parties[code]}", data=form).status_code == 303
    assert chair.post(f"{path}/reached/{world.parties['OBS']}", data=form).status_code == 404
    assert send(chair, path, "certificate").status_code == 303
    words = runs.said(chair.get(f"{path}/certificate").text)
    assert "Belmora: the Chair ruled that the State was not reached." in words
    assert "Zabora: the Chair ruled that the State knew of the procedure." in words
    assert "Belmora not reached" in words
    assert chair.get(f"{path}/certificate.pdf").data[:5] == b"%PDF-"


def test_a_paper_note_entered_late_is_ruled_on(visit, world, path, clock):
    clock.now = LATER
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, LATER)
        paper = notes_verbales.Paper(
            party=world.parties["ZAB"],
            reference="No. 12",
            dated=NOW.date(),
            received_at=silence.ENDS - timedelta(hours=1),
            zone="Asia/Almaty",
            about="It objects.",
            draft=world.draft,
            run=1,
            answer="objection",
        )
        notes_verbales.register(session, scope, paper, token=acts.token(), now=LATER)
    chair = visit("chair")
    page = chair.get(path).text
    assert "The Chair rules whether it came in time." in page
    assert "A note verbale of Zabora awaits the Chair’s ruling whether it came in time." in page
    [entry] = entries(world, "silence answered")
    assert send(chair, path, f"notes/{entry.seq}", in_time="yes").location == path
    words = runs.said(chair.get(path).text)
    assert "The Chair ruled that it came in time." in words
    assert "Silence is broken" in words
    assert send(chair, path, "certificate").status_code == 303
    assert "Silence was broken." in chair.get(f"{path}/certificate").text

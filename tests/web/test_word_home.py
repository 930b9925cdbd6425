"""A delegation's copy goes home and comes back: taken here, edited in LibreOffice as delegates edit, tabled here."""

import io

import pytest
from sqlalchemy import select

from drafting.persistence.records import Proposal
from tests.factories import World
from tests.office import Office
from tests.web.judge import judge
from tests.web.test_copies import filled

NAME = ("Aida", "Serik")
EDITS = [
    ("replace", "welcome the report", "welcome the findings"),
    ("comment", "findings", "It says more than the report."),
    ("replace", "Adopted in 2021", "Adopted in June 2021"),
    ("delete", "on training;"),
    ("add", "every year.", "To report in 2027."),
]


@pytest.fixture
def home(world: World) -> str:
    return f"/drafts/{world.draft}/copies"


def take(browser, world: World) -> bytes:
    return browser.get(f"/drafts/{world.draft}/export/file?view=copy&form=docx").data


def bring(browser, home: str, data: bytes) -> str:
    return browser.post(home, data={"file": (io.BytesIO(data), "copy.docx")}).location


def test_a_copy_that_nobody_changed_asks_for_nothing(world, visit, home):
    browser = visit("head.arv")
    page = browser.get(bring(browser, home, take(browser, world))).text
    assert "This copy changes nothing in the draft." in page
    assert judge(page) == []


def test_what_a_delegation_does_in_another_program_is_tabled_under_its_name(world, visit, home, office: Office):
    browser = visit("head.arv")
    address = bring(browser, home, office.edited(take(browser, world), EDITS, NAME))
    page = browser.get(address).text
    assert judge(page) == []
    assert "Aida Serik" in page
    assert browser.post(address, data=filled(page, then="table")).status_code == 303
    with world.database.reading() as session:
        made = session.scalars(select(Proposal).order_by(Proposal.number)).all()
    found = {(it.kind, it.paragraph_id, it.text, it.reason) for it in made}
    assert found == {
        ("replace", world.paragraphs["1."], "To welcome the findings;", "It says more than the report."),
        ("delete", world.paragraphs["(a)"], "", ""),
        ("insert after", world.paragraphs["3."], "To report in 2027.", ""),
        ("replace", world.paragraphs["1"], "Adopted in June 2021.", ""),
    }
    assert {(it.party_id, it.status) for it in made} == {(world.parties["ARV"], "tabled")}


def test_a_copy_worked_on_without_tracking_says_so_and_is_read_all_the_same(world, visit, home, office: Office):
    browser = visit("head.arv")
    data = office.edited(take(browser, world), EDITS[:1], NAME, tracked=False)
    page = browser.get(bring(browser, home, data)).text
    assert "No change was tracked in this file" in page
    assert "<del>report</del>" in page

"""What delegations sent to the Support Office, in the browser: many files, whose they are, tabled as received, told."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from drafting import worker
from drafting.persistence.records import Notice, ReturnedCopy, Work
from drafting.services import notice_facts, returned_copies, work
from drafting.services.imports import File
from drafting.web.notice_words import letter
from tests import acts, returned, word_copies
from tests.factories import NOW, World
from tests.returned import edited, remarked, replacing
from tests.web.judge import judge
from tests.web.test_copies import count, filled, send


@pytest.fixture
def home(world: World) -> str:
    return f"/drafts/{world.draft}/copies"


def test_the_office_reads_a_few_files_at_once_and_tables_them(world, visit, home):
    browser = visit("office")
    assert judge(browser.get(home).text) == []
    files = [("a.docx", word_copies.copy(world, "report", "findings", "Belmora")), ("b.docx", b"nothing")]
    answer = send(browser, f"{home}/received", *files, token="submission-1")
    assert answer.status_code == 303
    page = browser.get(home).text
    assert judge(page) == []
    assert "of a form that keeps no changes" in page
    address = next(it for it in re.findall(rf'href="({home}/\w+)"', page) if "checkbox" in browser.get(it).text)
    page = browser.get(address).text
    assert judge(page) == []
    form = filled(page, then="table", how="")
    refused = browser.post(address, data=form)
    assert (refused.status_code, "Say how and when" in refused.text) == (422, True)
    assert browser.post(address, data={**form, "how": "By mail of 5 June."}).status_code == 303
    draft = browser.get(f"/drafts/{world.draft}?view=compilation").text
    assert "Tabled by the Support Office as received: By mail of 5 June." in draft
    history = browser.get(f"/drafts/{world.draft}/history").text
    assert "tabled by the Support Office as received" in history
    assert "How it came: By mail of 5 June." in history
    assert judge(browser.get(home).text) == []


def test_the_office_says_whose_a_file_is(world, visit, home):
    browser = visit("office")
    edits = {"1.": replacing("report", "findings")}
    address = f"{home}/{returned.receive(world, edited(world, edits, party=''))}"
    page = browser.get(address).text
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    form = {"version": version, "party": str(world.parties["BEL"])}
    assert browser.post(f"{address}/authors", data=form).status_code == 303
    page = browser.get(address).text
    assert "Whose changes these are: Belmora" in page
    assert browser.post(address, data=filled(page, then="private")).status_code == 303
    assert visit("head.bel").get(address).status_code == 200
    assert visit("head.arv").get(address).status_code == 404


def test_the_office_confirms_whose_each_author_is(world, visit, home):
    browser = visit("office")
    edits = {
        "1.": replacing("report", "findings", by="Arvendal"),
        "2.": replacing("cooperate", "meet", by="Arvendal, Belmora"),
    }
    address = f"{home}/{returned.receive(world, edited(world, edits, party=''))}"
    page = browser.get(address).text
    assert judge(page) == []
    assert "Chosen by the names in the file." in page
    chosen = [str(world.parties["ARV"]), "each"]
    assert whose(page) == chosen
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    form = {"version": version, "party": "", "author": ["Arvendal", "Arvendal, Belmora"], "whose": chosen}
    assert browser.post(f"{address}/authors", data=form).status_code == 303
    page = browser.get(address).text
    assert "Chosen by the names in the file." not in page
    assert whose(page) == chosen


@pytest.mark.parametrize("form", ["docx", "odt", "html"])
def test_our_own_file_with_everybodys_changes_gives_each_its_proposal(world, visit, home, form):
    wanted = {"ARV": "To note the paper;", "BEL": "To note the study;"}
    for who, text in zip(("head.arv", "head.bel"), wanted.values(), strict=True):
        acts.propose(world, who, "1.", text)
    browser = visit("office")
    file = browser.get(f"/drafts/{world.draft}/export/file?form={form}&view=tracked").data
    assert send(browser, f"{home}/received", (f"all.{form}", file), token="submission-1").status_code == 303
    ref = re.findall(rf'href="{home}/(\w+)"', browser.get(home).text)[-1]
    page = browser.get(f"{home}/{ref}").text
    assert whose(page) == [str(world.parties["ARV"]), "each", str(world.parties["BEL"])]
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    authors = [unescape(it) for it in re.findall(r'name="author" value="([^"]*)"', page)]
    form_sent = {"version": version, "party": "", "author": authors, "whose": whose(page)}
    assert browser.post(f"{home}/{ref}/authors", data=form_sent).status_code == 303
    found = returned.preview(world, "office", ref).open
    assert {it.party.code: (it.finding.text, it.twin.number) for it in found if it.party and it.twin} == {
        "ARV": (wanted["ARV"], 1),
        "BEL": (wanted["BEL"], 2),
    }


def whose(page: str) -> list[str]:
    """What is chosen for each author."""
    fields = re.findall(r'<select[^>]* name="whose">(.*?)</select>', page, re.DOTALL)
    return ["".join(re.findall(r'value="(\w*)" selected', it)) for it in fields]


def test_too_many_files_are_refused_together(world, visit, home):
    files = [(f"{number}.docx", b"PK") for number in range(41)]
    answer = send(visit("office"), f"{home}/received", *files, token="submission-1")
    assert (answer.status_code, "At most 40 files" in answer.text) == (422, True)
    assert count(world, ReturnedCopy) == 0


def test_many_files_are_read_beside_the_pages(app, world, visit, home):
    browser = visit("office")
    words = ("findings", "study", "paper", "survey")
    files = [(f"{it}.docx", word_copies.copy(world, "report", it, "Belmora")) for it in words]
    answer = send(browser, f"{home}/received", *files, token="submission-1")
    assert answer.status_code == 303
    assert answer.location.startswith("/work/")
    assert judge(browser.get(answer.location).text) == []
    assert browser.get(home).text.count("waiting to be read") == len(words)
    [line] = set(re.findall(rf'href="({home}/\w+)">study.docx', browser.get(home).text))
    assert "waits to be read" in browser.get(line).text
    with world.database.writing() as session:
        held = work.claim(session, "tests", app.extensions["drafting"].clock())
    worker.do(app, held)
    with world.database.reading() as session:
        [row] = session.scalars(select(Work))
        assert (row.status, row.done, row.of) == ("done", 4, 4)
    assert "waiting to be read" not in browser.get(home).text
    assert "study" in browser.get(line).text
    assert judge(browser.get(answer.location).text) == []


def test_the_delegation_is_told_by_mail_in_both_languages(app, world):
    edits = {"1.": replacing("report", "findings")}
    returned.take(world, "office", returned.receive(world, edited(world, edits)), table=True, how="By mail.")
    with world.database.reading() as session:
        notice = session.scalars(select(Notice)).one()
        facts = notice_facts.gather(session, notice, NOW)
    mail = letter(app, facts, "https://example.org")
    assert mail.subject == "Your proposals are tabled as received: Communiqué"
    assert "The Support Office has tabled 1 proposal in the name of your delegation" in mail.text
    assert "Служба поддержки внесла от имени вашей делегации 1 предложение" in mail.text
    assert f"https://example.org/drafts/{world.draft}?view=compilation&party=ARV" in mail.text


def test_a_mail_about_remarks_alone_speaks_of_no_proposal(app, world):
    ref = returned.receive(world, edited(world, {"1.": remarked("Why?")}))
    returned.take(world, "office", ref, *returned.preview(world, "office", ref).open, table=True, how="By mail.")
    with world.database.reading() as session:
        mail = letter(app, notice_facts.gather(session, session.scalars(select(Notice)).one(), NOW), "https://site")
    assert mail.subject == "Your remarks are entered as received: Communiqué"
    assert "The Support Office has entered 1 remark of your delegation" in mail.text
    assert "Служба поддержки внесла 1 замечание вашей делегации" in mail.text
    assert "roposal" not in mail.text


def test_the_notices_of_what_was_tabled_stand_on_the_offices_page(world, visit, home):
    edits = {"1.": replacing("report", "findings")}
    returned.take(world, "office", returned.receive(world, edited(world, edits)), table=True, how="By mail.")
    page = visit("office").get(home).text
    assert "Notice of proposals tabled as received: Arvendal" in page
    assert judge(page) == []
    assert "Notice of proposals" not in visit("office").get(f"/drafts/{world.draft}/awaited-notes").text
    assert "Notice of proposals" not in visit("head.bel").get(home).text


def test_a_file_whose_upload_was_cut_off_is_read_on_its_page(world, visit, home):
    browser = visit("office")
    data = word_copies.copy(world, "report", "findings", "Belmora")
    with world.database.writing() as session:
        scope = world.scope(session, "office")
        ref = returned_copies.keep(session, scope, File("a.docx", data), by_office=True, now=NOW).ref
    page = browser.get(f"{home}/{ref}").text
    assert judge(page) == []
    assert "where its upload was cut off" in page
    assert visit("head.bel").post(f"{home}/{ref}/read").status_code == 404
    assert browser.post(f"{home}/{ref}/read").location == f"{home}/{ref}"
    assert "<del>report</del>" in browser.get(f"{home}/{ref}").text


def test_files_that_are_sent_twice_are_said_to_be_read_each_time(world, visit, home):
    browser = visit("office")
    for _ in range(2):
        send(browser, f"{home}/received", ("a.docx", word_copies.copy(world, "report", "x")), token="submission-1")
        assert "1 file was read." in browser.get(home).text


@pytest.mark.parametrize("name", ["/", " ", "\u200b"])
def test_a_file_whose_name_shows_nothing_can_still_be_opened_in_the_list(world, visit, home, name):
    browser = visit("office")
    send(browser, f"{home}/received", (name, word_copies.copy(world, "report", "x")), token="submission-1")
    assert re.findall(rf'href="{home}/\w+">([^<]*)<', browser.get(home).text) == ["?"]

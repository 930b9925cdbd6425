"""docs/walkthrough.md, played literally: all that is bold is done, all that is italic is seen, in its order."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from drafting import cli
from drafting.persistence.queries import accounts
from drafting.services import accounts as services
from drafting.services.demonstration import CAST
from tests.browser.conftest import ROOT, LiveServer, Troubles
from tests.browser.files_home import TITLE, Said, the_pack, word_home_and_back
from tests.browser.steps import change, desk, field, follow, open_paragraph, press

WALKTHROUGH = ROOT / "docs" / "walkthrough.md"
TWO = "operative paragraph 2."
CONFERENCE = "Fifth Ministerial Conference of the Velmar Process"


class Script:
    """The bold and italic words of the page, taken one after the other."""

    def __init__(self, text: str) -> None:
        self.left = [
            re.sub(r"\s+", " ", bold or italic).strip()
            for bold, italic in re.findall(r"\*\*([^*]+)\*\*|\*([^*]+)\*", text)
        ]

    def __call__(self, words: str) -> str:
        """These words, which must be the next on the page."""
        assert self.left, f"the walkthrough does not say {words!r}"
        assert self.left.pop(0) == words
        return words


@pytest.fixture
def said() -> Script:
    return Script(WALKTHROUGH.read_text("utf-8"))


@pytest.fixture
def cast(live_server: LiveServer, new_page: Callable[..., Page], said: Script) -> dict[str, Page]:
    """A browser for each person of the demonstration, signed in by their link."""
    site = live_server.app.extensions["drafting"]
    pages = {}
    button = said("Sign in")
    for role, email in CAST.items():
        with live_server.database.writing() as session:
            person = accounts.person_by_email(session, email)
            assert person is not None
            secret = services.invite(session, site.settings, person, site.clock())
        pages[role] = new_page()
        pages[role].goto(f"/invitation/{secret}")
        press(pages[role], button)
    words = said("My meetings")
    for page in pages.values():
        expect(page.get_by_role("heading", name=words, level=1)).to_be_visible()
    return pages


def rule(page: Page, formula: str) -> None:
    press(page, formula)
    expect(desk(page).get_by_role("status")).to_contain_text("agreed.")


def test_the_walkthrough_is_true(
    cast: dict[str, Page],
    said: Script,
    troubles: Troubles,
    live_server: LiveServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    troubles.expect("status of 409")
    the_office_brings_the_text(cast["support"], said)
    the_delegate_proposes(cast["delegate"], said)
    the_observer_suggests(cast["observer"], said)
    the_head_tables(cast["head"], said)
    the_chair_rules(cast["chair"], said)
    an_objection(cast["head"], cast["chair"], said)
    adoption(cast["chair"], said)
    the_word_file(cast["support"], cast["observer"], said)
    in_the_middle(cast["chair"], said)
    by_silence(cast["head"], cast["chair"], cast["observer"], said)
    the_agenda(cast["delegate"], said)
    the_sitting(cast["chair"], said)
    a_statement(cast["observer"], said)
    a_delegation(cast["head"], cast["support"], said)
    the_archive(cast["support"], said)
    word_home_and_back(cast["head"], cast["support"], said)
    pack = the_pack(cast["support"], said, live_server, tmp_path)
    assert cli.main(["verify", *pack]) == 0
    assert said("The pack is whole, and signed with the key that you trust.") in capsys.readouterr().out
    assert said.left == ["Positions"]


def the_office_brings_the_text(page: Page, said: Said) -> None:
    follow(page, said("Import a draft"))
    page.get_by_label(said("File")).set_input_files(ROOT / "docs" / "example-draft.md")
    press(page, said("Read the file"))
    expect(page.get_by_role("heading", name=said("What was recognised"))).to_be_visible()
    expect(page.get_by_text(said("nothing is lost")).first).to_be_visible()
    press(page, said("Save as a draft in preparation"))
    expect(page.get_by_text(said("This draft is in preparation."))).to_be_visible()
    press(page, said("Open for negotiation"))
    expect(page.get_by_text("This draft is in preparation.")).to_have_count(0)


def the_delegate_proposes(page: Page, said: Said) -> None:
    page.reload()
    follow(page, said(TITLE))
    said("Open")
    place = open_paragraph(page, TWO)
    expect(place.get_by_role("heading", name=said("Propose a change"))).to_be_visible()
    change(place, "[two]", "at least two")
    preview = place.get_by_role("region", name=said("As others will see it"))
    expect(preview).to_contain_text(said("lift the brackets round “two”; after “nominate” insert “at least”"))
    place.get_by_label(said("Reason")).fill("Two is too few for a night shift.")
    press(place, said("Save for my delegation"))
    expect(place.get_by_role("status")).to_have_text(said("Saved. Your delegation alone sees it until it is tabled."))


def the_observer_suggests(page: Page, said: Said) -> None:
    page.reload()
    follow(page, said(TITLE))
    said("Open")
    expect(open_paragraph(page, TWO).get_by_text(said("No proposal is on the table."))).to_be_visible()
    said("Open")
    place = open_paragraph(page, "operative paragraph 1.")
    place.get_by_label(said("New paragraph after")).check()
    field(place).fill("To thank the experts who have served so far.")
    press(place, said("Put forward as a suggestion"))
    expect(place.get_by_role("status")).to_have_text(said("Proposal 1: suggestion of an observer."))


def the_head_tables(page: Page, said: Said) -> None:
    page.reload()
    expect(page.get_by_role("heading", name=said("My meetings"))).to_be_visible()
    for waiting in (
        "1 private text of your delegation is not tabled yet",
        "1 suggestion of an observer waits for a State",
    ):
        expect(page.get_by_role("link", name=said(waiting)).first).to_be_visible()
    follow(page, said(TITLE))
    said("Open")
    place = open_paragraph(page, TWO)
    press(place, said("Table"))
    expect(place.get_by_role("status")).to_have_text(said("Proposal 2: on the table."))
    said("Open")
    place = open_paragraph(page, "operative paragraph 1.")
    press(place, said("Take up and table"))
    expect(place.get_by_role("status")).to_have_text(said("Arvendal co-sponsors proposal 1."))


def the_chair_rules(page: Page, said: Said) -> None:
    page.reload()
    follow(page, said(TITLE))
    follow(page, said("Chair’s desk"))
    rule(page, said("I see no objection. Paragraph (i) is agreed."))
    follow(page, said("Next open: Paragraph (ii)"))
    rule(page, said("I see no objection. Paragraph (ii) is agreed."))
    follow(page, said("Next open: Paragraph 1"))
    press(page, said("Accept"))
    expect(desk(page).get_by_role("status")).to_have_text(said("Proposal 1: accepted."))
    rule(page, said("I see no objection. Paragraph 1 is agreed."))
    follow(page, said("Next open: Paragraph 1 bis"))
    rule(page, said("I see no objection. Paragraph 1 bis is agreed."))
    follow(page, said("Next open: Paragraph 2"))
    page.get_by_text(said("Take with own wording")).click()
    replace(page.get_by_role("textbox", name="The Chair’s wording"), "at least two", "two or three")
    changed = page.get_by_role("region", name=said("What these words change")).filter(visible=True)
    expect(changed.get_by_role("listitem")).to_contain_text([said("Brackets lifted"), "or three"])
    expect(changed.get_by_role("listitem").first).to_contain_text(said("asked for by proposal 2 (Arvendal)"))
    press(page, said("Take this wording"))
    expect(desk(page).get_by_role("status")).to_have_text(said("Proposal 2: taken with the Chair’s wording."))


def by_silence(head: Page, chair: Page, observer: Page, said: Said) -> None:
    answer_by_silence(head, said)
    for link in ("Deadlines", "Решение о публикации итогового отчёта Конференции"):
        follow(chair, said(link))
    press(chair, said("Confirm that silence holds again"))
    words = said("It is running. Whoever is silent until the deadline does not object.")
    expect(chair.get_by_text(words)).to_be_visible()
    ask_about_a_paragraph(chair, said)
    follow(observer, said("Deadlines"))
    observer.get_by_text(said("Past procedures")).click()
    follow(observer, said("Decision on the Participation of the Lumen Legal Aid Network"))
    follow(observer, said("The Chair’s certificate"))
    expect(observer.get_by_text(said("Silence was kept. The text is adopted by consensus."))).to_be_visible()


def answer_by_silence(head: Page, said: Said) -> None:
    follow(head, said("Deadlines"))
    expect(head.get_by_role("heading", name=said("Waiting for your delegation"))).to_be_visible()
    follow(head, said("Решение о публикации итогового отчёта Конференции"))
    head.get_by_label(said("We object."), exact=True).check()
    head.get_by_label(said("Statement")).fill("The annexes are not translated yet.")
    press(head, said("Send the answer of Arvendal"))
    broken = said("Silence is broken: an objection was received before the deadline.")
    expect(head.get_by_text(broken)).to_be_visible()
    head.get_by_text(said("Give an answer")).click()
    head.get_by_label(said("We withdraw every objection of ours.")).check()
    press(head, said("Send the answer of Arvendal"))
    expect(head.get_by_text("An objection of yours stands.")).to_have_count(0)


def ask_about_a_paragraph(chair: Page, said: Said) -> None:
    for link in ("Drafting", "Communiqué"):
        follow(chair, said(link))
    chair.get_by_text(said("No-objection procedures")).click()
    for link in ("Start a no-objection procedure", "Chosen paragraphs"):
        follow(chair, said(link))
    chair.get_by_label(said("Paragraph (x)")).check()
    chair.get_by_label(said("The wording is agreed when nobody objects.")).check()
    chair.get_by_label(said("Date"), exact=True).fill("2026-06-12")
    chair.get_by_label(said("Everybody who may see the procedure learns which State objects.")).check()
    press(chair, said("Look at everything"))
    unseen = said("Only the Chair and the Support Office see this page. Nobody has been told yet.")
    expect(chair.get_by_text(unseen)).to_be_visible()
    press(chair, said("Announce it and send the notices"))
    announced = said("The procedure is announced. Notices go out to everybody who is asked.")
    expect(chair.get_by_text(announced)).to_be_visible()


def replace(words: Locator, old: str, new: str) -> None:
    assert old in words.input_value()
    words.fill(words.input_value().replace(old, new))


def an_objection(head: Page, chair: Page, said: Said) -> None:
    head.reload()
    place = open_paragraph(head, TWO)
    place.get_by_label(said("objects"), exact=True).check()
    place.get_by_label(said("Statement")).fill("Three would be out of proportion to our service.")
    press(place, said("Give this position"))
    expect(place.get_by_role("status")).to_have_text(said("Recorded for Arvendal: objects."))
    press(chair, said("I see no objection. Paragraph 2 is agreed."))
    words = said("Arvendal objects: “Three would be out of proportion to our service.”")
    expect(chair.get_by_role("alert")).to_contain_text(words)
    chair.get_by_text(said("Own wording"), exact=True).click()
    replace(chair.get_by_role("textbox", name="The Chair’s wording"), "two or three", "two")
    lost = chair.get_by_role("listitem").filter(has_text=said("no proposal asked for this deletion"))
    expect(lost.get_by_role("deletion")).to_have_text("or three")
    press(chair, said("Set this wording"))
    again = chair.get_by_role("list", name=said("To be asked again: they spoke on an earlier wording"))
    expect(again.get_by_role("listitem")).to_contain_text(["Arvendal"])
    head.reload()
    place = open_paragraph(head, TWO)
    place.get_by_label(said("agrees"), exact=True).check()
    press(place, said("Give this position"))
    expect(place.get_by_role("status")).to_have_text(said("Recorded for Arvendal: agrees."))
    press(chair, said("I see no objection. Paragraph 2 is agreed."))
    expect(desk(chair).get_by_role("status")).to_have_text(said("Paragraph 2: agreed."))


def adoption(page: Page, said: Said) -> None:
    follow(page, said(TITLE))
    follow(page, said("Adoption"))
    way = page.get_by_role("region", name=said("What stands in the way"))
    expect(way.get_by_role("listitem")).to_have_text(["Paragraph 3", "Note 1"])
    follow(way, said("Paragraph 3"))
    rule(page, said("I see no objection. Paragraph 3 is agreed."))
    follow(page, said("Next open: Note 1"))
    rule(page, said("I see no objection. Note 1 is agreed."))
    expect(page.get_by_text(said("No paragraph is open"))).to_be_visible()
    follow(page, said("Adoption of the whole"))
    expect(page.get_by_text(said("Nothing stands in the way of adoption."))).to_be_visible()
    numbers = page.get_by_role("region", name=said("Numbers after adoption"))
    expect(numbers.get_by_role("listitem")).to_have_text([re.compile(it) for it in ("1 bis.*2", "2.*3", "3.*4")])
    expect(numbers.get_by_role("insertion")).to_have_text(re.compile("3"))
    press(page, said("It is so decided: adopt the text"))
    expect(page.get_by_text(said("The text is adopted by consensus."))).to_be_visible()


def the_word_file(office: Page, observer: Page, said: Said) -> None:
    for link in ("Drafting", TITLE, "Export"):
        follow(office, said(link))
    with office.expect_download() as download:
        press(office, said("Download"))
    parts = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    body, notes = (parts.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    words = re.sub(r"<[^>]+>", "", body)
    assert "to nominate two experts each" in words
    assert "nominations made under paragraph 3 above" in words
    assert "[" not in words
    assert "terms of reference of the roster" in notes
    assert "Adopted" in "".join(parts.read(name).decode() for name in parts.namelist() if "header" in name)

    for link in ("Drafting", TITLE):
        follow(observer, said(link))
    said("Open")
    open_paragraph(observer, "operative paragraph 3.").get_by_role(
        "link", name=said("History of this paragraph")
    ).click()
    history = observer.get_by_role("main")
    for words in ("Proposal 2", "Chair", "Arvendal", "two or three"):
        expect(history).to_contain_text(words)


def in_the_middle(page: Page, said: Said) -> None:
    for link in ("Drafting", "Communiqué", "22 open brackets"):
        follow(page, said(link))
    for certainty in ("known", "holder unknown"):
        expect(page.get_by_text(said(certainty)).first).to_be_visible()
    follow(page, f"{said('Lift')} [, including human rights law")
    expect(page.get_by_role("heading", name=said("Lift the brackets: what the text would be"))).to_be_visible()
    follow(page, said("Back to all brackets"))
    follow(page, said("Paragraph 3"))
    follow(page, said("On the merge desk"))
    for heading in ("Combines by itself", "Collides"):
        expect(page.get_by_role("heading", name=said(heading))).to_be_visible()
    press(page, said("Everything as Arvendal proposes"))
    expect(page.get_by_text(said("Clean: nothing in it stands in brackets."))).to_be_visible()
    press(page, said("Take this as the new wording"))
    expect(page.get_by_text(said("The new wording is taken. The record credits every contribution."))).to_be_visible()
    expect(page.get_by_role("heading", name=said("Left on the table"))).to_be_visible()


def the_agenda(page: Page, said: Said) -> None:
    for link in ("Drafting", CONFERENCE):
        follow(page, said(link))
    expect(page.get_by_text(said("Congress Hall on the Quay"))).to_be_visible()
    follow(page.get_by_role("navigation", name="Parts of the meeting"), said("Agenda"))
    expect(page.get_by_text(said("Luncheon given by the Government of Halvonia"))).to_be_visible()
    follow(page, said("Concept note: sharing responsibility"))
    expect(page.get_by_role("link", name=re.compile(r"^concept-note\.(en|ru)\.txt"))).to_have_count(2)


def the_sitting(page: Page, said: Said) -> None:
    for link in ("Drafting", CONFERENCE, "Sitting"):
        follow(page, said(link))
    expect(page.get_by_role("heading", name=said("Sitting 2: Adoption of documents and closing"))).to_be_visible()
    press(page, said("Next: Kethara"))
    press(page, said("Stop"))
    expect(page.get_by_text(said("Nobody has the floor."))).to_be_visible()
    page.get_by_label(said("What it is")).select_option(label=said("Ruling"))
    words = "The Conference comes back to paragraph (ix) after luncheon."
    page.get_by_label(said("Words of the ruling")).fill(words)
    press(page, said("Enter into the record"))
    rulings = page.get_by_role("region", name=said("Rulings of the Chair"))
    expect(rulings.get_by_text(words)).to_be_visible()


def a_statement(page: Page, said: Said) -> None:
    for link in ("Drafting", "The text of your statement is awaited", "Give the text"):
        follow(page, said(link))
    page.get_by_label(said("English")).fill("We register with States, never instead of them.")
    press(page, said("Keep the text"))
    expect(page.get_by_text(said("The text is kept."))).to_be_visible()


def a_delegation(head: Page, office: Page, said: Said) -> None:
    for link in ("Drafting", CONFERENCE, "Delegations", "My delegation: Arvendal", "Name a member"):
        follow(head, said(link))
    head.get_by_label(said("Full name in English")).fill("Oda Renvik")
    press(head, said("Save"))
    member = head.get_by_role("listitem").filter(has=head.get_by_role("heading", name="Oda Renvik"))
    expect(member.get_by_text(said("named"), exact=True)).to_be_visible()
    for link in ("Drafting", "3 members of delegations wait to be confirmed", "Arvendal"):
        follow(office, said(link))
    member = office.get_by_role("listitem").filter(has=office.get_by_role("heading", name="Oda Renvik"))
    press(member, f"{said('Confirm')} Oda Renvik")
    expect(member.get_by_text(said("confirmed"), exact=True)).to_be_visible()


def the_archive(office: Page, said: Said) -> None:
    for link in ("Drafting", "2 adopted texts are not in the archive"):
        follow(office, said(link))
    office.get_by_label(said("Title in Russian")).fill("Решение об участии Сети правовой помощи «Люмен»")
    press(office, said("Publish"))
    follow(office, "/portal/")
    words = "The participating States decide to invite the Lumen Legal Aid Network"
    expect(office.get_by_text(words)).to_be_visible()
    follow(office.get_by_role("main"), said("Verify a copy"))
    expect(office.get_by_role("heading", level=1)).to_have_text("Verify a copy")

"""What reaches over several paragraphs: all of it is shown, then the Chair does it at once."""

import html
import re

import pytest
from werkzeug.datastructures import MultiDict

from drafting.documents.tree import Block
from drafting.services import drafts
from tests import acts
from tests.factories import NOW, import_text, name_paragraphs
from tests.rulings import found
from tests.web.judge import judge

SET = (
    Block("operative", "Option 1: To meet yearly; or", "1."),
    Block("operative", "Option 2: To meet monthly.", "2."),
    Block("operative", "As five other States asked.", "3."),
    Block("operative", "[To be or not.]", "4."),
    Block("operative", "[To begin;", "5."),
    Block("operative", "To end;]", "6."),
    Block("operative", "[Option 1: To stay.]", "7."),
    Block("operative", "[Option 2: To go.]", "8."),
)


@pytest.fixture
def several(world, visit):
    """The addresses of the brackets of a text with options and a bracket over several paragraphs, by label."""
    with world.database.writing() as session:
        world.draft = import_text(session, world.people["office"], world.meeting, SET).id
        world.paragraphs = name_paragraphs(session, world.draft)
    with world.database.writing() as session:
        drafts.open_draft(session, world.scope(session, "office"), token="open-the-other", now=NOW)
    return {label: f"/drafts/{world.draft}/brackets/{world.paragraphs[label]}/0" for label in ("1.", "4.", "5.", "7.")}


def shown(visit, address, who="chair", status=200, **query):
    answer = visit(who).get(address, query_string=query)
    assert (answer.status_code, judge(answer.text)) == (status, [])
    return html.unescape(answer.text)


def sent(page):
    """All fields of the form that does what was shown, and a token."""
    (form,) = [it for it in re.findall(r"<form.*?</form>", page, re.DOTALL) if "Do all of this" in it]
    fields = MultiDict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    fields["token"] = "submission-of-a-plan"
    return fields


def test_a_choice_over_paragraphs_shows_all_that_becomes_of_each_and_asks_where_the_last_ends(world, visit, several):
    page = shown(visit, several["1."], act="choose", chosen=0)
    assert "1 paragraph deleted, 1 paragraph reworded" in page
    assert 'Paragraph 1 <span class="fate">is reworded</span>' in page
    assert 'Paragraph 2 <span class="fate">goes</span>' in page
    assert re.findall(r'<option value="\d+"( selected)?>(Paragraph \d)', page)[:2] == [
        (" selected", "Paragraph 2"),
        ("", "Paragraph 3"),
    ]
    page = shown(visit, several["1."], act="choose", chosen=1, until=world.paragraphs["3."])
    assert "1 paragraph deleted, 1 paragraph reworded, 1 paragraph kept as it is" in page
    assert "Check that the number is still right: five other States" in page
    answer = visit("chair").post(f"{several['1.']}/settle", data=sent(page))
    assert answer.status_code == 303
    stands = [found(world, label)[::2] for label in ("1.", "2.", "3.")]
    assert stands == [
        ("deleted", "Option 1: To meet yearly; or"),
        ("open", "To meet monthly."),
        ("open", "As five other States asked."),
    ]
    told = html.unescape(visit("office").get(f"/drafts/{world.draft}/history").text)
    assert "Deleted: it belonged to wordings that were not chosen." in told
    assert "One of the wordings in brackets chosen." in told


def test_where_no_option_can_end_is_said(world, visit, several):
    page = shown(visit, several["1."], status=422, act="choose", chosen=1, until=world.paragraphs["1."])
    assert "The last option cannot end in that paragraph." in page


def test_a_paragraph_of_the_plan_that_moved_on_changes_nothing_and_shows_the_plan_anew(world, visit, several):
    fields = sent(shown(visit, several["1."], act="choose", chosen=0))
    acts.reword(world, "2.", "Option 2: To meet every month.")
    answer = visit("chair").post(f"{several['1.']}/settle", data=fields)
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert "The text moved on since your page was shown" in answer.text
    assert "every month" in answer.text
    assert found(world, "1.")[:2] == ("open", 1)
    fields["other"] = f"{world.paragraphs['2.']}:2"
    fields["seen"] = "0" * 64
    answer = visit("chair").post(f"{several['1.']}/settle", data=fields)
    assert answer.status_code == 409
    assert "What this changes was not shown to you before" in answer.text


def test_a_strike_over_paragraphs_and_of_a_whole_one_deletes_them(world, visit, several):
    page = shown(visit, several["5."], act="strike")
    assert "2 paragraphs deleted" in page
    assert visit("chair").post(f"{several['5.']}/settle", data=sent(page)).status_code == 303
    page = shown(visit, several["4."], act="strike")
    assert "1 paragraph deleted" in page
    assert visit("chair").post(f"{several['4.']}/settle", data=sent(page)).status_code == 303
    assert [found(world, label)[0] for label in ("4.", "5.", "6.")] == ["deleted"] * 3


def test_a_delegation_proposes_on_each_paragraph_by_itself(world, visit, several):
    page = shown(visit, several["1."], "delegate.arv")
    assert "The options stand in several paragraphs" in page
    assert "Propose to keep this one" not in page
    assert "propose on each of them by itself" in shown(visit, several["5."], "delegate.arv", act="strike")
    refused = shown(visit, f"{several['5.']}/propose", "delegate.arv", 422, act="strike")
    assert "This reaches over several paragraphs." in refused
    assert "Propose to delete the paragraph" in shown(visit, several["4."], "delegate.arv", act="strike")
    form = shown(visit, f"{several['4.']}/propose", "delegate.arv", act="strike")
    assert re.search(r'value="delete"[^>]* checked', form)


def test_where_a_bracket_opens_round_an_option_the_page_is_about_both(world, visit, several):
    page = shown(visit, several["7."])
    assert (page.count(">Keep this one<"), "Lift the brackets" in page) == (2, True)
    page = shown(visit, several["7."], act="choose", chosen=1)
    assert visit("chair").post(f"{several['7.']}/settle", data=sent(page)).status_code == 303
    assert (found(world, "7.")[0], found(world, "8.")) == ("deleted", ("open", 2, "To go."))

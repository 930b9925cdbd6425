"""The page of the matrix: readable without colour, constant in its queries, fine with sixty States."""

import html
import re

import pytest

from drafting.documents.tree import Block
from drafting.persistence.records import Party
from tests import acts
from tests.factories import import_text
from tests.web.judge import judge


@pytest.fixture
def page(world, visit):
    def get(who="delegate.arv", draft=0, **query):
        answer = visit(who).get(f"/drafts/{draft or world.draft}/matrix", query_string=query)
        assert answer.status_code == 200
        assert judge(answer.text) == []
        return html.unescape(answer.text)

    return get


def cells(page, paragraph):
    """The words of the cells of one row."""
    return re.findall(rf'<td><a class="position[^>]*href="[^"]*/paragraphs/{paragraph}"[^>]*>([^<]+)</a>', page)


@pytest.mark.parametrize("who", ["office", "chair", "rapporteur", "head.arv", "delegate.bel", "observer"])
def test_whoever_sees_the_draft_sees_the_matrix(page, who):
    assert "Positions" in page(who) or "Позиции" in page(who)


def test_a_stranger_does_not_learn_that_there_is_one(world, visit):
    assert visit("stranger").get(f"/drafts/{world.draft}/matrix").status_code == 404


def test_each_cell_says_in_words_what_its_sign_shows_and_opens_the_paragraph(world, page):
    acts.position(world, "head.arv", "1.", "agrees")
    acts.reword(world, "1.", "To note the report;")
    acts.position(world, "head.bel", "1.", "objects", "No.")
    found = page()
    paragraph = world.paragraphs["1."]
    assert cells(found, paragraph) == ["agrees, on an earlier wording", "objects", "silent"]
    assert f'class="position agrees outdated mine" href="/drafts/{world.draft}/paragraphs/{paragraph}"' in found
    assert 'title="Belmora: objects">objects</a>' in found


def test_the_states_stand_in_english_order_in_russian_too(page):
    codes = re.findall(r'aria-label="([A-Z]{3}), ([^"]+)"', page("head.bel"))
    assert codes == [("ARV", "Ярвендаль"), ("BEL", "Бельмора"), ("ZAB", "Абора")]


def test_rows_and_columns_have_their_headers(page):
    found = page()
    assert found.count('scope="col"') == 4
    assert found.count('scope="row"') == 7 + 5


def test_the_page_lists_whom_to_ask_again(world, page):
    assert "Nobody: every position was given on the wording as it stands." in page()
    acts.position(world, "head.arv", "(a)", "agrees")
    acts.position(world, "coordinator.zab", "(a)", "agrees")
    acts.reword(world, "(a)", "on schooling;")
    again = page().split("again-title")[-1]
    assert "Paragraph 2 (a)" in again
    assert "Arvendal and Zabora" in again


def test_the_filter_shows_only_what_is_open(world, page):
    acts.close(world, "1.")
    paragraph = f"/paragraphs/{world.paragraphs['1.']}"
    assert paragraph in page()
    assert paragraph not in page(open="1")


def test_when_nothing_is_open_the_filter_says_so(world, page):
    acts.agree_all(world)
    assert "No paragraph is open." in page(open="1")


def test_the_matrix_takes_the_same_queries_however_long_the_draft(world, page, count_queries):
    def queries(paragraphs):
        blocks = [Block("operative", f"To do the thing {at}[^1];", f"{at}.") for at in range(1, paragraphs + 1)]
        with world.database.writing() as session:
            draft = import_text(session, world.people["office"], world.meeting, blocks).id
        with count_queries() as found:
            page("office", draft)
        # Signing in, before the page is asked for, takes statements of its own.
        return len(found)

    few = queries(10)
    assert queries(40) == few <= 12


def test_sixty_states_fit(world, page):
    with world.database.writing() as session:
        process = world.scope(session, "office").process.id
        for at in range(57):
            names = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru"), f"State {at:02d}")
            session.add(Party(process_id=process, code=f"S{at:02d}", kind="state", status="participating", **names))
    found = page()
    assert 'class="matrix many"' in found
    assert len(cells(found, world.paragraphs["1."])) == 60

"""A paragraph opened: proposing on it and taking a position, from the form to the page that answers."""

import pytest

from drafting.persistence.queries import proposals as queries
from drafting.persistence.queries.record import entries
from drafting.services import proposals, rulings
from tests.factories import NOW

HTMX = {"HX-Request": "true"}


def form(**fields):
    return {"kind": "replace", "text": "To welcome the unprecedented report;", "reason": "", "revision": "1", **fields}


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}"


def saved(world, party="ARV"):
    with world.database.reading() as session:
        return queries.of_paragraph(session, world.draft, world.paragraphs["1."], world.parties[party])


def test_a_proposal_saved_is_seen_by_the_own_delegation_alone(world, visit, address):
    answer = visit("delegate.arv").post(f"{address}/proposals", data=form(token="submission-1", then="save"))
    assert answer.status_code == 303
    (made,) = saved(world)
    assert made.status == "private"
    assert "unprecedented" in visit("head.arv").get(address).text
    for other in ("head.bel", "delegate.bel", "coordinator.zab", "observer", "chair", "office", "rapporteur"):
        for path in (
            address,
            f"/drafts/{world.draft}",
            f"/drafts/{world.draft}?view=changes",
            f"/drafts/{world.draft}?view=compilation",
            "/",
        ):
            page = visit(other).get(path).text
            assert "unprecedented" not in page
            assert made.ref not in page
        for act in ("table", "withdraw", "discard", "sponsor", "edit"):
            gone = visit(other).post(f"/drafts/{world.draft}/proposals/{made.ref}/{act}", data=form(token="guess-0001"))
            assert gone.status_code == 404
        assert visit(other).get(f"/drafts/{world.draft}/proposals/{made.ref}/edit").status_code == 404


def test_a_double_click_makes_one_proposal(world, visit, address):
    browser = visit("head.arv")
    for _ in range(2):
        answer = browser.post(f"{address}/proposals", data=form(token="submission-1", then="table"))
        assert answer.status_code == 303
    (made,) = saved(world)
    assert (made.status, made.number) == ("tabled", 1)


def test_a_delegate_does_not_table(world, visit, address):
    answer = visit("delegate.arv").post(f"{address}/proposals", data=form(token="submission-1", then="table"))
    assert answer.status_code == 403
    assert saved(world) == []


def test_bad_input_keeps_the_words_on_the_screen(world, visit, address):
    data = form(text="To welcome the report;", reason="A good reason", token="submission-1")
    answer = visit("head.arv").post(f"{address}/proposals", data=data)
    assert answer.status_code == 422
    assert "The text is the same as it stands" in answer.text
    assert "A good reason" in answer.text


def test_a_stale_form_answers_with_both_texts_and_the_words_carried(world, visit, address):
    browser = visit("head.arv")
    with world.database.writing() as session:
        rulings.reword(
            session,
            world.scope(session, "chair"),
            world.paragraphs["1."],
            text="To welcome the full report;",
            ruling="reword",
            revision=1,
            token="chair-words",
            now=NOW,
        )
    answer = browser.post(
        f"{address}/proposals", data=form(text="To welcome warmly the report;", token="submission-1"), headers=HTMX
    )
    assert answer.status_code == 409
    assert "To welcome warmly the full report;</textarea>" in answer.text
    assert '<input type="hidden" name="revision" value="2">' in answer.text
    assert saved(world) == []


def test_a_proposal_that_collides_stands_as_it_was_typed(world, visit, address):
    with world.database.writing() as session:
        rulings.reword(
            session,
            world.scope(session, "chair"),
            world.paragraphs["1."],
            text="To welcome the study;",
            ruling="reword",
            revision=1,
            token="chair-words",
            now=NOW,
        )
    answer = visit("head.arv").post(
        f"{address}/proposals", data=form(text="To welcome the review;", token="submission-1")
    )
    assert answer.status_code == 409
    assert "To welcome the review;</textarea>" in answer.text
    assert "They collide with the text as it is now" in answer.text


def test_brackets_can_be_set_without_a_script(world, visit, address):
    data = form(text="To welcome the report;", bracket="the report", token="submission-1")
    visit("head.arv").post(f"{address}/proposals", data=data)
    (made,) = saved(world)
    assert made.text == "To welcome [the report];"


def test_words_for_brackets_must_be_found_once(world, visit, address):
    data = form(text="To welcome the report;", bracket="no such words", token="submission-1")
    answer = visit("head.arv").post(f"{address}/proposals", data=data)
    assert answer.status_code == 422
    assert "must stand in the text exactly once" in answer.text


@pytest.mark.parametrize(
    ("kind", "text", "note"),
    [
        ("replace", "To welcome the unprecedented report;", "after “the” insert “unprecedented”"),
        ("replace", "To welcome the report;", "Nothing has changed yet."),
        (
            "replace",
            "To [welcome the report;",
            "With this change nothing closes the bracket that opens at “To [welcome",
        ),
        ("delete", "", "delete the paragraph"),
        ("insert after", "To thank the Chair;", "insert a new paragraph after 1."),
        ("insert before", "To thank the Chair;", "insert a new paragraph before 1."),
    ],
)
def test_the_preview_shows_the_change_and_its_note(visit, address, kind, text, note):
    answer = visit("delegate.arv").post(f"{address}/preview", data={"kind": kind, "text": text}, headers=HTMX)
    assert note in answer.text
    assert ".." not in answer.text


def test_a_position_is_given_on_the_wording_that_was_shown(world, visit, address):
    browser = visit("head.bel")
    data = {"position": "objects", "statement": "Not in this form.", "revision": "1", "token": "submission-1"}
    assert browser.post(f"{address}/position", data=data, headers=HTMX).status_code == 200
    assert "Not in this form." in visit("head.arv").get(address).text
    with world.database.writing() as session:
        rulings.reword(
            session,
            world.scope(session, "chair"),
            world.paragraphs["1."],
            text="To take note of the report;",
            ruling="reword",
            revision=1,
            token="chair-words",
            now=NOW,
        )
    assert "given on an earlier wording: to be asked again" in visit("head.arv").get(address).text
    late = browser.post(f"{address}/position", data={**data, "token": "submission-2"})
    assert late.status_code == 409
    assert "Формулировка" in late.text or "wording changed" in late.text


def test_an_objection_needs_its_words(visit, address):
    data = {"position": "objects", "statement": " ", "revision": "1", "token": "submission-1"}
    answer = visit("head.arv").post(f"{address}/position", data=data)
    assert answer.status_code == 422
    assert "Say in a few words" in answer.text


@pytest.mark.parametrize("who", ["delegate.arv", "observer", "chair", "office", "rapporteur", "administrator"])
def test_only_those_who_bind_a_state_give_its_position(visit, address, who):
    data = {"position": "agrees", "statement": "", "revision": "1", "token": "submission-1"}
    assert visit(who).post(f"{address}/position", data=data).status_code == 403


def test_a_panel_opens_in_place_and_closes_again(world, visit, address):
    browser = visit("head.arv")
    opened = browser.get(address, headers=HTMX).text
    assert opened.lstrip().startswith("<article")
    assert 'class="panel"' in opened
    assert 'class="panel"' not in browser.get(f"{address}/closed", headers=HTMX).text
    assert browser.get(f"{address}/closed").headers["Location"].endswith(f"#p-{world.paragraphs['1.']}")


def test_a_whole_page_is_given_back_to_the_back_button(visit, address):
    browser = visit("head.arv")
    restored = browser.get(address, headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert restored.text.lstrip().startswith("<!doctype html>")


def test_the_life_of_a_private_text(world, visit, address):
    browser = visit("delegate.arv")
    browser.post(f"{address}/proposals", data=form(token="submission-1"))
    (made,) = saved(world)
    base = f"/drafts/{world.draft}/proposals/{made.ref}"
    assert "To welcome the unprecedented report;</textarea>" in browser.get(f"{base}/edit").text
    edited = form(text="To welcome the yearly report;", token="submission-2", version=str(made.version))
    assert browser.post(f"{base}/edit", data=edited).status_code == 303
    again = browser.post(f"{base}/edit", data={**edited, "text": "To welcome the other report;"})
    assert again.status_code == 409
    assert "To welcome the other report;" in again.text
    assert visit("head.arv").post(f"{base}/table", data={"token": "submission-3"}).status_code == 303
    assert visit("head.bel").post(f"{base}/sponsor", data={"token": "submission-4"}).status_code == 303
    assert visit("head.arv").post(f"{base}/withdraw", data={"token": "submission-5"}).status_code == 303
    refused = visit("head.arv").post(f"{base}/withdraw", data={"token": "submission-6"})
    assert refused.status_code == 409
    (made,) = saved(world)
    assert made.status == "withdrawn"


def test_a_private_text_can_be_discarded(world, visit, address):
    browser = visit("delegate.arv")
    browser.post(f"{address}/proposals", data=form(token="submission-1"))
    (made,) = saved(world)
    assert browser.post(f"/drafts/{world.draft}/proposals/{made.ref}/discard", data={"token": "submission-2"}).location
    assert saved(world)[0].status == "withdrawn"
    assert "unprecedented" not in browser.get(f"/drafts/{world.draft}?view=compilation").text


def test_an_observers_suggestion_waits_for_a_state(world, visit, address):
    visit("observer").post(f"{address}/proposals", data=form(token="submission-1", then="table"))
    (made,) = saved(world, "OBS")
    assert (made.status, made.number) == ("suggested", 1)
    page = visit("head.arv").get(address).text
    assert "Take up and table" in page
    visit("head.arv").post(f"/drafts/{world.draft}/proposals/{made.ref}/sponsor", data={"token": "submission-2"})
    assert saved(world)[0].status == "tabled"


def test_a_closed_paragraph_takes_no_tabled_proposal_but_keeps_the_words(world, visit, address):
    with world.database.writing() as session:
        scope = world.scope(session, "chair")
        paragraph = world.paragraphs["1."]
        rulings.close(session, scope, paragraph, ad_referendum=False, revision=1, token="gavel-01", now=NOW)
    answer = visit("head.arv").post(f"{address}/proposals", data=form(token="submission-1", then="table"))
    assert answer.status_code == 409
    assert "Ask the Chair to reopen it" in answer.text
    assert "To welcome the unprecedented report;</textarea>" in answer.text
    assert saved(world) == []


def test_nobody_reaches_a_paragraph_through_another_draft(world, visit):
    assert visit("head.arv").get(f"/drafts/{world.draft + 1}/paragraphs/{world.paragraphs['1.']}").status_code == 404
    assert visit("head.arv").get(f"/drafts/{world.draft}/paragraphs/99999").status_code == 404


def test_a_broken_request_is_told_so(visit, address):
    assert visit("head.arv").post(f"{address}/proposals", data={"text": "x"}).status_code == 400
    assert visit("head.arv").post(f"{address}/proposals", data=form(revision="one", token="t" * 10)).status_code == 400
    assert visit("head.arv").post(f"{address}/proposals", data=form(token="short")).status_code == 400


def test_a_proposal_is_public_only_by_being_tabled(world):
    with world.database.writing() as session:
        scope = world.scope(session, "head.arv")
        made = proposals.propose(
            session,
            scope,
            world.paragraphs["1."],
            kind="delete",
            text="ignored",
            reason="",
            base=1,
            token="submission-1",
            now=NOW,
        )
        assert queries.public(session, world.draft) == []
        proposals.table(session, scope, made.ref, token="submission-2", now=NOW)
        assert [it.ref for it in queries.public(session, world.draft)] == [made.ref]


def test_a_number_that_no_key_can_be_is_not_found(visit):
    assert visit("head.arv").get("/drafts/99999999999999999999").status_code == 404
    assert visit("head.arv").get("/drafts/2147483647").status_code == 404


def test_a_sign_that_no_text_has_is_left_out(world, visit, address):
    visit("head.arv").post(f"{address}/proposals", data=form(text="To wel\x00come it;", token="submission-1"))
    assert saved(world)[0].text == "To welcome it;"


def test_a_form_fetched_back_and_sent_with_other_words_loses_none(world, visit, address):
    browser = visit("head.arv")
    for text in ("To welcome the first report;", "To welcome the second report;", "To welcome the second report;"):
        assert browser.post(f"{address}/proposals", data=form(text=text, token="submission-1")).status_code == 303
    assert sorted(it.text for it in saved(world)) == ["To welcome the first report;", "To welcome the second report;"]
    for kind in ("agrees", "no objection", "agrees"):
        data = {"position": kind, "statement": "", "revision": "1", "token": "submission-2"}
        browser.post(f"{address}/position", data=data)
    assert "no objection" in browser.get(address).text


def test_a_double_click_on_any_act_of_a_proposal_counts_once(world, visit, address):
    browser = visit("head.arv")
    browser.post(f"{address}/proposals", data=form(token="submission-1"))
    base = f"/drafts/{world.draft}/proposals/{saved(world)[0].ref}"
    for who, act in (("head.arv", "table"), ("head.bel", "sponsor"), ("head.arv", "withdraw")):
        answers = [visit(who).post(f"{base}/{act}", data={"token": f"twice-{act}"}).status_code for _ in range(2)]
        assert answers == [303, 303], act
    with world.database.reading() as session:
        kinds = [it.kind for it in entries(session, world.draft)]
    assert kinds[-3:] == ["proposal tabled", "proposal sponsored", "proposal decided"]


def test_a_state_sponsors_once_however_often_it_asks(world, visit, address):
    visit("head.arv").post(f"{address}/proposals", data=form(token="submission-1", then="table"))
    base = f"/drafts/{world.draft}/proposals/{saved(world)[0].ref}"
    for number in range(2):
        assert visit("head.bel").post(f"{base}/sponsor", data={"token": f"again-{number}-000"}).status_code == 303
    with world.database.reading() as session:
        assert [it.kind for it in entries(session, world.draft)].count("proposal sponsored") == 1


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("party=ARV", {"1."}),
        ("party=ZAB", set()),
        ("state=bracketed", {"3."}),
        ("mine=1", {"(i)", "1.", "2.", "(a)", "(b)", "3.", "1"}),
        ("state=open&party=ARV", {"1."}),
        ("view=nonsense&state=agreed", set()),
    ],
)
def test_filters_show_what_they_say(world, visit, address, question, shown):
    browser = visit("head.arv")
    browser.post(f"{address}/proposals", data=form(token="submission-1", then="table"))
    page = browser.get(f"/drafts/{world.draft}?{question}").text
    assert {label for label, number in world.paragraphs.items() if f'id="p-{number}"' in page} == shown


def test_a_meeting_that_is_not_there_is_not_found(visit):
    assert visit("office").get("/meetings/77/people").status_code == 404

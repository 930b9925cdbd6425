"""After a refusal the typed words are still on the screen, also where their form is gone with what they were about."""

import html

import pytest

from drafting.services import proposals, silence_changes
from tests import acts, silence
from tests.factories import NOW, TEXT, import_text, name_paragraphs
from tests.web import runs
from tests.web.desk import decide, rule
from tests.web.judge import judge

WORDS, REASON = "To thank the secretariat warmly;", "It worked through the night."
AS_A_PART = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])


@pytest.fixture
def gone(world):
    """Paragraph 1, deleted while others were writing."""
    acts.accept(world, acts.propose(world, "head.bel", "1.", "", kind="delete"))
    return world


@pytest.fixture
def withdrawn(world) -> str:
    ref = acts.propose(world, "head.bel", "1.", "To take note of the report;")
    acts.act(
        world, "head.bel", lambda session, scope: proposals.withdraw(session, scope, ref, token=acts.token(), now=NOW)
    )
    return ref


def shown(answer) -> str:
    assert answer.status_code == 409
    return html.unescape(answer.text)


def post(it, browser, form: str, headers: dict[str, str], revision: int = 1, **fields: object):
    address = f"/drafts/{it.draft}/paragraphs/{it.paragraphs['1.']}/{form}"
    return browser.post(address, data={"revision": revision, "token": acts.token(), **fields}, headers=headers)


@AS_A_PART
def test_a_proposal_on_a_paragraph_just_deleted(gone, visit, headers) -> None:
    fields = {"kind": "replace", "text": WORDS, "reason": REASON, "then": "table"}
    page = shown(post(gone, visit("head.arv"), "proposals", headers, **fields))
    assert WORDS in page
    assert REASON in page


@AS_A_PART
def test_a_proposal_on_a_paragraph_just_reworded_and_deleted(world, visit, headers) -> None:
    acts.reword(world, "1.", "To welcome both reports;")
    acts.accept(world, acts.propose(world, "head.bel", "1.", "", kind="delete"))
    page = shown(post(world, visit("head.arv"), "proposals", headers, kind="replace", text=WORDS, reason=REASON))
    assert WORDS in page
    assert REASON in page


@AS_A_PART
def test_a_statement_on_a_paragraph_just_deleted(gone, visit, headers) -> None:
    assert WORDS in shown(post(gone, visit("head.arv"), "position", headers, position="objects", statement=WORDS))


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("reword", {"text": WORDS}),
        ("reword", {"text": f"[{WORDS}]", "ruling": "bracket"}),
        ("defer", {"reason": WORDS}),
    ],
)
def test_words_of_the_chair_on_a_paragraph_just_deleted(gone, visit, act: str, fields) -> None:
    assert WORDS in shown(rule(gone, visit("chair"), "1.", act, **fields))


def test_a_reason_to_reopen_what_is_open_again(world, visit) -> None:
    acts.reword(world, "1.", "To welcome both reports;")
    for revision in (1, 2):
        assert WORDS in shown(rule(world, visit("chair"), "1.", "reopen", reason=WORDS, revision=revision))


@pytest.mark.parametrize(("act", "field"), [("take", "text"), ("decline", "reason")])
def test_words_of_the_chair_on_a_proposal_just_withdrawn(world, withdrawn, visit, act: str, field: str) -> None:
    assert WORDS in shown(decide(world, visit("chair"), withdrawn, act, **{field: WORDS}))


def test_words_that_come_after_the_adoption(world, visit) -> None:
    acts.agree_all(world)
    acts.adopt(world)
    answer = post(world, visit("head.arv"), "proposals", {}, kind="replace", text=WORDS, reason=REASON)
    assert (answer.status_code, judge(answer.text)) == (403, [])
    assert "The text is adopted and frozen: nothing in it can be changed any more." in answer.text
    assert [it in answer.text for it in (WORDS, REASON)] == [True, True]
    whoever = post(world, visit("rapporteur"), "proposals", {}, kind="replace", text=WORDS)
    assert "Your role does not allow this." in whoever.text


def test_words_that_come_before_the_negotiation(world, visit) -> None:
    with world.database.writing() as session:
        draft = import_text(session, world.people["office"], world.meeting, TEXT)
        paragraph, address = name_paragraphs(session, draft.id)["3."], f"/drafts/{draft.id}/brackets"
    form = {"revision": 1, "token": acts.token(), "act": "lift", "form": "plain"}
    answer = visit("chair").post(f"{address}/{paragraph}/7/settle", data=form)
    assert answer.status_code == 403
    assert "The draft is not open for negotiation yet." in answer.text
    assert "What you typed" not in answer.text


def test_the_words_chosen_for_brackets_without_script(world, visit) -> None:
    fields = {"kind": "replace", "text": "To meet and to meet again;", "bracket": "meet", "reason": REASON}
    answer = post(world, visit("head.arv"), "proposals", {}, **fields)
    assert answer.status_code == 422
    assert 'name="bracket" value="meet"' in answer.text


def test_the_words_of_a_notice_that_another_threw_away(world, visit) -> None:
    silence.prepare(world, "1.")
    browser, path = visit("chair"), f"/drafts/{world.draft}/runs/1"
    sent = runs.fields(browser.get(f"{path}/prepare").text, "/prepare") | {"notice_en": WORDS, "notice_ru": "Слова."}
    sent |= {"instruction": REASON}
    visit("office").post(f"{path}/discard", data={"token": acts.token()})
    for action in ("prepare", "announce"):
        answer = browser.post(f"{path}/{action}", data=sent)
        assert (answer.status_code, judge(answer.text)) == (404, [])
        assert [it in html.unescape(answer.text) for it in (WORDS, REASON, "Слова.")] == [True] * 3


def test_the_words_of_a_decision_and_of_a_basis_when_the_role_has_ended(world, visit) -> None:
    for address, fields in (
        (f"/meetings/{world.meeting}/decisions", {"kind": "invitation", "title": WORDS, "paragraph": [REASON, "Two."]}),
        (f"/drafts/{world.draft}/participation/{world.parties['ARV']}", {"basis": WORDS, "note": REASON + " Two."}),
    ):
        answer = visit("head.arv").post(address, data={"token": acts.token(), **fields})
        assert answer.status_code == 403
        assert [it in html.unescape(answer.text) for it in (WORDS, REASON, "Two.")] == [True] * 3


@AS_A_PART
@pytest.mark.parametrize(
    ("who", "form", "fields"),
    [
        ("head.arv", "answers", {"answer": "objection", "of": "whole", "statement": WORDS}),
        ("observer", "answers", {"answer": "comment", "of": "whole", "statement": WORDS}),
        ("office", "suspend", {"reason": WORDS}),
        ("office", "extend", {"day": "2026-06-30", "hour": "18:00", "reason": WORDS}),
        ("office", "end", {"ending": "annul", "reason": WORDS}),
    ],
)
def test_words_about_a_procedure_that_has_just_ended(world, visit, headers, who: str, form: str, fields) -> None:
    number = silence.start(world, "1.")
    silence.change(world, silence_changes.end, number, ending="withdraw", reason="A slip.")
    address = f"/drafts/{world.draft}/runs/{number}/{form}"
    assert WORDS in shown(visit(who).post(address, data={"token": acts.token(), **fields}, headers=headers))


def test_the_words_of_a_certificate_that_something_has_come_in_the_way_of(world, visit) -> None:
    number = silence.start(world, "1.")
    form = {"token": acts.token(), "seq": "1", "statement": WORDS}
    answer = visit("chair").post(f"/drafts/{world.draft}/runs/{number}/certificate", data=form)
    assert WORDS in shown(answer)
    assert judge(answer.text) == []

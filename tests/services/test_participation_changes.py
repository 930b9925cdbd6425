"""The text follows a State's participation: shown whole, done at once, nothing silently.

After every test the record is replayed and must agree with the tables.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import consensus as queries
from drafting.persistence.records import Draft, Paragraph
from drafting.services import history, participation, participation_changes, verification
from drafting.services.adoption_page import adoption_page
from tests import acts
from tests.factories import World, world
from tests.participating import BRACKETED, NOTE, NOTING, WE, adopted, bracketed, change, shown
from tests.rulings import entries, found
from tests.tampering import Finding, findings

LATER = datetime(2026, 9, 12, 8, tzinfo=UTC)


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database, BRACKETED)
    yield it
    with database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()


def offers(it: World, code: str, status: str) -> dict[str, str]:
    names = {number: label for label, number in it.paragraphs.items()}
    return {names[one.line.id]: one.offer.text for one in shown(it, code, status).changes}


def test_every_place_that_follows_is_shown_with_what_it_would_become(conference: World):
    assert offers(conference, "ZAB", "adopting") == {
        "(i)": WE.replace("[Republic of Zabora]", "Republic of Zabora"),
        "1.": NOTING.replace("[Zabora]", "Zabora"),
    }
    assert offers(conference, "ZAB", "not participating") == {
        "(i)": "We, of the Republic of Arvendal and the [Republic of Belmora],[^1] *meeting*;",
        "1.": "To note that [Belmora][^1] will inform the three States;",
    }
    assert offers(conference, "ZAB", "note verbale") == {}
    assert offers(conference, "ARV", "bracketed") == {
        "(i)": WE.replace("Republic of Arvendal", "[Republic of Arvendal]")
    }
    with pytest.raises(NotFound):
        acts.look(conference, "office", lambda s, scope: participation_changes.consequences(s, scope, 4711, "adopting"))


def test_words_that_count_states_are_flagged(conference: World):
    flagged = {one.line.label: one.offer.counts for one in shown(conference, "ZAB", "observer").changes}
    assert flagged == {"(i)": (), "1.": ("three States",)}


def test_the_note_goes_with_its_last_mark_and_the_loss_list_says_so(conference: World):
    assert shown(conference, "ZAB", "adopting").dying == ()
    change(conference, "ZAB", "adopting")
    plan = shown(conference, "BEL", "adopting")
    assert [it.label for it in plan.dying] == ["1"]
    assert [[line.kind for line in it.lines] for it in plan.changes] == [
        ["brackets lifted", "deletion"],
        ["brackets lifted", "deletion", "last mark"],
    ]
    change(conference, "BEL", "adopting")
    assert found(conference, "1")[0] == "deleted"
    assert found(conference, "2")[0] == "open"
    (buried,) = entries(conference, "paragraph ruled")
    assert buried.payload["unmarked"]
    assert buried.payload["participation"] == conference.parties["BEL"]
    assert found(conference, "1.")[2] == "To note that Belmora and Zabora will inform the three States;"


def test_what_was_agreed_stays_agreed_and_positions_go_along(conference: World):
    bracketed(conference)
    acts.position(conference, "head.arv", "1.", "agrees")
    acts.close(conference, "1.")
    change(conference, "ZAB", "adopting")
    assert found(conference, "1.")[:2] == ("agreed", 2)
    assert found(conference, "(i)")[:2] == ("open", 2)
    with conference.database.reading() as session:
        held = queries.position(session, conference.paragraphs["1."], conference.parties["ARV"])
        assert held is not None
        assert held.wording == session.get_one(Paragraph, held.paragraph_id).wording
    stated, *reworded = entries(conference, "participation stated", "wording changed")[-3:]
    assert (stated.kind, stated.capacity, stated.payload["basis"]) == (
        "participation stated",
        "support",
        "Note verbale No. 7",
    )
    assert [it.payload["participation"] for it in reworded] == [conference.parties["ZAB"]] * 2
    assert all(it.capacity == "support" and it.payload["losses"] for it in reworded)


def test_only_the_chosen_changes_are_made_and_the_text_may_follow_later(conference: World):
    change(conference, "ZAB", "adopting", taken=["1."], who="chair")
    assert found(conference, "1.")[1] == 2
    assert found(conference, "(i)")[1] == 1
    said = len(entries(conference, "participation stated"))
    change(conference, "ZAB", "adopting", basis="")
    assert found(conference, "(i)")[1] == 2
    assert len(entries(conference, "participation stated")) == said


def test_without_a_change_taken_only_the_participation_is_stated(conference: World):
    change(conference, "ZAB", "adopting", taken=[])
    change(conference, "OBS", "not participating")
    assert entries(conference, "wording changed") == []
    with pytest.raises(BadText, match="basis-missing"):
        change(conference, "OBS", "not participating", basis="")


def test_what_was_not_shown_is_not_done(conference: World):
    with pytest.raises(WrongState) as refused:
        change(conference, "ZAB", "adopting", seal="another")
    assert refused.value.state == "moved on"
    assert entries(conference, "participation stated") == []


def test_a_double_click_does_it_once(conference: World):
    seal = shown(conference, "ZAB", "adopting").seal
    for _ in range(2):
        change(conference, "ZAB", "adopting", seal=seal, token="the-same-token")
    assert len(entries(conference, "wording changed")) == 2
    # Where nothing new is stated, one of the changes bears the token of the submission.
    acts.participate(conference, "BEL", "adopting")
    facts = {"seal": shown(conference, "BEL", "adopting").seal, "token": "another-token", "basis": ""}
    for _ in range(2):
        change(conference, "BEL", "adopting", **facts)
    assert len(entries(conference, "wording changed")) == 4


# After the adoption


def test_after_the_adoption_the_text_is_issued_anew_with_its_reason_and_its_loss_list(conference: World):
    adopted(conference)
    before = adoption_of(conference)
    change(conference, "ZAB", "adopting", now=LATER)
    (issue,) = entries(conference, "draft reissued")
    assert (issue.payload["number"], issue.payload["reason"], issue.capacity) == (1, NOTE, "support")
    names = {number: label for label, number in conference.paragraphs.items()}
    assert [names[row["id"]] for row in issue.payload["texts"]] == ["(i)", "1."]
    assert all(row["losses"] for row in issue.payload["texts"])
    assert issue.payload["died"] == []
    after = adoption_of(conference)
    assert after.adopted_hash == issue.payload["hash"] != before.adopted_hash
    assert (after.adopted_at, after.phase, after.reissues) == (before.adopted_at, "adopted", 1)
    assert after.revision == before.revision + 1
    assert found(conference, "1.")[0] == "agreed"


def adoption_of(it: World) -> Draft:
    with it.database.reading() as session:
        return session.get_one(Draft, it.draft)


def test_with_the_last_bracket_the_note_leaves_the_issued_text_too(conference: World):
    adopted(conference)
    change(conference, "ZAB", "adopting", now=LATER)
    change(conference, "BEL", "not participating", now=LATER)
    last = entries(conference, "draft reissued")[-1]
    assert [row["id"] for row in last.payload["died"]] == [conference.paragraphs["1"]]
    assert found(conference, "1")[0] == "deleted"
    assert found(conference, "1.")[2] == "To note that Zabora will inform the three States;"
    page = acts.look(conference, "observer", adoption_page)
    assert {it.party.code: it.status for it in page.participants}["BEL"] == "not participating"
    assert [it.payload.get("number", 0) for it in page.issues] == [0, 1, 2]


def test_the_text_as_adopted_stays_readable_and_the_history_shows_each_change(conference: World):
    adopted(conference)
    change(conference, "ZAB", "adopting", now=LATER)
    change(conference, "BEL", "adopting", now=LATER)
    (adoption,) = entries(conference, "draft adopted")
    then = acts.look(conference, "observer", lambda session, scope: history.as_of(session, scope, adoption.seq))
    assert {it.label: it.text for it in then.lines}["1."] == NOTING
    page = acts.look(conference, "observer", history.of_draft)
    changed = {one.seat.label: (one.before, one.after) for one in page.entries[0].changes}
    assert changed["(i)"][1] == WE.replace("[", "").replace("]", "").replace("^1", "")
    assert changed["1"] == ("An internal procedure is pending.", "")
    assert all(one.losses for one in page.entries[0].changes)
    note = conference.paragraphs["1"]
    own = acts.look(conference, "observer", lambda session, scope: history.of_paragraph(session, scope, note))
    assert own.entries[0].kind == "draft reissued"
    assert [one.seat.id for one in own.entries[0].changes] == [note]


@pytest.mark.parametrize("label", ["1.", "2."])
def test_an_issued_text_changed_behind_the_record_does_not_give_its_hash(conference: World, label: str):
    adopted(conference)
    change(conference, "ZAB", "adopting", now=LATER)
    number = conference.paragraphs[label]

    def relabel(words: str) -> None:
        with conference.database.writing() as session:
            session.get_one(Paragraph, number).label = words

    relabel("9.")
    assert findings(conference) == {
        Finding("paragraph", str(number), verification.DIFFERS),
        Finding("draft", "adopted text", verification.FALSE_HASH),
    }
    relabel(label)


def test_a_table_put_back_behind_an_issue_is_named(conference: World):
    adopted(conference)
    change(conference, "ZAB", "not participating", now=LATER)
    (adoption, issue) = entries(conference, "draft adopted", "draft reissued")
    for number, value in ((0, adoption.payload["hash"]), (1, issue.payload["hash"])):
        with conference.database.writing() as session:
            row = session.get_one(Draft, conference.draft)
            row.reissues, row.adopted_hash = number, value
        names = set() if number else {"number of reissues", "hash of the adopted text"}
        assert {it.name for it in findings(conference)} == names


def test_what_silence_decided_after_the_adoption_is_followed_by_an_issue(conference: World):
    adopted(conference)
    acts.act(
        conference,
        "chair",
        lambda session, scope: participation.state_by_silence(
            session, scope, conference.parties["ZAB"], "adopting", run=1, now=LATER, basis="Run 1"
        ),
        LATER,
    )
    change(conference, "ZAB", "adopting", basis="", now=LATER)
    (issue,) = entries(conference, "draft reissued")
    assert issue.payload["reason"] == "Run 1"


def test_after_the_adoption_a_double_click_issues_once_and_a_basis_is_needed(conference: World):
    adopted(conference)
    seal = shown(conference, "ZAB", "adopting").seal
    with pytest.raises(BadText, match="basis-missing"):
        change(conference, "ZAB", "adopting", basis="", now=LATER)
    for _ in range(2):
        change(conference, "ZAB", "adopting", seal=seal, token="the-same-token", now=LATER)
    assert len(entries(conference, "draft reissued")) == 1
    with pytest.raises(WrongState):
        change(conference, "ZAB", "bracketed", now=LATER)

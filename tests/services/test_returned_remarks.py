"""Comments of a copy on words that nobody changed: remarks to everybody, where somebody says so.

After every test the record is replayed and must agree with the tables.
"""

import pytest

from drafting.domain.errors import WrongState
from drafting.services import returned_copies
from drafting.services.returned_copy_acts import Refused
from drafting.services.returned_copy_page import Preview
from tests import acts, returned, rulings
from tests.factories import World
from tests.returned import both, edited, remarked, replacing
from tests.rulings import entries

WHY = remarked("Why only here?", about="report")


@pytest.fixture
def it(conference: World) -> World:
    return conference


def said(it: World) -> list[tuple[str, str, int | None]]:
    return [(row.payload["text"], row.capacity, row.party_id) for row in entries(it, "remark made")]


def states(page: Preview) -> list[tuple[str, bool, bool]]:
    return [(one.finding.kind, one.is_open, one.is_offered) for one in page.changes]


def test_a_comment_on_words_that_stay_may_become_a_remark_and_is_not_ticked_by_itself(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": WHY, "2.": replacing("cooperate", "work together")}))
    page = returned.preview(it, "head.arv", ref)
    assert states(page) == [("comment", True, False), ("replace", True, True)]
    assert page.row.counts == {"open": 1, "remarks": 1, "refused": 0}
    returned.take(it, "head.arv", ref, *page.open, table=True)
    assert said(it) == [("Why only here?", "head", it.parties["ARV"])]
    page = returned.preview(it, "head.arv", ref)
    assert [(one.became, one.made is None) for one in page.made] == [("remark", True), ("tabled", False)]
    assert page.row.status == "done"


def test_an_observers_comment_becomes_its_remark(it: World):
    ref = returned.bring(it, "observer", edited(it, {"1.": WHY}, party="OBS"))
    returned.take(it, "observer", ref, *returned.preview(it, "observer", ref).open, table=True)
    assert said(it) == [("Why only here?", "observer", it.parties["OBS"])]


def test_a_remark_cannot_be_kept_private(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": WHY}))
    [change] = returned.preview(it, "head.arv", ref).open
    with pytest.raises(Refused) as refused:
        returned.take(it, "head.arv", ref, change)
    assert refused.value.problems[change.key].code == "remark-to-all"
    assert said(it) == []


def test_its_words_may_be_corrected_and_empty_ones_are_refused(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": WHY}))
    [change] = returned.preview(it, "head.arv", ref).open
    with pytest.raises(Refused) as refused:
        returned.take(it, "head.arv", ref, returned.wish(change, " "), table=True)
    assert refused.value.problems[change.key].code == "remark-missing"
    returned.take(it, "head.arv", ref, returned.wish(change, "Why here?"), table=True)
    assert [words for words, _, _ in said(it)] == ["Why here?"]


def test_a_double_click_and_a_colleague_make_it_once(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": WHY, "2.": WHY}))
    page = returned.preview(it, "head.arv", ref)
    rulings.appoint(it, "delegate.arv", "coordinator", "ARV")
    for who in ("head.arv", "head.arv", "delegate.arv"):
        returned.take(it, who, ref, returned.wish(page.open[0]), table=True, seal=page.seal)
    assert len(said(it)) == 1
    assert [one.is_open for one in returned.preview(it, "head.arv", ref).changes] == [False, True]


def test_comments_on_a_change_that_is_refused_may_be_remarks_all_the_same(it: World):
    acts.agree_all(it)
    ref = returned.bring(it, "head.arv", edited(it, {"1.": both(replacing("report", "findings"), WHY)}))
    page = returned.preview(it, "head.arv", ref)
    assert [(one.finding.kind, one.finding.refused, one.finding.reason) for one in page.changes] == [
        ("replace", "agreed", ""),
        ("comment", "", "Why only here?"),
    ]


def test_a_comment_on_a_paragraph_that_is_gone_is_told_with_its_words(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": WHY}))
    acts.accept(it, acts.propose(it, "head.bel", "1.", "", kind="delete"))
    [change] = returned.preview(it, "head.arv", ref).refused
    assert (change.finding.refused, change.finding.reason) == ("gone", "Why only here?")


def test_the_office_enters_them_as_received_and_the_delegation_is_told(it: World):
    ref = returned.receive(it, edited(it, {"1.": WHY}))
    returned.take(it, "office", ref, *returned.preview(it, "office", ref).open, table=True, how="By mail.")
    [entry] = entries(it, "remark made")
    assert (entry.capacity, entry.party_id, entry.payload["received"]) == ("support", it.parties["ARV"], "By mail.")
    [line] = acts.look(it, "office", returned_copies.shelf).received
    assert (line.made, line.said) == (0, 1)


def test_a_copy_of_which_a_remark_was_made_is_not_put_away(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": WHY, "2.": WHY}))
    returned.take(it, "head.arv", ref, returned.preview(it, "head.arv", ref).open[0], table=True)
    with pytest.raises(WrongState):
        acts.act(it, "head.arv", lambda session, scope: returned_copies.discard(session, scope, ref))


def test_comments_that_the_office_left_do_not_hold_the_copy_back(it: World):
    ref = returned.receive(it, edited(it, {"1.": WHY, "2.": replacing("cooperate", "work together")}))
    returned.take(it, "office", ref)
    page = returned.preview(it, "head.arv", ref)
    assert [(one.finding.kind, one.is_done) for one in page.changes] == [("comment", False), ("replace", True)]
    own = returned.bring(it, "head.bel", edited(it, {"1.": WHY, "2.": replacing("cooperate", "work together")}))
    returned.take(it, "head.bel", own)
    assert returned.row(it, "head.bel", own).status == "read"

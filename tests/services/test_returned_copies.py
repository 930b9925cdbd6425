"""A copy that came back: what it changes, and the proposals that are made of it, by its own delegation."""

import pytest

from drafting.domain.errors import BadText, NotAllowed, WrongState
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.records import Proposal
from drafting.services import returned_copies
from drafting.services.returned_copy_acts import Refused, Wish
from drafting.services.scope import OutOfSeason
from tests import acts, returned, rulings, silence
from tests.factories import NOW, World
from tests.returned import both, deleting, edited, followed_by, replacing, retyped


@pytest.fixture
def it(conference: World) -> World:
    return conference


def proposal(it: World, ref: str) -> Proposal:
    with it.database.reading() as session:
        found = proposal_queries.by_ref(session, it.draft, ref, it.parties["ARV"])
    assert found is not None
    return found


def test_an_unchanged_copy_changes_nothing(it: World):
    ref = returned.bring(it, "head.arv", returned.unchanged(it))
    page = returned.preview(it, "head.arv", ref)
    assert page.changes == ()
    assert page.row.counts == {"open": 0, "remarks": 0, "refused": 0}


def test_changes_become_private_texts_with_their_comments_as_reasons(it: World):
    copy = edited(it, {"1.": replacing("report", "findings", remark="It says more.")})
    ref = returned.bring(it, "delegate.arv", copy)
    [made] = returned.take(it, "delegate.arv", ref)
    found = proposal(it, made)
    assert (found.status, found.kind, found.text) == ("private", "replace", "To welcome the findings;")
    assert (found.reason, found.paragraph_id) == ("It says more.", it.paragraphs["1."])
    assert returned.row(it, "head.arv", ref).id == found.copy_id


def test_a_head_tables_them_at_once_in_the_order_of_the_draft(it: World):
    edits = {"3.": replacing("meet every year", "meet"), "1.": replacing("report", "findings"), "(b)": deleting()}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    made = [proposal(it, one) for one in returned.take(it, "head.arv", ref, table=True)]
    assert [(one.number, one.kind) for one in made] == [(1, "replace"), (2, "delete"), (3, "replace")]
    assert {one.status for one in made} == {"tabled"}
    assert [row.payload.get("received") for row in rulings.entries(it, "proposal tabled")] == [None, None, None]


def test_an_observer_puts_its_changes_forward_as_suggestions(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")}, party="OBS")
    ref = returned.bring(it, "observer", copy)
    returned.take(it, "observer", ref, table=True)
    assert rulings.entries(it, "proposal tabled")[0].payload["status"] == "suggested"


def test_a_new_paragraph_is_proposed_beside_the_one_before_it(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"3.": followed_by("To report in 2027.")}))
    [made] = returned.take(it, "head.arv", ref)
    found = proposal(it, made)
    assert (found.kind, found.text, found.paragraph_id) == ("insert after", "To report in 2027.", it.paragraphs["3."])


def test_a_delegate_cannot_table(it: World):
    ref = returned.bring(it, "delegate.arv", edited(it, {"1.": replacing("report", "findings")}))
    with pytest.raises(NotAllowed):
        returned.take(it, "delegate.arv", ref, table=True)
    assert returned.preview(it, "delegate.arv", ref).made == ()


def test_words_are_corrected_before_they_are_taken(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    [change] = returned.preview(it, "head.arv", ref).open
    [made] = returned.take(it, "head.arv", ref, returned.wish(change, "To praise the findings;", "So."))
    found = proposal(it, made)
    assert (found.text, found.reason) == ("To praise the findings;", "So.")


def test_some_are_taken_and_the_others_wait(it: World):
    edits = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    first, second = returned.preview(it, "head.arv", ref).open
    returned.take(it, "head.arv", ref, first)
    page = returned.preview(it, "head.arv", ref)
    assert page.row.status == "read"
    assert [one.key for one in page.open] == [second.key]
    assert [one.key for one in page.made] == [first.key]
    returned.take(it, "head.arv", ref, second, table=True)
    assert returned.row(it, "head.arv", ref).status == "done"


def test_nothing_ticked_makes_nothing(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"3.": both(replacing("every year", "monthly"))}))
    page = returned.preview(it, "head.arv", ref)
    with pytest.raises(BadText, match="nothing-ticked"):
        take_nothing(it, ref, page.seal)


def take_nothing(it: World, ref: str, seal: str) -> None:
    asked = returned.Asked([], is_tabled=False, how="", seal=seal)
    acts.act(it, "head.arv", lambda session, scope: returned.returned_copy_acts.take(session, scope, ref, asked, NOW))


def test_a_double_click_makes_one_proposal(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    [change] = returned.preview(it, "head.arv", ref).open
    seal = returned.preview(it, "head.arv", ref).seal
    first = returned.take(it, "head.arv", ref, returned.wish(change), table=True, seal=seal)
    second = returned.take(it, "head.arv", ref, returned.wish(change), table=True, seal=seal)
    assert first == second
    assert len(rulings.entries(it, "proposal tabled")) == 1


def test_two_colleagues_do_not_make_the_same_twice(it: World):
    edits = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    page = returned.preview(it, "head.arv", ref)
    first, second = map(returned.wish, page.open)
    returned.take(it, "delegate.arv", ref, first, seal=page.seal)
    with pytest.raises(WrongState) as stale:
        returned.take(it, "head.arv", ref, first, second, seal=page.seal)
    assert (stale.value.state, stale.value.event) == ("moved on", "take copy")
    with pytest.raises(WrongState):  # What a colleague keeps private is not tabled by a page that shows it untaken.
        returned.take(it, "head.arv", ref, first, table=True)


def test_a_copy_that_is_closed_gives_nothing_more(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    [change] = returned.preview(it, "head.arv", ref).open
    acts.act(it, "head.arv", lambda session, scope: returned_copies.finish(session, scope, ref))
    acts.act(it, "head.arv", lambda session, scope: returned_copies.finish(session, scope, ref))
    with pytest.raises(WrongState) as closed:
        returned.take(it, "head.arv", ref, change)
    assert closed.value.state == "done"
    assert [one.key for one in returned.preview(it, "head.arv", ref).changes] == [change.key]


def test_a_text_that_moved_on_since_the_page_was_shown_is_looked_at_again(it: World):
    edits = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    page = returned.preview(it, "head.arv", ref)
    acts.reword(it, "1.", "To welcome the report warmly;")
    with pytest.raises(WrongState) as stale:
        returned.take(it, "head.arv", ref, seal=page.seal)
    assert stale.value.state == "moved on"


def test_a_change_on_an_old_revision_is_carried_to_the_present_one(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")})
    acts.reword(it, "1.", "To welcome the report warmly;")
    ref = returned.bring(it, "head.arv", copy)
    page = returned.preview(it, "head.arv", ref)
    assert page.carried
    [change] = page.open
    assert (change.finding.carried, change.finding.text) == ("applies", "To welcome the findings warmly;")
    [made] = returned.take(it, "head.arv", ref)
    assert proposal(it, made).text == "To welcome the findings warmly;"


def test_a_new_paragraph_that_was_accepted_meanwhile_is_not_offered_again(it: World):
    copy = edited(it, {"1.": replacing("report", "findings"), "(b)": followed_by("To meet in the spring;")})
    ref = returned.bring(it, "head.arv", copy)
    for made in returned.take(it, "head.arv", ref, table=True):
        acts.accept(it, made)
    page = returned.preview(it, "head.arv", returned.bring(it, "head.arv", copy))
    assert page.open == ()
    assert [one.finding.refused for one in page.refused] == ["already-there", "already-there"]


def test_a_change_that_collides_is_shown_and_not_ticked(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")})
    acts.reword(it, "1.", "To welcome the study;")
    ref = returned.bring(it, "head.arv", copy)
    [change] = returned.preview(it, "head.arv", ref).open
    assert change.finding.carried == "collides"
    assert not change.is_offered
    [made] = returned.take(it, "head.arv", ref, returned.wish(change, "To welcome the study’s findings;"))
    assert proposal(it, made).text == "To welcome the study’s findings;"


def test_changes_to_agreed_text_are_listed_and_refused(it: World):
    acts.close(it, "1.")
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    page = returned.preview(it, "head.arv", ref)
    assert [one.finding.refused for one in page.refused] == ["agreed"]
    assert page.open == ()
    with pytest.raises(WrongState):
        returned.take(it, "head.arv", ref, returned.wish(page.refused[0]))


def test_a_paragraph_that_is_agreed_while_its_change_is_looked_at_is_not_changed(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    page = returned.preview(it, "head.arv", ref)
    [change] = page.open
    acts.close(it, "1.")
    with pytest.raises(WrongState):
        returned.take(it, "head.arv", ref, returned.wish(change), seal=page.seal)
    assert [one.finding.refused for one in returned.preview(it, "head.arv", ref).refused] == ["agreed"]


def test_a_paragraph_deleted_since_is_named_gone_and_others_still_are_taken(it: World):
    copy = edited(it, {"(b)": replacing("information", "data"), "1.": replacing("report", "findings")})
    acts.accept(it, acts.propose(it, "head.bel", "(b)", "", kind="delete"))
    ref = returned.bring(it, "head.arv", copy)
    page = returned.preview(it, "head.arv", ref)
    assert [one.finding.refused for one in page.refused] == ["gone"]
    assert len(returned.take(it, "head.arv", ref)) == 1


def test_a_paragraph_that_came_since_is_not_deleted_by_a_copy_that_never_had_it(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")})
    acts.accept(it, acts.propose(it, "head.bel", "1.", "To meet soon;", kind="insert after"))
    ref = returned.bring(it, "head.arv", copy)
    assert [one.finding.kind for one in returned.preview(it, "head.arv", ref).changes] == ["replace"]


def test_what_a_copy_asks_for_and_the_text_has_by_now_is_already_there(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")})
    acts.reword(it, "1.", "To welcome the findings;")
    ref = returned.bring(it, "head.arv", copy)
    assert [one.finding.refused for one in returned.preview(it, "head.arv", ref).refused] == ["already-there"]


def test_a_proposal_that_was_accepted_stays_known_as_made_of_the_copy(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    [made] = returned.take(it, "head.arv", ref, table=True)
    acts.accept(it, made)
    page = returned.preview(it, "head.arv", ref)
    assert [one.made.status for one in page.made if one.made] == ["accepted"]
    assert page.refused == ()


def test_a_move_is_one_act_and_taken_whole(it: World):
    text = "on the exchange of information;"
    edits = {"(b)": deleting(), "1.": followed_by(text)}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    page = returned.preview(it, "head.arv", ref)
    first, second = page.open
    assert first.finding.together == second.finding.together != 0
    assert page.with_it(first) == (second,)
    with pytest.raises(BadText, match="together-parted"):
        returned.take(it, "head.arv", ref, first)
    assert len(returned.take(it, "head.arv", ref, first, second)) == 2


def test_half_of_an_act_cannot_be_taken_where_the_other_half_is_refused(it: World):
    acts.close(it, "(b)")
    edits = {"(b)": deleting(), "1.": followed_by("on the exchange of information;")}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    page = returned.preview(it, "head.arv", ref)
    assert page.open == ()
    assert {(one.finding.refused, one.parted) for one in page.refused} == {("agreed", False), ("", True)}


def test_changes_without_tracking_and_without_marks_are_found_by_their_words(it: World):
    copy = edited(it, {"1.": retyped("report", "findings")}, stamped=False)
    bare = returned.Copy(tuple(returned.replace(one, anchors=()) for one in copy.paragraphs), None)
    ref = returned.bring(it, "head.arv", bare)
    page = returned.preview(it, "head.arv", ref)
    assert (page.copy.tracked, page.copy.anchored, page.carried) == (False, False, False)
    assert [one.finding.text for one in page.open] == ["To welcome the findings;"]


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_made(it: World):
    edits = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly"), "(b)": deleting()}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    first, deleted, last = returned.preview(it, "head.arv", ref).open
    with pytest.raises(Refused) as refused:
        returned.take(
            it, "head.arv", ref, returned.wish(first, " "), returned.wish(deleted), Wish(last.key, last.before, "")
        )
    assert {key: getattr(error, "code", "") for key, error in refused.value.problems.items()} == {
        first.key: "empty-text",
        last.key: "no-change",
    }
    assert returned.preview(it, "head.arv", ref).made == ()


def test_a_paragraph_under_a_no_objection_procedure_is_named_and_nothing_is_tabled(it: World):
    silence.start(it, "1.")
    edits = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    with pytest.raises(Refused) as refused:
        returned.take(it, "head.arv", ref, table=True)
    [error] = refused.value.problems.values()
    assert isinstance(error, WrongState)
    assert error.state == "under silence"
    assert len(returned.take(it, "head.arv", ref)) == 2  # Private texts can still be kept.


def test_after_the_adoption_nothing_is_taken_and_the_copy_is_still_there(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    [change] = returned.preview(it, "head.arv", ref).open
    acts.agree_all(it)
    acts.adopt(it)
    with pytest.raises(OutOfSeason):
        returned.take(it, "head.arv", ref, returned.wish(change))
    with pytest.raises(OutOfSeason):
        returned.bring(it, "head.arv", returned.unchanged(it))
    assert [one.finding.refused for one in returned.preview(it, "head.arv", ref).changes] == ["agreed"]
    acts.act(it, "head.arv", lambda session, scope: returned_copies.finish(session, scope, ref))

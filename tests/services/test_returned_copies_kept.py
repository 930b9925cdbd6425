"""A copy that came back is its delegation's alone: kept once, told apart by author, put away with its words."""

import pytest

from drafting.documents import reading
from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.records import ReturnedCopy
from drafting.services import proposals, returned_copies
from drafting.services.imports import File
from tests import acts, returned
from tests.factories import NOW, World
from tests.returned import edited, replacing


@pytest.fixture
def it(conference: World) -> World:
    return conference


def test_the_authors_of_one_file_are_told_apart_and_left_out(it: World):
    edits = {"1.": replacing("report", "findings", by="Aida"), "3.": replacing("every year", "monthly", by="Bolat")}
    ref = returned.bring(it, "head.arv", edited(it, edits))
    page = returned.preview(it, "head.arv", ref)
    assert [(one.name, one.changes, one.whose) for one in page.authors] == [("Aida", 1, None), ("Bolat", 1, None)]
    assign(it, "head.arv", ref, authors={"Bolat": 0, "Aida": None})
    page = returned.preview(it, "head.arv", ref)
    assert [one.finding.by for one in page.open] == [("Aida",)]
    assert [(one.name, one.whose) for one in page.authors] == [("Aida", None), ("Bolat", 0)]


def assign(it: World, who: str, ref: str, *, version: int | None = None, **facts: object) -> None:
    seen = returned.row(it, who, ref).version if version is None else version
    said = {"party": None, "authors": {}, **facts}
    acts.act(it, who, lambda session, scope: returned_copies.assign(session, scope, ref, version=seen, **said))


def test_a_delegation_cannot_give_its_authors_to_another(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    with pytest.raises(BadText, match="unknown-party"):
        assign(it, "head.arv", ref, authors={"Aida": it.parties["BEL"]})
    assign(it, "head.arv", ref, party=it.parties["BEL"])  # Whose a delegation's own copy is, nobody chooses.
    assert returned.row(it, "head.arv", ref).party_id == it.parties["ARV"]


def test_authors_set_by_a_colleague_meanwhile_are_not_overwritten(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    seen = returned.row(it, "head.arv", ref).version
    assign(it, "delegate.arv", ref, authors={"Aida": 0})
    with pytest.raises(WrongState):
        assign(it, "head.arv", ref, authors={"Aida": None}, version=seen)


@pytest.mark.parametrize("who", ["head.bel", "coordinator.zab", "observer", "office", "chair", "rapporteur"])
def test_nobody_else_sees_a_delegations_copy(it: World, who: str):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    with pytest.raises(NotFound):
        returned.preview(it, who, ref)
    found = acts.look(it, who, returned_copies.shelf)
    assert (found.own, found.received) == ((), ())


def test_its_own_delegation_has_it_in_its_list(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    returned.take(it, "head.arv", ref)
    [line] = acts.look(it, "delegate.arv", returned_copies.shelf).own
    assert (line.row.ref, line.made, line.row.counts) == (ref, 1, {"open": 1, "remarks": 0, "refused": 0})
    assert line.party is not None
    assert line.party.code == "ARV"


def test_who_takes_no_part_in_the_text_has_no_list(it: World):
    with pytest.raises(NotAllowed):
        acts.look(it, "administrator", returned_copies.shelf)


def test_the_same_file_is_kept_once_until_it_is_dealt_with(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")})
    ref = returned.bring(it, "head.arv", copy)
    assert returned.bring(it, "delegate.arv", copy) == ref
    assert returned.bring(it, "head.bel", copy) != ref
    returned.take(it, "head.arv", ref)
    assert returned.bring(it, "head.arv", copy) != ref


def test_what_the_delegation_proposes_already_is_said_and_not_ticked(it: World):
    copy = edited(it, {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")})
    acts.propose(it, "head.arv", "1.", "To welcome the findings;")
    acts.propose(it, "delegate.arv", "3.", "States [shall][should] meet monthly.", table=False)
    acts.propose(it, "head.bel", "1.", "To welcome the findings;")
    page = returned.preview(it, "head.arv", returned.bring(it, "head.arv", copy))
    assert [(one.is_open, one.is_offered) for one in page.changes] == [(True, False), (True, False)]
    assert [one.twin.number for one in page.changes if one.twin] == [1, None]
    received = returned.preview(it, "office", returned.receive(it, copy))
    assert [one.twin is not None for one in received.changes] == [True, False]  # A private text is not the Office's.


@pytest.mark.parametrize("data", [b"", b"x" * (reading.LARGEST + 1)])
def test_a_file_without_words_or_far_too_large_is_not_kept(it: World, data: bytes):
    with pytest.raises(BadText):
        acts.act(
            it,
            "head.arv",
            lambda session, scope: returned_copies.keep(
                session, scope, File("copy.docx", data), by_office=False, now=NOW
            ),
        )


def test_a_copy_of_another_draft_is_refused(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")})
    for stamp in (returned.Stamp(it.draft + 1, 1), returned.Stamp(it.draft, 999)):
        with pytest.raises(BadText, match="copy-of-another-draft"):
            returned.bring(it, "head.arv", returned.Copy(copy.paragraphs, stamp))


def test_a_file_that_is_no_copy_of_the_draft_is_refused(it: World):
    words = (returned.Words(returned.Piece("Dear colleagues, the cafeteria opens at nine.")),)
    with pytest.raises(BadText, match="copy-unlike"):
        returned.bring(it, "head.arv", returned.Copy((returned.Came(words),)))


def test_a_copy_taken_by_another_delegation_says_so(it: World):
    copy = edited(it, {"1.": replacing("report", "findings")}, party="BEL")
    page = returned.preview(it, "head.arv", returned.bring(it, "head.arv", copy))
    assert page.other_party is not None
    assert page.other_party.code == "BEL"
    own = returned.bring(it, "head.arv", edited(it, {"3.": replacing("every year", "monthly")}))
    assert returned.preview(it, "head.arv", own).other_party is None


def test_a_copy_of_which_nothing_was_made_is_put_away_with_its_words(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    acts.act(it, "delegate.arv", lambda session, scope: returned_copies.discard(session, scope, ref))
    with pytest.raises(NotFound):
        returned.preview(it, "head.arv", ref)
    with it.database.reading() as session:
        [row] = session.scalars(returned.select(ReturnedCopy))
        assert (row.status, row.found, row.data, row.counts) == ("discarded", {}, None, {})


def test_a_copy_that_proposals_were_made_of_is_not_put_away(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    returned.take(it, "head.arv", ref)
    with pytest.raises(WrongState) as used:
        acts.act(it, "head.arv", lambda session, scope: returned_copies.discard(session, scope, ref))
    assert used.value.event == "discard copy"


def test_a_private_text_that_was_discarded_is_shown_as_withdrawn(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    [made] = returned.take(it, "head.arv", ref)
    acts.act(it, "head.arv", lambda session, scope: proposals.discard(session, scope, made))
    assert [one.made.status for one in returned.preview(it, "head.arv", ref).made if one.made] == ["withdrawn"]


@pytest.mark.parametrize("limit", ["MOST_CHANGES", "MOST_PARAGRAPHS"])
def test_more_changes_than_anybody_looks_at_are_refused_with_what_the_limit_is(
    it: World, monkeypatch: pytest.MonkeyPatch, limit: str
):
    monkeypatch.setattr(returned_copies, limit, 1)
    edits = {"1.": replacing("report", "findings"), "2.": replacing("cooperate", "meet")}
    with pytest.raises(BadText, match="too-many-changes") as refused:
        returned.bring(it, "head.arv", edited(it, edits))
    assert set(refused.value.details) == {"most"}
    ref = returned.receive(it, edited(it, edits))
    with it.database.reading() as session:
        row = returned_copies.find(session, it.scope(session, "office", lock=False), ref)
        assert (row.status, row.found, row.party_id, row.problem["code"]) == ("refused", {}, None, "too-many-changes")

"""The record as people read it: complete, in order, with every change of the text, and with nothing private."""

import pytest
from sqlalchemy.orm import Session

from drafting.domain.errors import NotFound
from drafting.services import consensus, history, proposals
from drafting.services.scope import DraftScope
from tests import acts
from tests.factories import NOW, World, name_paragraphs


def whole(it: World, who: str = "observer", since: int = 0) -> history.HistoryPage:
    return acts.look(it, who, lambda session, scope: history.of_draft(session, scope, since=since))


def newest(it: World) -> history.EntryView:
    return whole(it).entries[0]


def changed(entry: history.EntryView) -> list[tuple[str, str, str]]:
    return [(it.seat.label, it.before, it.after) for it in entry.changes]


def test_a_draft_begins_with_its_import_and_its_opening(conference: World):
    opened, imported = whole(conference).entries
    assert (imported.seq, imported.kind, imported.capacity, imported.person.name_en) == (
        1,
        "draft imported",
        "support",
        "Office",
    )
    assert (opened.seq, opened.kind, opened.seat, opened.party, opened.at) == (2, "draft opened", None, None, NOW)
    assert imported.changes == ()


def test_a_tabled_proposal_shows_what_it_would_change_and_for_whom(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;", reason="It is weak.")
    it = newest(conference)
    assert (it.kind, it.capacity, it.party and it.party.code, it.seat and it.seat.label) == (
        "proposal tabled",
        "head",
        "ARV",
        "1",
    )
    assert changed(it) == [("1", "To welcome the report;", "To note the report;")]
    assert (it.proposed and it.proposed.number, it.payload["reason"]) == (1, "It is weak.")


@pytest.mark.parametrize(
    ("kind", "text", "before", "after"),
    [
        ("delete", "", "To welcome the report;", ""),
        ("insert after", "To thank the host;", "", "To thank the host;"),
        ("insert before", "To thank the host;", "", "To thank the host;"),
    ],
)
def test_deletions_and_new_paragraphs_are_shown_when_proposed_and_when_accepted(
    conference: World, kind: str, text: str, before: str, after: str
):
    ref = acts.propose(conference, "head.arv", "1.", text, kind=kind)
    assert changed(newest(conference)) == [("1", before, after)]
    acts.accept(conference, ref)
    it, decided = whole(conference).entries[:2]
    assert [row[1:] for row in changed(it)] == [(before, after)]
    assert it.kind == ("paragraph ruled" if kind == "delete" else "paragraph added")
    assert (decided.kind, decided.changes) == ("proposal decided", ())


def test_a_declined_proposal_is_shown_with_its_words_and_the_reason(conference: World):
    acts.decline(conference, acts.propose(conference, "head.arv", "1.", "To note the report;"), "Too weak.")
    it = newest(conference)
    assert (it.kind, it.payload["status"], it.payload["reason"]) == ("proposal decided", "declined", "Too weak.")
    assert changed(it) == [("1", "To welcome the report;", "To note the report;")]
    assert it.proposed is not None
    assert it.proposed.party.code == "ARV"


def test_a_withdrawn_and_a_sponsored_proposal_keep_their_number(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.act(
        conference,
        "head.bel",
        lambda session, scope: proposals.sponsor(session, scope, ref, token=acts.token(), now=NOW),
    )
    sponsored = newest(conference)
    acts.act(
        conference,
        "head.arv",
        lambda session, scope: proposals.withdraw(session, scope, ref, token=acts.token(), now=NOW),
    )
    assert (sponsored.kind, sponsored.party and sponsored.party.code, sponsored.changes) == (
        "proposal sponsored",
        "BEL",
        (),
    )
    assert changed(newest(conference)) == [("1", "To welcome the report;", "To note the report;")]


def test_each_new_wording_is_shown_against_the_one_before_it(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    acts.reword(conference, "1.", "To note the new report;")
    second, first = whole(conference).entries[:2]
    assert changed(first) == [("1", "To welcome the report;", "To note the report;")]
    assert changed(second) == [("1", "To note the report;", "To note the new report;")]


def test_a_deletion_shows_the_words_of_its_time_and_a_reopening_brings_them_back(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    acts.reopen(conference, "1.", "Struck by mistake.")
    acts.reword(conference, "1.", "To note the new report;")
    _, reopened, deleted = whole(conference).entries[:3]
    assert changed(deleted) == [("1", "To note the report;", "")]
    assert changed(reopened) == [("1", "", "To note the report;")]
    assert reopened.payload["reason"] == "Struck by mistake."


def test_a_ruling_that_leaves_the_words_alone_shows_no_change(conference: World):
    acts.close(conference, "1.")
    assert newest(conference).changes == ()


def test_a_position_is_shown_with_its_statement(conference: World):
    acts.position(conference, "head.bel", "1.", "objects", "Not yet.")
    it = newest(conference)
    assert (it.payload["position"], it.payload["statement"], it.party and it.party.code) == (
        "objects",
        "Not yet.",
        "BEL",
    )
    assert it.changes == ()


def test_participation_is_an_entry_of_the_office_without_a_paragraph(conference: World):
    acts.participate(conference, "ZAB", "note verbale", "by July")
    it = newest(conference)
    assert (it.capacity, it.seat, it.payload["note"]) == ("support", None, "by July")


def renumbered(it: World) -> None:
    acts.accept(it, acts.propose(it, "head.arv", "1.", "To thank the host;", kind="insert after"))
    with it.database.reading() as session:
        it.paragraphs |= name_paragraphs(session, it.draft)
    acts.reword(it, "3.", "States should meet every year, as in paragraph 2 above.")
    acts.close(it, "(i)", "1.", "1 bis.", "2.", "(a)", "(b)", "3.", "1")
    acts.adopt(it)


def test_entries_name_a_paragraph_by_the_label_of_their_time(conference: World):
    renumbered(conference)
    rows = {(it.kind, it.seat.label) for it in whole(conference).entries if it.seat}
    assert {
        ("wording changed", "3"),
        ("paragraph added", "1 bis"),
        ("paragraph ruled", "2 (a)"),
        ("paragraph ruled", "2"),
    } <= rows
    told = next(it for it in whole(conference).entries if it.kind == "text renumbered")
    assert changed(told) == [
        (
            "4",
            "States should meet every year, as in paragraph 2 above.",
            "States should meet every year, as in paragraph 3 above.",
        )
    ]


# Pages


def test_fifty_entries_are_a_page_and_the_next_goes_on_below(conference: World):
    for number in range(58):
        acts.position(conference, "head.bel", "1.", "reservation", f"Statement {number}.")
    first = whole(conference)
    assert [it.seq for it in first.entries] == list(range(60, 10, -1))
    assert first.older == 11
    rest = acts.look(
        conference, "observer", lambda session, scope: history.of_draft(session, scope, before=first.older)
    )
    assert [it.seq for it in rest.entries] == list(range(10, 0, -1))
    assert rest.older is None


def test_exactly_fifty_entries_are_one_page(conference: World):
    for number in range(48):
        acts.position(conference, "head.bel", "1.", "reservation", f"Statement {number}.")
    assert len(whole(conference).entries) == 50
    assert whole(conference).older is None


def test_what_changed_since_an_entry_leaves_out_what_was_seen(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    assert [it.seq for it in whole(conference, since=2).entries] == [3]
    assert whole(conference, since=3).entries == ()


def test_the_number_of_queries_does_not_grow_with_the_record(conference: World, count_queries):
    def count() -> int:
        with count_queries() as queries:
            whole(conference)
        return len(queries)

    acts.reword(conference, "1.", "To note the report;")
    before = count()
    for label in ("1.", "2.", "(a)", "(b)"):
        acts.decline(conference, acts.propose(conference, "head.arv", label, "Anew."), "No.")
        acts.reword(conference, label, "Again.")
    assert count() == before


# One paragraph


def of_paragraph(it: World, label: str, before: int | None = None) -> history.HistoryPage:
    paragraph = it.paragraphs[label]
    return acts.look(
        it, "observer", lambda session, scope: history.of_paragraph(session, scope, paragraph, before=before)
    )


def test_a_paragraph_has_a_history_from_its_import_to_the_adoption(conference: World):
    renumbered(conference)
    assert [it.kind for it in of_paragraph(conference, "3.").entries] == [
        "draft adopted",
        "text renumbered",
        "paragraph ruled",
        "wording changed",
        "draft imported",
    ]
    imported = of_paragraph(conference, "3.").entries[-1]
    assert changed(imported) == [("3", "", "States [shall][should] meet every year.")]


def test_a_paragraph_added_later_begins_with_its_addition(conference: World):
    renumbered(conference)
    page = of_paragraph(conference, "1 bis.")
    assert [it.kind for it in page.entries] == [
        "draft adopted",
        "text renumbered",
        "paragraph ruled",
        "paragraph added",
    ]
    # Only its label changed, so the renumbering shows no other paragraph's words here.
    assert page.entries[1].changes == ()
    assert page.seat is not None
    assert page.seat.label == "2"


def test_a_paragraph_that_keeps_its_number_is_not_told_of_the_renumbering(conference: World):
    renumbered(conference)
    assert "text renumbered" not in [it.kind for it in of_paragraph(conference, "1.").entries]


def test_the_history_of_a_paragraph_comes_in_pages_too(conference: World):
    for number in range(60):
        acts.position(conference, "head.bel", "1.", "reservation", f"Statement {number}.")
    first = of_paragraph(conference, "1.")
    assert (len(first.entries), first.older) == (50, 13)
    assert len(of_paragraph(conference, "1.", before=first.older).entries) == 11


def test_no_paragraph_no_history(conference: World):
    with pytest.raises(NotFound):
        acts.look(conference, "chair", lambda session, scope: history.of_paragraph(session, scope, 999))


# The text as it stood


def as_of(it: World, seq: int) -> history.AsOf:
    return acts.look(it, "observer", lambda session, scope: history.as_of(session, scope, seq))


def lines(found: history.AsOf) -> dict[str, tuple[str, str]]:
    return {it.label: (it.text, it.state) for it in found.lines if it.label}


def test_the_text_is_rebuilt_as_it_stood_after_any_entry(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    assert lines(as_of(conference, 2))["1."] == ("To welcome the report;", "open")
    assert lines(as_of(conference, 3))["1."] == ("To note the report;", "open")
    assert lines(as_of(conference, 6))["1."] == ("To note the report;", "deleted")
    assert (as_of(conference, 3).newest, as_of(conference, 6).newest) == (False, True)
    assert as_of(conference, 3).entry.kind == "wording changed"
    assert as_of(conference, 3).note_numbers == {"1": 1}


def test_the_rebuilt_text_keeps_its_order_and_its_old_numbers(conference: World):
    renumbered(conference)
    final = as_of(conference, whole(conference).entries[0].seq)
    before = as_of(conference, whole(conference).entries[0].seq - 2)
    numbers = [[it.label for it in found.lines if it.kind == "operative"] for found in (before, final)]
    assert numbers == [["1.", "1 bis.", "2.", "3."], ["1.", "2.", "3.", "4."]]


@pytest.mark.parametrize("seq", [0, 3, 10**9])
def test_there_is_no_text_after_an_entry_that_there_is_not(conference: World, seq: int):
    with pytest.raises(NotFound):
        as_of(conference, seq)


# Privacy


def test_no_page_of_the_record_knows_a_private_text(conference: World):
    ref = acts.propose(conference, "delegate.arv", "1.", "To welcome the SECRET report;", table=False)
    acts.position(conference, "head.arv", "1.", "agrees")

    def everything(session: Session, scope: DraftScope) -> str:
        pages = (
            history.of_draft(session, scope),
            history.of_paragraph(session, scope, conference.paragraphs["1."]),
            history.as_of(session, scope, scope.draft.seq),
        )
        return repr([(page.entries if isinstance(page, history.HistoryPage) else page.lines) for page in pages])

    for who in ("head.arv", "head.bel", "chair", "observer"):
        shown = acts.look(conference, who, everything)
        assert "SECRET" not in shown
        assert ref not in shown


def test_observers_and_coordinators_are_named_in_their_own_capacity(conference: World):
    acts.propose(conference, "observer", "1.", "To note the report;")
    suggested = newest(conference)
    acts.act(
        conference,
        "coordinator.zab",
        lambda session, scope: consensus.give_position(
            session,
            scope,
            conference.paragraphs["1."],
            kind="agrees",
            statement="",
            revision=1,
            token=acts.token(),
            now=NOW,
        ),
    )
    assert (suggested.capacity, newest(conference).capacity) == ("observer", "coordinator")

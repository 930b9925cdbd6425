"""What delegations sent to the Support Office in writing: whose it is, given to it, or tabled for it as received."""

import pytest

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import notices as notice_queries
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.records import Notice, Person
from drafting.services import notice_facts, outbox, proposals, returned_copies
from drafting.services.received_facts import ReceivedProposals
from drafting.services.returned_copy_page import EACH
from tests import acts, returned, rulings
from tests.factories import NOW, World
from tests.returned import edited, replacing

HOW = "By e-mail of the head of delegation, 5 June 2026."
EDITS = {"1.": replacing("report", "findings")}


@pytest.fixture
def it(conference: World) -> World:
    return conference


def party(it: World, ref: str, who: str = "office") -> str:
    found = returned.preview(it, who, ref).party
    return found.code if found else ""


def assign(it: World, ref: str, code: str | None, **authors: str | None) -> None:
    seen = returned.row(it, "office", ref).version
    whose = {name: it.parties.get(one, 0) if one is not None else None for name, one in authors.items()}
    acts.act(
        it,
        "office",
        lambda session, scope: returned_copies.assign(
            session, scope, ref, party=it.parties[code] if code else None, authors=whose, version=seen
        ),
    )


@pytest.mark.parametrize(
    ("stamp", "author", "code"),
    [
        ("BEL", "Somebody", "BEL"),
        ("", "Belmora", "BEL"),
        ("", "Delegation of Zabora", "ZAB"),
        ("", "обсервия", "OBS"),
        ("", "Head Arv", "ARV"),
        ("", "Delegate Bel (рус.)", "BEL"),
        ("", "Somebody", ""),
        ("", "Arvendal and Belmora", ""),
        ("", "Delegation BEL", "BEL"),
        ("", "Bel Canto", ""),
        ("", "Chair", ""),
        ("OLD", "Somebody", ""),
    ],
)
def test_whose_a_file_is_is_read_from_its_stamp_or_its_author(it: World, stamp: str, author: str, code: str):
    edits = {"1.": replacing("report", "findings", by=author)}
    assert party(it, returned.receive(it, edited(it, edits, party=stamp))) == code


def test_a_name_that_people_of_two_delegations_bear_tells_nothing(it: World):
    with it.database.writing() as session:
        session.get_one(Person, it.people["head.arv"]).name_en = "Head Bel"
    edits = {"1.": replacing("report", "findings", by="Head Bel")}
    assert party(it, returned.receive(it, edited(it, edits, party=""))) == ""


def test_a_file_by_authors_of_two_delegations_is_nobodys_until_somebody_says(it: World):
    edits = {"1.": replacing("report", "findings", by="ARV"), "3.": replacing("every year", "monthly", by="BEL")}
    ref = returned.receive(it, edited(it, edits, party=""))
    assert party(it, ref) == ""
    with pytest.raises(BadText, match="whose-copy"):
        returned.take(it, "office", ref)


def test_each_author_is_taken_for_the_delegation_that_the_name_speaks_of_until_somebody_says(it: World):
    edits = {
        "1.": replacing("report", "findings", by="Arvendal"),
        "2.": replacing("cooperate", "meet", by="Head Bel"),
        "(b)": replacing("information", "data", by="Clerk"),
        "3.": replacing("every year", "monthly", by="Arvendal, Belmora"),
    }
    ref = returned.receive(it, edited(it, edits, party=""))
    found = {one.name: one.guess for one in returned.preview(it, "office", ref).authors}
    arv, bel = it.parties["ARV"], it.parties["BEL"]
    assert found == {"Arvendal": arv, "Arvendal, Belmora": EACH, "Clerk": None, "Head Bel": bel}
    assign(it, ref, None, Clerk="")
    assert {one.guess for one in returned.preview(it, "office", ref).authors} == {None}


def test_a_file_by_two_delegations_together_is_nobodys(it: World):
    edits = {"1.": replacing("report", "findings", by="Arvendal, Belmora")}
    assert party(it, returned.receive(it, edited(it, edits, party=""))) == ""


def test_what_was_received_is_tabled_with_a_sentence_on_how_it_came(it: World):
    ref = returned.receive(it, edited(it, EDITS))
    [made] = returned.take(it, "office", ref, table=True, how=f"  {HOW} ")
    [entry] = rulings.entries(it, "proposal tabled")
    assert (entry.party_id, entry.capacity, entry.person_id) == (it.parties["ARV"], "support", it.people["office"])
    assert entry.payload["received"] == HOW
    with it.database.reading() as session:
        found = proposal_queries.by_ref(session, it.draft, made, None)
        assert found is not None
        assert (found.status, found.received, found.number) == ("tabled", HOW, 1)
        [shown] = proposal_queries.of_draft(session, it.draft, None, statuses=("tabled",))
        assert shown.received == HOW


def test_nothing_is_tabled_without_saying_how_it_came(it: World):
    ref = returned.receive(it, edited(it, EDITS))
    with pytest.raises(BadText, match="received-missing"):
        returned.take(it, "office", ref, table=True, how=" ")
    assert rulings.entries(it, "proposal tabled") == []


def test_no_proposal_is_tabled_as_received_by_a_delegation_or_without_a_word(it: World):
    ref = acts.propose(it, "head.arv", "1.", "To note the report;", table=False)
    for who, how, error in (("head.arv", HOW, NotAllowed), ("office", " ", BadText)):
        with pytest.raises(error):
            table_received(it, who, ref, how)


def table_received(it: World, who: str, ref: str, how: str) -> None:
    def do(session: returned.Session, scope: returned.DraftScope) -> None:
        found = proposal_queries.by_ref(session, it.draft, ref, it.parties["ARV"])
        assert found is not None
        proposals.table_received(session, scope, found, how, token=acts.token(), now=NOW)

    acts.act(it, who, do)


def test_the_delegation_withdraws_what_was_tabled_for_it(it: World):
    [made] = returned.take(it, "office", returned.receive(it, edited(it, EDITS)), table=True, how=HOW)
    acts.act(it, "head.arv", lambda session, scope: proposals.withdraw(session, scope, made, token="t" * 9, now=NOW))
    assert rulings.entries(it, "proposal decided")[0].payload["status"] == "withdrawn"


def test_what_an_observer_sent_is_a_suggestion(it: World):
    returned.take(it, "office", returned.receive(it, edited(it, EDITS, party="OBS")), table=True, how=HOW)
    assert rulings.entries(it, "proposal tabled")[0].payload["status"] == "suggested"


def test_a_delegation_is_given_private_texts_and_sees_the_copy_from_then_on(it: World):
    ref = returned.receive(it, edited(it, EDITS))
    with pytest.raises(NotFound):
        returned.preview(it, "head.arv", ref)
    [made] = returned.take(it, "office", ref)
    assert [one.made.status for one in returned.preview(it, "head.arv", ref).made if one.made] == ["private"]
    [line] = acts.look(it, "head.arv", returned_copies.shelf).own
    assert line.row.ref == ref
    acts.act(it, "head.arv", lambda session, scope: proposals.table(session, scope, made, token="t" * 9, now=NOW))
    for who in ("head.bel", "chair"):
        with pytest.raises(NotFound):
            returned.preview(it, who, ref)


def test_a_delegation_does_not_put_away_what_the_office_keeps(it: World):
    ref = returned.receive(it, edited(it, EDITS))
    returned.take(it, "office", ref)
    with pytest.raises(NotAllowed):
        acts.act(it, "head.arv", lambda session, scope: returned_copies.finish(session, scope, ref))
    acts.act(it, "secretariat", lambda session, scope: returned_copies.finish(session, scope, ref))


def test_the_office_says_whose_a_file_is(it: World):
    edits = {"1.": replacing("report", "findings", by="Somebody")}
    ref = returned.receive(it, edited(it, edits, party=""))
    assign(it, ref, "ZAB")
    returned.take(it, "office", ref, table=True, how=HOW)
    assert rulings.entries(it, "proposal tabled")[0].party_id == it.parties["ZAB"]
    with pytest.raises(WrongState):  # What is dealt with is not given to another.
        assign(it, ref, "BEL")


def test_only_parties_of_the_process_can_be_chosen(it: World):
    ref = returned.receive(it, edited(it, EDITS))
    with pytest.raises(BadText, match="unknown-party"):
        acts.act(
            it,
            "office",
            lambda session, scope: returned_copies.assign(
                session, scope, ref, party=99_999, authors={}, version=returned.row(it, "office", ref).version
            ),
        )


def test_authors_of_one_file_are_given_to_their_delegations(it: World):
    edits = {
        "1.": replacing("report", "findings", by="Aida"),
        "3.": replacing("every year", "monthly", by="Bolat"),
        "(b)": replacing("information", "data", by="Clerk"),
    }
    ref = returned.receive(it, edited(it, edits))
    assign(it, ref, "ARV", Bolat="BEL", Clerk="", Aida=None)
    page = returned.preview(it, "office", ref)
    assert [(one.party.code, one.finding.by) for one in page.open if one.party] == [
        ("ARV", ("Aida",)),
        ("BEL", ("Bolat",)),
    ]
    returned.take(it, "office", ref, table=True, how=HOW)
    entries = rulings.entries(it, "proposal tabled")
    assert [one.party_id for one in entries] == [it.parties["ARV"], it.parties["BEL"]]


def test_what_another_delegation_wrote_into_the_file_is_not_shown_to_who_gets_the_rest(it: World):
    edits = {"1.": replacing("report", "findings", by="Aida"), "3.": replacing("every year", "monthly", by="Bolat")}
    ref = returned.receive(it, edited(it, edits))
    assign(it, ref, "ARV", Bolat="BEL")
    returned.take(it, "office", ref)
    page = returned.preview(it, "head.arv", ref)
    assert [one.finding.by for one in page.changes] == [("Aida",)]
    assert page.authors == ()
    with pytest.raises(NotFound):
        returned.preview(it, "head.bel", ref)


def test_a_file_that_cannot_be_read_says_why_in_the_list(it: World):
    def do(session: returned.Session, scope: returned.DraftScope) -> str:
        file = returned.File("broken.docx", b"PK broken")
        row = returned_copies.keep(session, scope, file, by_office=True, now=NOW)
        assert returned_copies.unread(session, scope, [row.ref]) == [row]
        returned_copies.was_read(session, scope, row, BadText("too-long-text", limit=5))
        returned_copies.was_read(session, scope, row, BadText("empty"))  # A second reader comes too late.
        assert returned_copies.unread(session, scope, [row.ref]) == []
        return row.ref

    ref = acts.act(it, "office", do)
    row = returned.row(it, "office", ref)
    assert (row.status, row.problem) == ("refused", {"code": "too-long-text", "limit": "5"})
    [line] = acts.look(it, "office", returned_copies.shelf).received
    assert (line.row.status, line.party) == ("refused", None)


def test_a_received_file_is_the_offices_alone_until_it_is_given(it: World):
    ref = returned.receive(it, edited(it, EDITS))
    for who in ("head.arv", "head.bel", "chair", "rapporteur", "observer"):
        with pytest.raises(NotFound):
            returned.preview(it, who, ref)
        assert acts.look(it, who, returned_copies.shelf).received == ()
    for who in ("office", "secretariat"):
        assert [line.row.ref for line in acts.look(it, who, returned_copies.shelf).received] == [ref]


def test_only_the_office_receives(it: World):
    for who in ("head.arv", "chair", "rapporteur"):
        with pytest.raises(NotAllowed):
            returned.receive(it, returned.unchanged(it), who=who)


def notices_of(it: World) -> list[Notice]:
    with it.database.reading() as session:
        return list(session.scalars(returned.select(Notice).order_by(Notice.id)))


def test_those_who_answer_for_the_delegation_are_told_once_of_all_that_was_tabled(it: World):
    edits = {**EDITS, "3.": replacing("every year", "monthly")}
    returned.take(it, "office", returned.receive(it, edited(it, edits)), table=True, how=HOW)
    [notice] = notices_of(it)
    assert (notice.person_id, notice.party_id) == (it.people["head.arv"], it.parties["ARV"])
    assert (notice.occasion, notice.run_id) == ("proposals received", None)
    with it.database.reading() as session:
        facts = notice_facts.gather(session, notice, NOW)
    assert isinstance(facts, ReceivedProposals)
    assert (facts.numbers, facts.how, facts.state.code, facts.is_overtaken) == ((1, 2), HOW, "ARV", False)


def test_nobody_is_told_of_private_texts_or_of_what_was_not_tabled(it: World):
    returned.take(it, "office", returned.receive(it, edited(it, EDITS)))
    acts.propose(it, "head.arv", "3.", "States meet.")
    assert notices_of(it) == []


def test_the_notices_are_shown_to_the_office_and_to_whom_they_went(it: World):
    returned.take(it, "office", returned.receive(it, edited(it, EDITS)), table=True, how=HOW)
    shown = {
        who: len(
            acts.look(it, who, lambda session, scope: outbox.of_no_run_shown(session, scope, "proposals received"))
        )
        for who in ("office", "head.arv", "delegate.arv", "head.bel")
    }
    assert shown == {"office": 1, "head.arv": 1, "delegate.arv": 1, "head.bel": 0}
    awaited = acts.look(it, "office", lambda session, scope: outbox.of_no_run_shown(session, scope, "note awaited"))
    assert awaited == ()
    with it.database.reading() as session:
        assert len(notice_queries.of_no_run(session, it.draft)) == 1

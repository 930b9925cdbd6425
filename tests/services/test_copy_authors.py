"""Whose the authors of a file are that several delegations wrote in, or that was made of what several want."""

from typing import Any

import pytest

from drafting.documents.akn import akn_changes
from drafting.domain.errors import BadText
from drafting.persistence.records import Party
from drafting.services import akoma, copy_authors, proposals, returned_copies
from drafting.services.returned_copy_page import EACH
from tests import acts, returned
from tests.factories import NOW, World


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Arvendal, Belmora", ["ARV", "BEL"]),
        ("Арвендал, BEL", ["ARV", "BEL"]),
        ("Zabland, Republic of, Arvendal", ["ZAB", "ARV"]),
        ("Arvendal", []),
        ("Arvendal, Somebody", []),
        ("Arvendal and Belmora", []),
        ("Former, Arvendal", []),
        (", ", []),
    ],
)
def test_a_name_that_lists_delegations_is_read(conference: World, name: str, codes: list[str]):
    with conference.database.writing() as session:
        session.get_one(Party, conference.parties["ZAB"]).name_en = "Zabland, Republic of"
        session.get_one(Party, conference.parties["ARV"]).name_ru = "Арвендал"
        former = session.get_one(Party, conference.parties["OBS"])
        former.name_en, former.status = "Former", "former"
    found = acts.look(conference, "office", lambda _, scope: copy_authors.listed(scope, name))
    assert found == tuple(conference.parties[code] for code in codes)


def test_what_several_want_is_part_of_the_proposal_of_each(conference: World):
    """As our own files have it: the words that go are everybody's, those that come are each delegation's own."""
    wanted = {"ARV": "To note the paper;", "BEL": "To note the study;"}
    acts.propose(conference, "head.arv", "1.", wanted["ARV"])
    acts.propose(conference, "head.bel", "1.", wanted["BEL"])
    copy = akn_changes.read(acts.look(conference, "office", amendments))
    assert len(copy.authors) == 3
    ref = returned.receive(conference, copy)
    guessed = {it.name: it.guess for it in returned.preview(conference, "office", ref).authors}
    assert guessed["ARV, BEL"] == EACH
    assign(conference, ref, guessed)
    page = returned.preview(conference, "office", ref)
    assert {it.party.code: it.finding.text for it in page.open if it.party} == wanted
    assert {it.name: it.whose for it in page.authors} == guessed


def test_who_co_sponsors_it_proposed_it_already(conference: World):
    made = acts.propose(conference, "head.arv", "1.", "To note the paper;")
    acts.act(
        conference,
        "head.bel",
        lambda session, scope: proposals.sponsor(session, scope, made, token=acts.token(), now=NOW),
    )
    ref = returned.receive(conference, akn_changes.read(acts.look(conference, "office", amendments)))
    assign(conference, ref, {"ARV, BEL": EACH})
    found = returned.preview(conference, "office", ref).open
    assert {(it.party.code, it.twin.number) for it in found if it.party and it.twin} == {("ARV", 1), ("BEL", 1)}
    assert not any(it.is_offered for it in found)


def test_only_a_list_of_delegations_can_be_each_of_them(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the paper;")
    ref = returned.receive(conference, akn_changes.read(acts.look(conference, "office", amendments)))
    with pytest.raises(BadText, match="unknown-party"):
        assign(conference, ref, {"ARV": EACH})


def amendments(session: Any, scope: Any) -> bytes:
    """The list of what is on the table, the delegations named by their codes."""
    words = akoma.Terms(
        name=lambda _, key: key, party=lambda it: it.code, by=lambda it: it.party.code, what=lambda *_: "what it asks"
    )
    return akoma.assembled(session, scope, "amendments", words).written()


def assign(it: World, ref: str, whose: dict[str, int | None]) -> None:
    version = returned.row(it, "office", ref).version
    acts.act(
        it,
        "office",
        lambda session, scope: returned_copies.assign(session, scope, ref, party=None, authors=whose, version=version),
    )

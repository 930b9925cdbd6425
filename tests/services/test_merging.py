"""The merge desk: what is tabled laid over a paragraph, picked, and taken as the new wording with every part told.

Source of the rules: practice.md section 4. After every test the record is replayed and must agree with the tables.
"""

import pytest

from drafting.domain.errors import BadText, NotAllowed, StaleEdit, Unlisted, WrongState
from drafting.domain.picks import Share
from drafting.services import losses, merge_rulings, merging, proposals
from drafting.services.merging import Choices, Fate
from drafting.services.paragraph_page import paragraph_page
from tests import acts
from tests.factories import NOW, World
from tests.rulings import appoint, entries, found, ruling, status

REPORT = "To welcome the report;"
BY_DEFAULT = Choices()


def desk(it: World, choices: Choices = BY_DEFAULT, label: str = "1.") -> merging.MergeDesk:
    return acts.look(
        it, "chair", lambda session, scope: merging.merge_desk(session, scope, it.paragraphs[label], choices)
    )


def take(it: World, choices: Choices = BY_DEFAULT, *, label: str = "1.", who: str = "chair", **fields) -> None:
    shown = fields.pop("shown", None)
    fields = {
        "shown": desk(it, label=label).table.numbers if shown is None else shown,
        "revision": found(it, label)[1],
        **fields,
    }
    ruling(it, merge_rulings.take, it.paragraphs[label], who, choices=choices, **fields)


def number(it: World, ref: str) -> int:
    return next(offer.number for offer in desk(it).table.mergeable if offer.ref == ref)


@pytest.fixture
def two(conference: World) -> tuple[str, str]:
    """Two proposals that combine: another verb, and another noun."""
    return (
        acts.propose(conference, "head.arv", "1.", "To note the report;"),
        acts.propose(conference, "head.bel", "1.", "To welcome the final report;"),
    )


# What lies on it


def test_what_combines_is_in_the_result_before_anything_is_picked(conference: World, two):
    it = desk(conference)
    assert it.result.text == it.result.composed == "To note the final report;"
    assert (it.result.edited, it.result.problem, it.result.open_brackets, it.result.unfit) == (False, None, 0, 0)
    assert [(change.number, change.kind) for change in it.table.changes] == [(1, "change"), (2, "change")]
    assert it.result.fates == {
        1: Fate(settles=True, reason="", extent="all"),
        2: Fate(settles=True, reason="", extent="all"),
    }
    assert it.result.outcomes == {1: "already there", 2: "already there"}
    assert [(line.kind, line.asked_by) for line in it.result.lines] == [
        ("deletion", (two[0],)),
        ("addition", (two[0],)),
        ("addition", (two[1],)),
    ]


def test_what_collides_stands_in_brackets_with_the_codes_of_every_sponsor(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.propose(conference, "head.bel", "1.", "To praise the report;")
    acts.act(conference, "coordinator.zab", lambda s, c: proposals.sponsor(s, c, ref, token=acts.token(), now=NOW))
    it = desk(conference)
    assert it.result.text == "To [welcome][ARV/ZAB: note][BEL: praise] the report;"
    assert it.result.open_brackets == 3
    assert [party.code for party in it.table.delegations] == ["ARV", "ZAB", "BEL"]
    assert it.result.fates[1] == Fate(settles=False, reason="", extent="none")


@pytest.mark.parametrize(
    ("preset", "text"),
    [
        ("all", "To note the final report;"),
        ("base", REPORT),
        ("brackets", "To [welcome][ARV: note] the [BEL: final ]report;"),
        ("ARV", "To note the report;"),
        ("BEL", "To welcome the final report;"),
    ],
)
def test_everything_is_picked_at_once(conference: World, two, preset, text):
    assert desk(conference, Choices(preset=preset)).result.text == text


def test_a_proposal_on_an_earlier_wording_is_carried_and_one_that_collides_is_laid_over_it_whole(conference: World):
    acts.propose(conference, "head.arv", "1.", "To welcome the long report;")
    acts.propose(conference, "head.bel", "1.", "To praise the report;")
    acts.propose(conference, "coordinator.zab", "1.", "To note the report;")
    acts.reword(conference, "1.", "To note the report;")
    it = desk(conference).table
    assert [(offer.outcome, offer.text) for offer in it.offers] == [
        ("applies", "To note the long report;"),
        ("collides", "To praise the report;"),
    ]
    assert [offer.outcome for offer in it.there] == ["already there"]


def test_deletions_and_new_paragraphs_lie_beside_and_suggestions_are_left_to_the_desk(conference: World, two):
    acts.propose(conference, "coordinator.zab", "1.", "", kind="delete")
    acts.propose(conference, "coordinator.zab", "1.", "To meet;", kind="insert after")
    acts.propose(conference, "observer", "1.", "To praise the report;")
    it = desk(conference).table
    assert [offer.kind for offer in it.beside] == ["delete", "insert after"]
    assert it.numbers == (1, 2)


def test_what_is_set_aside_is_not_merged_but_may_be_ruled_on(conference: World, two):
    it = desk(conference, Choices(aside={1}))
    assert (it.result.text, it.table.numbers) == ("To welcome the final report;", (1, 2))
    assert it.result.shares[1] == Share()
    take(conference, Choices(aside={1}, fates={1: Fate(settles=True, reason="Not for this text.", extent="none")}))
    assert status(conference, two[0]) == ("declined", "Not for this text.")
    assert status(conference, two[1])[0] == "accepted"


def test_the_way_leads_to_the_next_paragraph_with_several_proposals(conference: World, two):
    assert desk(conference).following is None
    acts.propose(conference, "head.arv", "(a)", "on schooling;")
    assert desk(conference).following is None
    acts.propose(conference, "head.bel", "(a)", "on common training;")
    line, label = desk(conference).following
    assert (line.id, label) == (conference.paragraphs["(a)"], "2 (a)")
    assert desk(conference, label="3.").following[0].id == conference.paragraphs["1."]


def test_a_note_is_named_by_its_number(conference: World):
    acts.propose(conference, "head.arv", "1", "Adopted in 2022.")
    assert desk(conference, label="1").label == "1"


def test_nobody_else_sees_the_desk_or_takes_a_wording(conference: World, two):
    with pytest.raises(NotAllowed):
        acts.look(conference, "office", lambda s, c: merging.merge_desk(s, c, conference.paragraphs["1."]))
    with pytest.raises(NotAllowed):
        take(conference, who="head.arv")


def test_a_private_text_of_the_chairs_own_delegation_never_lies_on_it(conference: World, two):
    appoint(conference, "chair", "head", "ARV")
    acts.propose(conference, "delegate.arv", "1.", "To bury the report;", table=False)
    assert desk(conference).table.numbers == (1, 2)
    assert "bury" not in repr(desk(conference).table)


# Words edited by hand


def test_edited_words_go_before_the_picks(conference: World, two):
    made = losses.seal(desk(conference).result.composed)
    it = desk(conference, Choices(text="To note the final and full report;", made=made)).result
    assert (it.edited, it.text, it.composed) == (
        True,
        "To note the final and full report;",
        "To note the final report;",
    )
    assert {number: share.extent for number, share in it.shares.items()} == {1: "all", 2: "all"}


def test_words_that_nobody_edited_follow_the_picks(conference: World, two):
    it = desk(
        conference,
        Choices(text="To note the final report;", made=losses.seal("To note the final report;"), preset="base"),
    )
    assert (it.result.edited, it.result.text) == (False, REPORT)
    same = desk(conference, Choices(text="To note the final report;\r\n".strip(), made="of other words"))
    assert not same.result.edited


@pytest.mark.parametrize(
    ("text", "code"), [(REPORT, "nothing-picked"), (" ", "empty-text"), ("long " * 5000, "too-long")]
)
def test_what_cannot_be_taken_is_said_and_refused(conference: World, two, text, code):
    choices = Choices(text=text, made="of other words")
    assert desk(conference, choices).result.problem.code == code
    with pytest.raises(BadText) as caught:
        take(conference, choices)
    assert caught.value.code == code
    assert found(conference, "1.")[1] == 1


# Taking it


def test_the_new_wording_settles_what_is_in_it_and_credits_every_contribution(conference: World, two):
    take(conference)
    assert found(conference, "1.") == ("open", 2, "To note the final report;")
    assert [status(conference, ref)[0] for ref in two] == ["accepted", "accepted"]
    worded = entries(conference, "wording changed")[-1].payload
    assert (worded["ruling"], worded["edited"]) == ("merge", False)
    arv, bel = conference.parties["ARV"], conference.parties["BEL"]
    assert worded["credits"] == [
        {"change": 1, "how": "taken", "base": "welcome", "words": "note", "proposals": [1], "parties": [arv]},
        {"change": 2, "how": "taken", "base": "", "words": " final", "proposals": [2], "parties": [bel]},
    ]
    assert worded["losses"]


def test_a_part_is_taken_and_the_rest_is_declined_with_its_words_in_the_record(conference: World):
    both = acts.propose(conference, "head.arv", "1.", "To note the full report;")
    other = acts.propose(conference, "head.bel", "1.", "To praise the report;")
    verb = desk(conference).table.changes[0]
    choices = Choices(
        {verb.key: verb.option((1,))}, fates={1: Fate(settles=True, reason="No support for it.", extent="part")}
    )
    take(conference, choices)
    assert found(conference, "1.")[2] == "To praise the full report;"
    assert status(conference, both) == ("taken", "No support for it.")
    assert status(conference, other)[0] == "accepted"
    decided = entries(conference, "proposal decided")[0].payload
    assert decided["ruling"] == "merge"
    page = acts.look(conference, "observer", lambda s, c: paragraph_page(s, c, conference.paragraphs["1."]))
    assert {it.number: [(part.how, part.words) for part in it.parts] for it in page.paragraph.proposals} == {
        1: [("left", "note"), ("taken", " full")],
        2: [("taken", "praise")],
    }
    assert decided["parts"] == [
        {"change": 1, "how": "left", "base": "welcome", "words": "note"},
        {"change": 2, "how": "taken", "base": "", "words": " full"},
    ]


def test_what_is_left_out_or_stands_in_brackets_stays_on_the_table(conference: World):
    refs = [
        acts.propose(conference, "head.arv", "1.", "To note the full report;"),
        acts.propose(conference, "head.bel", "1.", "To praise the report;"),
    ]
    take(conference)
    assert found(conference, "1.") == ("bracketed", 2, "To [welcome][ARV: note][BEL: praise] the full report;")
    assert [status(conference, ref)[0] for ref in refs] == ["tabled", "tabled"]
    assert [it["how"] for it in entries(conference, "wording changed")[-1].payload["credits"]] == [
        "bracketed",
        "bracketed",
        "taken",
    ]
    assert entries(conference, "proposal decided") == []


def test_what_is_accepted_may_be_left_open_and_stands_there_already(conference: World, two):
    take(conference, Choices(fates={1: Fate(settles=False, reason="", extent="all")}))
    assert status(conference, two[0])[0] == "tabled"
    assert [it.outcome for it in desk(conference).table.there] == ["already there"]


def test_a_choice_made_on_another_extent_counts_no_more(conference: World, two):
    fate = desk(conference, Choices(fates={1: Fate(settles=False, reason="Why.", extent="none")})).result.fates[1]
    assert fate == Fate(settles=True, reason="Why.", extent="all")


def test_declining_the_whole_of_a_proposal_needs_a_reason(conference: World, two):
    noun = desk(conference).table.changes[1]
    choices = Choices({noun.key: "base"}, fates={2: Fate(settles=True, reason=" ", extent="none")})
    with pytest.raises(BadText) as caught:
        take(conference, choices)
    assert caught.value.code == "reason-missing"
    assert status(conference, two[0])[0] == "tabled"
    take(conference, Choices({noun.key: "base"}, fates={2: Fate(settles=True, reason="Not now.", extent="none")}))
    assert status(conference, two[1]) == ("declined", "Not now.")


def test_the_record_says_that_the_chair_edited_the_words(conference: World, two):
    take(conference, Choices(text="To mention the final report;", made="of other words"))
    worded = entries(conference, "wording changed")[-1].payload
    assert worded["edited"]
    assert [it["how"] for it in worded["credits"]] == ["reworded", "taken"]
    assert [status(conference, ref)[0] for ref in two] == ["taken", "accepted"]


def test_a_double_click_takes_it_once(conference: World, two):
    for _ in range(2):
        take(conference, token="the-same-token", shown=(1, 2), revision=1)
    assert found(conference, "1.")[1] == 2


def test_no_wording_is_taken_whose_list_was_not_shown(conference: World, two):
    with pytest.raises(Unlisted):
        take(conference, seen=losses.seal("other words"))
    take(conference, seen=losses.seal("To note the final report;"))
    assert found(conference, "1.")[1] == 2


def test_a_text_that_moved_on_is_shown_and_edited_words_are_carried_to_it(conference: World, two):
    acts.reword(conference, "1.", "To welcome the report of 2026;")
    with pytest.raises(StaleEdit) as caught:
        take(conference, Choices(text="To note the final report;", made="of other words"), revision=1)
    assert caught.value.carried == "To note the final report of 2026;"
    with pytest.raises(StaleEdit) as caught:
        take(conference, revision=1)
    assert (caught.value.yours, caught.value.carried) == ("", None)


def test_a_table_that_moved_on_is_looked_at_again(conference: World, two):
    acts.act(conference, "head.bel", lambda s, c: proposals.withdraw(s, c, two[1], token=acts.token(), now=NOW))
    with pytest.raises(WrongState) as caught:
        take(conference, shown=(1, 2))
    assert caught.value.state == "moved on"
    assert found(conference, "1.")[1] == 1


def test_a_deleted_paragraph_gets_no_words(conference: World, two):
    ref = acts.propose(conference, "coordinator.zab", "1.", "", kind="delete")
    acts.accept(conference, ref)
    with pytest.raises(StaleEdit) as caught:
        take(conference, Choices(text="To thank them;"))
    assert (caught.value.current, caught.value.yours) == ("", "To thank them;")
    assert found(conference, "1.")[:2] == ("deleted", 1)

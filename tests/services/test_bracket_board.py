"""The bracket board: every open bracket with who holds it, since when, and what was said of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drafting.documents import reading
from drafting.documents.tree import Block
from drafting.domain.errors import NotAllowed
from drafting.services import (
    bracket_board,
    bracket_count,
    bracket_filters,
    drafts,
    merge_rulings,
    merging,
    proposals,
    ruled_brackets,
)
from drafting.services.bracket_filters import BracketFilters, Show
from drafting.services.bracket_views import Board, BracketView
from tests import acts
from tests.factories import NOW, World, import_text, world
from tests.rulings import ruling
from tests.services.test_bracket_rulings import attribute, rule, run_on

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "paris-draft-2015-10-23-en.md"
BLOCKS = (
    Block("title", "Communiqué"),
    Block("operative", "To welcome [ARV: the report] and [BEL/EU propose: its annex];", "1."),
    Block("operative", "States [shall][should] meet by [date], as [[the five] States] asked[^1].", "2."),
    Block("operative", "Option 1: To meet every year. Option 2: To meet every second year.", "3."),
    Block("operative", "[To begin;", "4."),
    Block("operative", "To end;] and to rest]", "5."),
    Block("operative", "[To stand alone;", "6."),
    Block("heading", "Follow-up", "", 1),
    Block("operative", "To use the table (see 12 [6] and [Arvendal]).", "7."),
    Block("note", "Asked in 2021.", "1"),
)


@pytest.fixture
def it(database) -> World:
    return world(database, BLOCKS)


def seen(it: World, who: str = "chair") -> Board:
    return acts.look(it, who, bracket_board.board)


def view(it: World, words: str) -> BracketView:
    return next(member for member in seen(it).members() if member.words == words)


def holders(it: World, words: str) -> list[tuple[str, str, str]]:
    return [(one.code, one.certainty, one.verb) for one in view(it, words).holders]


def words_of(found: Board) -> list[str]:
    return [" | ".join(member.words for member in item.members) or "options" for item in found.items]


def test_every_bracket_and_option_set_stands_in_the_order_of_the_text(it):
    assert words_of(seen(it)) == [
        "[ARV: the report]",
        "[BEL/EU propose: its annex]",
        "[shall] | [should]",
        "[date]",
        "[[the five] States]",
        "[the five]",
        "options",
        "[To begin;\nTo end;]",
        "[To stand alone;",
    ]


def test_kinds_depths_and_ends_are_told(it):
    assert view(it, "[date]").kind == "placeholder"
    assert [view(it, words).depth for words in ("[[the five] States]", "[the five]")] == [1, 2]
    long = view(it, "[To begin;\nTo end;]")
    assert long.last is not None
    assert (long.line.label, long.last.label) == ("4.", "5.")
    assert view(it, "[date]").last is None


def test_words_stand_in_their_context(it):
    item = next(one for one in seen(it).items if one.members and one.members[0].words == "[shall]")
    assert (item.before, item.after) == ("States ", " meet by [date], as [[the five] States] asked.")
    acts.reword(it, "2.", "word " * 30 + "[here]" + " more" * 30)
    (found,) = [one for one in seen(it).items if one.members and one.members[0].words == "[here]"]
    assert found.before.startswith("… word")
    assert found.after.endswith("more …")


def test_what_is_suggested_and_the_options_of_a_set(it):
    items = seen(it).items
    assert [one.suggested for one in items if len(one.members) > 1] == ["alternatives"]
    (options,) = [one.options for one in items if one.options]
    assert [(one.label, one.words.strip()) for one in options] == [
        ("Option 1", "To meet every year."),
        ("Option 2", "To meet every second year."),
    ]


def test_holders_are_unknown_until_somebody_tells(it):
    assert holders(it, "[shall]") == []


def test_a_claim_of_the_text_is_a_claim_also_of_one_whom_we_do_not_know(it):
    assert holders(it, "[ARV: the report]") == [("ARV", "claimed", "")]
    assert holders(it, "[BEL/EU propose: its annex]") == [("BEL", "claimed", "proposes"), ("EU", "claimed", "proposes")]


def test_an_accepted_proposal_makes_its_sponsors_known(it):
    ref = acts.propose(it, "head.bel", "3.", "To meet [every year].")
    acts.act(it, "coordinator.zab", lambda s, scope: proposals.sponsor(s, scope, ref, token=acts.token(), now=NOW))
    assert "[every year]" not in words_of(seen(it))
    acts.accept(it, ref)
    assert holders(it, "[every year]") == [("BEL", "known", ""), ("ZAB", "known", "")]
    acts.reword(it, "3.", "To meet soon [every year].")
    assert holders(it, "[every year]") == [("BEL", "known", ""), ("ZAB", "known", "")]


def test_a_new_paragraph_is_held_by_who_proposed_it_and_never_by_an_observer(it):
    acts.accept(it, acts.propose(it, "head.arv", "1.", "To thank [the host];", kind="insert after"))
    assert holders(it, "[the host]") == [("ARV", "known", "")]
    ref = acts.propose(it, "observer", "3.", "To meet [often].")
    acts.act(it, "head.arv", lambda s, scope: proposals.sponsor(s, scope, ref, token=acts.token(), now=NOW))
    acts.accept(it, ref)
    assert holders(it, "[often]") == [("ARV", "known", "")]


def test_the_chair_attributes_and_a_state_takes_itself_out(it):
    attribute(it, "1.", "BEL", "ZAB", start=11)
    assert holders(it, "[ARV: the report]") == [("BEL", "known", ""), ("ZAB", "known", ""), ("ARV", "claimed", "")]
    attribute(it, "1.", "ARV", holds=False, start=11, who="head.arv")
    attribute(it, "1.", "BEL", holds=False, start=11, who="head.bel")
    assert holders(it, "[ARV: the report]") == [("ZAB", "known", "")]


def test_a_bracket_of_the_merge_desk_is_held_by_those_whose_words_it_has(it):
    arv, bel, obs = (it.parties[code] for code in ("ARV", "BEL", "OBS"))
    credited = [
        {"words": "every month", "parties": [arv, obs]},
        {"words": "every week", "parties": [bel]},
    ]
    text = "To meet [every year][ every month ][BEL: weekly]"
    because = {"ruling": "reword", "credits": credited}

    def do(session: Any, scope: Any) -> None:
        current = acts.texts.load(session, scope, it.paragraphs["3."])
        acts.texts.change(session, scope, current, text, because=because, now=NOW)

    acts.act(it, "chair", do)
    assert holders(it, "[every year]") == []
    assert holders(it, "[ every month ]") == [("ARV", "known", "")]
    assert holders(it, "[BEL: weekly]") == [("BEL", "known", "")]


def test_the_age_goes_back_to_the_entry_that_brought_the_bracket(it):
    paragraph = it.paragraphs["3."]

    def reword(text: str, minutes: int) -> None:
        def do(session: Any, scope: Any) -> None:
            current = acts.texts.load(session, scope, paragraph)
            at = NOW + timedelta(minutes=minutes)
            acts.texts.change(session, scope, current, text, because={"ruling": "reword"}, now=at)

        acts.act(it, "chair", do)

    reword("To meet [often].", 1)
    reword("To meet [often] and [early].", 2)
    old, new, first = view(it, "[often]"), view(it, "[early]"), view(it, "[shall]")
    assert (old.since, old.wordings, old.at) == (3, 1, NOW + timedelta(minutes=1))
    assert (new.since, new.wordings, first.since) == (4, 0, 1)
    acts.reword(it, "3.", "To meet and [early].")
    acts.reword(it, "3.", "To meet [often] and [early].")
    assert (view(it, "[often]").since, view(it, "[early]").since) == (6, 4)


def test_a_ruling_names_who_made_it_and_when(it):
    rule(it, "2.", "independent", who="office")
    rule(it, "2.", "not a dispute", who="chair")
    found = view(it, "[shall]")
    assert [(one.ruling, one.capacity, one.person.name_en) for one in found.said] == [
        ("independent", "support", "Office"),
        ("not a dispute", "chair", "Chair"),
    ]
    assert found.is_settled
    assert found.type_ruling is not None
    assert found.type_ruling.ruling == "independent"
    assert view(it, "[date]").type_ruling is None


def test_what_is_wrong_is_listed_with_its_place(it):
    found = seen(it)
    assert [(one.code, one.line.label) for one in found.faults] == [
        ("unmatched", "5."),
        ("unclosed", "6."),
    ]
    assert [one.members[0].words for one in found.strays] == ["]"]
    assert [(line.text, runs_on) for line, runs_on in found.headings] == [("Follow-up", False)]


def test_a_heading_over_which_brackets_run_stays_listed(it):
    acts.reword(it, "7.", "To end here too.]")
    run_on(it, "heading")
    found = seen(it)
    assert [(line.text, runs_on) for line, runs_on in found.headings] == [("Follow-up", True)]
    assert "[To stand alone;\nFollow-up\nTo end here too.]" in words_of(found)


SORTS: tuple[tuple[Show, list[str]], ...] = (
    (
        "open",
        [
            "[ARV: the report]",
            "[BEL/EU propose: its annex]",
            "[shall] | [should]",
            "[date]",
            "[[the five] States]",
            "[the five]",
            "options",
            "[To begin;\nTo end;]",
        ],
    ),
    ("single", ["[ARV: the report]", "[the five]"]),
    ("mine", ["[the five]"]),
    ("unknown", ["[shall] | [should]", "[[the five] States]", "[To begin;\nTo end;]"]),
    ("placeholders", ["[date]"]),
    ("settled", ["[To stand alone;"]),
)


@pytest.mark.parametrize(("show", "words"), SORTS)
def test_the_filters_show_what_they_say(it, show: Show, words: list[str]):
    attribute(it, "2.", "ZAB", start=BLOCKS[2].text.index("[the five]"))
    rule(it, "6.", "not a dispute", 0)
    board = seen(it, "coordinator.zab")
    rows = bracket_filters.chosen(board, BracketFilters(show))
    assert [" | ".join(member.words for member in item.members) or "options" for item in rows] == words
    assert bracket_filters.counted(board)[show] == sum(len(item.members) for item in rows)


def test_what_one_state_holds_and_how_much_each_does(it):
    board = seen(it)
    (row,) = bracket_filters.chosen(board, BracketFilters(holder="EU"))
    assert row.members[0].words == "[BEL/EU propose: its annex]"
    assert bracket_filters.by_holder(board) == {"ARV": 1, "BEL": 1, "EU": 1}
    assert bracket_filters.chosen(board, BracketFilters(holder="ZAB")) == []


def test_who_sits_with_no_delegation_holds_nothing(it):
    assert bracket_filters.counted(seen(it))["mine"] == 0


def test_the_oldest_come_first_and_what_has_no_age_last(it):
    acts.reword(it, "1.", "To welcome [it];")
    rows = bracket_filters.chosen(seen(it), BracketFilters(oldest_first=True))
    assert [" | ".join(member.words for member in item.members) or "options" for item in rows][-2:] == [
        "[it]",
        "options",
    ]


def test_the_counts_over_time_end_with_what_is_open_now(it):
    acts.reword(it, "1.", "To welcome [it];")
    rule(it, "2.", "not a dispute")
    acts.accept(it, acts.propose(it, "head.arv", "4.", "", kind="delete"))
    rule(it, "2.", "dispute")
    board = seen(it)
    assert [count for _, count in board.points] == [8, 7, 6, 5, 6]
    assert bracket_filters.disputes(board.members()) == 6


def count(it: World) -> int:
    def do(session: Any, scope: Any) -> int:
        lines = acts.texts.drafts.lines(session, it.draft, "en")
        return bracket_count.open_brackets(scope, lines, ruled_brackets.of_draft(session, scope))

    return acts.look(it, "chair", do)


def test_the_number_beside_the_link_is_that_of_the_board(it):
    assert count(it) == bracket_filters.disputes(seen(it).members()) == 8
    rule(it, "2.", "not a dispute")
    acts.accept(it, acts.propose(it, "head.arv", "1.", "", kind="delete"))
    assert count(it) == bracket_filters.disputes(seen(it).members()) == 5


def test_what_is_private_to_a_delegation_is_on_nobodys_board(it):
    acts.propose(it, "delegate.arv", "3.", "To meet [in secret].", table=False)
    acts.propose(it, "head.arv", "3.", "To meet [tabled].")
    for who in ("chair", "delegate.arv", "head.bel"):
        assert not any("secret" in words or "tabled" in words for words in words_of(seen(it, who)))


def test_the_board_takes_the_same_queries_however_long_the_draft(database, count_queries):
    it = world(database)
    asked = []
    for length in (5, 60):
        blocks = [Block("operative", f"To do [this][that] {at} [ARV: soon];", f"{at}.") for at in range(length)]
        with database.writing() as session:
            made = import_text(session, it.people["office"], it.meeting, blocks).id
        here = World(**{**vars(it), "draft": made})
        with count_queries() as queries:
            assert len(seen(here, "office").items) == 2 * length
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 11


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample texts are not on this machine")
def test_the_long_sample_is_read_whole(database):
    it = world(database, reading.read(SAMPLE.read_bytes(), SAMPLE.name).blocks)
    board = seen(it)
    assert sum(1 for _ in board.members()) > 1000
    assert bracket_filters.disputes(board.members()) == board.points[-1][1] == count(it)


def test_wordings_with_an_or_between_stand_once_as_a_group(database):
    it = world(database, (Block("operative", "To meet [soon] or [later].", "1."),))
    (item,) = seen(it).items
    assert ([member.words for member in item.members], item.suggested, item.options) == (
        ["[soon]", "[later]"],
        "alternatives",
        (),
    )


def test_what_parts_the_brackets_of_a_group_is_shown_with_them(it):
    assert [one.words for one in seen(it).items if len(one.members) > 1] == ["[shall][should]"]
    acts.reword(it, "2.", "States [shall] or [should] meet.")
    assert [one.words for one in seen(it).items if len(one.members) > 1] == ["[shall] or [should]"]


def test_a_group_whose_last_wording_closes_in_a_later_paragraph_is_shown_whole(database):
    it = world(database, [Block("operative", "To [meet][rest", "1."), Block("operative", "for] a year.", "2.")])
    [group] = seen(it).items
    assert [member.words for member in group.members] == ["[meet]", "[rest\nfor]"]
    assert (group.words, group.after) == ("[meet][rest\nfor]", " a year.")


def test_what_the_real_merge_desk_put_into_brackets_is_held_by_all_who_sponsored_it(database):
    it = world(database)
    ref = acts.propose(it, "head.arv", "1.", "To note the report;")
    acts.propose(it, "head.bel", "1.", "To praise the report;")
    acts.act(it, "coordinator.zab", lambda s, scope: proposals.sponsor(s, scope, ref, token=acts.token(), now=NOW))
    desk = acts.look(it, "chair", lambda s, scope: merging.merge_desk(s, scope, it.paragraphs["1."], merging.Choices()))
    shown, paragraph = desk.table.numbers, it.paragraphs["1."]
    choices = merging.Choices()
    ruling(it, merge_rulings.take, paragraph, choices=choices, shown=shown, revision=1)
    assert holders(it, "[welcome]") == []
    assert [code for code, *_ in holders(it, "[ARV/ZAB: note]")] == ["ARV", "ZAB"]
    assert {certainty for _, certainty, _ in holders(it, "[ARV/ZAB: note]")} == {"known"}


def test_the_board_is_there_before_and_after_the_negotiation(database):
    it = world(database, is_open=False)
    assert words_of(seen(it, "office")) == ["[shall] | [should]"]
    rule(it, "3.", "alternatives", who="office")
    with database.writing() as session:
        drafts.open_draft(session, it.scope(session, "office"), token="open-the-draft", now=NOW)
    acts.agree_all(it)
    acts.adopt(it)
    assert words_of(seen(it)) == []
    with pytest.raises(NotAllowed):
        rule(it, "3.", "independent")

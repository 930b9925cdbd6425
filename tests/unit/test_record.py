"""The record: a chain that shows every change of an entry, and a replay that rebuilds the draft from what was told."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import record
from drafting.domain.participation import Stated
from drafting.domain.record import Book, Entry, Told

NOW = datetime(2026, 6, 5, 12, tzinfo=UTC)
ENTRY = Entry(1, 2, "position given", 3, "head", 4, 5, NOW, {"position": "agrees", "слово": "й"}, "a" * 64)
IMPORTED: Told = (
    "draft imported",
    None,
    None,
    {
        "title": "Communiqué",
        "symbol": "Ref: 1",
        "language": "en",
        "paragraphs": [
            {
                "id": number,
                "kind": "operative",
                "label": f"{number}.",
                "level": 0,
                "place": f"0000{number}",
                "state": "open",
                "language": "en",
                "text": f"Text {number}.",
            }
            for number in (1, 2)
        ],
        "participation": [{"party": 7, "status": "adopting", "note": ""}],
    },
)
TABLED: Told = (
    "proposal tabled",
    7,
    1,
    {
        "proposal": "ref",
        "number": 1,
        "kind": "replace",
        "language": "en",
        "base": "Text 1.",
        "text": "Words 1.",
        "reason": "Clearer.",
        "status": "suggested",
    },
)


def told(*entries: Told) -> Book:
    return record.replay([IMPORTED, *entries])


def bracketed(*entries: Told) -> Book:
    """The same with words in brackets in paragraph 1."""
    return told(("wording changed", None, 1, {**WORDED, "text": "We [shall][should] go.", "number": 2}), *entries)


WORDED = {"language": "en", "number": 3, "text": "All of us [should] go.", "state": "bracketed"}
RULED: Told = (
    "bracket ruled",
    None,
    1,
    {
        "ruling": "alternatives",
        "language": "en",
        "number": 2,
        "places": [[3, 10], [10, 18]],
        "words": ["[shall]", "[should]"],
        "parties": [],
        "states": [{"id": 2, "state": "bracketed"}],
    },
)


def test_a_ruling_on_brackets_stands_with_its_number_and_the_states_that_it_changed():
    book = bracketed(RULED)
    assert [(it.anchor, it.ruling, it.party, it.seq) for it in book.rulings[1, "en"]] == [
        ((3, 10), "alternatives", 0, 3),
        ((10, 18), "alternatives", 0, 3),
    ]
    assert book.paragraphs[2].state == "bracketed"


def test_a_new_wording_may_free_other_paragraphs():
    freed = {**WORDED, "number": 2, "states": [{"id": 2, "state": "agreed"}]}
    assert told(("wording changed", None, 1, freed)).paragraphs[2].state == "agreed"


def test_a_ruling_on_brackets_goes_along_with_them():
    book = bracketed(RULED, ("wording changed", None, 1, WORDED))
    assert [it.anchor for it in book.rulings[1, "en"]] == [(10, 18)]


def ruled(paragraph: int, state: str) -> Told:
    return ("paragraph ruled", None, paragraph, {"state": state})


def worded(paragraph: int, number: int, text: str, state: str = "open") -> Told:
    return ("wording changed", None, paragraph, {"language": "en", "number": number, "text": text, "state": state})


def positioned(paragraph: int, party: int, wording: str) -> Told:
    payload = {"position": "agrees", "statement": "", "wording": wording}
    return ("position given", party, paragraph, payload)


def remarked(paragraph: int | None, party: int | None) -> Told:
    return ("remark made", party, paragraph, {"text": "Why?", "wording": "w"})


# The chain


def test_the_hash_of_an_entry_is_what_it_always_was():
    # Written down once: an entry of an old record must be found whole by every later version.
    assert record.entry_hash(ENTRY) == "512de68c08fe6618e65762fe71537c63ff6f6b9fec325bb5dbae480636f25616"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("draft", 9),
        ("seq", 9),
        ("kind", "draft adopted"),
        ("person", 9),
        ("capacity", "chair"),
        ("party", None),
        ("paragraph", None),
        ("at", NOW + timedelta(microseconds=1)),
        ("payload", {"position": "objects", "слово": "й"}),
        ("previous", "b" * 64),
    ],
)
def test_every_fact_of_an_entry_is_under_its_hash(name: str, value: Any):
    assert record.entry_hash(dataclasses.replace(ENTRY, **{name: value})) != record.entry_hash(ENTRY)


def test_every_field_of_an_entry_is_tried_above():
    assert len(dataclasses.fields(Entry)) == 10


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3) | st.none(), max_size=4))
def test_neither_the_order_of_a_payload_nor_the_zone_of_an_instant_counts(payload: dict[str, Any]):
    almaty = NOW.astimezone(timezone(timedelta(hours=5)))
    one = dataclasses.replace(ENTRY, payload=payload)
    other = dataclasses.replace(ENTRY, payload=dict(reversed(payload.items())), at=almaty)
    assert record.entry_hash(one) == record.entry_hash(other)


@given(st.dictionaries(st.sampled_from(["en", "ru", "fr"]), st.text(max_size=4)))
def test_a_wording_is_its_texts_in_every_language_in_any_order(texts: dict[str, str]):
    assert record.wording_hash(texts) == record.wording_hash(dict(reversed(texts.items())))
    for language, text in texts.items():
        assert record.wording_hash(texts) != record.wording_hash(texts | {language: text + "x"})


# The replay


def test_an_import_is_the_whole_draft_at_its_first_revision():
    book = told()
    assert (book.title, book.symbol, book.language, book.phase, book.revision) == (
        *("Communiqué", "Ref: 1", "en", "preparing"),
        1,
    )
    first = book.paragraphs[1]
    assert (first.kind, first.label, first.level, first.place, first.state, first.texts) == (
        *("operative", "1.", 0, "00001", "open"),
        {"en": (1, "Text 1.")},
    )
    assert first.wording() == record.wording_hash({"en": record.text_hash("Text 1.")})
    assert book.revisions == {(1, "en", 1): "Text 1.", (2, "en", 1): "Text 2."}
    assert book.participation == {7: Stated("adopting")}


def test_opening_begins_the_negotiation():
    assert told(("draft opened", None, None, {})).phase == "negotiation"


def test_a_suggestion_comes_on_the_table_with_its_first_sponsor_and_is_decided():
    sponsored: Told = ("proposal sponsored", 8, 1, {"proposal": "ref"})
    decided: Told = ("proposal decided", None, 1, {"proposal": "ref", "status": "declined", "reason": "No support."})
    withdrawn: Told = ("proposal decided", 7, 1, {"proposal": "ref", "status": "withdrawn"})
    assert told(TABLED).proposals["ref"].status == "suggested"
    found = told(TABLED, sponsored, decided).proposals["ref"]
    assert dataclasses.astuple(found) == (
        *(1, "replace", 1, 7, "en", "Text 1.", "Words 1.", "Clearer.", "declined"),
        *("No support.", {8}, "", {}),
    )
    assert told(TABLED, sponsored).proposals["ref"].status == "tabled"
    gone = told(TABLED, withdrawn).proposals["ref"]
    assert (gone.status, gone.decision) == ("withdrawn", "")


def test_what_the_office_tabled_for_a_delegation_says_how_it_came():
    kind, party, paragraph, payload = TABLED
    received: Told = (kind, party, paragraph, {**payload, "received": "By mail of 3 June."})
    assert told(received).proposals["ref"].received == "By mail of 3 June."


def test_a_new_wording_keeps_the_old_one():
    book = told(worded(1, 2, "[Words] 1.", "bracketed"))
    assert book.paragraphs[1].texts == {"en": (2, "[Words] 1.")}
    assert book.paragraphs[1].state == "bracketed"
    assert (book.revisions[1, "en", 1], book.revisions[1, "en", 2]) == ("Text 1.", "[Words] 1.")
    assert book.revision == 2


def test_an_added_paragraph_is_a_revision_of_the_draft():
    payload = {**IMPORTED[3]["paragraphs"][0], "id": 3, "label": "1 bis.", "place": "000015", "text": "New."}
    book = told(("paragraph added", None, 3, payload))
    assert (book.paragraphs[3].label, book.paragraphs[3].texts["en"]) == ("1 bis.", (1, "New."))
    assert book.revision == 2


@pytest.mark.parametrize(
    ("states", "revision"),
    [(["agreed"], 1), (["deferred", "agreed"], 1), (["deleted"], 2), (["deleted", "open"], 3)],
)
def test_a_ruling_changes_the_text_only_when_it_deletes_or_brings_back(states: list[str], revision: int):
    book = told(*(ruled(1, state) for state in states))
    assert (book.paragraphs[1].state, book.revision) == (states[-1], revision)


def test_the_newest_position_of_each_state_stands():
    book = told(positioned(1, 7, "w1"), positioned(1, 8, "w1"), positioned(1, 7, "w2"))
    assert book.positions == {(1, 7): ("agrees", "", "w2"), (1, 8): ("agrees", "", "w1")}


def test_participation_is_told_apart_from_the_text():
    stated: Told = ("participation stated", None, None, {"party": 7, "status": "note verbale", "note": "By June."})
    book = told(stated)
    assert (book.participation, book.revision) == ({7: Stated("note verbale", "By June.")}, 1)


def test_reminders_of_an_awaited_note_are_counted_and_only_of_whom_something_is_stated():
    stated: Told = ("participation stated", None, None, {"party": 7, "status": "note verbale", "note": ""})
    once, twice = (("note awaited", None, None, {"party": 7, "number": number}) for number in (1, 2))
    book = told(stated, once, twice)
    assert (book.reminded, book.participation[7].status) == ({7: 2}, "note verbale")
    with pytest.raises(KeyError):
        told(("note awaited", None, None, {"party": 99, "number": 1}))


def test_renumbering_takes_along_those_who_spoke_on_the_wording_and_nobody_else():
    now = told().paragraphs[1].wording()
    renumbered: Told = (
        "text renumbered",
        None,
        None,
        {
            "labels": [{"id": 2, "label": "3."}],
            "texts": [{"id": 1, "language": "en", "number": 2, "text": "Text 1, see paragraph 3."}],
        },
    )
    book = told(positioned(1, 7, now), positioned(1, 8, "earlier"), positioned(2, 7, now), renumbered)
    assert (book.paragraphs[1].label, book.paragraphs[2].label, book.revision) == ("1.", "3.", 2)
    assert {key: wording for key, (_, _, wording) in book.positions.items()} == {
        (1, 7): book.paragraphs[1].wording(),
        (1, 8): "earlier",
        (2, 7): now,
    }


def test_a_remark_stands_until_it_is_taken_back_and_is_told_for_ever():
    made = told(remarked(1, 7))
    (seq,) = made.remarks
    assert (made.remarks[seq].text, made.remarks[seq].withdrawn) == ("Why?", False)
    after = told(remarked(1, 7), ("remark withdrawn", 7, 1, {"remark": seq}))
    assert (after.remarks[seq].text, after.remarks[seq].withdrawn) == ("Why?", True)


def test_adoption_ends_the_negotiation_with_a_hash():
    book = told(("draft adopted", None, None, {"hash": "f" * 64}))
    assert (book.phase, book.adopted_hash) == ("adopted", "f" * 64)


@pytest.mark.parametrize(
    "entry",
    [
        ("gavel lost", None, None, {}),
        ("proposal tabled", None, 1, TABLED[3]),
        ("proposal tabled", 7, None, TABLED[3]),
        ("proposal sponsored", None, 1, {"proposal": "ref"}),
        ("proposal sponsored", 7, 1, {"proposal": "unknown"}),
        ("proposal decided", None, 1, {"proposal": "unknown", "status": "accepted"}),
        ("paragraph ruled", None, None, {"state": "agreed"}),
        ("paragraph ruled", None, 99, {"state": "agreed"}),
        ("wording changed", None, None, worded(1, 2, "x")[3]),
        ("wording changed", None, 99, worded(1, 2, "x")[3]),
        ("position given", None, 1, positioned(1, 7, "w")[3]),
        ("position given", 7, None, positioned(1, 7, "w")[3]),
        remarked(None, 7),
        remarked(1, None),
        remarked(99, 7),
        ("remark withdrawn", 7, 1, {"remark": 1}),
    ],
)
def test_an_entry_that_names_nothing_known_cannot_be_replayed(entry: Told):
    with pytest.raises(KeyError):
        told(entry)


ENTRIES = st.lists(
    st.one_of(
        st.builds(ruled, st.sampled_from([1, 2]), st.sampled_from(["open", "agreed", "deleted", "deferred"])),
        st.builds(worded, st.sampled_from([1, 2]), st.integers(2, 9), st.text(max_size=5)),
        st.builds(positioned, st.sampled_from([1, 2]), st.sampled_from([7, 8]), st.sampled_from(["w1", "w2"])),
    ),
    max_size=12,
)


@given(ENTRIES)
def test_the_replay_ends_where_the_last_entries_say_and_counts_each_change_of_the_text(entries: list[Told]):
    states, changes = {1: "open", 2: "open"}, 0
    for kind, _, paragraph, payload in entries:
        if kind == "position given":
            continue
        moved = "deleted" in (states[paragraph], payload["state"])
        changes += kind == "wording changed" or moved
        states[paragraph] = payload["state"]
    book = told(*entries)
    assert {key: it.state for key, it in book.paragraphs.items()} == states
    assert book.revision == 1 + changes
    assert book == told(*entries)


# The adopted document


def test_the_hash_of_an_adopted_document_covers_text_labels_order_and_participation():
    first, second = ("operative", "1.", {"en": "a", "ru": "б"}), ("operative", "2.", {"en": "c"})
    table = [{"party": 7, "status": "adopting"}]
    here = record.document_hash([first, second], table)
    assert here == record.document_hash([("operative", "1.", {"ru": "б", "en": "a"}), second], table)
    others = [
        ([second, first], table),
        ([first], table),
        ([("recital", "1.", first[2]), second], table),
        ([("operative", "(1)", first[2]), second], table),
        ([("operative", "1.", {"en": "a"}), second], table),
        ([first, second], []),
        ([first, second], [{"party": 7, "status": "observer"}]),
    ]
    hashes = [record.document_hash(paragraphs, participation) for paragraphs, participation in others]
    assert len({here, *hashes}) == 1 + len(others)


def test_a_reissue_gives_new_texts_takes_notes_away_and_bears_the_hash():
    before = told().paragraphs[1].wording()
    spoke: Told = ("position given", 7, 1, {"position": "agrees", "statement": "", "wording": before})
    row = {"id": 1, "language": "en", "number": 2, "text": "Zhoram agrees.", "losses": []}
    issued: Told = (
        "draft reissued",
        None,
        None,
        {"number": 1, "texts": [row], "died": [{"id": 2, "losses": []}], "hash": "c" * 64},
    )
    book = told(spoke, issued)
    assert (book.reissues, book.adopted_hash, book.revision) == (1, "c" * 64, 2)
    assert (book.paragraphs[1].texts["en"], book.paragraphs[2].state) == ((2, "Zhoram agrees."), "deleted")
    assert book.positions[1, 7][2] == book.paragraphs[1].wording() != before


def test_a_wording_that_only_follows_a_participation_takes_the_positions_along():
    before = told().paragraphs[1].wording()
    spoke: Told = ("position given", 7, 1, {"position": "agrees", "statement": "", "wording": before})
    worded = {"language": "en", "number": 2, "text": "Zhoram agrees.", "state": "agreed", "states": []}
    assert told(spoke, ("wording changed", None, 1, worded)).positions[1, 7][2] == before
    followed = told(spoke, ("wording changed", None, 1, {**worded, "participation": 5}))
    assert followed.positions[1, 7][2] == followed.paragraphs[1].wording()

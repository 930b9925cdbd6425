"""A file counts its notes anew; the same note is the same note all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import note_keys, notes
from drafting.domain.comparison import Paragraph, compare

LONG = {
    "a": "Adopted at the first ministerial conference in the year 2015.",
    "b": "The State of Jelbar will answer by note verbale before the autumn.",
    "c": "Observers were invited with the consent of the participating States.",
}
KEYS = st.lists(st.sampled_from(["1", "2", "5", "a", "two-states"]), max_size=6)


def version(*texts: str, **bodies: str) -> list[Paragraph]:
    """Paragraphs, and the notes k1, k2 … under the keys 1, 2 …"""
    body = [Paragraph("operative", f"{number}.", text) for number, text in enumerate(texts, start=1)]
    return [*body, *(Paragraph("note", key.removeprefix("k"), LONG[words]) for key, words in bodies.items())]


def test_a_note_is_called_by_the_number_that_it_is_displayed_with():
    found = note_keys.numbered(version("One[^9].", "Two[^7] and again[^9].", k7="a", k9="b", k2="c"))
    assert [it.text for it in found[:2]] == ["One[^1].", "Two[^2] and again[^1]."]
    # Nobody is led to the last one, so that it has no number; its key is taken.
    assert [(it.label, it.text) for it in found[2:]] == [("2", LONG["a"]), ("1", LONG["b"]), ("2-2", LONG["c"])]


def test_one_note_before_the_others_changes_the_marks_of_none():
    old = version("One.", "Two[^1].", "Three[^2].", k1="a", k2="b")
    new = note_keys.aligned(old, version("One[^1].", "Two[^2].", "Three[^3].", k1="c", k2="a", k3="b"))
    assert [it.text for it in new[:3]] == ["One[^1-2].", "Two[^1].", "Three[^2]."]
    assert [it.outcome for it in compare(old, new)] == [
        "changed",
        "unchanged",
        "unchanged",
        "inserted",
        "unchanged",
        "unchanged",
    ]


def test_other_words_under_the_same_key_stay_under_it_where_no_other_note_bears_it():
    old = version("One[^1].", k1="a")
    assert note_keys.aligned(old, version("One[^1].", k1="c")) == tuple(version("One[^1].", k1="c"))


def test_a_note_that_is_split_or_joined_keeps_its_keys():
    whole = Paragraph("note", "1", f"{LONG['a']} {LONG['b']}")
    parts = version(k1="a", k2="b")
    assert note_keys.aligned([whole], parts) == tuple(parts)


@given(st.lists(KEYS), st.lists(st.sampled_from(sorted(LONG)), unique=True))
def test_a_version_beside_itself_under_other_keys_is_unchanged(marked, known):
    texts = ["word".join(f"[^{key}]" for key in keys) for keys in marked]
    bodies = [Paragraph("note", key, LONG[words]) for key, words in zip(("1", "2", "a"), known, strict=False)]
    old = [*(Paragraph("operative", "", text) for text in texts), *bodies]
    named = note_keys.numbered(old)
    assert note_keys.aligned(named, named) == named
    assert note_keys.numbered(named) == named
    words = [notes.renamed(it.text, dict.fromkeys(notes.marks(it.text), "x")) for it in old]
    assert [notes.renamed(it.text, dict.fromkeys(notes.marks(it.text), "x")) for it in named] == words
    keys = [it.label for it in named if it.kind == "note"]
    assert len(set(keys)) == len(keys)


@given(st.text(), st.dictionaries(st.sampled_from(["1", "2"]), st.sampled_from(["9", "b"])))
def test_other_keys_change_nothing_but_the_marks(words, names):
    text = f"[^1]{words}[^2][^3]"
    renamed = notes.renamed(text, names)
    assert notes.marks(renamed) == tuple(names.get(key, key) for key in notes.marks(text))
    assert notes.renamed(text, {}) == text
    assert notes.renamed(text, {key: key for key in notes.marks(text)}) == text


@pytest.mark.parametrize(
    ("texts", "bodies", "dead"),
    [
        (["A[^1]"], {"1": "One."}, ()),
        (["A"], {"1": "One."}, ("1",)),
        (["A[^2]"], {"1": "One.", "2": "See[^1]."}, ()),
        (["A"], {"1": "See[^2].", "2": "See[^1]."}, ("1", "2")),
        (["A[^3]"], {"3": "See[^3], [^4] and [^5].", "4": "Four."}, ()),
        ([], {}, ()),
    ],
)
def test_a_note_that_nobody_is_led_to_is_unmarked(texts, bodies, dead):
    assert notes.unmarked(texts, bodies) == dead

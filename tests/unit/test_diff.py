from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import alignment
from drafting.domain.diff import Change, changes, hunks, new_text, old_text, phrases
from drafting.domain.words import pieces
from tests.yardstick import in_common

SAMPLES = Path(__file__).parents[2] / ".." / "shared" / "samples"
WORDS = ["shall", "should", "и", "рёвъ", "й", "refugees", "难", "民", "لاجئ", "Oʻz", "5", "10\u00a0000", "[", "]", "*"]
SIGNS = [" ", " ", " ", ", ", "-", "–", "\u00a0", ".", "«", "»", "\u00ad", "[^1]"]
prose = st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map("".join)


def shown(old, new):
    """The change as people write it: {-deleted-} and {+inserted+}."""
    frames = {"equal": "{}", "delete": "{{-{}-}}", "insert": "{{+{}+}}"}
    return "".join(frames[change.op].format(change.text) for change in changes(old, new))


def marked(found):
    return sum(len(pieces(change.text)) for change in found if change.op != "equal")


def fewest(old, new):
    """The exact minimum of marked tokens, by the textbook table."""
    row = [0] * (len(new) + 1)
    for a in old:
        above, row = row, [0]
        for j, b in enumerate(new):
            row.append(above[j] + 1 if a == b else max(above[j + 1], row[j]))
    return len(old) + len(new) - 2 * row[-1]


def edited(units, count):
    """The text with `count` scattered edits: a replacement, a deletion, an insertion in turn."""
    units = list(units)
    for at in sorted({place * 7919 % len(units) for place in range(count)}, reverse=True):
        units[at : at + at % 2] = [["changed"], [], ["new", " "]][at % 3]
    return "".join(units)


@given(st.text(), st.text())
def test_both_sides_are_reproduced_for_any_text(old, new):
    found = changes(old, new)
    assert (old_text(found), new_text(found)) == (old, new)


@given(prose, prose)
def test_both_sides_are_reproduced_for_prose(old, new):
    found = changes(old, new)
    assert (old_text(found), new_text(found)) == (old, new)
    assert all(change.text for change in found)


@given(prose, prose)
def test_marks_stand_between_tokens(old, new):
    found = changes(old, new)
    for whole, op in ((old, "insert"), (new, "delete")):
        parts = [change.text for change in found if change.op != op]
        assert [unit for part in parts for unit in pieces(part)] == pieces(whole)


@given(prose, prose)
def test_no_fewer_tokens_could_be_marked(old, new):
    olds, news = pieces(old), pieces(new)
    found = hunks(olds, news)
    assert sum(h.end - h.start + h.new_end - h.new_start for h in found) == fewest(olds, news)


@given(prose, prose)
def test_only_lone_spaces_are_marked_without_having_changed(old, new):
    olds, news = pieces(old), pieces(new)
    joined = phrases(olds, hunks(olds, news))
    swept = len(hunks(olds, news)) - len(joined)
    assert marked(changes(old, new)) == fewest(olds, news) + 2 * swept


@given(prose, prose)
def test_a_hunk_has_one_number_and_numbers_count_up(old, new):
    found = changes(old, new)
    numbers = [change.number for change in found if change.op != "equal"]
    assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
    assert all((change.number == 0) == (change.op == "equal") for change in found)


@given(prose)
def test_equal_texts_have_no_change(text):
    assert changes(text, text) == ((Change("equal", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("States should act.", "States shall act.", "States {-should-}{+shall+} act."),
        (
            "refugees and others",
            "refugees and stateless persons and others",
            "refugees{+ and stateless persons+} and others",
        ),
        ("the big cat", "the cat", "the{- big-} cat"),
        ("A, B and C", "A, X, B and C", "A{+, X+}, B and C"),
        ("One. Two.", "One. New. Two.", "One.{+ New.+} Two."),
        ("Two. Two.", "Two.", "Two.{- Two.-}"),
        ("a b", "a, (b", "a{+,+} {+(+}b"),
        # The space in the middle would stay equal as well as the word.
        ("by the States act", "by States of origin act", "by{- the-} States{+ of origin+} act"),
        ("[a] c", "[a] [b] c", "[a]{+ [b]+} c"),
        ("a c", "a (b) (b) c", "a{+ (b) (b)+} c"),
        ("We [a b] c", "We [[a b]][KAZ: d][UZB: a b] c", "We {+[+}[a b]{+][KAZ: d][UZB: a b]+} c"),
        ("We [[a b]][KAZ: d][UZB: a b] c", "We [a b] c", "We {-[-}[a b]{-][KAZ: d][UZB: a b]-} c"),
        ("[]", "[[]]", "[{+[]+}]"),
        ("a a]]", "[a]", "{+[+}a{- a]-}]"),
        ("[a]", "aa]]", "{-[a-}{+aa]+}]"),
        ("5%", "50%", "{-5%-}{+50%+}"),
        ("10\u00a0000", "10 000", "{-10\u00a0000-}{+10 000+}"),
        ("5 June", "5\u00a0June", "5{- -}{+\u00a0+}June"),
        ("co-operate", "co–operate", "co{---}{+–+}operate"),
        ("text", "*text*", "{+*+}text{+*+}"),
        ("a note[^1]", "a note[^2]", "a note{-[^1]-}{+[^2]+}"),
        ("foo bar", "baz qux", "{-foo bar-}{+baz qux+}"),
        ("foo and bar", "baz and qux", "{-foo-}{+baz+} and {-bar-}{+qux+}"),
        ("a b", "x a y b", "{+x +}a{+ y+} b"),
        ("мои\u0306", "мой", "{-мои\u0306-}{+мой+}"),
        ("", "new", "{+new+}"),
        ("old", "", "{-old-}"),
        ("难民问题", "难民的问题", "难民{+的+}问题"),
    ],
)
def test_a_change_reads_as_a_person_would_mark_it(old, new, expected):
    assert shown(old, new) == expected


def test_tokens_beyond_the_characters_are_replaced_as_a_whole(monkeypatch):
    monkeypatch.setattr(alignment, "_AVAILABLE", 3)
    assert shown("a b c", "a b d") == "{-a b c-}{+a b d+}"


def test_surrogates_are_never_used_for_a_token():
    units = [str(number) for number in range(0xD800 + 10)]
    coded = alignment.Base(units)._coded
    assert coded.encode()
    assert len(set(coded)) == len(units)


@pytest.mark.parametrize("limit", [0, 9, 400])
@given(old=prose, new=prose)
def test_long_texts_are_cut_at_single_words_without_loss(limit, old, new):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_LIMIT", limit)
        found = changes(old, new)
    assert (old_text(found), new_text(found)) == (old, new)


def test_words_set_beside_others_in_brackets_are_found_in_each_of_many_places():
    old, new = (" ".join(f"{word} in {number}" for number in range(20)) for word in ("[a]", "[[a]][K: b][U: a]"))
    assert shown(old, new) == " ".join(f"{{+[+}}[a]{{+][K: b][U: a]+}} in {number}" for number in range(20))


def test_beyond_some_places_in_one_text_both_sides_are_still_exact():
    old, new = (" ".join(f"{word} in {number}" for number in range(40)) for word in ("[a]", "[[a]][K: b][U: a]"))
    found = changes(old, new)
    assert (old_text(found), new_text(found)) == (old, new)


@pytest.mark.parametrize("limit", [0, 9])
def test_equal_words_between_cuts_are_not_marked(monkeypatch, limit):
    monkeypatch.setattr(alignment, "_LIMIT", limit)
    assert shown("p x a a y q", "r x a a y s") == "{-p-}{+r+} x a a y {-q-}{+s+}"


def sample(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not here")
    return path.read_text("utf-8")


@pytest.mark.parametrize("name", ["paris-draft-2015-10-23-en.md", "mechanism-2013-ru.md"])
@pytest.mark.parametrize(("length", "count"), [(2_000, 10), (18_000, 10), (18_000, 100)])
def test_scattered_edits_of_a_real_text_are_marked_almost_minimally(name, length, count):
    old = sample(name)[:length]
    new = edited(pieces(old), count)
    found = changes(old, new)
    assert (old_text(found), new_text(found)) == (old, new)
    olds, news = pieces(old), pieces(new)
    assert marked(found) <= 1.05 * (len(olds) + len(news) - 2 * in_common(olds, news))


def test_two_long_unrelated_texts_are_compared_exactly():
    old, new = (" ".join(WORDS[k * k * step % len(WORDS)] for k in range(4_000)) for step in (3, 7))
    found = changes(old, new)
    assert (old_text(found), new_text(found)) == (old, new)

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.domain.inline import Piece, escape, marks, pieces, placed, plain, plain_part, write

# Dense in the signs of the grammar, so that most examples have some of each.
MARKED = st.text(st.sampled_from("*\\[]^kа1_- «\n") | st.characters(), max_size=40)
STYLED = st.lists(
    st.builds(Piece, MARKED, st.booleans(), st.booleans())
    | st.builds(Piece, st.just(""), st.booleans(), st.booleans(), st.from_regex(r"[\w-]{1,5}", fullmatch=True)),
    max_size=8,
)

ROWS = [
    ("", ()),
    ("plain", (Piece("plain"),)),
    ("*Recalling* that", (Piece("Recalling", italic=True), Piece(" that"))),
    ("**Aims.** To", (Piece("Aims.", bold=True), Piece(" To"))),
    ("***both***", (Piece("both", italic=True, bold=True),)),
    (
        "*a***b**",
        (Piece("a", italic=True), Piece("b", bold=True)),
    ),
    (
        "*a**b*c**",
        (Piece("a", italic=True), Piece("b", italic=True, bold=True), Piece("c", bold=True)),
    ),
    ("****", ()),
    ("2 * 3", (Piece("2 * 3"),)),
    ("*a* *b", (Piece("a", italic=True), Piece(" *b"))),
    ("a ** b", (Piece("a ** b"),)),
    ("[shall][should]", (Piece("[shall][should]"),)),
    ("States[^1], and", (Piece("States"), Piece("", note="1"), Piece(", and"))),
    ("*a[^n_2-b]*", (Piece("a", italic=True), Piece("", italic=True, note="n_2-b"))),
    ("[^1][^1]", (Piece("", note="1"), Piece("", note="1"))),
    ("сноска[^прим]", (Piece("сноска"), Piece("", note="прим"))),
    ("[^]", (Piece("[^]"),)),
    ("[^a b]", (Piece("[^a b]"),)),
    (r"\*not\*", (Piece("*not*"),)),
    (r"\[^1] \[a\] \\ \^", (Piece(r"[^1] [a] \ ^"),)),
    ("C:\\dir, end\\", (Piece("C:\\dir, end\\"),)),
    ("line\\\nend", (Piece("line\\\nend"),)),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_text_reads_as_its_runs(text, expected):
    assert pieces(text) == expected


@given(MARKED)
@example("[*^k]*")
@example("\\**")
@example("***a*b**")
def test_what_is_written_reads_as_the_same_runs(text):
    assert pieces(write(pieces(text))) == pieces(text)


@given(STYLED)
@example([Piece("["), Piece("^k]")])
def test_any_runs_survive_writing_with_their_words_styles_and_marks(runs):
    def signs(found):
        return [
            (sign, piece.italic, piece.bold, piece.note)
            for piece in found
            for sign in piece.text or [""]
            if sign or piece.note
        ]

    assert signs(pieces(write(runs))) == signs(runs)


@given(MARKED)
def test_escaped_words_read_as_themselves(words):
    assert plain(escape(words)) == words
    assert pieces(escape(words)) == ((Piece(words),) if words else ())


@given(st.text(st.characters(exclude_characters="*\\^")))
@example("[shall][should] (a) _x_ `y` ~z~ # 1. <b>")
def test_words_without_the_three_signs_are_left_alone(words):
    assert escape(words) == words


@given(MARKED)
def test_runs_are_never_empty_and_neighbours_differ(text):
    found = pieces(text)
    assert all(bool(piece.text) != bool(piece.note) for piece in found)
    for left, right in pairwise(found):
        assert left.note or right.note or (left.italic, left.bold) != (right.italic, right.bold)


@given(MARKED)
def test_reading_drops_only_signs_of_the_grammar(text):
    read = "".join(piece.text + piece.note for piece in pieces(text))
    assert [sign for sign in text if sign not in "*\\[]^"] == [sign for sign in read if sign not in "*\\[]^"]


@given(MARKED)
def test_every_sign_and_mark_is_placed_where_it_stands(text):
    for start, piece in placed(text):
        source = f"[^{piece.note}]" if piece.note else piece.text
        assert text[start:].startswith(source) or text[start:].startswith("\\" + source)
        assert source


def test_marks_are_listed_in_order_with_repeats():
    assert marks("a[^2] *b[^1]* c[^2] \\[^3]") == ("2", "1", "2")
    assert plain("a[^2] *b[^1]* c") == "a b c"


@pytest.mark.parametrize(
    ("part", "words"),
    [("Welcoming* the", "Welcoming the"), ("**Also** *re", "Also re"), (r"5 \* 3 [^n1]", "5 * 3 "), ("", "")],
)
def test_the_words_of_a_part_of_a_text_are_without_switches(part: str, words: str):
    assert plain_part(part) == words


@given(MARKED)
def test_a_whole_text_is_a_part_of_itself(text: str):
    if "*" not in plain(text):  # A literal sign may stand for a switch without its partner.
        assert plain_part(text) == plain(text)

"""Markdown and plain text: blocks, lines, notes, warnings."""

import pytest

from drafting.documents.reading import read


def blocks(text, name="draft.md"):
    return [(b.label, b.text) for b in read(text.encode(), name).blocks]


def told(text, name="draft.md"):
    return [(w.code, w.block, w.detail) for w in read(text.encode(), name).warnings]


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("a *b* **c** ***d***", "a *b* **c** ***d***"),
        ("a _b_ __c__ d_e_f", "a *b* **c** d_e_f"),
        (r"a \* b \_c\_ \[^1]", r"a \* b _c_ \[^1]"),
        ("2 * 3 * 4 = 24", r"2 \* 3 \* 4 = 24"),
        ("one<br>two  \nthree\\\nfour\nfive", "one\ntwo\nthree\nfour five"),
        ("[text](http://a.example) & <b>c</b>", "[text](http://a.example) & <b>c</b>"),
        (r"C:\dir and a\ b", r"C:\\dir and a\\ b"),
        ("m<sup>2</sup>", "m<sup>2</sup>"),
        ("и\u0306", "й"),
        ("a ****** b", r"a \*\*\*\*\*\* b"),
    ],
)
def test_inline_signs(source, stored):
    assert blocks(f"{source}\n")[0][1] == stored


def test_lists_keep_labels_and_depth():
    found = read(b"1. a\n   1. b\n      - c\n\n   more\n2. d\n- e\n* f", "x.md")
    shape = [(b.kind, b.level, b.label) for b in found.blocks]
    assert shape == [
        ("operative", 0, "1."),
        ("point", 1, "1."),
        ("point", 2, "-"),
        ("text", 1, ""),
        ("operative", 0, "2."),
        ("point", 1, "-"),
        ("point", 1, "-"),
    ]


def test_lines_with_labels_of_ours_are_paragraphs_without_blank_lines():
    assert blocks("(i) one;\n(ii) two\nand more;\n(iv) no") == [("(i)", "one;"), ("(ii)", "two and more; (iv) no")]


def test_rules_and_underlines_are_structure():
    assert [b.kind for b in read(b"Title\n=====\n\ntext\n\n***\n\nPart\n---\nmore", "x.md").blocks] == [
        "title",
        "text",
        "heading",
        "text",
    ]


def test_what_markdown_has_and_we_have_not_is_kept_and_told():
    text = "---\ntitle: T\n---\n\n{:toc}\n\n| a | b |\n\n<i>x</i>\n\n```\ncode\n```\n\n[l](u) and [r]: not\n\n[r]: http://u"
    left = [detail for code, _, detail in told(text) if code == "left-as-text"]
    assert left == ["title: T", "{:toc}", "|", "<i>", "```", "```", "](u)", "[r]:"]
    assert ("", "| a | b |") in blocks(text)
    assert read(text.encode(), "x.md").lost == ""


@pytest.mark.parametrize(
    "text",
    [
        "A[^5] and B[^5].\n\n[^5]: The note\nin two lines.",
        "A<sup>5</sup> and B<sup>5</sup>.\n\n---\n\n<sup>5</sup> The note\nin two lines.",
        "> A[^5] and B[^5].\n>\n> [^5]: The note\n> in two lines.",
    ],
)
def test_a_shared_note_is_one_note(text):
    assert blocks(text) == [("", "A[^5] and B[^5]."), ("5", "The note in two lines.")]
    assert told(text) == []


def test_numbers_that_begin_anew_on_each_page_are_notes_of_their_own():
    text = "A<sup>1</sup>\n\n<sup>1</sup> First.\n\nB<sup>1</sup>\n\n<sup>1</sup> Second.\n\nC<sup>1</sup>"
    assert blocks(text) == [("", "A[^1]"), ("", "B[^1-2]"), ("", "C[^1-2]"), ("1", "First."), ("1-2", "Second.")]


def test_notes_in_plain_text_are_marked_by_raised_numbers():
    text = "The States¹² met, 5 m³ deep.\n\n¹² Both of them."
    assert blocks(text, "x.txt") == [("", "The States[^12] met, 5 m³ deep."), ("12", "Both of them.")]


SAME = "States in brackets noted the need for a further internal procedure before they formalise."


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("1. a\n\n2. b\n\n4. c", ("gap-in-numbering", 2, "3. → 4.")),
        ("1. a\n\n2. b\n\n2. c\n\n3. d", ("duplicate-label", 2, "2.")),
        ("а) a\n\nб) b\n\nг) c", ("gap-in-numbering", 2, "в) → г)")),
        ("a [b\n\nc", ("unbalanced-bracket", 0, "a [b")),
        ("a\n\nb] c", ("unbalanced-bracket", 1, "b] c")),
        ("a [b\n\n# H\n\nc] d", ("unbalanced-bracket", 2, "c] d")),
        ("a[^1]", ("mark-without-note", 0, "1")),
        ("a\n\n[^1]: b", ("note-without-mark", 1, "1")),
        (f"a[^1] b[^2]\n\n[^1]: {SAME}\n\n[^2]: {SAME[:-1]}d.", ("similar-notes", 2, "1, 2")),
    ],
)
def test_warnings(text, warning):
    assert warning in told(text)


@pytest.mark.parametrize(
    "text",
    ["1. a\n\n2. b\n\n# H\n\n1. c", "[a\n\nb]", "1. a\n   1. b\n2. c\n   1. d", "a \\[^1]", "1. a\n\n1bis. b\n\n2. c"],
)
def test_what_is_in_order_is_not_warned_of(text):
    assert told(text) == []


def test_notes_of_different_wording_are_not_similar():
    text = f"a[^1] b[^2] c[^3]\n\n[^1]: {SAME}\n\n[^2]: {SAME[::-1]}\n\n[^3]: Short."
    assert told(text) == []


WRAPPED = """The participating States of the Process met in order to discuss the migra-
tion policy of the state-owned companies, and the participating State-
owned ones, non-
state actors and non state actors that have met during the last months of
2013 which was a good year. The next one was better:
1. First
of all.
"""


def test_hard_wrapped_lines_are_joined_and_real_hyphens_kept():
    first, second = blocks(WRAPPED + "state-owned\n", "x.txt")[:2]
    assert first[1] == (
        "The participating States of the Process met in order to discuss the migration policy of the "
        "state-owned companies, and the participating State-owned ones, non-state actors and non state actors "
        "that have met during the last months of 2013 which was a good year. The next one was better:"
    )
    assert second == ("1.", "First of all.")
    joined = [detail for code, _, detail in told(WRAPPED, "x.txt") if code == "line-joined"]
    assert "migration" in joined


def test_a_word_broken_in_markdown_is_joined():
    assert blocks("The migra-\ntion policy and the state-\nowned ones; state-owned.") == [
        ("", "The migration policy and the state-owned ones; state-owned.")
    ]


def test_a_text_with_one_paragraph_on_each_line():
    line = "The participating States underlined the importance of dialogue on migration " * 2
    assert len(blocks(f"{line}\n{line}\n{line}", "x.txt")) == 3


def test_a_paragraph_cut_by_a_page_break_is_one_again():
    start = "Participants recognised the substantial contribution of migration to their further"
    assert blocks(f"{start}\n\nuse for development.") == [("", f"{start} use for development.")]
    assert len(blocks(f"{start}.\n\nuse for development.")) == 2
    assert len(blocks(f"{start}\n\n- use for development.")) == 2
    assert len(blocks(f"{start}\n\na) use for development.")) == 2

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.domain import brackets
from drafting.domain.bracket_repairs import lift_and_repair, strike_and_repair
from drafting.domain.bracket_signs import scan
from drafting.domain.brackets import Diagnostic, leaves, lift, read, read_all, strike
from drafting.domain.errors import BadText

STATES = ["Iran", "Islamic Republic of Iran", "Исламская Республика Иран", "Египет", "Того", "Грузия", "Chad"]
PIECES = [
    "[",
    "]",
    "[",
    "]",
    "shall",
    " ",
    ", ",
    "и",
    "难",
    "й",
    "5",
    "【",
    "］",
    "(",
    ")",
    "*",
    "[^1]",
    "\\[",
    "\u00a0",
    "X",
]
prose = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def shown(text, **names):
    """Each bracket as its words, kind and depth."""
    return [(text[b.start : b.end], b.kind, b.depth) for b in read(text, **names).brackets]


def kinds(text, **names):
    return [bracket.kind for bracket in read(text, **names).brackets]


def faults(text):
    return [(fault.code, fault.at) for fault in read(text).diagnostics]


@given(st.text(st.sampled_from("[]()【】［］\\^*a1 \n")) | st.text())
@example(r"a (b) \[c] [d]")
def test_any_text_is_read_and_its_leaves_join_to_it(text):
    reading = read(text)
    assert "".join(leaves(text)) == text
    assert all(0 <= b.start < (b.end or len(text)) <= len(text) for b in reading.brackets)
    assert all(0 <= fault.at < len(text) for fault in reading.diagnostics)


@given(st.lists(prose, max_size=6), st.sets(st.integers(0, 5)))
def test_every_sign_is_in_a_bracket_or_in_a_diagnostic(texts, headings):
    for text, reading in zip(texts, read_all(texts, headings), strict=True):
        signs = scan(text)
        ends = {b.start for b in reading.brackets} | {b.end - 1 for b in reading.brackets if b.end}
        pointed = {fault.at for fault in reading.diagnostics}
        assert {at for pair in signs.pairs for at in pair} | set(signs.openers) | set(signs.closers) <= ends | pointed


@given(prose)
def test_brackets_never_half_overlap_and_depth_counts_what_is_around(text):
    found = read(text).brackets
    for one in found:
        around = [o for o in found if o.start < one.start and (o.end or len(text) + 1) > one.start]
        assert one.depth == len(around) + 1
        assert all((o.end or len(text) + 1) >= (one.end or len(text) + 1) for o in around)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It [shall] act", [("[shall]", "dispute", 1)]),
        ("[[developed] countries]", [("[[developed] countries]", "dispute", 1), ("[developed]", "dispute", 2)]),
        (
            "[[bearing in mind a] and [with a view to b]]",
            [
                ("[[bearing in mind a] and [with a view to b]]", "dispute", 1),
                ("[bearing in mind a]", "dispute", 2),
                ("[with a view to b]", "dispute", 2),
            ],
        ),
        ("Part[y] [ies]", [("[y]", "dispute", 1), ("[ies]", "dispute", 1)]),
        ("【so】［too］", [("【so】", "dispute", 1), ("［too］", "dispute", 1)]),
        ("[a[^3]] b[^4]", [("[a[^3]]", "dispute", 1), ("[^3]", "note", 2), ("[^4]", "note", 1)]),
        (r"\[sign\]", []),
        ("[open", [("[open", "dispute", 1)]),
    ],
)
def test_brackets_are_read_with_their_depth(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "editorial") for text in ("[sic]", "[…]", "[...]", "[так в тексте]", "5 [mg/kg]")),
        *((text, "reference") for text in ("[1]", "спланированность[23]", "Article 7 [6]", "as noted [1].")),
        *((text, "link") for text in ("[text](link)", "[site](https://example.org)")),
        *((text, "placeholder") for text in ("[ ]", "[]", "[X]", "[x]", "[date]", "[дата]", "[Annex x]", "[____]")),
        *(
            (text, "placeholder")
            for text in ("[Приложение Х]", "[by X date]", "[XX.XX.XXXX]", "[20XX]", "[203X]", "[\u00a0]", "year [y]")
        ),
        *((text, "dispute") for text in ("[2019]", "[30] days", "[60%]", "[State](s)", "[A or B]", "[-]", "Part[y]")),
        *(
            (text, "dispute")
            for text in ("[KAZ: retain]", "[he/she]", "within [30] days", "[one X two three four]", "[[^1]]")
        ),
        ("note[^1]", "note"),
        ("[in [Annex] x]", "dispute"),
        (f"[{'State ' * 40}]", "dispute"),
    ],
)
def test_a_bracket_is_a_dispute_only_when_words_are_in_doubt(text, kind):
    expected = "reference" if text == "[30] days" else kind
    assert kinds(text)[:1] == [expected]


@pytest.mark.parametrize(
    "name",
    [
        "Iran",
        "the Islamic Republic of Iran",
        "Исламской Республики Иран",
        "Исламскую Республику Иран[^3]",
        "Египта",
        "Египет",
        "Грузией",
        "Того",
        "Chad",
    ],
)
def test_a_bracketed_name_of_a_state_is_no_dispute_about_words(name):
    assert kinds(f"и [{name}] приняли", state_names=STATES)[0] == "state"
    assert brackets.open_brackets(f"и [{name}] приняли", STATES) == ()
    assert kinds(f"и [{name}] приняли")[0] == "dispute"


@pytest.mark.parametrize("words", ["того", "Iraq", "Грузовик", "Иран и Египет", "?!", "Chada", "Г"])
def test_other_words_are_no_name_of_a_state(words):
    assert kinds(f"и [{words}] приняли", state_names=STATES) == ["dispute"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("[shall][should][other]", [1, 1, 1]),
        ("[50][60] Parties", [1, 1]),
        ("[A]/[B] and [C] or [D], [E]", [1, 1, 2, 2, None]),
        ("[A] или [B]", [1, 1]),
        ("[[a][b]][c]", [1, 2, 2, 1]),
        ("[a] [ ]", [None, None]),
        ("[a] and [b]", [None, None]),
    ],
)
def test_disputes_side_by_side_share_a_group(text, groups):
    assert [bracket.group for bracket in read(text).brackets] == groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[the right to seek asylum]],", [("unmatched", 26)]),
        ("[open", [("unclosed", 0)]),
        ("[[a]", [("unclosed", 0)]),
        ("(a]", [("mixed-pair", 2)]),
        ("[a)", [("mixed-pair", 0)]),
        ("[a】", [("mixed-pair", 2)]),
        ("(a] b)", [("unmatched", 2)]),
        ("within [30] days", [("ambiguous-number", 7)]),
        ("see [1].", [("ambiguous-number", 4)]),
        ("1) a [b] c", []),
        ("Article 7 [6], word[5], [2019], [50][60]", []),
        ("see[^1] [5] and", [("ambiguous-number", 8)]),
    ],
)
def test_what_is_wrong_is_pointed_at(text, expected):
    assert faults(text) == expected


def test_a_bracket_runs_over_paragraphs():
    first, middle, last = read_all(["[3bis. Text", "[more]", "text] after"])
    assert [(b.start, b.end, b.depth) for b in first.brackets] == [(0, None, 1)]
    assert [(b.start, b.end, b.depth) for b in middle.brackets] == [(0, None, 1), (0, 6, 2)]
    assert [(b.start, b.end, b.depth) for b in last.brackets] == [(0, 5, 1)]
    assert not first.diagnostics + middle.diagnostics + last.diagnostics


def test_what_is_left_open_is_closed_from_the_inside():
    outer, inner, last = read_all(["[a", "[b", "c] d]"])
    assert [(b.start, b.end, b.depth) for b in last.brackets] == [(0, 5, 1), (0, 2, 2)]
    assert [(b.start, b.depth) for b in inner.brackets] == [(0, 1), (0, 2)]
    assert not outer.diagnostics + inner.diagnostics + last.diagnostics


def test_a_heading_ends_the_search_unless_it_is_left_out():
    texts = ["[a", "Heading", "b]"]
    ended = read_all(texts, headings={1})
    assert [reading.diagnostics for reading in ended] == [
        (Diagnostic("unclosed", 0),),
        (),
        (Diagnostic("unmatched", 1),),
    ]
    assert not any(reading.diagnostics for reading in read_all(texts))


@given(st.lists(st.sampled_from(["[a] b", "no", "x [[y] z]", "(c)"]), max_size=5))
def test_paragraphs_that_balance_are_read_as_if_alone(texts):
    assert read_all(texts) == tuple(read(text) for text in texts)


def test_disputes_and_lone_signs_stand_in_the_way_but_nothing_else():
    text = "[shall] [sic] [X] word[1] [^2] [Iran] b] [c"
    assert [text[b.start : b.end] for b in brackets.open_brackets(text, ["Iran"])] == ["[shall]", "]", "[c"]
    assert [text[b.start : b.end] for b in brackets.placeholders(text)] == ["[X]"]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("we shall act", (3, 8), "we [shall] act"),
        ("we [shall] act", (3, 10), "we [[shall]] act"),
        ("we [shall] act", (4, 9), "we [[shall]] act"),
        ("we [shall] act", (0, 14), "[we [shall] act]"),
        ("note[^1] here", (0, 8), "[note[^1]] here"),
        ("Party", (4, 5), "Part[y]"),
        ("[open words", (6, 11), "[open [words]"),
    ],
)
def test_a_span_is_bracketed(text, span, expected):
    assert brackets.bracket(text, *span) == expected


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("we [shall] act", (0, 6)),
        ("we [shall] act", (6, 14)),
        ("note[^1]", (0, 6)),
        ("note[^1]", (5, 7)),
        (r"a \* b", (3, 4)),
        ("[open words", (0, 5)),
        ("words] closed", (0, 6)),
        ("^x", (0, 2)),
    ],
)
def test_a_span_that_parts_what_belongs_together_is_refused(text, span):
    with pytest.raises(BadText) as refused:
        brackets.bracket(text, *span)
    assert refused.value.code == "half-overlap"


@pytest.mark.parametrize("span", [(3, 3), (5, 4), (2, 3), (-1, 4), (0, 99)])
def test_a_span_without_words_is_refused(span):
    with pytest.raises(BadText) as refused:
        brackets.bracket("we shall", *span)
    assert refused.value.code == "empty-span"


@given(prose, st.data())
def test_bracketing_leaves_every_other_character_and_lifting_undoes_it(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    try:
        bracketed = brackets.bracket(text, start, end)
    except BadText:
        return
    assert bracketed == f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert lift(bracketed, start) == text


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [("a [b] c", 2, "a b c"), ("[a [b]]", 0, "a [b]"), ("[open", 0, "open"), ("a] b", 1, "a b"), ("【a】", 0, "a")],
)
def test_lifting_keeps_the_words(text, at, expected):
    assert lift(text, at) == expected


@pytest.mark.parametrize(("text", "at"), [("a [b]", 0), ("a[^1]", 1), (r"\[a", 1), ("[a]", 2), ("a", 7), ("a", -1)])
@pytest.mark.parametrize("act", [lift, strike, strike_and_repair, lift_and_repair])
def test_where_no_bracket_begins_there_is_nothing_to_lift_or_strike(act, text, at):
    with pytest.raises(BadText) as refused:
        act(text, at)
    assert refused.value.code == "no-bracket"


def test_striking_drops_the_words_with_their_note_marks_and_nothing_else():
    assert strike("a [b[^1]][^2] c", 2) == "a [^2] c"
    assert strike("[12 [–18] month]", 4) == "[12  month]"


def test_an_unclosed_bracket_cannot_be_struck():
    with pytest.raises(BadText) as refused:
        strike("[open", 0)
    assert refused.value.code == "unclosed"


@pytest.mark.parametrize(
    "text", ["[" * 20_000 + "]" * 20_000, "[a]" * 15_000, "[" * 40_000, "]" * 40_000, "[5] " * 10_000]
)
def test_a_flood_of_brackets_is_read_without_loss(text):
    """At these sizes a search that grows with the square takes minutes; docs/benchmarks.md has the figures."""
    read(text)
    assert "".join(leaves(text)) == text

"""Two versions of a whole document: every paragraph of either is accounted for, and called what a reader calls it."""

import random
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents import reading
from drafting.domain.comparison import Paragraph, Passage, compare
from drafting.domain.words import pieces

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
DEMO = Path(__file__).parents[2] / "drafting" / "demo"
MIRRORED = {"inserted": "deleted", "deleted": "inserted", "split": "joined", "joined": "split"}

ENGLISH = [
    "The participating States recall the Declaration adopted unanimously at the close of the first Conference.",
    "They reaffirm that every migrant enjoys human rights, whatever the status; transit countries carry a heavy load.",
    "The Support Office shall prepare, by 31 August 2013, a survey of national laws on temporary protection.",
    "Observers may comment on any paragraph; an observer's comment never stands in the way of consensus.",
    "National coordinators meet at least once a year and report to the senior officials in writing.",
    "The Conference thanks the Government of the host country for its generous hospitality.",
]
RUSSIAN = [
    "Государства-участники ссылаются на Декларацию, принятую единогласно на закрытии первой Конференции.",
    "Они подтверждают, что каждый мигрант пользуется правами человека; страны транзита несут тяжёлое бремя.",
    "Служба поддержки подготовит к 31 августа 2013 г. обзор национальных законов о временной защите.",
    "Наблюдатели могут высказываться по любому пункту, их соображения не препятствуют консенсусу.",
    "Национальные координаторы встречаются не реже одного раза в год и письменно докладывают должностным лицам.",
    "Конференция благодарит Правительство принимающей страны за радушное гостеприимство.",
]


def numbered(texts, kind="operative"):
    return [Paragraph(kind, f"{number}.", text) for number, text in enumerate(texts, start=1)]


def unnumbered(texts):
    return [Paragraph("text", "", text) for text in texts]


def told(olds, news):
    """What is not unchanged, as (outcome, old, new)."""
    return [(it.outcome, it.old, it.new) for it in compare(olds, news) if it.outcome != "unchanged"]


WORDS = st.sampled_from(
    ["States", "shall", "protect", "refugees", "and", "in", "the", "region", "1,5", "—", ";", "года"]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=9).map(" ".join), st.sampled_from([*ENGLISH, *RUSSIAN]), st.text(max_size=5))
PARAGRAPHS = st.builds(Paragraph, st.sampled_from(["operative", "text"]), st.sampled_from(["", "1.", "2."]), TEXTS)
VERSIONS = st.lists(PARAGRAPHS, max_size=12)


@st.composite
def revisions(draw):
    """A version and what a night of drafting made of it."""
    olds = draw(VERSIONS)
    news = list(olds)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(news)))
        match draw(st.sampled_from(["insert", "delete", "move", "split", "edit"])):
            case "insert":
                news.insert(at, draw(PARAGRAPHS))
            case _ if at == len(news):
                continue
            case "delete":
                del news[at]
            case "move":
                news.insert(draw(st.integers(0, len(news) - 1)), news.pop(at))
            case "split":
                words = news[at].text.split(" ")
                parts = " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])
                news[at : at + 1] = [Paragraph("text", "", part) for part in parts]
            case "edit":
                news[at] = Paragraph("text", "", f"{draw(WORDS)} {news[at].text}")
    return olds, news


@given(st.one_of(st.tuples(VERSIONS, VERSIONS), revisions()))
def test_every_paragraph_of_either_version_is_named_exactly_once(versions):
    olds, news = versions
    found = compare(olds, news)
    assert sorted(chain.from_iterable(it.old for it in found)) == list(range(len(olds)))
    # The new text is told in its reading order.
    assert list(chain.from_iterable(it.new for it in found)) == list(range(len(news)))
    assert all(0 <= it.similarity <= 1 for it in found)


@given(st.one_of(st.tuples(VERSIONS, VERSIONS), revisions()))
def test_the_versions_exchanged_give_the_mirror(versions):
    olds, news = versions
    there = {(it.outcome, it.old, it.new, it.similarity) for it in compare(olds, news)}
    back = {(MIRRORED.get(it.outcome, it.outcome), it.new, it.old, it.similarity) for it in compare(news, olds)}
    assert there == back


@given(st.one_of(st.tuples(VERSIONS, VERSIONS), revisions()))
def test_what_is_called_the_same_is_the_same(versions):
    olds, news = versions
    for it in compare(olds, news):
        old, new = [olds[i] for i in it.old], [news[j] for j in it.new]
        lengths = {"inserted": (0, 1), "deleted": (1, 0)}.get(it.outcome, (1, 1))
        assert (len(old), len(new)) == lengths or it.outcome in {"split", "joined"}
        assert it.outcome != "split" or (len(old) == 1 and len(new) > 1)
        assert it.outcome != "joined" or (len(old) > 1 and len(new) == 1)
        assert it.outcome != "unchanged" or old == new
        assert it.outcome != "relabelled" or (old != new and old[0].text == new[0].text)
        assert it.outcome != "changed" or old[0].text != new[0].text


@given(st.one_of(st.tuples(VERSIONS, VERSIONS), revisions()))
def test_what_stayed_is_in_order_and_deletions_stand_where_the_text_stood(versions):
    found = compare(*versions)
    moves = {"moved", "split", "joined", "inserted"}
    order = [it.old[0] for it in found if it.outcome not in moves]
    assert order == sorted(order)


@given(VERSIONS)
def test_a_version_beside_itself_is_unchanged(version):
    assert [it.outcome for it in compare(version, version)] == ["unchanged"] * len(version)


@given(VERSIONS)
def test_beside_nothing_everything_came_or_went(version):
    assert [it.outcome for it in compare([], version)] == ["inserted"] * len(version)
    assert [it.outcome for it in compare(version, [])] == ["deleted"] * len(version)


LANGUAGES = st.sampled_from([ENGLISH, RUSSIAN])
PLACES = st.integers(0, len(ENGLISH) - 1)


@given(LANGUAGES, PLACES, PLACES)
def test_a_moved_paragraph_is_recognised(texts, start, end):
    olds = unnumbered(texts)
    news = list(olds)
    news.insert(end, news.pop(start))
    # Of two neighbours that changed places either may be the one that moved.
    expected = [{("moved", (start,), (end,))}]
    expected += [{("moved", (end,), (start,))}] if abs(start - end) == 1 else []
    assert set(told(olds, news)) in ([set()] if start == end else expected)


@given(LANGUAGES, PLACES, st.integers(2, 9))
def test_a_split_and_a_joined_paragraph_are_recognised(texts, at, cut):
    olds = unnumbered(texts)
    words = texts[at].split(" ")
    cut = min(cut, len(words) - 2)
    parts = [" ".join(words[:cut]), " ".join(words[cut:])]
    news = unnumbered([*texts[:at], *parts, *texts[at + 1 :]])
    assert told(olds, news) == [("split", (at,), (at, at + 1))]
    assert told(news, olds) == [("joined", (at, at + 1), (at,))]


def test_a_paragraph_split_in_four_with_new_labels_and_new_words():
    whole = " ".join(ENGLISH[1:5])
    points = [f"{text.rstrip('.').replace('shall', 'should')};" for text in ENGLISH[1:5]]
    olds = [*numbered([ENGLISH[0], whole, ENGLISH[5]])]
    news = [
        olds[0],
        *(Paragraph("point", f"{letter})", it) for letter, it in zip("abcd", points, strict=True)),
        olds[2],
    ]
    assert told(olds, news) == [("split", (1,), (1, 2, 3, 4))]
    assert told(news, olds) == [("joined", (1, 2, 3, 4), (1,))]


@pytest.mark.parametrize("texts", [ENGLISH, RUSSIAN])
def test_each_outcome_in_one_revision(texts):
    olds = numbered(texts)
    changed = Paragraph("operative", "2.", f"{texts[1][:-1]}, {texts[5].split()[1]} {texts[5].split()[2]}.")
    fresh = Paragraph("operative", "3.", "Ad hoc working groups decided nothing; Рабочие группы не созываются.")
    news = [olds[4], changed, fresh, Paragraph("operative", "4.", texts[2]), olds[5]]
    found = compare(olds, news)
    assert [(it.outcome, it.old, it.new) for it in found] == [
        ("deleted", (0,), ()),
        ("moved", (4,), (0,)),
        ("changed", (1,), (1,)),
        ("inserted", (), (2,)),
        ("relabelled", (2,), (3,)),
        ("deleted", (3,), ()),
        ("unchanged", (5,), (4,)),
    ]
    assert [it.similarity for it in found if it.outcome != "changed"] == [0, 1, 0, 1, 0, 1]
    assert 0.8 < found[2].similarity < 1


def test_a_paragraph_that_moved_and_changed_a_little_moved():
    olds = unnumbered(ENGLISH)
    news = [*olds[1:], Paragraph("text", "", ENGLISH[0].replace("recall", "reaffirm"))]
    assert told(olds, news) == [("moved", (0,), (5,))]


def test_a_paragraph_mostly_rewritten_is_the_same_one_only_in_its_place():
    rewritten = "National coordinators meet at least twice a year, in person, unless the Chair convenes them online."
    olds = unnumbered(ENGLISH)
    in_place = unnumbered([*ENGLISH[:4], rewritten, ENGLISH[5]])
    elsewhere = unnumbered([rewritten, *ENGLISH[:4], ENGLISH[5]])
    heading = [*in_place[:4], Paragraph("heading", "", rewritten), in_place[5]]
    assert told(olds, in_place) == [("changed", (4,), (4,))]
    assert told(olds, heading) == [("deleted", (4,), ()), ("inserted", (), (4,))]
    assert told(olds, elsewhere) == [("inserted", (), (0,)), ("deleted", (4,), ())]


def test_repeated_paragraphs_stay_with_their_neighbours():
    olds = unnumbered(["a", "No text", "b", "No text", "c", "No text"])
    news = unnumbered(["b", "No text", "c", "No text"])
    assert told(olds, news) == [("deleted", (0,), ()), ("deleted", (1,), ())]


def test_a_repeated_paragraph_without_neighbours_is_taken_in_order():
    found = compare(unnumbered(["x", "-", "y", "-", "z"]), unnumbered(["u", "-", "v", "w", "-", "q"]))
    assert [(it.old, it.new) for it in found if it.outcome == "unchanged"] == [((1,), (1,)), ((3,), (4,))]


@pytest.mark.parametrize("shift", [0, 3])
def test_variants_of_one_text_are_each_found_again(shift):
    same = "the Parties shall take into account the interests of countries whose economies depend on transit"
    olds = numbered([*ENGLISH, *(f"{same}, option {number}" for number in range(40))])
    news = [*olds[shift:6], *(Paragraph(it.kind, it.label, f"{it.text} anew") for it in olds[6:])]
    assert told(olds, news)[shift:] == [("changed", (index,), (index - shift,)) for index in range(6, 46)]


def test_a_paragraph_like_forty_others_is_found_in_its_place():
    olds = unnumbered([ENGLISH[0], *["The Conference notes the report."] * 40])
    news = [*olds[:20], Paragraph("text", "", "The Conference notes the reports."), *olds[21:]]
    found = compare(olds, news)
    assert Counter(it.outcome for it in found) == {"unchanged": 40, "changed": 1}


@pytest.mark.parametrize(
    ("old", "new"), [("", "…"), ("[…]", "***"), ("Decided:", "Agreed:"), ("Решили:", "Постановили:")]
)
def test_texts_without_a_word_in_common_are_no_change_of_each_other(old, new):
    assert told(unnumbered([old]), unnumbered([new])) == [("deleted", (0,), ()), ("inserted", (), (0,))]


def test_capitals_and_commas_are_a_change_of_equal_words():
    assert compare(unnumbered(["*Noting* the past"]), unnumbered(["noting, the past"])) == (
        Passage("changed", (0,), (0,), 1.0),
    )


def test_a_short_new_paragraph_of_common_words_is_not_taken_for_a_part():
    olds = unnumbered(ENGLISH)
    news = unnumbered([*ENGLISH[:2], ENGLISH[2].replace("shall", "should"), "States shall prepare the", *ENGLISH[3:]])
    assert told(olds, news) == [("changed", (2,), (2,)), ("inserted", (), (3,))]


def test_what_went_into_a_part_is_no_split_when_most_of_the_paragraph_went():
    olds = unnumbered([" ".join(ENGLISH), RUSSIAN[0]])
    first, second = ENGLISH[0].split("recall ")
    news = unnumbered([first, second, RUSSIAN[0]])
    assert "split" not in {outcome for outcome, _, _ in told(olds, news)}


def recognised(path):
    if not path.exists():
        pytest.skip("the sample texts are not beside this repository")
    blocks = reading.read(path.read_bytes(), path.name).blocks
    return [Paragraph(it.kind, it.label, it.text) for it in blocks]


REAL = [
    DEMO / "communique.md",
    DEMO / "conclusions.md",
    *(SAMPLES / name for name in ("communique-2013-ru.md", "mechanism-2013-ru.md", "paris-draft-2015-10-23-en.md")),
]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_long_paragraphs_of_real_texts_are_found_split_joined_and_moved(path):
    olds = recognised(path)
    seen = Counter(it.text for it in olds)
    long = [index for index, it in enumerate(olds) if len(it.text.split(" ")) > 12 and seen[it.text] == 1]
    for at in random.Random(path.stem).sample(long, min(len(long), 10)):  # noqa: S311 - the same ones each time
        it = olds[at]
        words = it.text.split(" ")
        halves = [Paragraph(it.kind, it.label, " ".join(half)) for half in (words[:5], words[5:])]
        news = [*olds[:at], *halves, *olds[at + 1 :]]
        assert told(olds, news) == [("split", (at,), (at, at + 1))]
        assert told(news, olds) == [("joined", (at, at + 1), (at,))]
        rest = [*olds[:at], *olds[at + 1 :]]
        end = 0 if at > len(olds) // 2 else len(rest)
        assert told(olds, [*rest[:end], it, *rest[end:]]) == [("moved", (at,), (end,))]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_texts_with_a_word_changed_in_every_paragraph_are_all_changed(path):
    olds = recognised(path)
    long = [it for it in olds if sum(piece.isalpha() for piece in pieces(it.text)) > 12]
    news = [Paragraph(it.kind, it.label, f"{it.text} Совсем anew.") for it in long]
    assert {it.outcome for it in compare(long, news)} == {"changed"}

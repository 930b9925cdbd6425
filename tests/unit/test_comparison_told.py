"""Two versions of a document in lines for people and as data for scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.comparison import lines, to_json
from drafting.documents.tree import Block

DECIDED = Block("enacting", "Decided:")
SHARED = "the participating States protect every refugee in the region"
MEET = Block("operative", "To meet again in two years in the capital of the next Chair.", "1.")


def told(olds, news):
    return list(lines([Block("operative", text, "1.") for text in olds], [Block("operative", it, "1.") for it in news]))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (f"{SHARED} now", f"{SHARED} today", "… refugee in the region [-now-]{+today+}"),
        (f"Now {SHARED}", f"Today {SHARED}", "[-Now-]{+Today+} the participating States protect …"),
        (
            f"a {SHARED} {SHARED} b",
            f"c {SHARED} {SHARED} d",
            "[-a-]{+c+} the participating States protect … refugee in the region [-b-]{+d+}",
        ),
        (f"5 June, {SHARED}", f"5\u00a0June, {SHARED}", "5[- -]{+<no-break space>+}June, the participating States …"),
        (
            f"non-paper: {SHARED}",
            f"non\u2011paper: {SHARED}",
            "non[---]{+<non-breaking hyphen>+}paper: the participating States …",
        ),
        (f"coop {SHARED}", f"coop {SHARED}\x81", "… refugee in the region{+<U+0081>+}"),
        (f"one\ntwo {SHARED}", f"one two {SHARED}", "one[- ⏎ -]{+ +}two the participating States …"),
    ],
)
def test_a_change_is_told_with_a_few_words_around_it(old, new, words):
    assert told([old], [new]) == [f"changed 1.: {words}"]


@pytest.mark.parametrize(
    ("olds", "news", "line"),
    [
        ([DECIDED, MEET], [DECIDED], f"deleted 1.: [-{MEET.text}-]"),
        ([DECIDED], [DECIDED, MEET], f"inserted 1. after Decided:: {{+{MEET.text}+}}"),
        ([DECIDED], [MEET, DECIDED], f"inserted 1. at the beginning: {{+{MEET.text}+}}"),
        ([DECIDED], [DECIDED, Block("text", "New.")], "inserted text after Decided:: {+New.+}"),
        ([MEET], [Block("operative", MEET.text, "2.")], "relabelled 1. → 2.: To meet again in two years in the …"),
        ([MEET], [Block("point", MEET.text, "1.")], "relabelled 1.: To meet again in two years in the …"),
        ([Block("note", "In 2011.", "5")], [Block("note", "In 2021.", "5")], "changed note 5: In [-2011-]{+2021+}."),
        (
            [Block("text", "One."), Block("text", "Two."), MEET],
            [MEET, Block("text", "One."), Block("text", "Two.")],
            "moved 1. at the beginning: To meet again in two years in the …",
        ),
        (
            [MEET],
            [
                Block("operative", "To meet again in two years", "1."),
                Block("text", "in the capital of the next Chair."),
            ],
            "split 1. → 1., text: To meet again in two years in the …",
        ),
    ],
)
def test_each_outcome_is_told_in_one_line(olds, news, line):
    assert list(lines(olds, news)) == [line]


BLOCKS = st.lists(
    st.builds(Block, st.sampled_from(["text", "note"]), st.text(max_size=12), st.text(max_size=3)), max_size=6
)


@given(BLOCKS)
def test_nothing_is_told_of_what_did_not_change(blocks):
    assert list(lines(blocks, blocks)) == []


@given(BLOCKS, BLOCKS)
def test_the_words_give_both_versions_back(olds, news):
    for it in to_json(olds, news)["changes"]:
        for op, blocks, indexes in (("insert", olds, it["old"]), ("delete", news, it["new"])):
            text = "".join(change["text"] for change in it["words"] if change["op"] != op)
            assert text == " ".join(blocks[index].text for index in indexes)

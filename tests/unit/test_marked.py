from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.diff import changes
from drafting.domain.inline import placed
from drafting.domain.marked import Run, runs

SIGNS = ["*", "**", "[^1]", "\\*", "word", "слово", " ", "[", "]", "\n", "5"]
texts = st.lists(st.sampled_from(SIGNS), max_size=16).map("".join)


def marked(old, new):
    return runs([(it.text, it.op) for it in changes(old, new)])


def side(found, gone):
    """The signs of one side with their style, note marks among them."""
    return [
        (sign, run.italic, run.bold)
        for run in found
        if run.op != gone
        for sign in (run.text or f"[^{run.note}]").split("\0")[0]
    ]


def styled(text):
    return [
        (sign, piece.italic, piece.bold) for _, piece in placed(text) for sign in (piece.text or f"[^{piece.note}]")
    ]


@given(texts, texts)
def test_each_side_reads_as_its_text_stands_whole(old, new):
    found = marked(old, new)
    assert side(found, "insert") == styled(old)
    assert side(found, "delete") == styled(new)


@given(texts)
def test_a_text_without_a_change_has_none_marked(text):
    assert all(run.op == "equal" for run in marked(text, text))


def test_emphasis_that_comes_is_shown_as_the_words_in_both_styles():
    assert marked("To note it;", "To *note* it;") == (
        Run("To ", part=0),
        Run("note", op="delete", part=2),
        Run("note", italic=True, op="insert", part=2),
        Run(" it;", part=4),
    )


def test_a_note_mark_is_a_run_of_its_own():
    assert marked("Past", "Past[^1]") == (Run("Past", part=0), Run("", op="insert", note="1", part=1))

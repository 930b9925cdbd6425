"""The words of the loss list: each line, and what cannot be seen by its name."""

import pytest

from drafting.domain.losses import losses
from drafting.web import loss_words


@pytest.fixture(autouse=True)
def english(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (" of any kind ", "of any kind"),
        ("<b> & c", "&lt;b&gt; &amp; c"),
        ("*Recalling* **the**", "<em>Recalling</em> <strong>the</strong>"),
        ("see[^key]", "see[note mark key]"),
        ("\\*", "*"),
        ("*", "[sign of italics]"),
        ("**", "[sign of bold]"),
        ("a*", "a[sign of italics]"),
        ("****", "[sign of bold]"),
        (" ", "[space]"),
        ("  ", "[space]"),
        ("\u00a0", "[no-break space]"),
        ("10\u00a0000", "10[no-break space]000"),
        ("co\u00adop", "co[soft hyphen]op"),
        ("\n", "[line break]"),
        ("\u200b", "[zero width space]"),
        ("\u200c", "[zero width non-joiner]"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\x01", "[u+0001]"),
    ],
)
def test_nothing_in_a_line_is_invisible(words, shown):
    chips = str(loss_words.shown(words)).replace('<span class="sign">', "[").replace("</span>", "]")
    assert chips == shown


def test_the_list_in_one_line_names_the_gravest_first():
    lines = losses("see [soon] a b c d e f g, h", "see soon x c d e [f] g a b")
    assert loss_words.summary(lines) == (
        "1 deletion, 1 addition, 1 move, 1 pair of brackets lifted, 1 pair of brackets added"
    )
    assert loss_words.summary(losses("a[^1] b", "a b", (), {"1"})) == "1 deletion, 1 note loses its last mark"
    assert loss_words.summary(()) == ""

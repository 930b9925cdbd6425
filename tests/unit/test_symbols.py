"""Symbols of documents are written by the scheme of the Process and read back."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafting.domain import symbols
from drafting.domain.errors import BadText
from drafting.domain.symbols import Symbol

USUAL = "{process}/{meeting}/{document}/{year}"
SYMBOLS = st.builds(Symbol, st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1), st.integers(1000, 9999))
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="{}"), max_size=6)


@st.composite
def schemes(draw) -> str:
    """Any line with the fields in any order and any words round them; not every one can be read back."""
    names = draw(st.permutations(["meeting", "document", "year", *draw(st.sampled_from([(), ("process",)]))]))
    return "".join(draw(WORDS) + f"{{{name}}}" for name in names) + draw(WORDS)


def is_taken(scheme: str) -> bool:
    try:
        symbols.require_scheme(scheme)
    except BadText:
        return False
    return True


def test_the_usual_scheme_writes_the_symbols_of_the_field():
    assert symbols.write(USUAL, "Test Process", Symbol(3, 1, 2013)) == "Test Process/03/01/2013"
    assert symbols.write("{year}-{meeting}.{document}", "x", Symbol(12, 104, 2026)) == "2026-12.104"


@given(schemes(), st.text(max_size=10), SYMBOLS)
def test_a_symbol_of_any_scheme_that_is_taken_says_again_what_it_was_made_of(scheme, process, symbol):
    assume(is_taken(scheme))
    assert symbols.read(scheme, process, symbols.write(scheme, process, symbol)) == symbol


@given(schemes(), SYMBOLS, SYMBOLS)
def test_two_documents_never_bear_one_symbol(scheme, first, second):
    assume(first != second)
    assume(is_taken(scheme))
    assert symbols.write(scheme, "P", first) != symbols.write(scheme, "P", second)


@given(st.text(max_size=30))
def test_any_line_at_all_is_read_or_is_none_of_the_scheme(text):
    found = symbols.read(USUAL, "P", text)
    assert found is None or symbols.write(USUAL, "P", found) == text


@pytest.mark.parametrize("text", ["", "P/3/1/2013", "P/003/01/2013", "P/03/01/213", "Q/03/01/2013", "P/03/01/2013 "])
def test_what_is_not_written_by_the_scheme_is_not_read(text):
    assert symbols.read(USUAL, "P", text) is None


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("", "scheme-fields"),
        ("{process}/{meeting}/{document}", "scheme-fields"),
        ("{meeting}/{meeting}/{document}/{year}", "scheme-fields"),
        ("{process}{process}/{meeting}/{document}/{year}", "scheme-fields"),
        ("{city}/{meeting}/{document}/{year}", "scheme-fields"),
        ("{}/{meeting}/{document}/{year}", "scheme-fields"),
        ("{meeting!r}/{document}/{year}", "scheme-fields"),
        ("{meeting:9999999}/{document}/{year}", "scheme-fields"),
        ("{meeting}/{document}/{year", "scheme-fields"),
        ("}{meeting}/{document}/{year}", "scheme-fields"),
        ("{meeting.__class__}/{document}/{year}", "scheme-fields"),
        ("{meeting}{document}/{year}", "scheme-run-together"),
        ("{meeting}/{document}1{year}", "scheme-run-together"),
        ("{meeting}{process}{document}/{year}", "scheme-run-together"),
        (" {meeting}/{document}/{year}", "scheme-signs"),
        ("{meeting}\n{document}/{year}", "scheme-signs"),
        ("{meeting}/{document}/{year}" + "x" * 60, "scheme-too-long"),
    ],
)
def test_a_scheme_that_could_not_be_read_back_is_refused(scheme, code):
    with pytest.raises(BadText) as error:
        symbols.require_scheme(scheme)
    assert error.value.code == code

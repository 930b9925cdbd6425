"""What holds for the text engine as a whole, on texts of several scripts as States write them, and on any text.

`make fuzz` runs these properties, and all others of tests/unit, for minutes on end.
"""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.brackets import leaves, read
from drafting.domain.diff import changes, new_text, old_text
from drafting.domain.merge import carry, chosen, combined, compile_text, compiled, defaults, merge, resolved
from drafting.domain.words import pieces, tokens
from tests.texts import PARAGRAPHS, anything, negotiated, pairs, real, revised


@given(st.one_of(real.flatmap(revised), anything))
def test_tokens_join_to_the_text(text):
    assert "".join(token.text for token in tokens(text)) == text
    assert [token.text for token in tokens(text)] == pieces(text)


@given(pairs)
def test_a_diff_applied_to_one_side_gives_the_other(pair):
    old, new = pair
    there, back = changes(old, new), changes(new, old)
    assert (old_text(there), new_text(there)) == (old, new)
    assert (old_text(back), new_text(back)) == (new, old)


@given(pairs)
def test_no_mark_begins_or_ends_inside_a_token(pair):
    found = changes(*pair)
    for side, other in zip(pair, ("insert", "delete"), strict=True):
        ends = accumulate(len(it.text) for it in found if it.op != other)
        assert set(ends) <= set(accumulate(map(len, pieces(side))))


@given(pairs)
def test_a_proposal_carried_onto_its_own_base_is_itself(pair):
    base, proposal = pair
    assert carry(base, base, proposal).text == proposal


@given(negotiated())
def test_combining_does_not_depend_on_the_order(case):
    base, proposals = case
    there, back = merge(base, proposals), merge(base, proposals[::-1])
    assert combined(there) == combined(back)
    assert compiled(there) == compiled(back)
    assert compile_text(base, proposals) == compile_text(base, proposals[::-1])


@given(pairs)
def test_combining_one_proposal_gives_it(pair):
    base, proposal = pair
    assert combined(merge(base, [("KAZ", proposal)])) == proposal


@given(negotiated())
def test_choosing_a_sponsor_everywhere_gives_its_text_and_the_base_the_base(case):
    base, proposals = case
    merged = merge(base, proposals)
    assert resolved(merged, {}) == base
    assert all(chosen(merged, by) == text for by, text in proposals)


@given(negotiated(), st.data())
def test_what_no_pick_touches_stays_byte_for_byte(case, data):
    base, proposals = case
    merged = merge(base, proposals)
    picks = {
        number: data.draw(st.sampled_from([(), pick if pick is not None else (0,)]))
        for number, pick in defaults(merged).items()
    }
    out, at = resolved(merged, picks), 0
    for it in merged.stretches:
        kept = base[at : it.start]
        assert out.startswith(kept)
        taken = "".join(it.wordings[index].text for index in picks[it.change]) if picks[it.change] else it.base
        assert out[len(kept) :].startswith(taken)
        out, at = out[len(kept) + len(taken) :], it.end
    assert out == base[at:]


@given(st.one_of(real.flatmap(revised), anything))
def test_reading_is_total_and_lossless(text):
    assert "".join(leaves(text)) == text
    found = read(text)
    assert all(0 <= it.start < (it.end or len(text) + 1) <= len(text) + 1 for it in found.brackets)
    assert all(0 <= it.at < len(text) for it in found.diagnostics)


@pytest.mark.parametrize("text", [it for it in PARAGRAPHS if it])
def test_in_every_script_a_changed_word_is_marked_alone(text):
    word = max((unit for unit in pieces(text) if unit.isalpha()), key=len)
    marks = [(it.op, it.text) for it in changes(text, text.replace(word, "Ж", 1)) if it.op != "equal"]
    assert marks == [("delete", word), ("insert", "Ж")]

"""What is typed or pasted into a field of one line."""

from hypothesis import example, given
from hypothesis import strategies as st

from drafting.services.people import one_line


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
@example("one \u200b two")
@example("e\u200b\u0301")
def test_what_is_typed_into_a_line_is_one_line_and_stable(typed):
    line = one_line(typed)
    assert one_line(line) == line == line.strip()
    assert len(line.splitlines()) <= 1

"""Files of every kind after accidents: read or refused, never a crash, a hang, or a word lost without a word said."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents import reading
from drafting.documents.recognise.recognise_source import Changes
from drafting.domain import returned
from drafting.domain.errors import BadText
from tests import strange_files

NAMES = sorted(strange_files.files())
# Seconds of processor for a file of some kilobytes; what hangs takes for ever.
LONGEST = 30


def read_or_refused(data: bytes, name: str, changes: Changes = "accept") -> None:
    begun = process_time()
    try:
        found = reading.read(data, name, changes)
    except BadText:
        pass
    else:
        assert reading.from_data(reading.as_data(found)) == found
    assert process_time() - begun < LONGEST


@pytest.mark.parametrize("name", NAMES)
@given(draw=st.data())
def test_a_damaged_file_is_read_or_refused(name, draw):
    read_or_refused(draw.draw(strange_files.damaged(strange_files.files()[name])), name)


@pytest.mark.parametrize("name", [it for it in NAMES if it.endswith((".docx", ".odt"))])
@given(draw=st.data())
def test_an_archive_with_a_damaged_part_is_read_or_refused(name, draw):
    read_or_refused(draw.draw(strange_files.damaged_inside(strange_files.files()[name])), name)


@pytest.mark.parametrize("form", ["docx", "odt", "akn"])
@given(inside=st.booleans(), draw=st.data())
def test_a_damaged_copy_is_read_or_refused(form, inside, draw):
    damage = strange_files.damaged_inside if inside and form != "akn" else strange_files.damaged
    data = draw.draw(damage(strange_files.copy(form)))
    begun = process_time()
    try:
        found = reading.copy_of(data, f"copy.{form}")
    except BadText:
        pass
    else:
        assert found is None or returned.from_data(returned.as_data(found)) == found
    assert process_time() - begun < LONGEST
    read_or_refused(data, f"copy.{form}", "reject")


@pytest.mark.parametrize("name", NAMES)
@given(share=st.floats(0, 1))
def test_a_file_that_was_cut_off_is_read_or_refused(name, share):
    data = strange_files.files()[name]
    read_or_refused(data[: int(len(data) * share)], name)


@given(data=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_any_bytes_are_read_or_refused(data, name):
    heads = {".rtf": b"{\\rtf1", ".pdf": b"%PDF-1.7\n", ".html": b"<html>"}
    read_or_refused(heads.get(name[name.rindex(".") :], b"") + data, name)

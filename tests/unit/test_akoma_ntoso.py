"""Akoma Ntoso: valid against the schema of the standard, and read again as exactly the blocks that were written."""

import pytest
from hypothesis import HealthCheck, given, settings

from drafting.documents import akn_in, akn_out
from drafting.documents.reading import read
from tests import akoma
from tests.unit.test_reading_samples import NAMES, SAMPLES


def written(blocks):
    return akn_out.statement(akoma.WORK, akoma.lines(blocks))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(akoma.documents())
def test_any_document_is_valid_and_comes_back_as_it_was(blocks):
    data = written(blocks)
    assert akoma.faults(data) == []
    found = akn_in.read(data)
    assert found.blocks == tuple(blocks)
    assert found.lost == ""


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_a_sample_is_valid_and_comes_back_as_it_was(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sample texts are not beside this repository")
    blocks = read(path.read_bytes(), name).blocks
    data = written(blocks)
    assert akoma.faults(data) == []
    found = akn_in.read(data)
    assert found.blocks == blocks
    assert (found.lost, found.read) == ("", found.stored)

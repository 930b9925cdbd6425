"""Everything that is wrong with a form is told at once."""

import pytest

from drafting.domain.errors import BadFields
from drafting.domain.fields import Fields


def test_every_field_that_is_wrong_is_named_with_its_first_problem():
    fields = Fields()
    assert fields.require("title", "Agenda", "title-missing")
    assert not fields.require("city", "", "city-missing")
    assert not fields.require("ends_on", "", "ends-before", day="3 June")
    fields.require("ends_on", "", "another-problem")
    with pytest.raises(BadFields) as caught:
        fields.done()
    told = caught.value.problems
    assert {field: it.code for field, it in told.items()} == {"city": "city-missing", "ends_on": "ends-before"}
    assert told["ends_on"].details == {"day": "3 June"}


def test_nothing_wrong_raises_nothing():
    fields = Fields()
    fields.require("title", "Agenda", "title-missing")
    fields.done()
    assert fields.problems == {}

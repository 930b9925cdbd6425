"""Six classes of access: a table of class x reader, written out by hand."""

import pytest

from drafting.domain.access import ANYBODY, CLASSES, Reader, admits

READERS = {
    "anybody": ANYBODY,
    "somebody with an account": Reader(signed_in=True),
    "observer": Reader(signed_in=True, attends=True, seats=frozenset({2})),
    "delegate": Reader(signed_in=True, attends=True, participating=True, seats=frozenset({1})),
    "Chair": Reader(signed_in=True, attends=True, directing=True),
}
SEEN = {
    "public": {"anybody", "somebody with an account", "observer", "delegate", "Chair"},
    "registered": {"somebody with an account", "observer", "delegate", "Chair"},
    "participants": {"observer", "delegate", "Chair"},
    "participating": {"delegate", "Chair"},
    "office": {"Chair"},
    "delegation": {"delegate"},
}


@pytest.mark.parametrize("access", CLASSES)
@pytest.mark.parametrize("who", READERS)
def test_a_class_admits_its_readers_and_no_others(access: str, who: str):
    assert admits(access, READERS[who], owner=1) == (who in SEEN[access])


def test_what_is_nobodys_own_is_no_delegations():
    assert not admits("delegation", READERS["delegate"], owner=None)
    assert not admits("delegation", Reader(signed_in=True, attends=True, seats=frozenset()), owner=None)


def test_a_class_that_is_none_is_refused():
    with pytest.raises(ValueError, match="secret"):
        admits("secret", ANYBODY)

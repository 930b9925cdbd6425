"""What is taken for an e-mail address, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.addresses import LONGEST, is_address


@pytest.mark.parametrize("text", ["a@b.kz", "anna.petrova+som@mfa.gov.example", "имя@пример.рф", "a" * 247 + "@b.test"])
def test_an_address_has_a_name_and_a_domain_with_a_dot(text: str):
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "@b.kz",
        "a@",
        "a@b.",
        "a b@c.kz",
        "a@b.kz,c@d.kz",
        "A <a@b.kz>",
        "a@b@c.kz",
        "a\0@b.kz",
        " a@b.kz",
    ],
)
def test_what_is_no_address_is_refused(text: str):
    assert not is_address(text)


@given(st.text(max_size=300))
def test_no_address_is_longer_than_mail_allows_or_holds_a_space(text: str):
    assert not is_address(text) or (len(text) <= LONGEST and not any(it.isspace() for it in text))
    assert not is_address("a" * LONGEST + "@b.kz")

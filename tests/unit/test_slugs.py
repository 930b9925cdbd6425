"""Addresses made of titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import slugs


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Communiqué, 2026", "communique-2026"),
        ("Коммюнике министров", "kommiunike-ministrov"),
        ("Щербет и объём: ещё раз", "shcherbet-i-obieem-eshche-raz"),
        ("Test Process/03/01/2026", "test-process-03-01-2026"),
        ("Türkiye — Côte d’Ivoire", "turkiye-cote-d-ivoire"),
        ("條約", ""),
        ("  --  ", ""),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str):
    assert slugs.slug(title) == slug


@given(st.text(max_size=300))
def test_an_address_is_short_and_plain(title: str):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slugs.slug(title))
    assert len(slugs.slug(title)) <= slugs.LONGEST


@pytest.mark.parametrize(
    ("symbol", "title", "taken", "slug"),
    [
        ("Ref: Process/03/01/2013", "Communiqué", set(), "process-03-01-2013"),
        ("", "Communiqué", set(), "communique"),
        ("", "條約", set(), "document"),
        ("", "Communiqué", {"communique"}, "communique-2"),
        ("", "Communiqué", {"communique", "communique-2"}, "communique-3"),
    ],
)
def test_a_document_is_addressed_by_its_symbol_and_never_by_another_s(symbol, title, taken, slug):
    assert slugs.of_document(symbol, title, taken) == slug

"""What travels compressed, and what does not."""

import gzip

import pytest

from drafting.web.compression import SMALLEST

OWN = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}


def test_a_page_asked_for_by_the_own_click_is_the_same_page_in_fewer_bytes(visit, world):
    browser = visit("head.arv")
    address = f"/drafts/{world.draft}"
    plain, small = browser.get(address), browser.get(address, headers=OWN)
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 2
    assert gzip.decompress(small.data).startswith(b"<!doctype html>")
    assert len(gzip.decompress(small.data)) == len(plain.data) == int(plain.headers["Content-Length"])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        OWN | {"Sec-Fetch-Site": "cross-site"},
        OWN | {"Sec-Fetch-Site": "same-site"},
        {"Accept-Encoding": "gzip"},
        OWN | {"Accept-Encoding": "br"},
        OWN | {"Accept-Encoding": "gzip;q=0"},
    ],
)
def test_a_page_that_another_site_may_have_asked_for_is_not_compressed(visit, world, headers):
    answer = visit("head.arv").get(f"/drafts/{world.draft}", headers=headers)
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


def test_caches_are_told_that_the_encoding_was_chosen(visit, world):
    browser = visit("head.arv")
    for headers in ({}, OWN):
        assert "Accept-Encoding" in browser.get(f"/drafts/{world.draft}", headers=headers).vary


def test_a_compressed_page_is_known_again(visit, world):
    browser = visit("head.arv")
    tag = browser.get(f"/drafts/{world.draft}", headers=OWN).headers["ETag"]
    assert browser.get(f"/drafts/{world.draft}", headers=OWN | {"If-None-Match": tag}).status_code == 304


def test_a_style_sheet_is_compressed_for_anyone_and_known_again(client):
    with client.get("/static/css/base.css", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"{" in gzip.decompress(answer.data)
    with client.get("/static/css/base.css", headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert (again.status_code, again.data) == (304, b"")


def test_what_fits_into_one_packet_is_left_alone(client):
    with client.get("/static/icons/favicon.svg", headers=OWN) as answer:
        assert len(answer.data) < SMALLEST
        assert "Content-Encoding" not in answer.headers


def test_a_refusal_is_not_compressed(client):
    answer = client.get("/drafts/1", headers=OWN)
    assert answer.status_code != 200
    assert "Content-Encoding" not in answer.headers

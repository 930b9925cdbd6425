"""What a scan may be is told by its first bytes and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.errors import BadText
from drafting.domain.scans import ENDINGS, LARGEST, SIGNS, media_type

SCANS = {
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n": "application/pdf",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "image/png",
    b"\xff\xd8\xff\xe0\x00\x10JFIF": "image/jpeg",
    b"II*\x00\x08\x00\x00\x00": "image/tiff",
    b"MM\x00*\x00\x00\x00\x08": "image/tiff",
    b"RIFF\x24\x00\x00\x00WEBPVP8 ": "image/webp",
}


@pytest.mark.parametrize(("data", "expected"), SCANS.items(), ids=lambda it: str(it)[:12])
def test_each_type_is_told_by_its_signs(data, expected):
    assert media_type(data) == expected
    assert expected in ENDINGS


def test_every_type_that_is_told_has_an_ending():
    assert {name for name, _ in SIGNS} == ENDINGS.keys()


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a\x01\x00\x01\x00",
        b"PK\x03\x04 a Word file",
        b"MZ a program",
        b" %PDF-1.7",
        b"<html>%PDF-1.7",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"RIFF",
        b"%PDF",
        b"\x00",
    ],
)
def test_anything_else_is_refused(data):
    with pytest.raises(BadText, match="not-a-scan"):
        media_type(data)


def test_an_empty_file_is_refused():
    with pytest.raises(BadText, match="scan-empty"):
        media_type(b"")


def test_twenty_megabytes_and_no_byte_more():
    whole = b"%PDF-" + bytes(LARGEST - 5)
    assert media_type(whole) == "application/pdf"
    with pytest.raises(BadText, match="scan-too-large") as refused:
        media_type(whole + b"\x00")
    assert refused.value.details == {"largest": 20}


@given(st.sampled_from(sorted(SCANS)), st.binary(max_size=40))
def test_what_follows_the_signs_changes_nothing(signs, tail):
    assert media_type(signs + tail) == SCANS[signs]


@given(st.binary(min_size=1, max_size=40).filter(lambda it: it[:1] not in b"%\x89\xffIMR"))
def test_what_begins_otherwise_is_none(data):
    with pytest.raises(BadText, match="not-a-scan"):
        media_type(data)

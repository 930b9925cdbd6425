"""What a scan of a paper may be, told by its first bytes: a name says only what its giver wished.

Source: issue of the register: a paper note is kept as a PDF or an image. A type is one of ours or none at all, so that
no browser is ever told to run what somebody sent.
"""

from collections.abc import Mapping

from drafting.domain.errors import BadText

LARGEST = 20 * 1024 * 1024  # bytes
# Media type -> the ending of the name under which it is given out.
ENDINGS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/webp": "webp",
}
# (offset, bytes) of the signs that a type bears, all of them.
SIGNS: tuple[tuple[str, tuple[tuple[int, bytes], ...]], ...] = (
    ("application/pdf", ((0, b"%PDF-"),)),
    ("image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    ("image/tiff", ((0, b"II*\x00"),)),
    ("image/tiff", ((0, b"MM\x00*"),)),
    ("image/webp", ((0, b"RIFF"), (8, b"WEBP"))),
)


def media_type(data: bytes) -> str:
    """One of ENDINGS. Raises BadText: "scan-empty", "scan-too-large", "not-a-scan"."""
    if not data:
        raise BadText("scan-empty")
    if len(data) > LARGEST:
        raise BadText("scan-too-large", largest=LARGEST // 1024**2)
    for name, signs in SIGNS:
        if all(data[at : at + len(sign)] == sign for at, sign in signs):
            return name
    raise BadText("not-a-scan")

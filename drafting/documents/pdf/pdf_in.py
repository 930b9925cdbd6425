"""The text of a PDF: printed lines, of which paragraphs are guessed. Its emphasis and its notes are not told apart.

What stands at the head or the foot of most pages is a header or a footer and left out, which a warning says.
"""

import io
import logging
import re
import struct
import unicodedata
import zlib
from collections import Counter
from dataclasses import replace

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from drafting.documents import line_joins
from drafting.documents.recognise.recognise_source import Source
from drafting.documents.text import text_in
from drafting.domain.errors import BadText

_MOST_PAGES = 500
_LONGEST_TEXT = 2_000_000
# A line is of a header or footer if it stands in so many of the outermost lines, on so many of the pages.
_OUTERMOST = 4
_LEAST_SHARE = 0.6
_LEAST_PAGES = 2
_WORDS_OF_A_NUMBER = 4  # "Page 3 of 12"; a paragraph that is like another but for its number is no header
_LONGEST_TOLD = 200
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Damage shows itself to this library in many ways, each with an error of its own kind.
_DAMAGE = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
    zlib.error,
    struct.error,
)


def read(data: bytes) -> Source:
    """The paragraphs of a PDF, guessed from its lines.

    Raises BadText: encrypted, broken-file, pdf-without-text (a scan), too-many-pages (most), too-long-text (limit).
    """
    pages = [page for page in _pages(data) if page]
    if not any(line.strip() for page in pages for line in page):
        raise BadText("pdf-without-text")
    headers, footers = (
        _repeated([page[:_OUTERMOST] for page in pages]),
        _repeated([page[-_OUTERMOST:] for page in pages]),
    )
    bodies = ["\n".join(_without(page, headers, footers)) for page in pages]
    text = "\n".join(bodies)
    source = text_in.read(text, (("pdf-lines", ""), *_told("header", pages, headers), *_told("footer", pages, footers)))
    # Found by its own path: every sign between the header and the footer, whatever became of the lines.
    return replace(source, text=line_joins.without_line_hyphens(text))


def _pages(data: bytes) -> list[list[str]]:
    """The lines of each page."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of every file
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadText("encrypted")
        if len(reader.pages) > _MOST_PAGES:
            raise BadText("too-many-pages", most=_MOST_PAGES)
        return _lines_of(list(reader.pages))
    except _DAMAGE as err:
        raise BadText("broken-file") from err


def _lines_of(pages: list[PageObject]) -> list[list[str]]:
    found, signs = [], 0
    for page in pages:
        text = _NO_LETTER.sub("", unicodedata.normalize("NFC", page.extract_text()))
        signs += len(text)
        if signs > _LONGEST_TEXT:
            raise BadText("too-long-text", limit=_LONGEST_TEXT)
        found.append([line.rstrip() for line in text.split("\n") if line.strip()])
    return found


def _alike(line: str) -> str:
    """What a line of a header has in common from page to page: all of it, or all but the number of the page."""
    words = line.split()
    return re.sub(r"\d+", "#", " ".join(words)) if len(words) <= _WORDS_OF_A_NUMBER else " ".join(words)


def _repeated(ends: list[list[str]]) -> frozenset[str]:
    counts = Counter(alike for lines in ends for alike in {_alike(line) for line in lines})
    least = max(_LEAST_PAGES, len(ends) * _LEAST_SHARE)
    return frozenset(alike for alike, count in counts.items() if count >= least)


def _without(page: list[str], headers: frozenset[str], footers: frozenset[str]) -> list[str]:
    begins, ends = _edges(page, headers, footers)
    return page[begins:ends]


def _edges(page: list[str], headers: frozenset[str], footers: frozenset[str]) -> tuple[int, int]:
    """Where the text of a page begins and ends; only an unbroken run of repeated lines is no part of it."""
    begins, ends = 0, len(page)
    while begins < min(_OUTERMOST, ends) and _alike(page[begins]) in headers:
        begins += 1
    while ends > max(begins, len(page) - _OUTERMOST) and _alike(page[ends - 1]) in footers:
        ends -= 1
    return begins, ends


def _told(what: str, pages: list[list[str]], repeated: frozenset[str]) -> list[tuple[str, str]]:
    if not repeated:
        return []
    ends = pages[-1][:_OUTERMOST] if what == "header" else pages[-1][-_OUTERMOST:]
    words = " ".join(" ".join(line.split()) for line in ends if _alike(line) in repeated)
    return [(f"{what}-left-out", words[:_LONGEST_TOLD])] if words else []

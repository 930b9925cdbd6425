"""PDF files: the typeset document as data for the Typst template beside this file."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from drafting.documents.typeset import Document, Paragraph

_REGIONS = {"en": "gb", "ru": "ru", "kk": "kz", "ky": "kg", "tg": "tj", "fr": "fr"}


def write_pdf(document: Document) -> bytes:
    """A4 pages, tagged (PDF/UA-1) wherever the fonts hold every sign, and without a date of their own.

    The fonts are Typst's own, never the machine's: the same text gives the same bytes everywhere.
    """
    data = {"data": _data(document)}
    try:
        return _compiled(data, ["ua-1"])
    except typst.TypstError:
        # The standard refuses a sign that no font has; a person still needs the text.
        return _compiled(data, [])


def _compiled(data: dict[str, str], standards: list[Literal["ua-1"]]) -> bytes:
    return typst.compile(
        _template(), ignore_system_fonts=True, format="pdf", sys_inputs=data, pdf_standards=[*standards]
    )


@cache
def _template() -> bytes:
    return Path(__file__).with_name("page.typ").read_bytes()


def _data(document: Document) -> str:
    content = asdict(document)
    content["region"] = _REGIONS.get(document.language)
    for item, rank in zip(content["paragraphs"], _ranks(document.paragraphs), strict=True):
        item["rank"] = rank
    return json.dumps(content)


def _ranks(paragraphs: tuple[Paragraph, ...]) -> list[int]:
    """The depth of each heading in the outline: PDF/UA begins at 1 and goes down by single steps."""
    ranks: list[int] = []
    previous = 0
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            previous = min(max(paragraph.level, 1), previous + 1)
        ranks.append(previous)
    return ranks

"""PDF files: data for the Typst templates beside this file, the typeset document first of all."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from drafting.documents.typeset import CONTENTS_DEPTH, Document, Paragraph

_REGIONS = {"en": "gb", "ru": "ru", "kk": "kz", "ky": "kg", "tg": "tj", "fr": "fr"}


def write_pdf(document: Document) -> bytes:
    return printed("page.typ", _data(document), document.language)


def printed(template: str, data: Mapping[str, Any], language: str) -> bytes:
    """A template of this folder with its data on A4 pages, tagged (PDF/UA-1) wherever the fonts hold every sign, and
    without a date of their own.

    The fonts are Typst's own, never the machine's: the same text gives the same bytes everywhere.
    """
    source, inputs = _template(template), _inputs(data, language)
    try:
        return _compiled(source, inputs, ["ua-1"])
    except typst.TypstError:
        # The standard refuses a sign that no font has; a person still needs the text.
        return _compiled(source, inputs, [])


def heading_pages(document: Document) -> tuple[int, ...]:
    """The page of each heading that a list of contents names, in order, as `write_pdf` lays them out."""
    source, inputs = _template("page.typ"), _inputs(_data(document), document.language)
    found = typst.query(source, "<pages>", field="value", one=True, ignore_system_fonts=True, sys_inputs=inputs)
    return tuple(json.loads(found))


def _inputs(data: Mapping[str, Any], language: str) -> dict[str, str]:
    return {"data": json.dumps({**data, "language": language, "region": _REGIONS.get(language)})}


def _compiled(source: bytes, inputs: dict[str, str], standards: list[Literal["ua-1"]]) -> bytes:
    return typst.compile(source, ignore_system_fonts=True, format="pdf", sys_inputs=inputs, pdf_standards=[*standards])


@cache
def _template(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


def _data(document: Document) -> dict[str, Any]:
    content = asdict(document)
    for item, rank in zip(content["paragraphs"], _ranks(document.paragraphs), strict=True):
        item["rank"] = rank
    return {**content, "depth": CONTENTS_DEPTH}


def _ranks(paragraphs: tuple[Paragraph, ...]) -> list[int]:
    """The depth of each heading in the outline: PDF/UA begins at 1 and goes down by single steps."""
    ranks: list[int] = []
    previous = 0
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            previous = min(max(paragraph.level, 1), previous + 1)
        ranks.append(previous)
    return ranks

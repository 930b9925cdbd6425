"""PDF files: data for the Typst templates beside this file, the typeset document first of all."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from drafting.documents import apart
from drafting.documents.tree import Span
from drafting.documents.typeset import CONTENTS_DEPTH, Document, Note, Paragraph, Run

# Amiri, for the Arabic script, stands here once the build has brought it; without it the rest is set all the same.
FONTS = Path(__file__).parents[3] / "static" / "vendor" / "fonts"
_REGIONS = {"en": "gb", "ru": "ru", "kk": "kz", "ky": "kg", "tg": "tj", "fr": "fr"}
_Standards = list[Literal["a-2a", "ua-1"]]
# A sign that stands in no font, or that the standards forbid, as Typst's errors name it: Rust's notation of a string.
_REFUSED = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Typst remembers how it laid out a document, for as many documents more; a long one takes 150 MB.
_REMEMBERED = 11
# Signs of data from which on a document is laid out in a process of its own, whose 200 MB go with it: some 300
# paragraphs, or half as many with what delegations would change in them.
LONG = 300_000
# A page takes a hundredth of a second; a thousand of them are longer than any text that States negotiate.
LIMITS = apart.Limits(seconds=120)
# What is found missing in one round can hide something else, such as a sign that is forbidden.
_ROUNDS = 4


def write_pdf(document: Document) -> bytes:
    return printed("page.typ", _data(document), document.language, document.dated)


def printed(template: str, data: Mapping[str, Any], language: str, dated: date | None) -> bytes:
    """A template of this folder with its data on A4 pages: tagged (PDF/UA-1) and, if dated, for the archive (PDF/A-2a).

    dated: the day in its properties. An archival file must have one, and the day of printing would make equal texts
    unequal files, so that a text without a date is not archival. A sign that no font has, or that may not stand in an
    archival file, is printed as its number in Unicode, "⟨U+1F3DB⟩". The fonts are Typst's own and those of `FONTS`,
    never the machine's: the same text gives the same bytes everywhere.
    """
    source = _template(template)
    standards: _Standards = ["a-2a", "ua-1"] if dated else ["ua-1"]
    content = {**data, "dated": _day(dated) if dated else None}
    for _ in range(_ROUNDS):
        try:
            return _compiled(source, _inputs(content, language), standards)
        except _CannotSet as error:
            refused = _refused(error.diagnostic)
            if not refused:
                break
            content = _spelt_out(content, re.compile(f"[{re.escape(''.join(sorted(refused)))}]+"))
    # Without the standards, because a person still needs the text.
    return _compiled(source, _inputs(content, language), [])


def _day(dated: date) -> dict[str, int]:
    return {"year": dated.year, "month": dated.month, "day": dated.day}


def heading_pages(document: Document) -> tuple[int, ...]:
    """The page of each heading that a list of contents names, in order, as `write_pdf` lays them out."""
    source, inputs = _template("page.typ"), _inputs({**_data(document), "dated": None}, document.language)
    found = typst.query(source, "<pages>", field="value", one=True, font_paths=_fonts(), sys_inputs=inputs)
    _forget()
    return tuple(json.loads(found))


def _refused(diagnostic: str) -> set[str]:
    """The signs that an error is about. ASCII stands in every font: it is named for what is combined with it."""
    named = "".join(_REFUSED.findall(diagnostic))
    signs = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), named)
    return {sign for sign in signs if not (sign.isascii() and sign.isprintable())}


def _spelt_out(content: Any, refused: re.Pattern[str]) -> Any:
    """The same data with the number of each refused sign in its place."""
    if isinstance(content, str):
        return refused.sub(lambda found: f"⟨{' '.join(f'U+{ord(sign):04X}' for sign in found[0])}⟩", content)
    if isinstance(content, Mapping):
        return {name: _spelt_out(value, refused) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_spelt_out(value, refused) for value in content]
    return content


def _inputs(data: Mapping[str, Any], language: str) -> dict[str, str]:
    content = {**data, "language": language, "region": _REGIONS.get(language)}
    return {"data": json.dumps(content, ensure_ascii=False)}


class _CannotSet(Exception):
    """What Typst says of a document that it cannot set by the standards."""

    def __init__(self, diagnostic: str) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def _compiled(source: bytes, inputs: dict[str, str], standards: _Standards) -> bytes:
    """Raises _CannotSet; BadText, as `apart.run`, for a long document that passes its limits."""
    data = inputs["data"].encode()
    if len(inputs["data"]) < LONG:
        try:
            made = laid_out(data, source.decode(), standards)
        finally:
            _forget()
    else:
        made = apart.run(laid_out, data, LIMITS, template=source.decode(), standards=standards)
    if "problem" in made:
        raise _CannotSet(made["problem"])
    return base64.b64decode(made["pdf"])


def laid_out(data: bytes, template: str, standards: _Standards) -> dict[str, str]:
    """ "pdf": the file in base 64, or "problem": what Typst says against it. JSON, to be asked of another process."""
    inputs = {"data": data.decode()}
    try:
        made = typst.compile(
            template.encode(), font_paths=_fonts(), format="pdf", sys_inputs=inputs, pdf_standards=[*standards]
        )
    except typst.TypstError as error:
        return {"problem": error.diagnostic}
    return {"pdf": base64.b64encode(made).decode()}


def _forget() -> None:
    """So many empty documents, a millisecond each, until Typst remembers nothing else: a server prints for months."""
    for _ in range(_REMEMBERED):
        typst.compile(b"", font_paths=_fonts(), format="svg")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS] if FONTS.is_dir() else [])


@cache
def _template(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


def _data(document: Document) -> dict[str, Any]:
    hands = _hands(document)
    return {
        "title": document.title,
        "right_to_left": document.right_to_left,
        "line_numbers": document.line_numbers,
        "header": document.header,
        "footer": document.footer,
        "legend": _runs(document.legend, {}),
        "contents": document.contents,
        "cover": document.cover,
        "depth": CONTENTS_DEPTH,
        "paragraphs": [
            _paragraph(it, rank, hands) for it, rank in zip(document.paragraphs, document.ranks(), strict=True)
        ],
        "notes": [{"runs": _runs(it.runs, hands)} for it in document.notes],
    }


def _hands(document: Document) -> dict[str, int]:
    """Who changes words inside the text, numbered in the order in which they first do."""
    texts: tuple[Paragraph | Note, ...] = (*document.paragraphs, *document.notes)
    names = (name for it in texts for name in (it.mark.by, *(run.by for run in it.runs)) if name)
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _paragraph(it: Paragraph, rank: int, hands: Mapping[str, int]) -> dict[str, Any]:
    return {
        "kind": it.kind,
        "label": it.label,
        "level": it.level,
        "rank": rank,
        "left": it.left,
        "hang": it.hang,
        "state": it.state,
        "new_page": it.new_page,
        "mark": _mark(it.mark, hands),
        # Where the whole paragraph comes or goes, its end says by whom.
        "runs": _runs(it.runs, hands, told=it.mark.by),
        "proposals": [
            {"by": one.by, "note": one.note, "reason": one.reason, "runs": _runs(one.runs, {})} for one in it.proposals
        ],
        "remarks": [{"by": one.by, "text": one.text} for one in it.remarks],
    }


def _mark(it: Span, hands: Mapping[str, int]) -> dict[str, Any]:
    """What happened to the paragraph itself, shown as a run is."""
    run = _run(Run("", change=it.change, by=it.by, move=it.move), hands)
    return {**run, "named": "", "apart": False, "by": it.by}


def _runs(runs: Sequence[Run], hands: Mapping[str, int], told: str = "") -> list[dict[str, Any]]:
    """The runs as data, each change with its hand's name behind its last run; hands: {} for nobody's name.

    told: whose name is told elsewhere.
    """
    data = []
    for run, following in zip(runs, (*runs[1:], Run("")), strict=False):
        is_named = run.by in hands and run.by not in (following.by, told)
        # A name would read as one with the word behind it.
        apart = following.number > 0 or following.text[:1].isalnum() or following.change != "equal"
        data.append({**_run(run, hands), "named": run.by if is_named else "", "apart": apart})
    return data


def _run(run: Run, hands: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": run.text,
        "italic": run.italic,
        "bold": run.bold,
        "change": run.change,
        "number": run.number,
        "first": run.first,
        "hand": hands.get(run.by, -1),
        "moved": bool(run.move),
    }

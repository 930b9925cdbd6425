"""OpenDocument texts with tracked changes, written by hand, and what a reader of changes says of them in one line."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

from drafting.documents.odt import odt_in
from drafting.documents.recognise.recognise_source import Changes
from drafting.domain.returned import Came, Copy, Words
from tests.unit.test_reading_odt import made
from tests.word_copies import Run

_DC = "http://purl.org/dc/elements/1.1/"
AT = "2026-06-05T10:40:00"
CELL = (
    "<table:table><table:table-column/><table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"
    "</table:table>"
)


def info(by: str, at: str = AT) -> str:
    said = f"<dc:creator>{by}</dc:creator>" if by else ""
    return f'<office:change-info xmlns:dc="{_DC}">{said}<dc:date>{at}</dc:date></office:change-info>'


def region(called: str, *changes: str) -> str:
    return f'<text:changed-region text:id="{called}">{"".join(changes)}</text:changed-region>'


def insertion(by: str) -> str:
    return f"<text:insertion>{info(by)}</text:insertion>"


def deletion(by: str, kept: str) -> str:
    return f"<text:deletion>{info(by)}{kept}</text:deletion>"


def came(called: str, by: str = "A") -> str:
    return region(called, insertion(by))


def went(called: str, kept: str, by: str = "A") -> str:
    return region(called, deletion(by, kept))


def begin(called: str) -> str:
    return f'<text:change-start text:change-id="{called}"/>'


def end(called: str) -> str:
    return f'<text:change-end text:change-id="{called}"/>'


def gone(called: str) -> str:
    return f'<text:change text:change-id="{called}"/>'


def p(*words: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{''.join(words)}</text:p>"


def note(number: int | str, *paragraphs: str) -> str:
    cited = f"<text:note-citation>{number}</text:note-citation>"
    return f'<text:note text:id="n{number}">{cited}<text:note-body>{"".join(paragraphs)}</text:note-body></text:note>'


def item(*inside: str) -> str:
    return f"<text:list-item>{''.join(inside)}</text:list-item>"


def span(style: str, words: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def file_of(regions: str, *paragraphs: str, styles: str = "", **parts: str) -> bytes:
    text = "".join(paragraphs)
    return made(f"<text:tracked-changes>{regions}</text:tracked-changes>{text}", styles, **parts)


def texts(data: bytes, changes: Changes) -> list[str]:
    source = odt_in.read(data, changes)
    return [it.text for it in source.paragraphs] + [text for _, text in source.notes]


def said(copy: Copy) -> list[str]:
    """A paragraph a line: +A(…) what A inserted, -A(…) what A deleted, +A-B(…) what A inserted and B deleted; the end
    of a paragraph is ¶ where anybody touched it."""
    return [_line(it) for it in copy.paragraphs]


def _line(it: Came) -> str:
    words = "".join(_told(word, f"[^{word.piece.note}]" if word.piece.note else word.piece.text) for word in it.words)
    ends = _told(it.ends, "¶") if it.ends.inserted or it.ends.deleted else ""
    label = f"<{it.label}>" if it.label else ""
    return f"{'note ' if it.note else ''}{label}{words}{ends}"


def _told(words: Words, text: str) -> str:
    by = f"+{words.inserted}" * bool(words.inserted) + f"-{words.deleted}" * bool(words.deleted)
    return f"{by}({text})" if by else text


def odt(paragraphs: Sequence[Sequence[Run]], notes: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """What `word_copies.docx` makes of the same paragraphs."""
    regions: list[str] = []
    body = [p(*(_run(run, regions, notes) for run in runs)) for runs in paragraphs]
    style = (
        '<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    )
    return file_of("".join(regions), *body, styles=style)


def _run(run: Run, regions: list[str], notes: Mapping[str, str]) -> str:
    piece, change, by = run
    if piece.note:
        return note(piece.note, p(escape(notes[piece.note])))
    words = escape(piece.text)
    if piece.italic:
        words = f'<text:span text:style-name="I">{words}</text:span>'
    called = f"c{len(regions)}"
    if change == "ins":
        regions.append(came(called, by))
        return f"{begin(called)}{words}{end(called)}"
    if change == "del":
        regions.append(went(called, p(words), by))
        return gone(called)
    return words

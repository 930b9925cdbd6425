"""Word files as delegations send them back, written without our own writer: the smallest package that Word opens."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

from drafting.domain import inline
from drafting.domain.inline import Piece
from drafting.persistence.queries import drafts
from tests.factories import World

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WHEN = "2026-06-05T10:00:00Z"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_NOTES = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
    'Target="footnotes.xml"/></Relationships>'
)
# Words of a paragraph: (text, "" or "ins" or "del", author).
Run = tuple[Piece, str, str]


def docx(paragraphs: Sequence[Sequence[Run]], notes: Mapping[str, str] = MappingProxyType({})) -> bytes:
    body = "".join(f"<w:p>{''.join(map(_run, runs))}</w:p>" for runs in paragraphs)
    below = "".join(
        f'<w:footnote w:id="{key}"><w:p>{_run((Piece(text), "", ""))}</w:p></w:footnote>' for key, text in notes.items()
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", _NOTES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{below}</w:footnotes>')
    return made.getvalue()


def _run(run: Run) -> str:
    piece, change, by = run
    if piece.note:
        return f'<w:r><w:footnoteReference w:id="{piece.note}"/></w:r>'
    tag = "delText" if change == "del" else "t"
    style = "<w:rPr><w:i/></w:rPr>" if piece.italic else ""
    said = f'<w:r>{style}<w:{tag} xml:space="preserve">{escape(piece.text)}</w:{tag}></w:r>'
    return f'<w:{change} w:id="1" w:author="{escape(by)}" w:date="{WHEN}">{said}</w:{change}>' if change else said


def copy(world: World, old: str, new: str, by: str = "Aida", made: Callable[..., bytes] = docx) -> bytes:
    """The draft as it stands, with some words replaced, changes tracked; without marks, as another program saves it.

    made: what makes a file of paragraphs and notes, `docx` or another that takes the same.
    """
    with world.database.reading() as session:
        lines = [it for it in drafts.lines(session, world.draft, "en") if it.state != "deleted"]
    rows = []
    for it in lines:
        before, found, after = it.text.partition(old)
        label: list[Run] = [(Piece(f"{it.label} "), "", "")] if it.label else []
        changed: list[Run] = [(Piece(old), "del", by), (Piece(new), "ins", by)] if found else []
        rows.append((it, [*label, *_plain(before), *changed, *_plain(after)]))
    return made(
        [row for it, row in rows if it.kind != "note"], {it.label: it.text for it, _ in rows if it.kind == "note"}
    )


def _plain(text: str) -> list[Run]:
    return [(piece, "", "") for piece in inline.pieces(text)]


def letter(text: str) -> bytes:
    """A file that is no copy of anything."""
    return docx([_plain(text)])


def runs(text: str, old: str = "", new: str = "", by: str = "", rest: str = "") -> list[Run]:
    """A paragraph, with some words of it replaced where they are given."""
    changed: list[Run] = [(Piece(old), "del", by), (Piece(new), "ins", by)] if by else []
    return [*_plain(text), *changed, *_plain(rest)]

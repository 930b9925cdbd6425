"""Word files made from what they shall say: copies as a delegation, or another program, would return them."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from drafting.domain import inline, notes
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Copy, Remark, Stamp, Standing, Words
from drafting.domain.returned_views import as_printed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = {
    "symbol": "Symbol",
    "title": "Title",
    "date": "Date",
    "place": "Place",
    "heading": "Heading1",
    "recital": "Recital",
    "enacting": "Enacting",
    "operative": "Operative",
    "point": "Point",
    "text": "BodyText",
}


def standing(*rows: tuple[str, str, str] | str, **states: str) -> tuple[Standing, ...]:
    """A draft: (kind, label, text) each, or an operative paragraph; its ids are 101, 102, …; states: by label."""
    found = []
    for at, row in enumerate(rows, start=1):
        kind, label, text = ("operative", f"{at}.", row) if isinstance(row, str) else row
        level = 1 if kind in {"point", "heading"} else 0
        found.append(Standing(100 + at, kind, label, level, text, text, states.get(f"p{at}", "open")))
    return tuple(found)


def taken(draft: Sequence[Standing], *, seq: int = 7, party: str = "KAZ") -> Copy:
    """The delegation copy of a draft, as it is read when nobody touched it."""
    numbers = notes.numbers(it.text for it in draft if it.kind != "note")
    body = [came(it, numbers) for it in draft if it.kind != "note"]
    feet = [it for it in draft if it.kind == "note" and it.label in numbers]
    below = [replace(came(it, numbers), note=str(numbers[it.label]), kind="") for it in feet]
    return Copy((*body, *sorted(below, key=lambda it: int(it.note))), Stamp(5, seq, "en", party))


def came(it: Standing, numbers: dict[str, int]) -> Came:
    """A paragraph of the draft as its copy has it."""
    pieces = [
        replace(piece, note=str(numbers[piece.note])) if piece.note else piece
        for piece in inline.pieces(as_printed(it.text, frozenset(numbers)))
    ]
    label = f"{it.label}\t" if it.label and it.kind != "note" else ""
    words = [Words(Piece(label))] if label else []
    kind, level = (it.kind, it.level) if it.kind != "note" else ("", 0)
    return Came((*words, *map(Words, pieces)), anchors=(it.id,), head=len(label), kind=kind, level=level)


def plainly(copy: Copy) -> Copy:
    """The copy as a program returns it that keeps nothing but words, changes and notes: no stamp, anchors, styles."""
    return Copy(tuple(replace(it, anchors=(), head=0, kind="", level=0) for it in copy.paragraphs))


def file_of(copy: Copy, **parts: str) -> bytes:
    """A Word file that says this. parts: further ones, "word/header1.xml" by the name "header1"."""
    writer = _Writer()
    body = "".join(writer.paragraph(it) for it in copy.paragraphs if not it.note)
    feet = "".join(
        f'<w:footnote w:id="{it.note}">{writer.paragraph(it)}</w:footnote>' for it in copy.paragraphs if it.note
    )
    files = {
        "[Content_Types].xml": _types("comments" in writer.parts(feet)),
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _relations(writer.parts(feet)),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": _root("styles", _STYLE_SHEET),
        **{f"word/{name}.xml": _root(name, inner) for name, inner in writer.parts(feet).items()},
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    if copy.stamp:
        files["docProps/custom.xml"] = _properties(copy.stamp)
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


class _Writer:
    def __init__(self) -> None:
        self.number = 0
        self.comments: list[str] = []

    def next(self) -> int:
        self.number += 1
        return self.number

    def parts(self, feet: str) -> dict[str, str]:
        found = {"footnotes": feet} if feet else {}
        return found | ({"comments": "".join(self.comments)} if self.comments else {})

    def paragraph(self, it: Came) -> str:
        style = f'<w:pStyle w:val="{STYLES[it.kind]}"/>' if it.kind else ""
        style += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if it.label else ""
        mark = self._mark("ins", it.ends.inserted, it.ends) + self._mark("del", it.ends.deleted, it.ends)
        properties = f"<w:pPr>{style}<w:rPr>{mark}</w:rPr></w:pPr>"
        opened = closed = ""
        for anchor in it.anchors:
            number = self.next()
            opened += f'<w:bookmarkStart w:id="{number}" w:name="_para_{anchor}"/>'
            closed += f'<w:bookmarkEnd w:id="{number}"/>'
        before, after = self._remarks(it.remarks)
        return f"<w:p>{properties}{opened}{before}{self._words(it)}{after}{closed}</w:p>"

    def _mark(self, name: str, by: str, words: Words) -> str:
        return f"<w:{name} {self._who(by, words)}/>" if by else ""

    def _who(self, by: str, words: Words) -> str:
        date = f" w:date={quoteattr(words.at)}" if words.at else ""
        return f'w:id="{self.next()}" w:author={quoteattr(by)}{date}'

    def _remarks(self, remarks: Sequence[Remark]) -> tuple[str, str]:
        before = after = ""
        for it in remarks:
            number = self.next()
            date = f" w:date={quoteattr(it.at)}" if it.at else ""
            text = f"<w:p><w:r><w:t>{escape(it.text)}</w:t></w:r></w:p>"
            self.comments.append(f'<w:comment w:id="{number}" w:author={quoteattr(it.by)}{date}>{text}</w:comment>')
            before += f'<w:commentRangeStart w:id="{number}"/>'
            after += f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        return before, after

    def _words(self, it: Came) -> str:
        written, left = "", it.head
        for move, group in groupby(it.words, key=lambda words: words.move):
            inner = ""
            for words in group:
                inner += self._fated(words, is_label=left > 0)
                left -= len(words.piece.text)
                range_of = "moveFrom" if words.deleted else "moveTo"
            if move:
                number = self.next()
                named = f'w:id="{number}" w:name={quoteattr(move)} w:author="x"'
                inner = f'<w:{range_of}RangeStart {named}/>{inner}<w:{range_of}RangeEnd w:id="{number}"/>'
            written += inner
        return written

    def _fated(self, words: Words, *, is_label: bool) -> str:
        run = self._run(words.piece, deleted=bool(words.deleted), is_label=is_label)
        if words.deleted:
            name = "moveFrom" if words.move else "del"
            run = f"<w:{name} {self._who(words.deleted, words)}>{run}</w:{name}>"
        if words.inserted:
            name = "moveTo" if words.move and not words.deleted else "ins"
            run = f"<w:{name} {self._who(words.inserted, words)}>{run}</w:{name}>"
        return run

    def _run(self, piece: Piece, *, deleted: bool, is_label: bool) -> str:
        style = '<w:rStyle w:val="Label"/>' if is_label else ""
        look = style + "<w:b/>" * piece.bold + "<w:i/>" * piece.italic
        return f"<w:r><w:rPr>{look}</w:rPr>{_said(piece, deleted=deleted)}</w:r>"


def _said(piece: Piece, *, deleted: bool) -> str:
    if piece.note:
        return f'<w:footnoteReference w:id="{piece.note}"/>'
    name = "delText" if deleted else "t"
    found = ""
    for is_sign, group in groupby(piece.text, key=lambda sign: sign in "\t\n"):
        for part in group if is_sign else ["".join(group)]:
            found += {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(
                part, f'<w:{name} xml:space="preserve">{escape(part)}</w:{name}>'
            )
    return found


def _root(name: str, inner: str) -> str:
    return f'{HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{name}>'


def _properties(stamp: Stamp) -> str:
    facts = {"draft": stamp.draft, "seq": stamp.seq, "language": stamp.language, "party": stamp.party}
    inner = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="drafting-{name}">'
        f"<vt:lpwstr>{escape(str(value))}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(facts.items(), start=2)
    )
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inner}</Properties>'
    )


def _types(comments: bool) -> str:  # noqa: FBT001
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = ["styles", "footnotes", *(["comments"] if comments else [])]
    inner = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{main}.{name}+xml"/>' for name in names)
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>{inner}'
        '<Override PartName="/docProps/custom.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )


_RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="p" Type="{R}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
)
_STYLE_SHEET = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/></w:style>'
        for style, name in [
            *((style, style) for style in STYLES.values() if style not in {"Heading1", "BodyText"}),
            ("Heading1", "heading 1"),
            ("BodyText", "Body Text"),
        ]
    )
    + '<w:style w:type="character" w:styleId="Label"><w:name w:val="Label"/></w:style>'
)


def _relations(parts: dict[str, str]) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in ["styles", *parts])
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'

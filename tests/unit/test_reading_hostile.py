"""Files made to do harm: refused, or read in bounded time and memory, with a reason that a person understands."""

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from time import monotonic

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from drafting.documents import apart, reading
from drafting.documents.docx.docx_in_package import WORD
from drafting.domain.errors import BadText
from tests.strange_files import files, zipped

LIMITS = apart.Limits(seconds=8, memory=700_000_000, output=20_000_000)
# A process that is stopped had its seconds; the rest is for a machine that does more than one thing.
LONGEST = 60
URN = "urn:oasis:names:tc:opendocument:xmlns"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9)
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a8 SYSTEM "file:///etc/hostname">]>'
PARAGRAPH = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>"


def word(body: str, **parts: bytes | str) -> bytes:
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document, **_named(parts)})


def open_document(text: str, **parts: bytes | str) -> bytes:
    spaces = f'xmlns:office="{URN}:office:1.0" xmlns:text="{URN}:text:1.0" xmlns:draw="{URN}:drawing:1.0"'
    content = f"<office:document-content {spaces}><office:body><office:text>{text}</office:text></office:body>"
    return zipped({"content.xml": f"{content}</office:document-content>", **_named(parts)})


def _named(parts: Mapping[str, bytes | str]) -> dict[str, bytes | str]:
    """ "word__comments__xml" is word/comments.xml."""
    return {name.replace("__xml", ".xml").replace("__", "/"): it for name, it in parts.items()}


def _with(data: bytes, name: str) -> bytes:
    """The same archive with one more part."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, b"Sub Main")
    return made.getvalue()


def pdf(stream: bytes) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    content = DecodedStreamObject()
    content.set_data(stream)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


REFUSED = {
    "many paragraphs packed small": (word(PARAGRAPH * 400_000), "zip-bomb"),
    "deep in Word": (word("<w:sdt>" * 1_000 + PARAGRAPH + "</w:sdt>" * 1_000), "broken-word"),
    "an archive in an archive": (zipped({"word/document.xml": zipped({"a": b"0" * 1_000_000})}), "broken-word"),
    "entities in Word": (zipped({"word/document.xml": f"{ENTITIES}]><a>&a8;</a>"}), "broken-word"),
    "entities from outside": (zipped({"word/document.xml": f"{OUTSIDE}<a>&a8;</a>"}), "broken-word"),
    "entities in OpenDocument": (zipped({"content.xml": f"{ENTITIES}]><a>&a8;</a>"}), "broken-file"),
    "entities in OpenDocument from outside": (zipped({"content.xml": f"{OUTSIDE}<a>&a8;</a>"}), "broken-file"),
    "spaces without an end": (open_document('<text:p>A<text:s text:c="999999"/>b.</text:p>' * 300), ""),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_000, "not-a-document"),
    "a picture called a document": (b"\xff\xd8\xff\xe0" + b"0" * 1_000, "not-a-document"),
    "deep in a page": (b"<html>" + b"<div>" * 100_000 + b"x", "empty"),
    "comments without an end": (b"<html>" + b"<!--" * 400_000, "reading-stopped"),
    "groups without an end": (b"{\\rtf1 " + b"{" * 100_000, "broken-file"),
    "bytes that are not there": (b"{\\rtf1 \\bin999999999 }", "broken-file"),
    "words without an end": (b"{\\rtf1 " + b"\\b x\\b0 y" * 1_000_000 + b"}", "reading-stopped"),
    "a page of a PDF that unpacks without an end": (pdf(b"BT (x) Tj ET\n" * 3_000_000), ""),
    "XML": (b'<?xml version="1.0"?><a xmlns="b">c</a>', "not-a-document"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_or_read_within_the_limits(name):
    data, code = REFUSED[name]
    begun = monotonic()
    try:
        reading.read_apart(data, "draft", LIMITS)
        said = ""
    except BadText as refusal:
        said = refusal.code
    assert monotonic() - begun < LONGEST
    assert said == code or (not code and said in ("pdf-without-text", "broken-file", "reading-stopped"))


def test_ten_thousand_comments_are_told_of_and_no_more():
    comments = "".join(f"<w:p><w:r><w:t>Comment {hash_of(n)}</w:t></w:r></w:p>" for n in range(10_000))
    data = word(PARAGRAPH, word__comments__xml=f'<w:comments xmlns:w="{WORD}">{comments}</w:comments>')
    found = reading.read_apart(data, "draft.docx", LIMITS)
    assert [it.text for it in found.blocks] == ["Text"]
    assert [it.code for it in found.warnings] == ["comments-left-out"]
    assert len(found.warnings[0].detail) <= 200


def hash_of(number: int) -> str:
    """Words that do not repeat, so that the archive is none of those refused for packing well."""
    return sha256(str(number).encode()).hexdigest()


def test_entities_of_a_page_are_not_replaced_by_what_they_name():
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>a &x; b</p></html>'
    assert "&x;" in " ".join(it.text for it in reading.read(data, "draft.html").blocks)


@pytest.mark.parametrize(
    ("name", "macros"),
    [("draft.docx", "word/vbaProject.bin"), ("draft.odt", "Basic/Standard/Module1.xml"), ("draft.odt", "Scripts/a.py")],
)
def test_macros_are_told_of_and_never_kept(name, macros):
    plain = reading.read(files()[name], name)
    found = reading.read(_with(files()[name], macros), name)
    assert found.blocks == plain.blocks
    assert [it.code for it in found.warnings if it not in plain.warnings] == ["macros-left-out"]


def test_every_kind_is_known_by_its_content_whatever_its_name():
    for name, data in files().items():
        if not name.endswith((".md", ".txt")):
            assert reading.read(data, "draft.exe").blocks == reading.read(data, name).blocks

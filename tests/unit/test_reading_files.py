"""Files that cannot be taken are refused with a reason; encodings are decided with confidence."""

import codecs
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.docx import docx_in_package
from drafting.documents.reading import LARGEST, LONGEST_TEXT, read
from drafting.documents.recognise import recognise_warnings
from drafting.documents.recognise.recognise_warnings import MOST_UNBALANCED
from drafting.domain.errors import BadText
from drafting.domain.proposals import LONGEST

RUSSIAN = "Участники подтвердили свои обязательства по обеспечению защиты беженцев и лиц, ищущих убежище."
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return data.getvalue()


def document(inner):
    return f'<w:document xmlns:w="{docx_in_package.WORD}"><w:body>{inner}</w:body></w:document>'


def with_flag(data):
    """The same archive with the bit set that says its files are encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + struct.pack("<H", 1) + data[at + 2 :]


GOOD = zipped(word__document=document("<w:p><w:r><w:t>Text</w:t></w:r></w:p>"))
ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
REFUSED = [
    (b"", "empty"),
    (b" \n\t\r\n", "empty"),
    (codecs.BOM_UTF8 + b"\n", "empty"),
    (b"%PDF-1.7 text", "broken-file"),
    (b"\x89PNG\r\n\x1a\n", "not-a-document"),
    (b"MZ\x00\x01\x02\xff", "not-a-document"),
    (b"plain\x00text", "not-a-document"),
    (b"\xcf\xf0\x01\xf0", "not-a-document"),
    (OLE + b"WordDocument", "old-word"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (b"PK\x03\x04 and no more", "broken-word"),
    (with_flag(GOOD), "encrypted"),
    (zipped(xl__workbook="<a/>"), "not-a-document"),
    (zipped(word__document="<w:document"), "broken-word"),
    (zipped(word__document=ENTITIES + document("&a;")), "broken-word"),
    (zipped(word__document="<a/>"), "empty"),
    (zipped(word__document=document('<w:p><w:r><w:sym w:char="?"/></w:r></w:p>')), "broken-word"),
    (zipped(word__document=document(" " * 5_000_000)), "zip-bomb"),
    (b"na\xefve caf\xe9s", "wrong-encoding"),
    (RUSSIAN.encode("koi8-r"), "wrong-encoding"),
    (RUSSIAN.encode("cp866"), "wrong-encoding"),
    (b"\xff\xfe\x00", "wrong-encoding"),
    (b"\x98\xe0\xe1", "wrong-encoding"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_a_bad_file_is_refused_with_its_reason(data, code):
    with pytest.raises(BadText) as refusal:
        read(data, "draft.docx")
    assert refusal.value.code == code


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(BadText) as refusal:
        read(b"a" * (LARGEST + 1), "draft.txt")
    assert (refusal.value.code, refusal.value.details) == ("too-large", {"limit": LARGEST})


def test_bare_text_has_a_limit_of_its_own():
    with pytest.raises(BadText) as refusal:
        read(b"a" * (LONGEST_TEXT + 1), "draft.txt")
    assert (refusal.value.code, refusal.value.details) == ("too-long-text", {"limit": LONGEST_TEXT})


def test_a_size_that_the_archive_does_not_admit_is_found_out(monkeypatch):
    big = zipped(word__document=document("<w:p/>" * 1000))
    monkeypatch.setattr(docx_in_package, "_MOST_BYTES_OF_A_PART", 1000)
    with pytest.raises(BadText) as refusal:
        read(big, "draft.docx")
    assert refusal.value.code == "zip-bomb"


def test_an_archive_with_a_damaged_part_is_broken():
    at = GOOD.index(b"word/document.xml") + len("word/document.xml") + 5
    damaged = GOOD[:at] + b"\xff\xff\xff\xff" + GOOD[at + 4 :]
    with pytest.raises(BadText) as refusal:
        read(damaged, "draft.docx")
    assert refusal.value.code == "broken-word"


@pytest.mark.parametrize("name", ["draft.docx", "draft.md", "draft"])
def test_the_content_says_what_a_file_is_and_not_its_name(name):
    assert read(GOOD, name).blocks[0].text == "Text"
    assert [block.kind for block in read(b"# Title\n\ntext", name).blocks] == ["title", "text"]


def test_the_name_decides_where_the_content_does_not():
    assert read(b"a _b_ c", "x.md").blocks[0].text == "a *b* c"
    assert read(b"a _b_ c", "x.txt").blocks[0].text == "a _b_ c"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_warning(encoding):
    found = read(RUSSIAN.encode(encoding), "x.txt")
    assert found.blocks[0].text == RUSSIAN
    assert found.warnings == ()


def test_windows_1251_is_read_and_told():
    found = read(RUSSIAN.encode("cp1251"), "x.txt")
    assert found.blocks[0].text == RUSSIAN
    assert [(w.code, w.detail) for w in found.warnings] == [("encoding", "Windows-1251")]


def test_a_sign_that_was_lost_before_is_told():
    assert [w.code for w in read("caf\ufffd".encode(), "x.txt").warnings] == ["encoding"]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_are_line_ends(ends):
    found = read(ends.join(["# T", "", "1. a", "", "2. b"]).encode(), "x.md")
    assert [block.label for block in found.blocks] == ["", "1.", "2."]


def test_a_paragraph_longer_than_any_that_can_be_proposed_upon_is_refused():
    assert read(b"a" * LONGEST, "x.txt").blocks[0].text == "a" * LONGEST
    with pytest.raises(BadText) as refusal:
        read(b"a" * (LONGEST + 1), "x.txt")
    assert (refusal.value.code, refusal.value.details) == ("too-long", {"longest": LONGEST})


def test_a_flood_of_brackets_is_told_no_more_often_than_anybody_reads():
    found = read(b"[" * LONGEST, "x.txt")
    assert len(found.warnings) == MOST_UNBALANCED
    assert found.lost == ""


def test_a_flood_of_marks_is_looked_through_once(monkeypatch):
    """With a search for each mark, four thousand of them took a minute."""
    searched = []
    marks = recognise_warnings.notes.marks
    monkeypatch.setattr(recognise_warnings.notes, "marks", lambda text: searched.append(text) or marks(text))
    found = read("\n\n".join(f"[^{number}]" for number in range(50)).encode(), "x.md")
    assert [it.block for it in found.warnings if it.code == "mark-without-note"] == list(range(50))
    assert len(searched) <= 3 * 50


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        found = read(data, "x")
    except BadText as refusal:
        code = refusal.code
    else:
        code = found.lost
    assert code in {"", "empty", "not-a-document", "wrong-encoding", "broken-word", "broken-file"}

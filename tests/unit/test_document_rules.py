"""Documents: who is shown them, how far they are translated, and what their files may be."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import access, paper_files, papers
from drafting.domain.access import Reader
from drafting.domain.errors import BadText
from drafting.domain.papers import Delegation, Reading, Version

NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
OWN, OTHER = 1, 2
READERS = {
    "nobody": access.ANYBODY,
    "account": Reader(signed_in=True),
    "observer": Reader(signed_in=True, attends=True, seats=frozenset({9})),
    "state": Reader(signed_in=True, attends=True, participating=True, seats=frozenset({OTHER})),
    "owner": Reader(signed_in=True, attends=True, participating=True, seats=frozenset({OWN})),
    "office": Reader(signed_in=True, attends=True, directing=True),
}
# class -> who may know of a paper that the State OWN brought.
SHOWN = {
    "public": set(READERS),
    "registered": set(READERS) - {"nobody"},
    "participants": {"observer", "state", "owner", "office"},
    "participating": {"state", "owner", "office"},
    "office": {"owner", "office"},
    "delegation": {"owner"},
}


@pytest.mark.parametrize("classed", access.CLASSES)
def test_each_class_is_shown_to_its_readers_and_no_others(classed):
    shown = {who for who, it in READERS.items() if papers.is_shown(it, classed, OWN, withdrawn=False)}
    assert shown == SHOWN[classed]


@pytest.mark.parametrize("classed", access.CLASSES)
def test_what_was_withdrawn_stays_with_those_who_keep_it(classed):
    shown = {who for who, it in READERS.items() if papers.is_shown(it, classed, OWN, withdrawn=True)}
    assert shown == SHOWN[classed] & {"owner", "office"}


def test_a_paper_without_a_delegation_is_nobodys_own():
    assert not papers.is_shown(READERS["state"], "office", None, withdrawn=False)
    assert not papers.is_asked("office", None)
    assert papers.is_asked("office", OWN)
    assert not papers.is_asked("delegation", OWN)


def test_what_an_entry_may_name_is_shown_to_whoever_attends():
    for classed in papers.TOLD:
        assert access.admits(classed, READERS["observer"])
    for classed in set(access.CLASSES) - papers.TOLD:
        assert not access.admits(classed, READERS["observer"], OWN)


def version(language: str, number: int, *, holds: bool = True, hours: int = 0) -> Version:
    state = "translated" if holds else "translating"
    return Version(language, number, state, holds, NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("versions", "told"),
    [
        ([], {"en": "missing", "ru": "missing"}),
        ([version("en", 1)], {"en": "original", "ru": "missing"}),
        ([version("en", 1), version("ru", 1)], {"en": "original", "ru": "translated"}),
        ([version("en", 1), version("ru", 1, holds=False)], {"en": "original", "ru": "translating"}),
        ([version("en", 1), version("ru", 1), version("en", 2, hours=1)], {"en": "original", "ru": "outdated"}),
        (
            [version("en", 2, hours=1), version("ru", 1), version("ru", 2, holds=False)],
            {"en": "original", "ru": "translating"},
        ),
        ([version("ru", 1), version("fr", 1)], {"en": "missing", "ru": "translated", "fr": "translated"}),
    ],
)
def test_the_status_of_each_language(versions, told):
    assert papers.statuses("en", versions, ["ru"]) == told


@given(st.lists(st.tuples(st.sampled_from(["en", "ru"]), st.integers(1, 5), st.booleans(), st.integers(0, 9))))
def test_the_standing_version_is_the_newest_that_can_be_read(facts):
    versions = [version(language, number, holds=holds, hours=at) for language, number, holds, at in facts]
    for language in ("en", "ru"):
        found = papers.standing(versions, language)
        numbers = [it.number for it in versions if it.language == language and it.holds]
        assert (found.number if found else None) == max(numbers, default=None)
        assert papers.status("en", versions, language) in papers.STATUSES


def test_who_has_opened_a_paper_is_counted_among_those_it_went_to():
    delegations = [
        Delegation(1, participating=True),
        Delegation(2, participating=True),
        Delegation(3, participating=False),
    ]
    assert papers.reading("participants", delegations, {2, 7}) == Reading((2,), (1, 3))
    assert papers.reading("participating", delegations, {3}) == Reading((), (1, 2))
    assert papers.reading("office", delegations, {1}) is papers.reading("delegation", delegations, {1}) is None


def package(*names: str, mimetype: bytes = b"", broken: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "<x/>")
    return file.getvalue()[:-30] if broken else file.getvalue()


ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        ("Повестка дня\r\n".encode(), "txt"),
        (b"\xef\xbb\xbfAgenda", "txt"),
        (b"<script>alert(1)</script>", "txt"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (package("content.xml", mimetype=ODT), "odt"),
    ],
)
def test_a_file_is_what_its_content_says(data, ending):
    assert paper_files.ENDINGS[paper_files.media_type(data)] == ending


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "paper-empty"),
        (b"%PDF-" + bytes(paper_files.LARGEST), "paper-too-large"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "paper-macros"),
        (package("[Content_Types].xml", "other.xml"), "not-a-paper"),
        (package("evil.exe"), "not-a-paper"),
        (package("content.xml", mimetype=b"application/zip"), "not-a-paper"),
        (package("content.xml", mimetype=ODT + b"-template"), "not-a-paper"),
        (package("word/document.xml", broken=True), "not-a-paper"),
        (b"PK\x03\x04", "not-a-paper"),
        (b"MZ\x90\x00\x03", "not-a-paper"),
        ("Повестка".encode("cp1251"), "not-a-paper"),
        (b"GIF89a\x01\x00", "not-a-paper"),
    ],
)
def test_what_is_no_document_is_refused(data, code):
    with pytest.raises(BadText) as refused:
        paper_files.media_type(data)
    assert refused.value.code == code


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda it: b"PK\x03\x04" + it))
def test_any_bytes_are_judged_without_failing(data):
    try:
        found = paper_files.media_type(data)
    except BadText as error:
        found = error.code
    assert found in {*paper_files.ENDINGS, "paper-empty", "not-a-paper", "paper-macros"}


@pytest.mark.parametrize(
    ("said", "media", "name"),
    [
        ("Повестка дня.docx", "application/pdf", "Повестка дня.pdf"),
        ("C:\\papers\\agenda.PDF", "application/pdf", "agenda.pdf"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ('a"b\r\n.txt', "text/plain", "ab.txt"),
        ("", "image/png", "document.png"),
        (".docx", "image/png", "docx.png"),
        ("п" * 300, "image/png", "п" * 196 + ".png"),
    ],
)
def test_a_file_is_given_out_under_its_own_name_with_the_ending_of_what_it_is(said, media, name):
    assert paper_files.filename(said, media) == name


@given(st.text(), st.sampled_from(sorted(paper_files.ENDINGS)))
def test_a_name_holds_no_folder_and_no_line(said, media):
    name = paper_files.filename(said, media)
    assert not set(name) & set('/\\\r\n"')
    assert name.endswith(paper_files.ENDINGS[media])
    assert len(name) <= 200

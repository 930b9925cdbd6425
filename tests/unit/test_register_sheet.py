"""The register as a table: written and read back the same; what is hostile or broken is refused in words."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import register_sheet as sheet
from drafting.domain.errors import BadText
from drafting.domain.fields import Fields
from drafting.domain.membership import STATUSES, Former, Names, Spell
from drafting.domain.register import CATEGORIES, Facts, one_line
from drafting.domain.register_sheet import Entry, decoded, entry, rows, said_of, written

# What people type and what acts in spreadsheets: quotes, separators, formulas, bars, backslashes, breaks of lines.
signs = st.sampled_from([*"=+-@'\"|\\,;\t—«ЖжéÄ 12", "\u00a0", "a", "я", "\n"])
words = st.text(signs, min_size=1, max_size=20).map(one_line).filter(bool)
maybe = st.one_of(st.just(""), words)
days = st.dates(date(1950, 1, 1), date(2026, 6, 5))


def spell(status: str, since: date | None, until: date | None, basis: tuple[str, str]) -> Spell:
    return Spell(status, since, until, *basis)


spells = st.builds(spell, st.sampled_from(STATUSES), st.none() | days, st.none() | days, st.tuples(maybe, maybe))


@st.composite
def formers(draw: st.DrawFn) -> tuple[Former, ...]:
    ends = sorted(draw(st.lists(days, max_size=3, unique=True)))
    starts = [None, *ends]
    return tuple(
        Former(Names(draw(words), draw(words), draw(maybe), draw(maybe)), since, until)
        for since, until in zip(starts, ends, strict=False)
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    category = draw(st.sampled_from(CATEGORIES))
    state = category == "state"
    return Facts(
        code=draw(st.from_regex(r"[A-Z][A-Z0-9-]{0,11}", fullmatch=True)),
        category=category,
        name_en=draw(words),
        name_ru=draw(words),
        long_en=draw(words),
        long_ru=draw(words),
        long_ru_genitive=draw(maybe),
        forms_ru=tuple(dict.fromkeys(draw(st.lists(words, max_size=4)))),
        iso2=draw(st.sampled_from(["", "KZ"])) if state else "",
        country="" if state else "KGZ",
        sort_key=draw(maybe),
    )


entries = st.builds(Entry, facts(), st.lists(spells, max_size=4).map(tuple), formers())


def read_back(text: str) -> list[Entry]:
    found = []
    for row in rows(text):
        fields = Fields()
        found.append(entry(row.said, fields))
        assert fields.problems == {}
    return found


@given(st.lists(entries, min_size=1, max_size=4))
def test_what_is_written_is_read_back_the_same(made: list[Entry]):
    text, encoding = decoded(written(made).encode())
    assert encoding == "UTF-8"
    assert read_back(text) == made


@given(st.lists(entries, min_size=1, max_size=2), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\r\n", "\n"]))
def test_what_a_spreadsheet_saves_in_its_own_manner_is_read_the_same(made: list[Entry], sign: str, end: str):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign, lineterminator=end)
    writer.writerows(csv.reader(io.StringIO(written(made).removeprefix(sheet.BOM), newline="")))
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert read_back(decoded(out.getvalue().encode(encoding))[0]) == made


@given(st.lists(entries, min_size=1, max_size=3))
def test_no_cell_acts_as_a_formula(made: list[Entry]):
    for row in csv.reader(io.StringIO(written(made).removeprefix(sheet.BOM), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_russian_windows_files_are_recognised():
    text = "code;category;name_en;name_ru\r\nKAZ;state;Kazakhstan;Казахстан\r\n"
    assert decoded(text.encode("cp1251")) == (text, "Windows-1251")
    assert rows(text)[0].said["name_ru"] == "Казахстан"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet-empty"),
        (b"\xef\xbb\xbf \r\n", "sheet-empty"),
        (b"x" * (sheet.LARGEST + 1), "sheet-large"),
        (b"code\0name", "sheet-encoding"),
        ("code,name_ru\nKAZ,Казахстан".encode("utf-16-le"), "sheet-encoding"),
        (b"\xff\xfea", "sheet-encoding"),
        ("code\nñ".encode("utf-16") + b"\xd8", "sheet-encoding"),
        (b"PK\x03\x04\x14\x00\x06\x00", "sheet-encoding"),
        (b"code\n\x80\x8b\x95\x99\xa9", "sheet-encoding"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, code: str):
    with pytest.raises(BadText) as refused:
        decoded(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("\n\n", "sheet-empty", {}),
        ("code,name_en\n,\n", "sheet-empty", {}),
        ("name_en,name_ru\nA,А\n", "sheet-heads", {}),
        ("code,colour\nA,red\n", "sheet-unknown", {"head": "colour"}),
        ("code,Code\nA,B\n", "sheet-twice", {"head": "code"}),
        ('code,name_en\nA,"B" C\n', "sheet-broken", {"line": 2}),
        ('code,name_en\nA,"B', "sheet-broken", {"line": 2}),
        ("code\n" + "A\n" * 1001, "sheet-rows", {"most": 1000}),
        ("code\n" + "A" * 140_000, "sheet-broken", {"line": 2}),
    ],
)
def test_what_is_no_table_of_parties_is_refused_in_words(text: str, code: str, details: dict[str, object]):
    with pytest.raises(BadText) as refused:
        rows(text)
    assert (refused.value.code, refused.value.details) == (code, details)


def test_lines_are_numbered_as_an_editor_numbers_them():
    text = '\ncode,name_en\nA,"two\nlines"\n\nB,b\n'
    assert [(it.line, it.said["code"]) for it in rows(text)] == [(3, "A"), (6, "B")]


def wrong(**said: str) -> dict[str, str]:
    fields = Fields()
    entry({"code": "A", "category": "other", "name_en": "A", "name_ru": "А", **said}, fields)
    return {name: it.code for name, it in fields.problems.items()}


@pytest.mark.parametrize(
    "cell",
    ["member", "observer | yesterday", "observer | 2020-13-01", "observer | 1 | 2 | 3 | 4 | 5", " | 2020-01-01"],
)
def test_a_spell_that_cannot_be_read_is_told(cell: str):
    assert wrong(membership=cell) == {"membership": "sheet-spell"}
    assert wrong(membership=f"observer | 2020-01-01\n{cell}") == {"membership": "sheet-spell"}


@pytest.mark.parametrize(
    "cell",
    [
        "2020-01-01",
        " | | A | А",
        " | 2020-01-01 | A",
        "2021-01-01 | 2020-01-01 | A | А",
        " | 2020-01-01 | A | А\n2019-01-01 | 2021-01-01 | B | Б",
        " | 2020-01-01 | A | А\n | 2021-01-01 | B | Б",
        " | 2020-01-01 | A | А | B | Б | C",
    ],
)
def test_former_names_that_cannot_be_read_or_overlap_are_told(cell: str):
    assert wrong(former_names=cell) == {"former_names": "sheet-names"}


def test_what_no_table_holds_and_what_stands_under_no_head_is_told():
    assert wrong(membership=f"observer | | | {'x' * 501}") == {"membership": "line-too-long"}
    assert wrong(former_names=f" | 2020-01-01 | {'x' * 121} | А") == {"former_names": "line-too-long"}
    (row,) = rows("code,,name_en\nA,note,B\n")
    assert row.said[""] == "note"
    (row,) = rows("code,name_en\nA,B,C\n")
    assert wrong(**row.said) == {"": "sheet-beyond"}


def test_a_spell_is_written_as_people_would_type_it():
    made = Entry(
        Facts("A", "other", "A", "А", "A", "А"),
        (Spell("observer", None, date(2020, 1, 1)), Spell("observer", date(2021, 1, 1), None, "a|b\\", "б")),
        (Former(Names("B", "Б", "", ""), None, date(2020, 1, 1) - timedelta(1)),),
    )
    said = said_of(made)
    assert said["membership"] == "observer |  | 2020-01-01\nobserver | 2021-01-01 |  | a\\|b\\ | б"
    assert said["former_names"] == " | 2019-12-31 | B | Б"

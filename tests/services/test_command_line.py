"""`drafting …` as an operator types it."""

import json
import sqlite3
import tomllib
from pathlib import Path

import pytest

from drafting import cli
from drafting.domain.errors import BadText
from drafting.persistence.database import Database
from drafting.services import conference
from tests.factories import NOW, PLAN, world

ROOT = Path(__file__).resolve().parents[2]
CONFERENCE = ROOT / "drafting" / "demo" / "conference.toml"


@pytest.fixture
def installed(monkeypatch, sqlite_url):
    monkeypatch.setenv("DRAFTING_SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DRAFTING_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DRAFTING_PUBLIC_URL", "https://drafting.example.org")
    return sqlite_url


@pytest.fixture
def tables(installed):
    database = Database(installed)
    yield world(database)
    database.close()


def test_read_prints_blocks_notes_warnings_and_the_check(tmp_path, capsys):
    path = tmp_path / "draft.md"
    path.write_text("# Communiqué\n\n(i) *Recalling* the past[^1];\n\nDecided:\n\n1. To meet.\n\n[^1]: In 2021.\n")
    assert cli.main(["read", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(it["kind"], it["label"]) for it in said["blocks"]] == [
        ("title", ""),
        ("recital", "(i)"),
        ("enacting", ""),
        ("operative", "1."),
    ]
    assert said["blocks"][1]["text"] == "*Recalling* the past[^1];"
    assert said["blocks"][1]["level"] == 0
    assert said["notes"][0]["text"] == "In 2021."
    assert said["warnings"] == []
    assert said["check"]["lost"] == ""


def test_a_file_that_cannot_be_read_ends_with_one_sentence(tmp_path, capsys):
    path = tmp_path / "picture.docx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert cli.main(["read", str(path), "--json"]) == 1
    assert capsys.readouterr().err.startswith("drafting: This is no document")
    assert cli.main(["read", str(tmp_path / "absent.md"), "--json"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_compare_prints_one_line_for_each_paragraph_that_is_not_as_it_was(tmp_path, capsys):
    old, new = tmp_path / "old.md", tmp_path / "new.txt"
    old.write_text("1. States should protect refugees and migrants.\n\n2. To meet in 2015.\n")
    new.write_text("1. States shall protect refugees and migrants.\n\n2. The observers spoke.\n")
    assert cli.main(["compare", str(old), str(new)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "changed 1.: States [-should-]{+shall+} protect refugees and migrants.",
        "deleted 2.: [-To meet in 2015.-]",
        "inserted 2. after 1.: {+The observers spoke.+}",
    ]
    assert cli.main(["compare", str(old), str(old)]) == 0
    assert capsys.readouterr().out == ""


def test_compare_as_data_names_every_block(tmp_path, capsys):
    path = tmp_path / "draft.md"
    path.write_text("# Коммюнике\n\n1. Решили встретиться.\n")
    assert cli.main(["compare", str(path), str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(it["outcome"], it["old"], it["new"]) for it in said["changes"]] == [
        ("unchanged", [0], [0]),
        ("unchanged", [1], [1]),
    ]
    assert said["new"][1] == {"kind": "operative", "label": "1.", "text": "Решили встретиться."}


def test_compare_with_a_file_that_cannot_be_read_ends_with_one_sentence(tmp_path, capsys):
    path = tmp_path / "draft.md"
    path.write_text("1. To meet.\n")
    assert cli.main(["compare", str(path), str(tmp_path / "absent.md")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_verify_finds_the_books_in_order(tables, capsys):
    assert cli.main(["verify"]) == 0
    assert "draft 1: 2 entries, in order" in capsys.readouterr().out
    assert cli.main(["verify", "1"]) == 0


@pytest.mark.parametrize("form", ["docx", "pdf", "md", "txt", "akn"])
@pytest.mark.parametrize("view", ["clean", "proposals"])
def test_a_draft_is_exported_as_a_file(tables, tmp_path, form, view):
    target = tmp_path / f"draft.{form}"
    assert cli.main(["export", str(tables.draft), "--form", form, "--view", view, "-o", str(target)]) == 0
    starts = {"docx": b"PK", "pdf": b"%PDF", "md": b"", "txt": b"", "akn": b"<?xml"}
    data = target.read_bytes()
    assert data.startswith(starts[form])
    assert len(data) > 200


@pytest.mark.parametrize(("form", "view"), [("akn", "tracked"), ("akn", "copy"), ("md", "tracked"), ("pdf", "copy")])
def test_a_view_that_a_form_does_not_know_is_refused_in_a_sentence(tables, tmp_path, capsys, form, view):
    target = tmp_path / "draft.file"
    assert cli.main(["export", str(tables.draft), "--form", form, "--view", view, "-o", str(target)]) == 1
    assert "not made in this form" in capsys.readouterr().err
    assert not target.exists()


def test_an_export_of_nothing_leaves_no_file(tables, tmp_path, capsys):
    target = tmp_path / "draft.docx"
    assert cli.main(["export", "77", "-o", str(target)]) == 1
    assert "no such draft" in capsys.readouterr().err
    assert not target.exists()


def test_a_pack_of_what_is_not_adopted_is_refused_in_a_sentence(tables, tmp_path, capsys):
    target = tmp_path / "pack.zip"
    assert cli.main(["pack", str(tables.draft), "-o", str(target)]) == 1
    assert capsys.readouterr().err == "drafting: this draft is not adopted, and only an adopted text has a pack\n"
    assert not target.exists()


def test_verify_names_a_tampered_row(tables, installed, capsys):
    tables.database.close()
    raw = sqlite3.connect(installed.removeprefix("sqlite:///"))
    raw.execute("UPDATE paragraph SET state = 'agreed' WHERE id = ?", (tables.paragraphs["1."],))
    raw.commit()
    raw.close()
    assert cli.main(["verify", str(tables.draft)]) == 1
    out = capsys.readouterr().out
    assert f"paragraph {tables.paragraphs['1.']}" in out
    assert "differs from the record" in out


def test_verify_on_a_database_without_tables_says_so_without_its_statements(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DRAFTING_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    monkeypatch.setenv("DRAFTING_SECRET_KEY", "s" * 32)
    assert cli.main(["verify", "1"]) == 1
    said = capsys.readouterr().err
    assert said == (
        "drafting: the database cannot be used (no such table: draft); see to DRAFTING_DATABASE_URL; "
        "`drafting serve` makes its tables\n"
    )


def test_verify_of_a_draft_that_is_not_there_says_so(tables, capsys):
    assert cli.main(["verify", "77"]) == 1
    assert capsys.readouterr().err == "drafting: there is no such draft\n"


def test_setup_makes_a_conference_and_prints_a_link_for_each_person(installed, capsys):
    assert cli.main(["setup", str(CONFERENCE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    people = tomllib.loads(CONFERENCE.read_text(encoding="utf-8"))["people"]
    assert len(lines) == len(people)
    assert all("https://drafting.example.org/invitation/" in line for line in lines)


def test_a_new_link_for_a_person(tables, capsys):
    assert cli.main(["user", "Chair@example.org"]) == 0
    assert capsys.readouterr().out.startswith("https://drafting.example.org/invitation/")
    assert cli.main(["user", "nobody@example.org"]) == 1
    assert "nobody is known as nobody@example.org" in capsys.readouterr().err


def test_without_a_key_nothing_starts(monkeypatch, capsys):
    monkeypatch.delenv("DRAFTING_SECRET_KEY", raising=False)
    assert cli.main(["verify"]) == 1
    assert "DRAFTING_SECRET_KEY must be set" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        {"process": None},
        {"process": {**PLAN["process"], "zone": "Mars/Olympus"}},
        {"process": {**PLAN["process"], "colour": "blue"}},
        {"parties": [{**PLAN["parties"][0], "hymn": "…"}]},
        {"people": [{**PLAN["people"][0], "roles": [{"role": "king"}]}]},
        {"people": [{**PLAN["people"][0], "roles": [{"role": "head", "party": "XXX"}]}]},
    ],
)
def test_a_wrong_entry_of_a_conference_file_is_named(database, change):
    plan = {key: value for key, value in {**PLAN, **change}.items() if value is not None}
    with pytest.raises(BadText) as caught, database.writing() as session:
        conference.set_up(session, plan, NOW)
    assert caught.value.code == "conference"
    assert caught.value.details["at"]


def test_a_person_known_already_keeps_the_account(database):
    world(database)
    second = {**PLAN, "process": {**PLAN["process"], "slug": "second"}}
    with database.writing() as session:
        made = conference.set_up(session, second, NOW)
        assert made.people["chair@example.org"].id == 2


def test_reindex_makes_the_search_anew(tables, capsys):
    """The Process and its meeting, each in two languages."""
    assert cli.main(["reindex"]) == 0
    assert capsys.readouterr().out == "4 entries\n"

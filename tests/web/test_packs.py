"""The adoption pack: begun on its page by the Chair or the Office, complete, with nothing private, the same for all."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import html5lib
import openpyxl
import pypdf
import pytest

from drafting import cli
from drafting.app import create_app
from drafting.documents import reading, writing
from drafting.domain.errors import NotFound, WrongState
from drafting.services import keys, pack_check
from drafting.web import packs, tables
from tests import acts
from tests.archive import reissue
from tests.factories import NOW, TEXT, import_text
from tests.factories import world as plain
from tests.packing import SECRET_WORDS, further, told
from tests.web.judge import judge, untranslated

NOT_MAKERS = ("rapporteur", "administrator", "head.arv", "delegate.bel", "coordinator.zab", "observer")


@pytest.fixture
def settings(settings, tmp_path: Path):
    return replace(settings, signing_key=str(tmp_path / "key.pem"))


@pytest.fixture
def world(app):
    return further(told(app.extensions["drafting"].database))


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/pack"


@pytest.fixture
def pack(app, world) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packs.made_now(app, world.draft).data))


def begun(browser, address: str, token: str = ""):
    return browser.post(address, data={"token": token or acts.token() + "-long"})


@pytest.mark.parametrize("who", ["chair", "office", "secretariat"])
def test_the_page_says_what_a_pack_holds_and_whose_key_it_is(visit, address, settings, who):
    page = visit(who).get(address)
    assert (page.status_code, judge(page.text)) == (200, [])
    assert keys.load(settings.signing_key).public.fingerprint in page.text
    pem = visit(who).get(f"{address}/public-key.pem")
    assert (pem.data, pem.mimetype) == (keys.load(settings.signing_key).public.pem, "application/x-pem-file")


@pytest.mark.parametrize("who", NOT_MAKERS)
def test_nobody_else_sees_the_page_or_has_a_pack_made(visit, address, who):
    browser = visit(who)
    assert browser.get(address).status_code == 403
    assert browser.get(f"{address}/public-key.pem").status_code == 403
    assert begun(browser, address).status_code == 403


def test_a_stranger_does_not_learn_that_there_is_a_draft(visit, address):
    assert visit("stranger").get(address).status_code == 404
    assert begun(visit("stranger"), address).status_code == 404


def test_the_page_speaks_russian(visit, world, address):
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    assert untranslated(browser.get(address).text) == []
    assert untranslated(browser.get(begun(browser, address).location).text) == []


def test_a_double_click_begins_one_job_which_is_listed(visit, address):
    browser = visit("chair")
    first = begun(browser, address, "clicked-twice")
    assert (first.status_code, begun(browser, address, "clicked-twice").location) == (303, first.location)
    page = browser.get(address)
    assert first.location in page.text
    assert judge(page.text) == []
    assert first.location not in visit("office").get(address).text


def test_the_adopted_texts_page_leads_to_its_pack_and_another_drafts_does_not(visit, world, address):
    assert f'href="{address}"' in visit("office").get(f"/drafts/{world.draft}/adoption").text
    assert f'href="{address}"' not in visit("head.arv").get(f"/drafts/{world.draft}/adoption").text


def test_without_a_key_the_page_says_so_and_nothing_is_begun(app, visit, address):
    app.extensions["drafting"].settings = replace(app.extensions["drafting"].settings, signing_key="")
    page = visit("office").get(address)
    assert (page.status_code, judge(page.text)) == (200, [])
    assert "No file is named for the signing key" in page.text
    assert "Make the pack" not in page.text
    assert begun(visit("office"), address).status_code == 422
    assert visit("office").get(f"{address}/public-key.pem").status_code == 422


def test_a_pack_holds_every_form_language_table_and_certificate(pack, world):
    paths = set(pack.namelist())
    own = {f"text/Test-Process-01-01-2026-rev3.{form}" for form in writing.MEDIA_TYPES}
    russian = {it for it in paths if it.startswith("text/") and "-ru." in it}
    assert own < paths
    assert {it.rpartition(".")[2] for it in russian} == set(writing.MEDIA_TYPES)
    assert {f"certificates/certificate-1.{language}.pdf" for language in ("en", "ru")} < paths
    assert {f"report/report.{language}.{form}" for language in ("en", "ru") for form in ("docx", "pdf")} < paths
    for name, table in tables.TABLES.items():
        assert {f"{'record' if name == 'record' else 'tables'}/{name}.{form}" for form in table.forms} < paths
    assert "text/Test-Process-01-01-2026-rev3.akn.xml" in paths
    assert "tables/amendments.akn.xml" in paths
    assert {"report/participation.xlsx", "record/verification.en.txt", "record/verification.ru.txt"} < paths
    assert {"verify.html", "manifest.json", "manifest.sig", "public-key.pem"} < paths


def test_the_same_state_gives_the_same_bytes_to_everybody_on_any_day(app, world, settings):
    first = packs.made_now(app, world.draft)
    later = create_app(settings, lambda: NOW + timedelta(days=400))
    assert packs.made_now(later, world.draft) == first
    later.extensions["drafting"].database.close()
    reissue(world, "1.", "To welcome the final reports;")
    assert packs.made_now(app, world.draft).data != first.data


def test_a_pack_of_the_pages_is_whole(app, world, settings):
    checks = pack_check.check(packs.made_now(app, world.draft).data, keys.load(settings.signing_key).public.fingerprint)
    assert [(it.code, it.holds) for it in checks if it.holds is not True] == []


def words(pack: zipfile.ZipFile, path: str) -> str:
    data = pack.read(path)
    if path.endswith(".pdf"):
        text = "\n".join(it.extract_text() for it in pypdf.PdfReader(io.BytesIO(data)).pages)
    else:
        text = "\n".join(f"{it.label} {it.text}" for it in reading.read(data, path).blocks)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_report_tells_who_adopted_and_who_reserved_its_position(pack, form):
    report = words(pack, f"report/report.en.{form}")
    for said in (
        "Report on the adoption of “Communiqué”",
        "“Communiqué” was adopted by Arvendal.",
        "Zabora noted that its participation is pending",
        "Arvendal. Paragraph 2: reservation. “Within our laws.”",
        "“Не для нас.”",
        "Note verbale No. 7",
        "We join the consensus.",
    ):
        assert said in report
    assert "Not spoken yet" not in report
    russian = words(pack, f"report/report.ru.{form}")
    assert "Документ «Communiqué» приняло следующее государство: Ярвендаль." in russian
    assert "We join the consensus." in russian


def test_a_text_without_reservations_says_so(app):
    it = plain(app.extensions["drafting"].database)
    acts.agree_all(it)
    acts.adopt(it)
    pack = zipfile.ZipFile(io.BytesIO(packs.made_now(app, it.draft).data))
    assert "There are none." in words(pack, "report/report.en.docx")
    assert not [path for path in pack.namelist() if path.startswith("certificates/")]
    assert "certificates" not in pack.read("verify.html").decode()


def test_the_table_of_participation_has_a_sheet_in_each_language(pack):
    book = openpyxl.load_workbook(io.BytesIO(pack.read("report/participation.xlsx")))
    assert book.sheetnames == ["Participation", "Участие"]
    rows = {row[0]: row for row in book["Participation"].iter_rows(values_only=True)}
    assert rows["ARV"][1:3] == ("Arvendal", "adopting")
    assert rows["ARV"][7] == "Arvendal. Paragraph 2: reservation. “Within our laws.”"
    assert rows["ZAB"][6] == "until its parliament has met"


def test_what_is_kept_back_is_in_no_file_of_a_pack(pack):
    assert SECRET_WORDS not in words(pack, "certificates/certificate-1.en.pdf")
    for path in pack.namelist():
        data = pack.read(path)
        assert SECRET_WORDS.encode() not in data, path
        if zipfile.is_zipfile(io.BytesIO(data)):
            inner = zipfile.ZipFile(io.BytesIO(data))
            assert all(SECRET_WORDS.encode() not in inner.read(name) for name in inner.namelist()), path


def test_how_to_verify_opens_alone_in_both_languages_and_lists_the_files(pack, settings):
    page = pack.read("verify.html").decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"<script|src=|href=\"(?!#)|url\(|@import|https?:", page)
    assert page.count("<h1>") == 2
    assert "certificates: the certificates of the no-objection procedures" in page
    # The manifest lists every file but itself: its own sum could be compared with nothing.
    assert "sha256sum manifest.json" not in page
    assert re.search(r'<section id="ru" lang="ru">\s*<h1>Как проверить этот пакет</h1>', page)
    for path in pack.namelist():
        assert (f'<th scope="row">{path}</th>' in page) == (path not in (*packs.manifest.APART, packs.VERIFY))
    assert keys.load(settings.signing_key).public.fingerprint in page


@pytest.fixture
def environment(monkeypatch, settings):
    monkeypatch.setenv("DRAFTING_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("DRAFTING_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("DRAFTING_SIGNING_KEY", settings.signing_key)


def test_the_commands_make_a_pack_and_check_it_offline(
    app, world, settings, environment, tmp_path, capsys, monkeypatch
):
    file = tmp_path / "pack.zip"
    assert cli.main(["pack", str(world.draft), "-o", str(file)]) == 0
    assert file.read_bytes() == packs.made_now(app, world.draft).data
    for name in ("DRAFTING_SECRET_KEY", "DRAFTING_DATABASE_URL", "DRAFTING_SIGNING_KEY"):
        monkeypatch.delenv(name)
    key = keys.load(settings.signing_key).public
    (tmp_path / "public.pem").write_bytes(key.pem)
    for trusted in (key.fingerprint, str(tmp_path / "public.pem")):
        assert cli.main(["verify", str(file), "--key", trusted]) == 0
        said = capsys.readouterr().out.splitlines()
        assert said[-1] == "The pack is whole, and signed with the key that you trust."
        assert {line[:2] for line in said[:-1]} == {"ok"}
    assert cli.main(["verify", str(file)]) == 0
    assert "Whose key it is, compare yourself." in capsys.readouterr().out
    assert cli.main(["verify", str(file), "--key", "0" * 64]) == 1
    assert "with another key than the one that you trust" in capsys.readouterr().out


def test_no_pack_is_made_of_a_text_that_is_still_negotiated(app, world):
    with pytest.raises(NotFound):
        packs.made_now(app, 999)
    with world.database.writing() as session:
        other = import_text(session, world.people["office"], world.meeting, TEXT).id
    with pytest.raises(WrongState):
        packs.made_now(app, other)

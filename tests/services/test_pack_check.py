"""Checking a pack: whatever was done to it since it was signed is found, and told in the right place."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable

import pytest

from drafting.documents.packs import pack
from drafting.domain import manifest
from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.records import Draft, Paragraph
from drafting.services import keys, pack_check, packs
from drafting.services.pack_check import PUBLIC_KEY, RECORD, Check
from tests.factories import world
from tests.packing import SECRET_WORDS, bare, further, told

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
TEXT = "text/text.txt"


@pytest.fixture(scope="module")
def made(sqlite_template, tmp_path_factory) -> tuple[bytes, str]:
    """A pack, and the fingerprint of the key that signed it."""

    folder = tmp_path_factory.mktemp("packs")
    shutil.copyfile(sqlite_template, folder / "db.sqlite")
    database = Database(f"sqlite:///{folder}/db.sqlite")
    whole = bare(further(told(database)), folder)
    database.close()
    return whole, keys.load(str(folder / "key.pem")).public.fingerprint


def failing(checks: tuple[Check, ...]) -> set[str]:
    return {it.code for it in checks if it.holds is False}


def test_a_pack_as_it_was_made_holds(made):
    whole, fingerprint = made
    checks = pack_check.check(whole, fingerprint.upper())
    assert {it.code for it in checks} == {"unpacked", "files", "signature", "key", "as-written", "chain", "text"}
    assert all(it.holds is True for it in checks)
    (unsure,) = (it for it in pack_check.check(whole) if it.holds is None)
    assert (unsure.code, unsure.facts["fingerprint"]) == ("key", fingerprint)


Tamper = Callable[[dict[str, bytes]], None]


def signed(files: dict[str, bytes], folder: str) -> None:
    """A forger's: everything anew, with a key of the forger's own."""
    key = keys.load(folder)
    rest = {path: data for path, data in files.items() if path not in manifest.APART}
    rest[PUBLIC_KEY] = key.public.pem
    about = manifest.read(files["manifest.json"]).about
    files |= rest
    files["manifest.json"] = manifest.written(manifest.of(about, rest))
    files["manifest.sig"] = key.sign(files["manifest.json"])


def put(files: dict[str, bytes], path: str, data: bytes) -> None:
    files[path] = data


def rename(files: dict[str, bytes], old: str, new: str) -> None:
    files[new] = files.pop(old)


def rewrite(files: dict[str, bytes], old: str, new: str) -> None:
    files["manifest.json"] = files["manifest.json"].replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    ("tamper", "failed"),
    [
        (lambda files: put(files, TEXT, files[TEXT] + b" "), {"file", "files", "as-written"}),
        (lambda files: put(files, TEXT, files[TEXT].replace(b"welcome", b"Welcome")), {"file", "files", "as-written"}),
        (lambda files: put(files, "text/more.txt", b""), {"file", "files", "as-written"}),
        (lambda files: files.pop(TEXT), {"file", "files", "as-written"}),
        (lambda files: rename(files, TEXT, "text/Text.txt"), {"file", "files", "as-written"}),
        (lambda files: files.pop("manifest.json"), {"manifest"}),
        (lambda files: rewrite(files, '"issue": 2', '"issue": 1'), {"signature"}),
        (lambda files: rewrite(files, '"form"', '"FORM"'), {"manifest"}),
        (lambda files: files.pop("manifest.sig"), {"signature"}),
        (lambda files: put(files, "manifest.sig", bytes(64)), {"signature"}),
        (lambda files: put(files, "manifest.sig", files["manifest.sig"] + b"\n"), {"signature"}),
        (lambda files: files.pop(PUBLIC_KEY), {"file", "files", "as-written", "signature"}),
        (lambda files: put(files, PUBLIC_KEY, b"no key"), {"file", "files", "as-written", "signature"}),
        (lambda files: files.pop(RECORD), {"file", "files", "as-written", "record"}),
    ],
)
def test_each_thing_that_may_be_done_to_a_pack_fails_where_it_should(made, tamper: Tamper, failed):
    files = pack.read(made[0])
    tamper(files)
    assert failing(pack_check.check(pack.write(files), made[1])) == failed


def test_a_file_that_differs_is_named(made):
    files = pack.read(made[0])
    rename(files, TEXT, "text/other.txt")
    files["text/copy.txt"] = b"2"
    told_of = [it.facts for it in pack_check.check(pack.write(files)) if it.code == "file"]
    assert told_of == [
        {"what": "changed", "path": "text/copy.txt", "was": ""},
        {"what": "renamed", "path": "text/other.txt", "was": TEXT},
    ]


def test_only_the_trusted_fingerprint_tells_a_pack_that_another_key_signed(made, tmp_path):
    files = pack.read(made[0])
    files[TEXT] = b"Decided: nothing.\n"
    signed(files, str(tmp_path / "forged.pem"))
    forged = pack.write(files)
    assert failing(pack_check.check(forged)) == set()
    assert failing(pack_check.check(forged, made[1])) == {"key"}


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        (lambda line: line.replace("To welcome the reports;", "To note the reports;"), {"chain", "text"}),
        (lambda line: line.replace('"draft adopted"', '"draft opened"'), {"chain"}),
        (lambda line: line if "draft reissued" not in line else "", {"chain", "text"}),
        (lambda line: line[:0], {"record"}),
        (lambda line: line.replace("{", "["), {"record"}),
    ],
)
def test_a_record_that_was_changed_and_signed_anew_contradicts_itself(made, tmp_path, change, failed):
    """As the thief of the key itself would do it, without the care to make all of it fit."""
    files = pack.read(made[0])
    lines = files[RECORD].decode().splitlines(keepends=True)
    files[RECORD] = "".join(map(change, lines)).encode()
    signed(files, str(tmp_path / "key.pem"))
    assert failing(pack_check.check(pack.write(files))) == failed


def test_a_manifest_that_promises_another_record_or_text_is_caught(made, tmp_path):
    for section, name, value, failed in (
        ("record", "head", "0" * 64, {"chain"}),
        ("record", "entries", 5, {"chain"}),
        ("draft", "number", 99, {"chain"}),
        ("adopted", "hash", "0" * 64, {"text"}),
    ):
        files = pack.read(made[0])
        whole = json.loads(files["manifest.json"])
        whole["about"][section][name] = value
        files["manifest.json"] = (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
        signed(files, str(tmp_path / "key.pem"))
        assert failing(pack_check.check(pack.write(files))) == failed
    whole["about"] = {}
    files["manifest.json"] = (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    signed(files, str(tmp_path / "key.pem"))
    assert failing(pack_check.check(pack.write(files))) == {"record"}


def test_the_same_files_packed_anew_are_whole_and_not_the_file_that_was_made(made):
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in pack.read(made[0]).items():
            archive.writestr(path, data)
    assert failing(pack_check.check(again.getvalue(), made[1])) == {"as-written"}
    assert failing(pack_check.check(made[0] + b"x", made[1])) == {"as-written"}


def test_any_one_byte_changed_anywhere_is_found(made):
    """Not every one of a large file, but each of its ends and some between."""
    whole = made[0]
    step = max(len(whole) // 150, 1)
    for at in {*range(0, len(whole), step), *range(40), *range(len(whole) - 60, len(whole))}:
        changed = bytearray(whole)
        changed[at] ^= 0x20
        assert failing(pack_check.check(bytes(changed), made[1])), at


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_pack_fails_at_once(data):
    assert [it.code for it in pack_check.check(data)] == ["pack-unreadable"]


def test_names_that_a_procedure_keeps_back_are_not_in_the_record_of_a_pack(made):
    lines = pack.read(made[0])[RECORD].decode()
    assert SECRET_WORDS not in lines
    assert '"withheld":true' in lines


def test_a_pack_is_the_same_on_another_day_and_tells_of_neither(database, tmp_path):
    it = told(database)
    first = bare(it, tmp_path)
    assert bare(it, tmp_path) == first
    further(it)
    assert bare(it, tmp_path) != first


def test_statements_and_other_languages_are_gathered(database, tmp_path):
    it = further(told(database))
    with database.reading() as session:
        found = packs.matter(session, packs.office_scope(session, it.draft))
    assert [(party.code, speech.text_en) for party, speech in found.statements] == [("BEL", "We join the consensus.")]
    assert [(one.language, one.version) for one in found.others] == [("ru", 1)]
    assert [one.kind for one in found.issues] == ["draft adopted", "draft reissued"]
    assert found.certificates == (1,)
    assert packs.file_name(found.scope.draft) == "Test-Process-01-01-2026-rev3-pack.zip"


def test_a_text_that_nobody_published_or_took_up_has_no_others(database):
    it = told(database)
    with database.reading() as session:
        found = packs.matter(session, packs.office_scope(session, it.draft))
    assert (found.statements, found.others) == ((), ())


def test_no_pack_is_made_of_a_text_that_is_not_adopted(database):
    it = world(database)
    with database.reading() as session:
        with pytest.raises(WrongState):
            packs.office_scope(session, it.draft)
        with pytest.raises(NotFound):
            packs.office_scope(session, 999)


def test_no_pack_is_signed_while_the_books_disagree(database):
    it = told(database)
    with database.writing() as session:
        session.get_one(Paragraph, it.paragraphs["1."]).label = "9."
    with database.reading() as session, pytest.raises(BadText) as caught:
        packs.matter(session, packs.office_scope(session, it.draft))
    assert caught.value.code == "pack-record-disagrees"


def test_the_text_rebuilt_from_the_record_is_the_adopted_one_on_both_databases(database, tmp_path):
    it = further(told(database))
    with database.reading() as session:
        adopted = session.get_one(Draft, it.draft).adopted_hash
    found = next(one for one in pack_check.check(bare(it, tmp_path)) if one.code == "text")
    assert (found.holds, found.facts["hash"]) == (True, adopted)

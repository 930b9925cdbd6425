"""The zip of a pack: equal files give equal bytes, and whatever else comes as a pack is refused in bounded memory."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.packs import pack
from drafting.domain.errors import BadText
from tests.unit.test_manifest import FILES


@given(FILES)
def test_a_pack_reads_as_the_files_that_were_written(files):
    made = pack.write(files)
    assert pack.read(made) == files
    assert pack.write(dict(reversed(files.items()))) == made


def test_nothing_of_the_clock_or_the_machine_is_in_it(monkeypatch):
    first = pack.write({"a/b": b"1"})
    monkeypatch.setattr("time.time", lambda: 0)
    monkeypatch.setattr("sys.platform", "win32")
    assert pack.write({"a/b": b"1"}) == first
    (entry,) = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert (entry.date_time, entry.create_system, entry.compress_type) == ((1980, 1, 1, 0, 0, 0), 3, 0)


def test_a_path_that_leads_elsewhere_is_not_written():
    with pytest.raises(ValueError, match="x"):
        pack.write({"../x": b""})


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def code(data: bytes) -> str:
    with pytest.raises(BadText) as caught:
        pack.read(data)
    return caught.value.code


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "folder/", "a\\b", "C:x"])
def test_an_entry_that_leads_elsewhere_is_refused(path):
    entry = zipfile.ZipInfo("placeholder")
    entry.filename = path
    assert code(zipped((entry, b"1"))) == "pack-path"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_there_twice_is_refused():
    assert code(zipped(("a", b"1"), ("a", b"2"))) == "pack-path"


def test_more_entries_than_a_pack_has_are_refused_before_any_is_read():
    assert code(zipped(*((str(number), b"") for number in range(pack.MOST + 1)))) == "pack-too-many"


def test_a_bomb_is_refused_without_being_unpacked_whole(monkeypatch):
    monkeypatch.setattr(pack, "LARGEST", 20_000_000)
    bomb = zipped(*((str(number), bytes(10_000_000)) for number in range(8)), method=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert code(bomb) == "pack-too-large"
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(pack, "LARGEST", 1_000_000)
    honest = zipped(("a", bytes(5_000_000)), method=zipfile.ZIP_DEFLATED)
    size = struct.pack("<L", 5_000_000)
    assert honest.count(size) == 2
    assert code(honest.replace(size, struct.pack("<L", 10))) in ("pack-too-large", "pack-unreadable")


def test_a_quoted_bomb_whose_entries_share_their_bytes_is_counted_each_time(monkeypatch):
    """Two entries of the directory that lead to the same content."""
    monkeypatch.setattr(pack, "LARGEST", 1_500_000)
    whole = zipped(("a", bytes(1_000_000)), method=zipfile.ZIP_DEFLATED)
    start = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    row = whole[start:end]
    twice = row + row
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(twice), start, 0)
    assert code(whole[:start] + twice + tail) == "pack-path"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_whose_memory_the_file_decides_on_is_refused(method):
    assert code(zipped(("a", b"1" * 1000), method=method)) == "pack-unreadable"


def test_an_entry_that_is_said_to_be_encrypted_is_refused():
    whole = bytearray(zipped(("a", b"1")))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(whole)) == "pack-unreadable"


def test_a_nested_bomb_stays_packed():
    inner = zipped(("a", bytes(50_000_000)), method=zipfile.ZIP_DEFLATED)
    assert pack.read(zipped(("inner.zip", inner))) == {"inner.zip": inner}


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(17), b"no zip at all" * 50, bytes(100)])
def test_what_is_no_zip_is_unreadable(data):
    assert code(data) == "pack-unreadable"


@given(st.data())
def test_a_pack_cut_off_or_changed_anywhere_is_read_as_something_else_or_refused(data):
    whole = pack.write({"a/b": b"one", "c": b"two" * 20})
    at = data.draw(st.integers(0, len(whole) - 1))
    mended = bytearray(whole)
    mended[at] ^= data.draw(st.integers(1, 255))
    for changed in (whole[:at], bytes(mended), whole + bytes(mended[: at + 1])):
        assert rewritten(changed) != changed


def rewritten(data: bytes) -> bytes | None:
    """What is written of the files that are read in it, None where it is refused."""
    try:
        return pack.write(pack.read(data))
    except BadText:
        return None


def test_a_broken_stream_is_unreadable():
    whole = bytearray(zipped(("a", b"some words, repeated: " * 50), method=zipfile.ZIP_DEFLATED))
    whole[40:60] = bytes(20)
    assert code(bytes(whole)) == "pack-unreadable"

"""The installation's key: made once, whoever asks first, and used only while nobody else can read it."""

import os
import stat
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from drafting.domain.errors import BadText
from drafting.services import keys

SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


def written(path: Path, key, mode: int = 0o600) -> Path:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(pem)
    path.chmod(mode)
    return path


def code(path: object) -> str:
    with pytest.raises(BadText) as caught:
        keys.load(str(path))
    return caught.value.code


def test_a_key_is_made_on_first_need_and_is_the_same_ever_after(tmp_path):
    path = tmp_path / "var" / "key.pem"
    before = os.umask(0)
    try:
        first = keys.load(str(path))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [it.name for it in path.parent.iterdir()] == ["key.pem"]
    assert keys.load(str(path)).public == first.public


def test_of_many_who_need_it_first_at_once_all_get_the_same(tmp_path):
    path, found, ready = tmp_path / "key.pem", [], threading.Barrier(8)

    def need() -> None:
        ready.wait()
        found.append(keys.load(str(path)).public.fingerprint)

    threads = [threading.Thread(target=need) for _ in range(8)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_the_one_whose_key_came_second_throws_its_own_away(tmp_path, monkeypatch):
    path = written(tmp_path / "key.pem", ed25519.Ed25519PrivateKey.generate())
    first = keys.load(str(path))
    keys._make(path)
    assert keys.load(str(path)).public == first.public
    assert [it.name for it in tmp_path.iterdir()] == ["key.pem"]


def test_a_signature_is_the_same_each_time_and_of_exactly_these_bytes(tmp_path):
    key = keys.load(str(tmp_path / "key.pem"))
    signature = key.sign(b"words")
    assert key.sign(b"words") == signature
    assert len(signature) == 64
    assert keys.is_signed(b"words", signature, key.public.pem)
    assert not keys.is_signed(b"word", signature, key.public.pem)
    assert not keys.is_signed(b"words", signature[:-1], key.public.pem)
    other = keys.load(str(tmp_path / "other.pem"))
    assert not keys.is_signed(b"words", signature, other.public.pem)
    assert keys.public_key(key.public.pem) == key.public


def test_a_key_that_others_can_read_is_not_used(tmp_path):
    path = written(tmp_path / "key.pem", ed25519.Ed25519PrivateKey.generate(), 0o640)
    assert code(path) == "signing-key-open"


def test_without_a_file_there_is_no_key():
    assert code("") == "signing-key-missing"


def test_what_is_no_key_of_ours_is_not_used_nor_overwritten(tmp_path):
    path = written(tmp_path / "key.pem", ec.generate_private_key(ec.SECP256R1()))
    assert code(path) == "signing-key-unreadable"
    path.write_text("not a key")
    assert code(path) == "signing-key-unreadable"
    assert path.read_text() == "not a key"
    assert code(tmp_path / "key.pem" / "below a file") == "signing-key-unreadable"


@pytest.mark.parametrize("pem", [b"", b"not a key", b"\xff\xfe"])
def test_what_is_no_public_key_is_refused(pem):
    with pytest.raises(BadText, match="public-key-unreadable"):
        keys.public_key(pem)


def test_a_public_key_of_another_kind_is_refused():
    pem = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(serialization.Encoding.PEM, SPKI)
    with pytest.raises(BadText, match="public-key-unreadable"):
        keys.is_signed(b"", b"", pem)


def test_a_key_does_not_show_itself(tmp_path):
    assert "private" not in repr(keys.load(str(tmp_path / "key.pem")))

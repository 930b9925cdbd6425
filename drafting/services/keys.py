"""The installation's signing key: a file of its own, made when it is first needed, read by nobody else.

Ed25519, whose signature of the same bytes is always the same (RFC 8032). The file is PEM, as openssl writes it.
"""

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from drafting.domain.errors import BadText


@dataclass(frozen=True)
class PublicKey:
    """pem: as a file; fingerprint: the SHA-256 of the key's DER, hexadecimal, by which people compare keys."""

    pem: bytes
    fingerprint: str


@dataclass(frozen=True, repr=False)
class SigningKey:
    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> bytes:
        """64 bytes, the same for the same data."""
        return self.private.sign(data)

    @property
    def public(self) -> PublicKey:
        return _described(self.private.public_key())


def load(path: str) -> SigningKey:
    """The key in this file, made where there is none; whoever asks at the same moment gets the same one.

    Raises BadText: signing-key-missing when no file is named; signing-key-open when others may read it;
    signing-key-unreadable when it can neither be read nor made, or holds no Ed25519 key.
    """
    if not path:
        raise BadText("signing-key-missing")
    file = Path(path)
    try:
        if not file.exists():
            _make(file)
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise BadText("signing-key-open")
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as err:
        raise BadText("signing-key-unreadable") from err
    if not isinstance(key, Ed25519PrivateKey):
        raise BadText("signing-key-unreadable")
    return SigningKey(key)


def _make(file: Path) -> None:
    """Written whole under another name and linked: nobody sees half a key, and of two that are made one is kept."""
    file.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    made = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        os.link(made, file)
    except FileExistsError:
        pass
    finally:
        made.unlink(missing_ok=True)


def public_key(pem: bytes) -> PublicKey:
    """Raises BadText("public-key-unreadable") for anything that is no public Ed25519 key in PEM."""
    return _described(_read(pem))


def is_signed(data: bytes, signature: bytes, pem: bytes) -> bool:
    """Whether the owner of this public key signed exactly these bytes. Raises BadText as `public_key`."""
    try:
        _read(pem).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _read(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as err:
        raise BadText("public-key-unreadable") from err
    if not isinstance(key, Ed25519PublicKey):
        raise BadText("public-key-unreadable")
    return key


def _described(key: Ed25519PublicKey) -> PublicKey:
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    der = key.public_bytes(serialization.Encoding.DER, spki)
    return PublicKey(key.public_bytes(serialization.Encoding.PEM, spki), hashlib.sha256(der).hexdigest())

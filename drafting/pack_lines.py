"""What `drafting verify` says of an adoption pack: a line for each check, in words, with nothing but the file."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from drafting.documents.packs import pack
from drafting.domain.errors import BadText
from drafting.services import keys, pack_check
from drafting.services.pack_check import Check

_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")
Facts = Mapping[str, Any]


def trusted(key: str) -> str:
    """The fingerprint that is meant: itself, or that of a public key in a file. Raises ValueError, OSError."""
    if not key or _FINGERPRINT.fullmatch(key):
        return key.lower()
    try:
        return keys.public_key(Path(key).read_bytes()).fingerprint
    except BadText as err:
        raise ValueError(f"{key} holds no public key (Ed25519, PEM), and is no fingerprint of one") from err


def checked(file: Path, fingerprint: str) -> tuple[Check, ...]:
    """Every check of the pack. Raises OSError."""
    if file.stat().st_size > pack.LARGEST:
        return (Check("pack-too-large", holds=False, facts={"limit": pack.LARGEST // 1_000_000}),)
    return pack_check.check(file.read_bytes(), fingerprint)


def lines(checks: tuple[Check, ...]) -> Iterator[str]:
    """ "ok", "no" or "?" before each, and what it comes to in the last."""
    for it in checks:
        yield f"{_MARKS[it.holds]}  {_SENTENCES[it.code](it.holds, it.facts)}"
    yield _outcome(checks)


_MARKS = {True: "ok", False: "NO", None: "? "}


def _outcome(checks: tuple[Check, ...]) -> str:
    failed = [it.code for it in checks if it.holds is False]
    if failed == ["key"]:
        return "The pack is whole, and signed with another key than the one that you trust."
    if failed:
        return "This is not the pack that was signed."
    if any(it.holds is None for it in checks):
        return "The pack is whole, as whoever holds that key signed it. Whose key it is, compare yourself."
    return "The pack is whole, and signed with the key that you trust."


def _file(_holds: bool | None, facts: Facts) -> str:  # noqa: FBT001 - as every other sentence
    what = {
        "changed": "was changed: {path}",
        "missing": "is missing: {path}",
        "added": "does not belong to the pack: {path}",
        "renamed": "was renamed: {was} is now {path}",
    }[facts["what"]]
    return what.format(**{name: _shown(str(fact)) for name, fact in facts.items()})


def _shown(path: str) -> str:
    """A name as a terminal may be shown it."""
    return path.encode("unicode_escape").decode("ascii") if not path.isprintable() else path


def _key(holds: bool | None, facts: Facts) -> str:  # noqa: FBT001 - as every other sentence
    said = f"the fingerprint of the key is {facts['fingerprint']}"
    if holds is None:
        return f"{said}: compare it with the one that the Support Office gave you, or name that with --key"
    return f"{said}, the one that you trust" if holds else f"{said}, and you trust {facts['trusted']}"


def _either(well: str, ill: str) -> Callable[[bool | None, Facts], str]:
    return lambda holds, facts: (well if holds else ill).format(**{key: _shown(str(it)) for key, it in facts.items()})


_SENTENCES: Mapping[str, Callable[[bool | None, Facts], str]] = {
    "unpacked": _either("the pack can be read: {files} files", ""),
    "pack-unreadable": _either("", "this is no zip file that can be read, or a part of it is broken"),
    "pack-path": _either("", "a file leads elsewhere or stands there twice, which no pack has: {path}"),
    "pack-too-large": _either("", "it is larger than any pack, unpacked: more than {limit} MB; not read further"),
    "pack-too-many": _either("", "it has more files than any pack: more than {limit}; not read further"),
    "manifest": _either("", "the manifest is missing, or is not as this program writes it"),
    "file": _file,
    "files": _either(
        "each of the {count} files that the manifest lists is there and has its sum, and there is no other",
        "the files are not those that the manifest lists",
    ),
    "signature": _either(
        "the manifest is signed with the key in the pack",
        "the manifest is not signed with the key in the pack, or there is no such key",
    ),
    "key": _key,
    "as-written": _either(
        "the zip file itself is as it was written, sign by sign",
        "the zip file itself is not as it was written: it was packed anew, or something stands beside its files",
    ),
    "chain": _either(
        "the record is a whole chain of {entries} entries, and its newest hash is the one that was signed: {head}",
        "the record is no whole chain, or not the one that was signed: {entries} entries, newest hash {head}",
    ),
    "text": _either(
        "the text rebuilt from the record alone, with its table of participation, has the adopted hash: {hash}",
        "the text rebuilt from the record alone does not have the adopted hash: {hash}",
    ),
    "record": _either("", "the record in the pack cannot be read, or tells of no adopted text"),
}

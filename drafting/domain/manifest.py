"""The manifest of an adoption pack: what it is of, and which files it has, each with its size and SHA-256.

Whoever has the manifest and trusts it can tell whether a file was changed, added, taken away or renamed. Equal packs
have equal manifests, byte for byte: nothing of the clock, the person or the machine is in it.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from drafting.domain.errors import BadText

FORM = "drafting adoption pack 1"
# The manifest cannot list itself, and is signed before its signature is there.
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
APART = (MANIFEST, SIGNATURE)
LONGEST_PATH = 240
_HASH = re.compile(r"[0-9a-f]{64}")
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


@dataclass(frozen=True, order=True)
class Listed:
    """A file of a pack. path: with "/" between folders; size: bytes; sha256: hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """about: what the pack is of, as JSON; files: by their paths, in the order of code points."""

    about: Mapping[str, Any]
    files: tuple[Listed, ...]


@dataclass(frozen=True)
class Difference:
    """A file that is not as the manifest lists it. was: its listed path, where it was renamed, else ""."""

    what: Literal["changed", "missing", "added", "renamed"]
    path: str
    was: str = ""


def is_fit(path: str) -> bool:
    """Whether a path may stand in a pack: it leads below the folder that the pack is unpacked in, on any system."""
    parts = path.split("/")
    return (
        0 < len(path) <= LONGEST_PATH
        and unicodedata.is_normalized("NFC", path)
        and not _UNFIT.search(path)
        and all(part.strip(" .") == part and part for part in parts)
    )


def of(about: Mapping[str, Any], files: Mapping[str, bytes]) -> Manifest:
    """The manifest of these files. Raises ValueError for a path that may not stand in a pack."""
    for path in files:
        if not is_fit(path) or path in APART:
            raise ValueError(path)
    return Manifest(about, tuple(sorted(listed(files).values())))


def listed(files: Mapping[str, bytes]) -> dict[str, Listed]:
    return {path: Listed(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()}


def written(it: Manifest) -> bytes:
    """The manifest as a file: JSON with its keys in order, two spaces deep, ending in a line break."""
    files = [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in it.files]
    text = json.dumps({"form": FORM, "about": it.about, "files": files}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def read(data: bytes) -> Manifest:
    """Raises BadText("manifest-unreadable") for anything that `written` does not give."""
    try:
        told = json.loads(data)
        found = tuple(Listed(it["path"], it["size"], it["sha256"]) for it in told["files"])
        made = Manifest(told["about"], found)
        is_ours = written(made) == data and isinstance(made.about, dict) and _is_sound(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as err:
        raise BadText("manifest-unreadable") from err
    if not is_ours:
        raise BadText("manifest-unreadable")
    return made


def _is_sound(files: tuple[Listed, ...]) -> bool:
    paths = [it.path for it in files]
    return (
        all(is_fit(it.path) and it.path not in APART and _HASH.fullmatch(it.sha256) for it in files)
        and all(type(it.size) is int and it.size >= 0 for it in files)  # 1.0 equals 1, and is written otherwise
        and sorted(set(paths)) == paths
    )


def differences(it: Manifest, files: Mapping[str, bytes]) -> list[Difference]:
    """What is not as listed, by path; files: those of a pack, with or without the manifest and its signature."""
    wanted = {one.path: one for one in it.files}
    present = listed({path: data for path, data in files.items() if path not in APART})
    return sorted(_differences(wanted, present), key=lambda found: (found.path, found.what))


def _differences(wanted: Mapping[str, Listed], present: Mapping[str, Listed]) -> Iterator[Difference]:
    missing = {path: one for path, one in wanted.items() if path not in present}
    for path, one in present.items():
        if path in wanted:
            if one != wanted[path]:
                yield Difference("changed", path)
            continue
        was = next((it.path for it in missing.values() if (it.size, it.sha256) == (one.size, one.sha256)), "")
        missing.pop(was, None)
        yield Difference("renamed" if was else "added", path, was)
    yield from (Difference("missing", path) for path in missing)

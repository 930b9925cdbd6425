"""An adoption pack as a file: a zip that equal files give equal bytes of, and that is read with suspicion.

Its entries are stored as they are, in the order of their paths, at the first hour a zip can name: no packing program
leaves its trace in it. Most of them are packed in themselves.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from drafting.domain.errors import BadText
from drafting.domain.manifest import is_fit

MEDIA_TYPE = "application/zip"
# Of a whole pack, unpacked: bytes; and of entries.
LARGEST, MOST = 500_000_000, 2_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_ENCRYPTED = 0x1
# What anybody's tool makes of an unpacked pack; other methods need memory that the file alone decides on.
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 20


def write(files: Mapping[str, bytes]) -> bytes:
    """files: by their paths. Raises ValueError for a path that may not stand in a pack."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            if not is_fit(path):
                raise ValueError(path)
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, files[path])
    return made.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    """The files of a pack, by their paths; at most LARGEST bytes are ever unpacked.

    Raises BadText: pack-unreadable; pack-path (path) for one that leads elsewhere or stands there twice; pack-too-large
    (limit: MB); pack-too-many (limit: entries).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError) as err:
        raise BadText("pack-unreadable") from err
    except (ValueError, OverflowError, OSError) as err:
        # What a lying directory makes the library do: seek behind the end, decode what is no text.
        raise BadText("pack-unreadable") from err


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST:
        raise BadText("pack-too-many", limit=MOST)
    files: dict[str, bytes] = {}
    left = LARGEST
    for entry in entries:
        if not is_fit(entry.filename) or entry.filename in files:
            raise BadText("pack-path", path=entry.filename)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PLAIN:
            raise BadText("pack-unreadable")
        files[entry.filename] = _content(archive, entry, left)
        left -= len(files[entry.filename])
    return files


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Counted while it is unpacked, whatever size the directory claims."""
    found = bytearray()
    with archive.open(entry) as source:
        while chunk := source.read(_CHUNK):
            found += chunk
            if len(found) > most:
                raise BadText("pack-too-large", limit=LARGEST // 1_000_000)
    return bytes(found)

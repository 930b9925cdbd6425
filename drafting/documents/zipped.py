"""The archive that Word and OpenDocument files are: equal parts give equal bytes."""

from collections.abc import Container, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The earliest date of the format: the time of writing would make equal texts unequal files.
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, bytes], bare: Container[str] = ()) -> bytes:
    """The parts by their names, in order. bare: those that are not compressed."""
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_STORED if name in bare else ZIP_DEFLATED
            archive.writestr(entry, content)
    return package.getvalue()

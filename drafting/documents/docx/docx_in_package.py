"""The parts of a Word file, unpacked with limits and parsed without outside entities.

The sizes that the archive declares are looked at first and never trusted: reading stops at the limit.
"""

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from drafting.domain.errors import BadText

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MOST_PARTS = 5_000
_MOST_BYTES = 200_000_000  # declared by the whole archive
_MOST_BYTES_OF_A_PART = 50_000_000
_MOST_BYTES_READ = 80_000_000
_HIGHEST_RATIO = 200
_ENCRYPTED = 0x1
_BESIDE = ("header", "footer", "comments")
# What the library of archives says of damage, each kind of it with an error of its own.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)


@dataclass
class Package:
    """An open archive. read_so_far: bytes unpacked, against bombs that lie about their size; of_parts: as `related`."""

    archive: zipfile.ZipFile
    read_so_far: int = 0
    parts: set[str] = field(default_factory=set)
    of_parts: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> "Package":
        """Raises BadText: broken-word, encrypted, zip-bomb, not-a-document (a zip that is no Word file)."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as err:
            raise BadText("broken-word") from err
        members = archive.infolist()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise BadText("encrypted")
        declared = sum(member.file_size for member in members)
        if len(members) > _MOST_PARTS or declared > _MOST_BYTES or declared > _HIGHEST_RATIO * len(data):
            raise BadText("zip-bomb")
        return cls(archive, parts={member.filename for member in members})

    def document(self) -> str:
        """The path of the main part. Raises BadText("not-a-document")."""
        relations = self.tree("_rels/.rels")
        if relations is not None:
            for relation in relations:
                if str(relation.get("Type", "")).endswith("/officeDocument"):
                    path = str(relation.get("Target", "")).lstrip("/")
                    if path in self.parts and path.startswith("word/"):
                        return path
        if "word/document.xml" in self.parts:
            return "word/document.xml"
        raise BadText("not-a-document", kind="zip")

    def related(self, document: str) -> tuple[tuple[str, str], ...]:
        """(kind, path) of the parts that the main part names: ("footnotes", "word/footnotes2.xml")."""
        if document not in self.of_parts:
            folder, name = posixpath.split(document)
            relations = self.tree(f"{folder}/_rels/{name}.rels")
            self.of_parts[document] = tuple(
                (
                    str(it.get("Type", "")).rpartition("/")[2],
                    posixpath.normpath(posixpath.join("/", folder, target))[1:],
                )
                for it in (() if relations is None else relations)
                if it.get("TargetMode") != "External" and (target := str(it.get("Target", "")))
            )
        return self.of_parts[document]

    def path_beside(self, document: str, kind: str) -> str:
        """The path of the part of a kind, "numbering", "footnotes": as the main part names it, else in its folder."""
        named = (path for said, path in self.related(document) if said == kind and path in self.parts)
        return next(named, posixpath.join(posixpath.dirname(document), f"{kind}.xml"))

    def beside(self, document: str, kind: str) -> etree._Element | None:
        """A part that the main part names, by its kind: "numbering", "footnotes"; None where there is none."""
        return self.tree(self.path_beside(document, kind))

    def inside(self, document: str) -> list[str]:
        """Whole files inside the file, whose words Word displays among the text."""
        return [path for kind, path in self.related(document) if kind in {"aFChunk", "subDocument"}]

    def printed_round(self, document: str) -> list[tuple[str, str]]:
        """(kind, path) of the parts with words beside the text: header, footer and comments, by their paths."""
        found = {path: kind for kind, path in self.related(document) if kind in _BESIDE and path in self.parts}
        for path in self.parts:
            if place := re.fullmatch(rf"word/({'|'.join(_BESIDE)})\d*\.xml", path):
                found.setdefault(path, place[1])
        return [(found[path], path) for path in sorted(found)]

    def tree(self, path: str) -> etree._Element | None:
        """The root of an XML part; None where the archive has no such part. Raises BadText."""
        return parsed(self.data(path), path) if path in self.parts else None

    def data(self, path: str) -> bytes:
        """A part as it is in the archive, b"" where there is none. Raises BadText."""
        if path not in self.parts:
            return b""
        limit = min(_MOST_BYTES_OF_A_PART, _MOST_BYTES_READ - self.read_so_far)
        try:
            with self.archive.open(path) as part:
                data = part.read(limit + 1)
        except DAMAGE as err:
            raise BadText("broken-word", part=path) from err
        if len(data) > limit:
            raise BadText("zip-bomb")
        self.read_so_far += len(data)
        return data


def parsed(data: bytes, path: str) -> etree._Element:
    """The root of an XML part. Raises BadText."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    data = data.replace(_STRICT, WORD.encode())
    if b"<!DOCTYPE" in data:
        raise BadText("broken-word", part=path)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as err:
        raise BadText("broken-word", part=path) from err


def is_before_table(paragraph: etree._Element) -> bool:
    """Whether a table comes next: no paragraph runs into it, whatever became of its end."""
    beside = next(paragraph.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml"), None)
    return beside is not None and beside.tag == f"{W}tbl"

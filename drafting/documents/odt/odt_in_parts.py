"""The parts of an OpenDocument text that its readers need, and the words that stand beside the text.

Source: OASIS OpenDocument 1.3, part 2 (package) and part 3, sections 3.1 and 16.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from drafting.documents.docx.docx_in_package import Package
from drafting.documents.odt.odt_in_body import Reader
from drafting.documents.odt.odt_in_styles import OFFICE, STYLE, Styles
from drafting.documents.odt.odt_xml import name
from drafting.domain.errors import BadText
from drafting.domain.inline import plain

_LONGEST_TOLD = 200


@dataclass(frozen=True)
class Parts:
    """body: the element of the text; named: the root of styles.xml; package: for what else a reader asks."""

    body: etree._Element
    styles: Styles
    named: etree._Element | None
    package: Package

    @classmethod
    def of(cls, data: bytes) -> "Parts":
        """Raises BadText: broken-file, encrypted, zip-bomb, not-a-document."""
        with _damage_of_a_file():
            package = Package.of(data)
            # What is encrypted is no XML, so this is asked first.
            if _is_encrypted(package.tree("META-INF/manifest.xml")):
                raise BadText("encrypted")
            content, named = package.tree("content.xml"), package.tree("styles.xml")
        body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise BadText("not-a-document", kind="zip")
        return cls(body, Styles.of(named, content), named, package)

    def beside_the_text(self) -> list[tuple[str, str]]:
        """(code, words) of headers and footers."""
        told = []
        for place in ("header", "footer"):
            kinds = (f"{STYLE}{place}{kind}" for kind in ("", "-left", "-first"))
            found = () if self.named is None else self.named.iter(*kinds)
            words = " ".join(filter(None, (" ".join(lines(it, self.styles)) for it in found)))
            if words:
                told.append((f"{place}-left-out", words[:_LONGEST_TOLD]))
        return told

    def properties(self) -> dict[str, str]:
        """Those that the writer of the file named. Raises BadText, as `of` does."""
        with _damage_of_a_file():
            root = self.package.tree("meta.xml")
        found = () if root is None else root.iter(name("meta:user-defined"))
        return {str(it.get(name("meta:name"))): "".join(map(str, it.itertext())).strip() for it in found}

    def comments(self) -> list[tuple[str, str]]:
        words = " ".join(" ".join(lines(it, self.styles)) for it in self.body.iter(f"{OFFICE}annotation"))
        return [("comments-left-out", words[:_LONGEST_TOLD])] if words else []


@contextmanager
def _damage_of_a_file() -> Iterator[None]:
    """What the reader of archives says of Word files, said of any."""
    try:
        yield
    except BadText as error:
        raise (BadText("broken-file") if error.code == "broken-word" else error) from error


def _is_encrypted(manifest: etree._Element | None) -> bool:
    elements = () if manifest is None else manifest.iter(tag=etree.Element)
    return any(etree.QName(it).localname == "encryption-data" for it in elements)


def lines(element: etree._Element, styles: Styles) -> list[str]:
    """The words of each paragraph inside that has any, in one line."""
    reader = Reader(styles, {})
    reader.container(element)
    return [words for it in reader.paragraphs if (words := " ".join(plain(it.text).split()))]

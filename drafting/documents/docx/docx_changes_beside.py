"""What a returned copy keeps beside its text: the stamp among the properties, the comments, headers and pictures."""

from collections.abc import Iterable, Mapping

from drafting.documents.changed import NOBODY
from drafting.documents.docx.docx_changes_styles import instant
from drafting.documents.docx.docx_in_package import Package, W
from drafting.documents.docx.docx_in_words import everything_said
from drafting.documents.stamps import stamp_of
from drafting.domain.returned import Remark, Stamp

_LONGEST_NOTICE = 200


def stamp(package: Package, bookmarks: Iterable[str]) -> Stamp | None:
    """As `stamp_of` finds it."""
    return stamp_of(_properties(package), bookmarks)


def _properties(package: Package) -> Mapping[str, str]:
    root = package.tree("docProps/custom.xml")
    return {str(it.get("name", "")): "".join(map(str, it.itertext())).strip() for it in (() if root is None else root)}


def remarks(package: Package, document: str) -> dict[str, Remark]:
    """Id → comment; its paragraphs on lines of their own. What it is about stands in the text."""
    root = package.beside(document, "comments")
    found = {}
    for comment in () if root is None else root.iter(f"{W}comment"):
        lines = (" ".join(everything_said(it, {}).split()) for it in comment.iter(f"{W}p"))
        text = "\n".join(line for line in lines if line)
        if text:
            by = str(comment.get(f"{W}author") or NOBODY)
            found[str(comment.get(f"{W}id"))] = Remark(by, text, "", instant(comment))
    return found


def left_out(package: Package, document: str) -> list[tuple[str, str]]:
    """Words of headers and footers: (code, words), those of the first that has any; files inside the file."""
    files = [("file-left-out", path) for path in package.inside(document)]
    found: dict[str, str] = {}
    for place, path in package.printed_round(document):
        root = package.tree(path) if place != "comments" and place not in found else None
        words = "" if root is None else " ".join(everything_said(root, {}).split())
        if words:
            found[place] = words[:_LONGEST_NOTICE]
    return [*files, *((f"{place}-left-out", words) for place, words in found.items())]

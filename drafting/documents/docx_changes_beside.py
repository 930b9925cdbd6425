"""What a returned copy keeps beside its text: the stamp among the properties, the comments, headers and pictures."""

import re
from collections.abc import Mapping

from lxml import etree

from drafting.documents.docx_changes_runs import NOBODY
from drafting.documents.docx_changes_styles import instant
from drafting.documents.docx_in_package import Package, W
from drafting.documents.docx_in_words import everything_said
from drafting.domain.returned import Remark, Stamp

_STAMP = re.compile(r"_stamp_(\d{1,18})_(\d{1,18})_([A-Za-z-]*)_(.*)")
_NUMBER = re.compile(r"\d{1,18}")
_LONGEST_NOTICE = 200


def stamp(package: Package, body: etree._Element) -> Stamp | None:
    """By the file's properties; by the bookmark at the head of the body where a program dropped them."""
    found = _properties(package)
    if _NUMBER.fullmatch(found.get("draft", "")) and _NUMBER.fullmatch(found.get("seq", "")):
        return Stamp(int(found["draft"]), int(found["seq"]), found.get("language", ""), found.get("party", ""))
    for bookmark in body.iter(f"{W}bookmarkStart"):
        named = _STAMP.fullmatch(str(bookmark.get(f"{W}name", "")))
        if named:
            return Stamp(int(named[1]), int(named[2]), named[3], named[4])
    return None


def _properties(package: Package) -> Mapping[str, str]:
    root = package.tree("docProps/custom.xml")
    prefix = "drafting-"
    return {
        name.removeprefix(prefix): "".join(map(str, property_.itertext())).strip()
        for property_ in (() if root is None else root)
        if (name := str(property_.get("name", ""))).startswith(prefix)
    }


def remarks(package: Package, document: str) -> dict[str, Remark]:
    """Id → comment; its paragraphs on lines of their own. What it is about stands in the text."""
    root = package.beside(document, "comments.xml")
    found = {}
    for comment in () if root is None else root.iter(f"{W}comment"):
        lines = (" ".join(everything_said(it, {}).split()) for it in comment.iter(f"{W}p"))
        text = "\n".join(line for line in lines if line)
        if text:
            by = str(comment.get(f"{W}author") or NOBODY)
            found[str(comment.get(f"{W}id"))] = Remark(by, text, "", instant(comment))
    return found


def left_out(package: Package) -> list[tuple[str, str]]:
    """Words of headers and footers: (code, words), those of the first that has any."""
    found: dict[str, str] = {}
    for path in sorted(package.parts):
        place = re.fullmatch(r"word/(header|footer)\d*\.xml", path)
        root = package.tree(path) if place and place[1] not in found else None
        words = "" if root is None else " ".join(everything_said(root, {}).split())
        if place and words:
            found[place[1]] = words[:_LONGEST_NOTICE]
    return [(f"{place}-left-out", words) for place, words in found.items()]

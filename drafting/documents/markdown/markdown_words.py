r"""All words of a Markdown text, for the loss check.

A path of its own, which shares no line with the reader: the source, line by line, minus the signs of the syntax.
What is no sign of the syntax here and yet missing in the blocks is reported as lost.
"""

import re

from drafting.documents.line_joins import without_line_hyphens
from drafting.domain import labels

_SUP = r"<sup>\s*([\w-]{1,8})\s*</sup>"
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_SIGN = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # a literal sign
    rf"|{_SUP}"
    r"|\[\^[\w-]+\]|<br\s*/?>"
    r"|(?<![\w_])(__?)(?=[^\s_])([^_]*[^\s_\\])\3(?![\w_])"
    r"|(?<=\s)(\*+)(?=\s)|(\*{4,})|\*"
)


def everything_said(text: str) -> str:
    """The words of the whole source, those of the notes last; white space is of no account."""
    front = re.match(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    body = text[front.end() :] if front else text
    defined = set(re.findall(rf"^ {{0,3}}{_SUP}[ \t]*\S", body, re.MULTILINE))
    said = [front[1] if front else ""]
    notes: list[str] = []
    in_note = in_paragraph = False
    for raw in body.split("\n"):
        line = re.sub(r"^ {0,3}> ?", "", raw.expandtabs(4))
        note = re.match(r" {0,3}\[\^[\w-]+\]:", line) or (
            None if in_paragraph else re.match(rf" {{0,3}}{_SUP}[ \t]*(?=\S)", line)
        )
        kind, words = _without_block_signs(line, in_paragraph=in_paragraph)
        in_note = bool(note) or (in_note and kind == "text")
        in_paragraph = kind in {"text", "item"}
        (notes if in_note else said).append(_words(line[note.end() :] if note else words, defined))
    return without_line_hyphens("\n".join([*said, *notes]))


def _without_block_signs(line: str, *, in_paragraph: bool) -> tuple[str, str]:
    """(blank, rule, heading, item or text; the line without the sign that makes it so)."""
    heading = re.fullmatch(r" {0,3}#{1,6}(?:\s+(.*?))?(?:\s+#+)?\s*", line)
    item = re.match(r"\s*([-*+]|\d{1,3}[.)])\s+(?=\S)", line)
    if not line.strip():
        return "blank", ""
    if _RULE.fullmatch(line) or (in_paragraph and re.fullmatch(r" {0,3}(?:=+|-+)\s*", line)):
        return "rule", ""
    if heading:
        return "heading", heading[1] or ""
    if item:
        rest = line[item.end() :]
        numbered = item[1] in "-*+" and labels.parse(labels.split(re.sub(r"^\*+|\\", "", rest))[0])
        marker = "" if numbered else "-" if item[1] in "-*+" else item[1]
        return "item", f"{marker}{rest}"
    return "text", line


def _words(line: str, defined: set[str]) -> str:
    """One line without emphasis, marks and the backslash of a hard break."""

    def said(sign: re.Match[str]) -> str:
        literal, sup, _, under, alone, many = sign.groups()
        if sup:
            return "" if sup in defined else sign[0]
        return literal or (under and _words(under, defined)) or alone or many or ""

    bare = line.strip()
    if re.search(r"(?<!\\)(?:\\\\)*\\$", bare):
        bare = bare[:-1]
    return _SIGN.sub(said, bare)

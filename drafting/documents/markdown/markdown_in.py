r"""Markdown in: CommonMark's blocks as far as documents of meetings use them, with kramdown's footnotes.

Read as structure: headings, lists (nested by indentation), rules, `[^k]` and `<sup>5</sup>` notes, hard line breaks
(kept as "\n"), `*` and `_` emphasis, backslash escapes. Everything else stays as characters and is told as
"left-as-text": front matter, `{:toc}`, tables, code, links, unknown tags. Nothing vanishes.
"""

import re
from dataclasses import dataclass, field

from drafting.documents import line_joins
from drafting.documents.markdown.markdown_inline import inline_text
from drafting.documents.markdown.markdown_words import everything_said
from drafting.documents.note_marks import SUP, Notes
from drafting.documents.recognise.recognise_source import Paragraph, Source
from drafting.domain import labels

_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,3}[.)])([ \t]+)(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[\^([\w-]+)\]:[ \t]*")
_SUP_DEFINITION = re.compile(rf" {{0,3}}{SUP}[ \t]*(?=\S)")
_QUOTE = re.compile(r"^ {0,3}> ?")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_LEFT_AS_TEXT = re.compile(
    r"^\s*(?:\{:.*\}|```|~~~|\||\[[^\]^]+\]:\s)|\]\([^\s()]+\)|"
    r"</?(?!sup\b|br\b)[a-z][\w-]*(?:\s[^<>]*)?/?>|<!--|&\w+;",
    re.MULTILINE,
)
_OWN_PARAGRAPH = re.compile(r"\s*(?:\{:.*\}\s*$|\||\[[^\]^]+\]:\s|```|~~~)")


def read(text: str, noticed: tuple[tuple[str, str], ...] = ()) -> Source:
    """The paragraphs and notes of a Markdown text; never fails. noticed: what is known of the file already."""
    reader = _Reader(Notes.found_in(text), line_joins.vocabulary(text))
    front = _FRONT.match(text)
    if front:
        for line in front[1].split("\n"):
            reader.add(line, noticed=(("left-as-text", line.strip()),) if line.strip() else ())
    for line in text[front.end() if front else 0 :].split("\n"):
        reader.line(_QUOTE.sub("", line.expandtabs(4), count=1))
    reader.flush()
    return Source(tuple(reader.paragraphs), reader.notes.in_order(), everything_said(text), noticed)


@dataclass
class _Reader:
    """Goes through the lines once. known: the text's words; stack: where the texts of open list items begin."""

    notes: Notes
    known: frozenset[str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    level: int = 0
    label: str = ""
    note: str = ""

    def line(self, line: str) -> None:
        heading, item = _HEADING.fullmatch(line), _ITEM.match(line)
        if not line.strip():
            self.flush()
        elif self.lines and not self.note and not self.label and not self.level and _UNDERLINE.fullmatch(line):
            self.flush(heading=1 if "=" in line else 2)
        elif _RULE.fullmatch(line):
            self.flush()
        elif heading:
            self.flush()
            self.stack = []
            self.add(heading[2] or "", heading=len(heading[1]))
        elif not self._defines_note(line):
            self._text(line, item)

    def _defines_note(self, line: str) -> bool:
        found = _DEFINITION.match(line) or _SUP_DEFINITION.match(line)
        if found is None or (found.re is _SUP_DEFINITION and self.lines):
            return False
        self.flush()
        self.note = found[1]
        self.lines = [line[found.end() :]]
        return True

    def _text(self, line: str, item: re.Match[str] | None) -> None:
        if item:
            self.flush()
            self._begin_item(item, line[item.end() :])
            return
        indent = len(line) - len(line.lstrip())
        if not self.lines:
            self._continue_at(indent)
        elif _OWN_PARAGRAPH.match(line) or self._begins_paragraph(line.strip()):
            self.flush()
            self._continue_at(indent)
        self.lines.append(line)

    def _begins_paragraph(self, line: str) -> bool:
        """Lines with labels of ours are paragraphs even without a blank line between them."""
        label, _ = labels.split(line)
        said, before = labels.parse(label), labels.parse(labels.split(self.lines[0].strip())[0] or self.label)
        return bool(said and before and said.style == before.style and said.number == before.number + 1)

    def _begin_item(self, item: re.Match[str], words: str) -> None:
        indent, marker = len(item[1]), item[2]
        self.stack = [begins for begins in self.stack if begins <= indent]
        # A bullet at the margin is a point; a number at the margin is a paragraph of the text.
        self.level = len(self.stack) + (0 if marker[0].isdigit() else not self.stack)
        # In "- 1) text" the bullet belongs to Markdown and the number to the text.
        numbered = labels.parse(labels.split(re.sub(r"^\*+|\\", "", words))[0])
        self.label = marker if marker[0].isdigit() else "" if numbered else "-"
        self.lines = [words]
        self.stack.append(len(item[0]))

    def _continue_at(self, indent: int) -> None:
        """A paragraph inside list items stands as deep as it is indented; three spaces are four to a careless hand."""
        self.stack = [begins for begins in self.stack if begins <= indent + 1]
        self.level = len(self.stack)

    def flush(self, heading: int = 0) -> None:
        """The open paragraph or note ends here."""
        text, noticed = self._joined()
        if self.note:
            self.notes.define(self.note, text)
        elif text or self.label:
            self._append(text, heading, (*noticed, *_left_as_text("\n".join(self.lines))))
        self.lines, self.label, self.note = [], "", ""

    def _joined(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The lines of a paragraph as one text; a hard break (two spaces or a backslash) stays a line break."""
        text, noticed = "", []
        for line in self.lines:
            hard = re.search(r"(?<!\\)(?:\\\\)*\\$", line.strip())
            words = inline_text(line.strip()[:-1] if hard else line.strip(), self.notes)
            if line_joins.breaks_word(text, words):
                text, word = line_joins.join_word(text, words, self.known)
                noticed.append(("line-joined", word))
            else:
                text += words if not text or text.endswith("\n") else f" {words}"
            text = text.rstrip() + "\n" * bool(hard or line.endswith("  "))
        return text.rstrip("\n"), tuple(noticed)

    def add(self, raw: str, heading: int = 0, noticed: tuple[tuple[str, str], ...] = ()) -> None:
        """A paragraph of one line."""
        self._append(inline_text(raw, self.notes), heading, noticed or _left_as_text(raw))

    def _append(self, text: str, heading: int, noticed: tuple[tuple[str, str], ...]) -> None:
        level = 0 if heading else self.level
        self.paragraphs.append(Paragraph(text, self.label, level, heading, noticed=noticed))


def _left_as_text(raw: str) -> tuple[tuple[str, str], ...]:
    found = _LEFT_AS_TEXT.search(raw)
    return (("left-as-text", found[0].strip()),) if found else ()

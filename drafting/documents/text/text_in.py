"""Plain text in: paragraphs by blank lines and labels, hard-wrapped lines joined, notes marked ⁵.

A text whose lines are long has one paragraph on each line.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from drafting.documents import line_joins
from drafting.documents.note_marks import RAISED, Notes
from drafting.documents.recognise.recognise_source import Paragraph, Source
from drafting.documents.recognise.recognise_words import is_date, is_enacting, is_place, is_symbol
from drafting.domain import inline, labels

_LONGEST_WRAPPED_LINE = 120
_RAISED = "[⁰¹²³⁴-⁹]"
_MARK = re.compile(f"{_RAISED}+")
_NOTE = re.compile(rf"^\s*({_RAISED}+)\s*(?=\S)", re.MULTILINE)
_MARGIN = 0.75


def read(text: str, noticed: tuple[tuple[str, str], ...] = ()) -> Source:
    """The paragraphs and notes of a plain text; never fails. noticed: what is known of the file already."""
    defined = [found[1].translate(RAISED) for found in _NOTE.finditer(text)]
    notes = Notes(frozenset(defined), times=Counter(defined))
    lines = [line.rstrip() for line in re.split(r"\r\n|\r|\n|\f", text)]
    width = max(map(len, lines), default=0)
    reader = _Reader(notes, width, line_joins.vocabulary(text))
    for line in lines:
        reader.line(line)
    reader.flush()
    return Source(tuple(reader.paragraphs), notes.in_order(), _everything_said(text, notes.keys), noticed)


@dataclass
class _Reader:
    """Goes through the lines once. width: of the longest line; known: the words of the text."""

    notes: Notes
    width: int
    known: frozenset[str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    last_label: str = ""

    def line(self, line: str) -> None:
        words = line.strip()
        if not words or (self.lines and self._begins_paragraph(words)):
            self.flush()
        if words:
            self.lines.append(words)

    def _begins_paragraph(self, words: str) -> bool:
        before = self.lines[-1]
        if self.width > _LONGEST_WRAPPED_LINE or _NOTE.match(words) or self._labelled(words):
            return True
        if any(_stands_alone(line) for line in (before, words)):
            return True
        return len(before) < self.width * _MARGIN and before.endswith((".", ";", ":", "!", "?"))

    def _labelled(self, words: str) -> bool:
        """A label that begins a list or goes on with the last one; a number elsewhere is a wrapped sentence."""
        own = labels.split(self.lines[0], self.last_label)[0] or self.last_label
        label, _ = labels.split(words, own)
        said, last = labels.sequence([own, label])[::-1] if label else (None, None)
        if said is None:
            return bool(label)
        goes_on = last is not None and last.style == said.style and last.number < said.number <= last.number + 2
        return goes_on or said.number == 1 or bool(said.suffix) or labels.split(words)[0].startswith(("PP", "OP"))

    def flush(self) -> None:
        """The open paragraph or note ends here."""
        if not self.lines:
            return
        text, noticed = self._joined()
        note = _NOTE.match(text)
        if note:
            self.notes.define(note[1].translate(RAISED), self._marked(text[note.end() :]))
        else:
            self.last_label = labels.split(text, self.last_label)[0] or self.last_label
            self.paragraphs.append(Paragraph(self._marked(text), noticed=noticed))
        self.lines = []

    def _joined(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        text, told = self.lines[0], []
        for line in self.lines[1:]:
            if line_joins.breaks_word(text, line):
                text, word = line_joins.join_word(text, line, self.known)
                told.append(("line-joined", word))
            else:
                text = f"{text} {line}"
        if len(self.lines) > 1 and not told:
            told.append(("line-joined", f"{self.lines[0][-20:]} {self.lines[1][:20]}"))
        return text, tuple(told)

    def _marked(self, words: str) -> str:
        """Plain words in our inline markup, with the marks of notes that the text has."""
        written, end = [], 0
        for mark in _MARK.finditer(words):
            number = mark[0].translate(RAISED)
            if number in self.notes.keys:
                written += [inline.escape(words[end : mark.start()]), f"[^{self.notes.key(number)}]"]
                end = mark.end()
        return "".join([*written, inline.escape(words[end:])])


def _stands_alone(line: str) -> bool:
    escaped = inline.escape(line)
    return is_symbol(escaped) or is_date(escaped) or is_place(escaped) or is_enacting(Paragraph(escaped))


def _everything_said(text: str, keys: frozenset[str]) -> str:
    """The words of the text, those of the notes last."""
    bare = line_joins.without_line_hyphens(text)
    return _MARK.sub(lambda mark: "" if mark[0].translate(RAISED) in keys else mark[0], bare)

"""Rich text in: paragraphs with the labels that the file displays, italic and bold, notes; changes as if accepted.

Read directly, because pandoc drops the footnotes of LibreOffice, counts lists anew and moves their points about.
Source: Rich Text Format Specification 1.9.1.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from drafting.documents.recognise_source import Source
from drafting.documents.rtf_in_flow import Flow, Style
from drafting.documents.rtf_in_tokens import (
    FOOTERS,
    HEADERS,
    KEPT,
    LETTERS,
    NO_WORDS,
    SIGNS,
    Token,
    encoding,
    letters,
    tokens,
)
from drafting.documents.rtf_in_words import everything_said
from drafting.domain.inline import Piece

_LONGEST_TOLD = 200
# LibreOffice refers to a note as to any other place.
_NOTEREF = re.compile(r"\s*(?:NOTE)?REF\s+(\S+)")
_ENDS = {"par", "cell", "nestcell", "sect", "page", "column"}


def read(data: bytes) -> Source:
    """The paragraphs and notes of an .rtf file. Raises BadText: broken-file."""
    reader = _Reader()
    for token in tokens(data):
        reader.take(token)
    reader.body.end()
    return Source(
        tuple(reader.body.paragraphs),
        tuple((key, "\n".join(f"{it.label} {it.text}".strip() for it in flow.ended())) for key, flow in reader.notes),
        everything_said(data),
        tuple(reader.noticed()),
    )


@dataclass
class _State:
    """What holds inside a group.

    flow: where words go, None for nowhere; role: what the group is, "" for text; outer: where words went before a
    group that says them twice; code: the encoding of its font; fallback: letters that stand for each sign of Unicode.
    """

    flow: Flow | None
    outer: Flow | None = None
    role: str = ""
    starred: bool = False
    bold: bool = False
    italic: bool = False
    deleted: bool = False
    code: str = ""
    fallback: int = 1


@dataclass
class _Reader:
    """Goes through the tokens once.

    fallback: letters still to come that stand for a sign already read; marks: bookmark → key of the note after it.
    """

    body: Flow = field(default_factory=Flow)
    states: list[_State] = field(default_factory=list)
    notes: list[tuple[str, Flow]] = field(default_factory=list)
    beside: list[tuple[str, Flow]] = field(default_factory=list)
    styles: dict[int, Style] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    code: str = "cp1252"
    font: int = 0
    style: Style = field(default_factory=Style)
    fallback: int = 0
    names: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    instruction: str = ""
    rows: int = 0
    changes: Counter[str] = field(default_factory=Counter)

    def take(self, token: Token) -> None:
        if token.kind == "{":
            self.states.append(replace(self.states[-1], starred=False) if self.states else _State(self.body))
            self.fallback = 0
        elif token.kind == "}":
            self._close(self.states.pop())
        elif token.kind == "bytes":
            self._bytes(token.data)
        elif token.kind == "sign":
            self._sign(token.value)
        else:
            self._word(token)

    def _close(self, state: _State) -> None:
        self.fallback = 0
        outer = self.states[-1] if self.states else None
        if state.role == "stylesheet" and outer is not None and outer.role == "stylesheet":
            self.style = Style()
        if state.role == "bkmkstart":
            self._names(self.instruction.strip(), outer)
        if state.role in ("bkmkstart", "fldinst") and outer is not None and outer.role != state.role:
            self._refers(outer, state.role)

    def _names(self, name: str, outer: _State | None) -> None:
        """A bookmark stands before the mark of a note or, as LibreOffice writes it, at the head of its words."""
        inside = next((key for key, flow in self.notes if outer is not None and flow is outer.flow), "")
        if inside:
            self.marks.setdefault(name, inside)
        else:
            self.names.append(name)

    def _refers(self, outer: _State, role: str) -> None:
        """A field that shows the number of a note is a further mark of it; its digits, which follow, are no words."""
        named = _NOTEREF.match(self.instruction) if role == "fldinst" else None
        self.instruction = ""
        if named and named[1] in self.marks:
            self._put(Piece("", note=self.marks[named[1]]), outer)
            outer.flow = None

    def _bytes(self, data: bytes) -> None:
        if self.fallback:
            data, self.fallback = data[self.fallback :], max(self.fallback - len(data), 0)
        state = self.states[-1]
        self._letters(letters(data, state.code or self.code))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.states[-1].starred = True
        elif self.fallback:
            self.fallback -= 1
        elif sign in SIGNS:
            self._letters(SIGNS[sign])

    def _letters(self, words: str) -> None:
        state = self.states[-1]
        if not words:
            return
        if state.role == "stylesheet":
            self.style.name += words
        elif state.role in ("bkmkstart", "fldinst"):
            self.instruction += words
        elif state.role == "label" and state.flow is not None:
            state.flow.label += words
        else:
            self._put(Piece(words, state.italic, state.bold), state)

    def _put(self, piece: Piece, state: _State) -> None:
        if state.flow is not None and not state.deleted:
            state.flow.pieces.append(piece)

    def _word(self, token: Token) -> None:
        state, word, number = self.states[-1], token.value, token.number
        starred, state.starred = state.starred, False
        if self._opens(state, word, starred=starred):
            return
        if word == "u" and number is not None:
            self._letters(chr(number % 0x10000))
            self.fallback = state.fallback
        elif word in LETTERS:
            self._letters(LETTERS[word])
        elif word in _ENDS:
            if state.flow is not None and not state.deleted:
                state.flow.end()
        elif state.role in ("fonttbl", "stylesheet"):
            self._in_table(state.role, token)
        else:
            self._switch(state, token)

    def _opens(self, state: _State, word: str, *, starred: bool) -> bool:
        """Whether a word says what its group is."""
        if word in ("fonttbl", "stylesheet", "fldinst", "bkmkstart"):
            state.role, state.flow = word, None
        elif word in ("listtext", "pntext"):
            state.role = "label"
        elif word == "footnote":
            self._note(state)
        elif word in HEADERS | FOOTERS or word == "annotation":
            flow = Flow()
            self.beside.append(("comments" if word == "annotation" else word[:6], flow))
            state.flow, state.role = flow, ""
        elif word == "upr":
            state.outer, state.flow = state.flow, None
        elif word == "ud":
            state.flow = state.outer
        elif word in NO_WORDS or (starred and word not in KEPT):
            if word == "pict" and state.flow is not None:
                state.flow.noticed.append(("image-left-out", ""))
            state.flow = None
        else:
            return False
        return True

    def _note(self, state: _State) -> None:
        """Keys are counted by the marks, footnotes and endnotes together."""
        key, flow = str(len(self.notes) + 1), Flow()
        self.notes.append((key, flow))
        self.marks |= {name: key for name in self.names if name not in self.marks}
        self.names = []
        self._put(Piece("", note=key), state)
        state.flow, state.role, state.bold, state.italic = flow, "", False, False

    def _in_table(self, role: str, token: Token) -> None:
        """Fonts have encodings; styles have names and say what all their words are."""
        if role == "fonttbl":
            if token.value == "f":
                self.font = token.number or 0
            elif token.value == "fcharset":
                self.fonts[self.font] = encoding(token) or ""
        elif token.value == "s":
            self.style = self.styles.setdefault(token.number or 0, Style())
        elif token.value in ("b", "i"):
            setattr(self.style, {"b": "bold", "i": "italic"}[token.value], token.number != 0)

    def _switch(self, state: _State, token: Token) -> None:
        word, number, is_on = token.value, token.number or 0, token.number != 0
        if word in ("b", "i", "deleted"):
            setattr(state, {"b": "bold", "i": "italic"}.get(word, word), is_on)
        elif word == "plain":
            state.bold = state.italic = state.deleted = False
        elif word == "uc":
            state.fallback = max(number, 0)
        elif word == "f":
            state.code = self.fonts.get(number, "")
        elif code := encoding(token):
            self.code = code
        elif state.flow is not None and state.role != "label":
            self._of_paragraph(state.flow, word, number)
        if word in ("deleted", "revised") and is_on:
            self.changes["deleted" if word == "deleted" else "inserted"] += 1
        self.rows += word == "row" and state.flow is self.body

    def _of_paragraph(self, flow: Flow, word: str, number: int) -> None:
        if word == "pard":
            flow.begin()
            self.names = []
        elif word == "s":
            flow.style = self.styles.get(number, Style())
        elif word == "ilvl":
            flow.level = number
        elif word == "outlinelevel":
            flow.outline = number + 1 if 0 <= number < len("123456789") else 0

    def noticed(self) -> list[tuple[str, str]]:
        told = [(f"{what}-left-out", words[:_LONGEST_TOLD]) for what, flow in self.beside if (words := flow.said())]
        counted = ", ".join(f"{what} {count}" for what, count in sorted(self.changes.items()) if count)
        changes = [("tracked-changes", counted)] if counted else []
        tables = [("table-flattened", str(self.rows))] if self.rows else []
        return [*changes, *tables, *dict.fromkeys(told)]

"""Rich text read once, with every change in it: paragraphs, notes, comments, anchors, and what stands beside the text.

Read directly, because pandoc drops the footnotes of LibreOffice, counts lists anew and moves their points about.
Source: Rich Text Format Specification 1.9.1.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from drafting.documents.anchors import own_anchors
from drafting.documents.changed import KEPT, Fate
from drafting.documents.rtf.rtf_in_facts import FACTS, Facts
from drafting.documents.rtf.rtf_in_flow import Flow, Said, State, Style
from drafting.documents.rtf.rtf_in_mended import mended, sign_fonts
from drafting.documents.rtf.rtf_in_revisions import COUNTED, FORMATTED, REVISIONS, fate, marks_ends_in_words
from drafting.documents.rtf.rtf_in_tokens import (
    CELLS,
    ENDS,
    FOOTERS,
    HEADERS,
    LETTERS,
    NO_WORDS,
    SIGNS,
    Token,
    encoding,
    letter,
    letters,
    of_signs,
    tokens,
    whole_letters,
)
from drafting.documents.rtf.rtf_in_tokens import KEPT as WITH_WORDS

_LONGEST_TOLD = 200
# LibreOffice refers to a note as to any other place.
_NOTEREF = re.compile(r"\s*(?:NOTE)?REF\s+(\S+)")
_ANCHORS = re.compile(rb"\\bkmkstart\s+(_para_[0-9]{1,18})\}")
_BESIDE = HEADERS | FOOTERS | {"annotation"}


def read_all(data: bytes) -> "Reader":
    """Raises BadText: broken-file."""
    reader = Reader(marks_ends_in_words(data), sign_fonts(data))
    reader.facts.anchors = own_anchors(it.decode() for it in _ANCHORS.findall(data))
    for token in tokens(mended(data)):
        reader.take(token)
    return reader


@dataclass
class Reader:
    """Goes through the tokens once.

    fallback: letters still to come that stand for a sign already read; names: bookmarks that wait for a note;
    sign_fonts: names of fonts by number; marked: bookmark → key of the note after it; fact: the words of a group that
    says something about the text.
    """

    ends_in_words: bool = False
    sign_fonts: Mapping[int, str] = field(default_factory=dict)
    body: Flow = field(default_factory=Flow)
    states: list[State] = field(default_factory=list)
    notes: list[tuple[str, Flow]] = field(default_factory=list)
    beside: list[tuple[str, Flow]] = field(default_factory=list)
    styles: dict[tuple[str, int], Style] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    code: str = "cp1252"
    font: int = 0
    style: Style = field(default_factory=Style)
    fallback: int = 0
    names: list[str] = field(default_factory=list)
    marked: dict[str, str] = field(default_factory=dict)
    fact: str = ""
    rows: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    facts: Facts = field(default_factory=Facts)
    _of_note: dict[int, str] = field(default_factory=dict)

    def take(self, token: Token) -> None:
        if token.kind == "{":
            self.states.append(
                replace(self.states[-1], starred=False, begun=False) if self.states else State(self.body)
            )
            self.fallback = 0
        elif token.kind == "}":
            self._close(self.states.pop())
        elif token.kind == "bytes":
            self._bytes(token.data)
        elif token.kind == "sign":
            self._sign(token.value)
        else:
            self._word(token)

    def _close(self, state: State) -> None:
        self.fallback = 0
        outer = self.states[-1] if self.states else State(None)
        if state.role == "stylesheet" == outer.role:
            self.style = Style()
        elif state.role in FACTS and (outer.role != state.role or state.role == "revtbl"):
            said, self.fact = whole_letters(self.fact).strip(), ""
            self._told(state.role, said, outer)
        elif state.role == "annotation" != outer.role and state.flow is not None:
            self.beside.append(("comments", state.flow))
            self.facts.commented(state.flow, outer.flow)

    def _told(self, role: str, said: str, outer: State) -> None:
        """A group that says something about the text ends here."""
        if role == "fldinst":
            self._refers(said, outer)
        elif role == "revtbl" == outer.role:
            self.facts.authors.append(said.removesuffix(";").strip())
        else:
            self.facts.told(role, said, outer.flow)
            if role == "bkmkstart":
                self._names(said, outer)

    def _names(self, name: str, outer: State) -> None:
        """A bookmark stands before the mark of a note or, as LibreOffice writes it, at the head of its words."""
        inside = self._of_note.get(id(outer.flow), "")
        if inside:
            self.marked.setdefault(name, inside)
        else:
            self.names.append(name)

    def _refers(self, instruction: str, outer: State) -> None:
        """A field that shows the number of a note is a further mark of it; its digits, which follow, are no words."""
        named = _NOTEREF.match(instruction)
        if named and named[1] in self.marked:
            self._put("", outer, self.marked[named[1]])
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
        elif state.role in FACTS:
            self.fact += words
        elif state.role == "label" and state.flow is not None:
            state.flow.label += words
        else:
            self._put(words, state)

    def _put(self, words: str, state: State, note: str = "") -> None:
        if state.flow is not None:
            state.flow.said.append(Said(words, state.italic, state.bold, note, self._fate(state), state.style))
            self.facts.heard(words, state.flow)

    def _fate(self, state: State) -> Fate:
        return fate(state.marks, self.facts.authors, state.within) if state.marks else state.within

    def _word(self, token: Token) -> None:
        state, word, number = self.states[-1], token.value, token.number
        starred, state.starred = state.starred, False
        if word in REVISIONS:
            self._revises(state, word, 1 if number is None else number)
            return
        state.begun = True
        if self._opens(state, word, starred=starred):
            return
        if word == "u" and number is not None:
            self._letters(letter(number, state.code))
            self.fallback = state.fallback
        elif word in LETTERS:
            self._letters(LETTERS[word])
        elif word in ENDS:
            self._end(state, word)
        elif state.role in ("fonttbl", "stylesheet"):
            self._in_table(state.role, token)
        else:
            self._switch(state, token)

    def _revises(self, state: State, word: str, number: int) -> None:
        if self.ends_in_words and state.begun and state.flow is not None:
            state.flow.end_marks = {**state.flow.end_marks, word: number}
        else:
            state.marks = {**state.marks, word: number}
        if number and word in COUNTED:
            self.changes[COUNTED[word]] += 1

    def _end(self, state: State, word: str) -> None:
        if state.flow is not None:
            marks = {**state.marks, **state.flow.end_marks}
            state.flow.end(KEPT if word in CELLS else fate(marks, self.facts.authors, state.within))

    def _opens(self, state: State, word: str, *, starred: bool) -> bool:
        """Whether a word says what its group is."""
        if word in ("fonttbl", "stylesheet") or word in FACTS:
            state.role, state.flow = word, None
            self.fact = ""
        elif state.role == "stylesheet" and word == "cs":
            return False  # A style of signs, which older programs need not know.
        elif word in ("listtext", "pntext"):
            state.role = "label"
        elif word == "footnote":
            self._note(state)
        elif word in _BESIDE:
            self._begins_beside(state, word)
        elif word == "upr":
            state.outer, state.flow = state.flow, None
        elif word == "ud":
            state.flow = state.outer
        elif word in NO_WORDS or (starred and word not in WITH_WORDS):
            if word == "pict" and state.flow is not None:
                state.flow.noticed.append(("image-left-out", ""))
            state.flow = None
        else:
            return False
        return True

    def _begins_beside(self, state: State, word: str) -> None:
        """A header, a footer or a comment: nothing that became of the text is true of it."""
        flow = Flow()
        state.flow, state.role, state.marks, state.within = flow, "", {}, KEPT
        if word == "annotation":
            state.role = word
        else:
            self.beside.append((word[:6], flow))

    def _note(self, state: State) -> None:
        """Keys are counted by the marks, footnotes and endnotes together. Its words came or went with its mark."""
        key, flow = str(len(self.notes) + 1), Flow()
        self.notes.append((key, flow))
        self._of_note[id(flow)] = key
        self.marked |= {name: key for name in self.names if name not in self.marked}
        self.names = []
        self._put("", state, key)
        state.within, state.marks = self._fate(state), {}
        state.flow, state.role, state.bold, state.italic, state.style = flow, "", False, False, ""

    def _in_table(self, role: str, token: Token) -> None:
        """Fonts have encodings; styles have names and say what all their words are."""
        if role == "fonttbl":
            if token.value == "f":
                self.font = token.number or 0
            elif token.value == "fcharset":
                self.fonts[self.font] = of_signs(encoding(token) or "", self.sign_fonts.get(self.font, ""))
        elif token.value in ("s", "cs"):
            self.style = self.styles.setdefault((token.value, token.number or 0), Style())
        elif token.value in ("b", "i"):
            setattr(self.style, {"b": "bold", "i": "italic"}[token.value], token.number != 0)

    def _switch(self, state: State, token: Token) -> None:
        word, number = token.value, token.number or 0
        if word in ("b", "i"):
            setattr(state, {"b": "bold", "i": "italic"}[word], token.number != 0)
        elif word == "plain":
            state.bold, state.italic, state.style, state.marks = False, False, "", {}
        elif word == "uc":
            state.fallback = max(number, 0)
        elif word == "f":
            state.code = self.fonts.get(number, "")
        elif word in FORMATTED:
            self.changes["formatted"] += 1
        elif word == "cs":
            state.style = self.styles.get(("cs", number), Style()).plain_name
        elif code := encoding(token):
            self.code = code
        elif state.flow is not None and state.role != "label":
            self._of_paragraph(state.flow, word, number)
        self.rows += word == "row" and state.flow is self.body

    def _of_paragraph(self, flow: Flow, word: str, number: int) -> None:
        if word == "pard":
            flow.begin()
            self.names = []
        elif word == "s":
            flow.style = self.styles.get(("s", number), Style())
        elif word == "ilvl":
            flow.level = number
        elif word == "outlinelevel":
            flow.outline = number + 1 if 0 <= number < len("123456789") else 0

    def flows(self) -> list[Flow]:
        """Of the text and its notes."""
        return [self.body, *(flow for _, flow in self.notes)]

    def noticed(self) -> list[tuple[str, str]]:
        """What stands beside the text: (code, words or number)."""
        told = [(f"{what}-left-out", words[:_LONGEST_TOLD]) for what, flow in self.beside if (words := flow.text())]
        tables = [("table-flattened", str(self.rows))] if self.rows else []
        return [*tables, *dict.fromkeys(told)]

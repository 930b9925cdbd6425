"""The words of a text as Akoma Ntoso: emphasis, line breaks, brackets, notes at their first mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.akn.akn_out_xml import add, keep_spaces, say
from drafting.domain import inline
from drafting.domain.attribution import attribution
from drafting.domain.bracket_signs import scan
from drafting.domain.brackets import Bracket, read
from drafting.domain.mentions import States, lexicon

# What our texts hold in brackets, as concepts that a file refers to; the mark of a note is none of them.
CONCEPTS = ("dispute", "placeholder", "state", "editorial", "reference", "link")
OPENS, CLOSES = "bracketStart", "bracketEnd"
# XML readers give up on what is nested too deep; what is deeper than any real text stays plain signs.
_DEEPEST_BRACKET = 12
_DEEPEST_NOTE = 3


def note_id(key: str) -> str:
    return f"note_{key}"


@dataclass
class Words:
    """Texts of one document, filled in order of reading.

    notes: key -> text; numbers: key -> displayed number; names: name of a party -> its code; state_names: in every
    form; states, codes: as `Work` has them; within: what the eIds of these notes begin with, where they belong to a
    part of a file; placed: keys of the notes put at a mark, in order; raws: (eId, text) of the texts whose markup would
    come back in other signs.
    """

    notes: Mapping[str, str]
    numbers: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)
    state_names: tuple[str, ...] = ()
    states: States = ()
    codes: Mapping[int, str] = field(default_factory=dict)
    within: str = ""
    placed: list[str] = field(default_factory=list)
    raws: list[tuple[str, str]] = field(default_factory=list)

    def fill(
        self,
        element: etree._Element,
        text: str,
        eid: str,
        *,
        alternatives: Mapping[int, int] | None = None,
        depth: int = 0,
    ) -> None:
        """Put a text into an element. eid: of what bears the text; alternatives: as `Line` has them; depth: how many
        notes are open round it."""
        keep_spaces(element, inline.plain(text))
        flow = _Flow(element)
        signs = self._signs(text, eid, alternatives or {})
        for start, piece in inline.placed(text):
            if piece.note:
                self._mark(flow.under(piece.italic, piece.bold), piece.note, depth)
                continue
            for words, at in _cut(piece.text, start, signs):
                if at in signs:
                    flow.sign(words, piece, signs[at])
                else:
                    self._say(flow, words, piece)
        if inline.write(inline.pieces(text)) != text:
            self.raws.append((eid, text))

    def _say(self, flow: "_Flow", words: str, style: inline.Piece) -> None:
        """Words without a sign among them; each State that they name is told by its code."""
        end = 0
        for start, stop, key in lexicon(self.states).names(words) if self.states else ():
            if key in self.codes:
                flow.say(words[end:start], style)
                flow.say(words[start:stop], style, self.codes[key])
                end = stop
        flow.say(words[end:], style)

    def put_aside(self, parent: etree._Element, key: str) -> None:
        """A note that has no mark to stand at, among the meta data."""
        self.placed.append(key)
        self._note(parent, "note", key, _DEEPEST_NOTE)

    def _mark(self, parent: etree._Element, key: str, depth: int) -> None:
        if key in self.notes and key not in self.placed and depth < _DEEPEST_NOTE:
            self.placed.append(key)
            self._note(parent, "authorialNote", key, depth + 1)
        else:
            add(parent, "noteRef", {"href": f"#{self._eid(key)}", **self._shown(key)})

    def _note(self, parent: etree._Element, name: str, key: str, depth: int) -> None:
        note = add(parent, name, {"eId": self._eid(key), **self._shown(key)})
        self.fill(add(note, "p"), self.notes[key], self._eid(key), depth=depth)

    def _eid(self, key: str) -> str:
        """A note that is none of these stands in the text."""
        return f"{self.within}{note_id(key)}" if key in self.notes else note_id(key)

    def _shown(self, key: str) -> dict[str, str]:
        return {"marker": str(self.numbers.get(key, key)), "placement": "bottom"}

    def _signs(self, text: str, eid: str, alternatives: Mapping[int, int]) -> dict[int, "_Sign"]:
        """What to do at the bracket signs of a text, by offset."""
        found: dict[int, _Sign] = {}
        firsts: dict[int, str] = {}
        number = 0
        for bracket in read(text, self.state_names).brackets:
            if bracket.kind == "note" or bracket.depth > _DEEPEST_BRACKET:
                continue
            if bracket.end is None:
                found[bracket.start] = _Sign(mark=OPENS)
                continue
            number += 1
            mine = f"{eid}__bracket_{number}"
            attributes = {"name": "bracket", "eId": mine, "refersTo": self._meaning(text, bracket)}
            if bracket.start in alternatives:
                first = firsts.setdefault(alternatives[bracket.start], mine)
                attributes["alternativeTo"] = f"#{first}" if first != mine else ""
            found[bracket.start] = _Sign(attributes)
            found[bracket.end - 1] = _Sign(closes=True)
        found |= {at: _Sign(mark=CLOSES) for at in scan(text).closers}
        return found

    def _meaning(self, text: str, bracket: Bracket) -> str:
        held = [code for it in attribution(text, bracket.start, bracket.end, self.names) for code in it.codes]
        known = dict.fromkeys(code for code in held if code in self.names.values())
        return " ".join(["#" + bracket.kind, *(f"#{code}" for code in known)])


@dataclass(frozen=True)
class _Sign:
    """opens: attributes of the bracket that begins with the sign; closes: it ends with it; mark: name of the marker
    before a sign whose partner stands in another paragraph or nowhere."""

    opens: Mapping[str, str] | None = None
    closes: bool = False
    mark: str = ""


def _cut(words: str, start: int, signs: Mapping[int, _Sign]) -> Iterator[tuple[str, int]]:
    """The words cut round the bracket signs among them, each with the offset of the sign that it is, else -1."""
    end = 0
    for at in sorted(it - start for it in signs if start <= it < start + len(words)):
        if end < at:
            yield words[end:at], -1
        yield words[at], start + at
        end = at + 1
    if end < len(words):
        yield words[end:], -1


class _Flow:
    """An element that words are appended to, with the brackets and the emphasis that are open in it."""

    def __init__(self, element: etree._Element) -> None:
        self._open = [element]
        self._styled: tuple[bool, bool, etree._Element] | None = None

    def say(self, words: str, style: inline.Piece, named: str = "") -> None:
        """named: the code of the State whose name the words are."""
        if words:
            under = self.under(style.italic, style.bold)
            say(add(under, "organization", {"refersTo": f"#{named}"}) if named else under, words)

    def sign(self, words: str, style: inline.Piece, sign: _Sign) -> None:
        """words: the sign itself."""
        if sign.opens is not None:
            self._open.append(add(self._open[-1], "inline", sign.opens))
            self._styled = None
        if sign.mark:
            add(self.under(style.italic, style.bold), "marker", {"name": sign.mark})
        self.say(words, style)
        if sign.closes:
            self._open.pop()
            self._styled = None

    def under(self, italic: bool, bold: bool) -> etree._Element:  # noqa: FBT001 - a style as `Piece` has it
        """Where words of this style go on."""
        if self._styled is None or self._styled[:2] != (italic, bold):
            element = self._open[-1]
            for name, wanted in (("b", bold), ("i", italic)):
                element = add(element, name) if wanted else element
            self._styled = (italic, bold, element)
        return self._styled[2]

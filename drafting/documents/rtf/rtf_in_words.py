"""All words of a rich text, for the loss check.

A path of its own: the groups of the file are put up as a tree, those that hold no words of the text are cut off, and
what is left is said in order.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from drafting.documents.recognise.recognise_source import Changes
from drafting.documents.rtf.rtf_in_mended import mended, sign_fonts
from drafting.documents.rtf.rtf_in_revisions import COMES, GOES, REVISIONS, marks_ends_in_words
from drafting.documents.rtf.rtf_in_tokens import (
    ENDS,
    FOOTERS,
    HEADERS,
    KEPT,
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

_NOTEREF = re.compile(r"\s*(?:NOTE)?REF\s")


@dataclass
class _Group:
    """within: tokens and groups in order."""

    within: "list[Token | _Group]" = field(default_factory=list)

    def name(self) -> tuple[bool, str]:
        """Whether it begins with a star, and its first control word."""
        head = [it for it in self.within[:3] if isinstance(it, Token)]
        starred = bool(head) and (head[0].kind, head[0].value) == ("sign", "*")
        return starred, next((it.value for it in head if it.kind == "word"), "")

    def has_words(self) -> bool:
        starred, name = self.name()
        return not (
            name in NO_WORDS | HEADERS | FOOTERS | {"annotation", "bkmkstart"} or (starred and name not in KEPT)
        )


def everything_said(data: bytes, changes: Changes = "accept") -> str:
    root = _tree(mended(data))
    speaker = _Speaker(
        *_encodings(root, sign_fonts(data)), GOES if changes == "accept" else COMES, marks_ends_in_words(data)
    )
    speaker.group(root)
    return whole_letters("".join(speaker.said))


@dataclass(frozen=True)
class _Mode:
    """font: its encoding; fallback: letters to leave out for each sign of Unicode; gone: words that are not there, and
    within: that the group stands inside such; label: it displays one; begun: whether the group has said anything but
    what became of its words.
    """

    font: str = ""
    fallback: int = 1
    gone: bool = False
    within: bool = False
    label: bool = False
    begun: bool = False


@dataclass
class _Speaker:
    """going: the words by which others go; waits: letters still to be left out.

    label: what is displayed ahead of words that have not come yet; goes_on: whether words of the paragraph have come;
    end_gone: whether the end of the paragraph is not there.
    """

    fonts: dict[int, str]
    code: str
    going: frozenset[str]
    ends_in_words: bool
    label: str = ""
    goes_on: bool = False
    end_gone: bool = False
    said: list[str] = field(default_factory=list)
    waits: int = 0

    def group(self, root: _Group) -> None:
        """All words of a group and of the groups inside it, however deep: without recursion, which has an end."""
        stack = [(root, iter(root.within), _Mode())]
        while stack:
            group, rest, mode = stack.pop()
            for it in rest:
                if isinstance(it, Token):
                    mode = self._token(it, mode)
                    continue
                self.waits = 0
                if it.has_words() and not _twice(group, it):
                    inner = _inside(it, mode)
                    stack += [(group, rest, mode), (it, iter(it.within), inner)]
                    break

    def _token(self, it: Token, mode: _Mode) -> _Mode:
        """Says it; answers what holds after it."""
        if it.kind == "word":
            return self._word(it, mode)
        if it.kind == "bytes":
            self._say(letters(it.data[self.waits :], mode.font or self.code), mode)
            self.waits = max(self.waits - len(it.data), 0)
        elif it.value != "*":
            self._say("" if self.waits else SIGNS.get(it.value, ""), mode)
            self.waits = max(self.waits - 1, 0)
        return mode

    def _word(self, it: Token, mode: _Mode) -> _Mode:
        if it.value in REVISIONS:
            return self._revised(it, mode)
        if not mode.begun:
            mode = replace(mode, begun=True)
        if it.value == "u" and it.number is not None:
            self._say(letter(it.number, mode.font), mode)
            self.waits = mode.fallback
        elif it.value == "plain":
            return replace(mode, gone=mode.within)
        elif it.value == "f":
            return replace(mode, font=self.fonts.get(it.number or 0, ""))
        elif it.value == "uc":
            return replace(mode, fallback=max(it.number or 0, 0))
        elif it.value in ENDS:
            self._end(mode)
        else:
            self._say(LETTERS.get(it.value, ""), mode)
        return mode

    def _revised(self, it: Token, mode: _Mode) -> _Mode:
        is_of_end = self.ends_in_words and mode.begun
        if it.value not in self.going:
            return mode
        if is_of_end:
            self.end_gone = it.number != 0
            return mode
        return replace(mode, gone=it.number != 0 or mode.within)

    def _end(self, mode: _Mode) -> None:
        """Of a paragraph. A label of which no words came is not displayed."""
        self.goes_on = self.goes_on and (mode.gone or self.end_gone)
        self.label, self.end_gone = "", False

    def _say(self, words: str, mode: _Mode) -> None:
        if mode.label:
            # A bullet of a font of signs is displayed as one.
            self.label += "" if self.goes_on else re.sub("[\ue000-\uf8ff]", "•", words)
        elif words and not mode.gone:
            if not words.isspace():
                self.said.append(self.label)
                self.label, self.goes_on = "", True
            self.said.append(words)


def _inside(group: _Group, mode: _Mode) -> _Mode:
    """What holds at the beginning of a group. A note came or went with its mark."""
    name = group.name()[1]
    within = mode.gone if name == "footnote" else mode.within
    return replace(mode, begun=False, within=within, label=mode.label or name in ("listtext", "pntext"))


def _twice(group: _Group, inner: _Group) -> bool:
    """Whether a group inside another only shows the number of a note, or says again what its neighbour says."""
    name = inner.name()[1]
    return (name == "fldrslt" and _refers(group)) or (group.name()[1] == "upr" and name != "ud")


def _tree(data: bytes) -> _Group:
    root = _Group()
    stack = [root]
    for token in tokens(data):
        if token.kind == "{":
            opened = _Group()
            stack[-1].within.append(opened)
            stack.append(opened)
        elif token.kind == "}":
            stack.pop()
        else:
            stack[-1].within.append(token)
    return root


def _refers(field_of_word: _Group) -> bool:
    """Whether a field shows the number of a note."""
    for it in field_of_word.within:
        if isinstance(it, _Group) and it.name()[1] == "fldinst":
            inner = [*it.within, *(deep for group in it.within if isinstance(group, _Group) for deep in group.within)]
            words = b"".join(token.data for token in inner if isinstance(token, Token))
            return bool(_NOTEREF.match(words.decode("latin-1")))
    return False


def _encodings(root: _Group, names: Mapping[int, str]) -> tuple[dict[int, str], str]:
    """Encodings by font, and that of the file."""
    fonts: dict[int, str] = {}
    code, font = "cp1252", 0
    file = next((it for it in root.within if isinstance(it, _Group)), root)
    for it in file.within:
        if isinstance(it, Token) and it.value != "fcharset":
            code = encoding(it) or code
        if isinstance(it, _Group) and it.name()[1] == "fonttbl":
            for entry in [it, *(inner for inner in it.within if isinstance(inner, _Group))]:
                for token in entry.within:
                    if isinstance(token, Token) and token.value == "f":
                        font = token.number or 0
                    if isinstance(token, Token) and token.value == "fcharset":
                        fonts[font] = of_signs(encoding(token) or "", names.get(font, ""))
    return fonts, code

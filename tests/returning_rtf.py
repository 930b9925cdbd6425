"""Rich texts made from what they shall say, as a program writes them that tracks changes."""

from collections.abc import Sequence
from datetime import datetime

from drafting.domain.returned import Came, Copy, Words
from tests.returning import STYLES

_LABEL = 20
_NUMBERS = {style: number for number, style in enumerate(STYLES.values(), start=1)}


def rtf_of(copy: Copy) -> bytes:
    """A rich text that says this. Authors: those of the changes; ends of paragraphs are marked as Word marks them."""
    writer = _Writer(copy)
    body = "".join(writer.paragraph(it) for it in copy.paragraphs if not it.note)
    return f"{writer.head()}{body}}}".encode("ascii")


def packed(instant: str) -> int:
    """An instant as rich text keeps it, to the minute."""
    at = datetime.fromisoformat(instant)
    number = at.minute | at.hour << 6 | at.day << 11 | at.month << 16 | (at.year - 1900) << 20
    return number | (at.isoweekday() % 7) << 29


def said(text: str) -> str:
    """Words as control words of 16 bits for each sign that ASCII has not."""
    written = ""
    for sign in text:
        if sign in "\\{}":
            written += f"\\{sign}"
        elif sign in "\t\n":
            written += {"\t": "\\tab ", "\n": "\\line "}[sign]
        elif " " <= sign <= "~":
            written += sign
        else:
            code = sign.encode("utf-16-be")
            for at in range(0, len(code), 2):
                half = int.from_bytes(code[at : at + 2], "big")
                written += f"\\u{half - 0x10000 if half >= 0x8000 else half}?"
    return written


class _Writer:
    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.authors = ["Unknown", *copy.authors]
        self.notes = {it.note: it for it in copy.paragraphs if it.note}

    def head(self) -> str:
        styles = "".join(f"{{\\s{number} {style};}}" for style, number in _NUMBERS.items())
        names = "".join(f"{{{said(name)};}}" for name in self.authors)
        sheet = f"{{\\stylesheet{styles}{{\\*\\cs{_LABEL} Label;}}}}"
        return f"{{\\rtf1\\ansi{sheet}{{\\*\\revtbl {names}}}{self._properties()}"

    def _properties(self) -> str:
        stamp = self.copy.stamp
        if stamp is None:
            return ""
        facts = {"draft": stamp.draft, "seq": stamp.seq, "language": stamp.language, "party": stamp.party}
        inner = "".join(
            f"{{\\propname drafting-{name}}}\\proptype30{{\\staticval {said(str(it))}}}" for name, it in facts.items()
        )
        return f"{{\\*\\userprops{inner}}}"

    def paragraph(self, it: Came) -> str:
        style = f"\\s{_NUMBERS[STYLES[it.kind]]}" if it.kind else ""
        label = f"{{\\listtext\\pard\\plain {said(it.label)}\\tab}}" if it.label else ""
        anchors = "".join(f"{{\\*\\bkmkstart _para_{at}}}{{\\*\\bkmkend _para_{at}}}" for at in it.anchors)
        before, after = self._remarks(it)
        words = self._words(it)
        return f"{label}\\pard\\plain{style} {anchors}{before}{words}{after}{{{self._fate(it.ends)}\\par}}\n"

    def _remarks(self, it: Came) -> tuple[str, str]:
        before = after = ""
        for at, one in enumerate(it.remarks):
            number = f"{id(it)}{at}"
            before += f"{{\\*\\atrfstart {number}}}"
            after += (
                f"{{\\*\\atrfend {number}}}{{\\*\\atnid X}}{{\\*\\atnauthor {said(one.by)}}}\\chatn"
                f"{{\\*\\annotation{{\\*\\atnref {number}}}{{\\*\\atndate {packed(one.at) if one.at else 0}}}"
                f"\\pard\\plain {said(one.text)}}}"
            )
        return before, after

    def _words(self, it: Came) -> str:
        written, left = "", it.head
        for words in it.words:
            written += self._run(words, is_label=left > 0)
            left -= len(words.piece.text)
        return written

    def _run(self, words: Words, *, is_label: bool) -> str:
        piece = words.piece
        style = f"\\cs{_LABEL}" * is_label + "\\b" * piece.bold + "\\i" * piece.italic
        inner = self._note(piece.note) if piece.note else said(piece.text)
        look = style + self._fate(words)
        return f"{{{look}{' ' * bool(look)}{inner}}}"

    def _note(self, key: str) -> str:
        return f"\\super\\chftn{{\\footnote\\pard\\plain \\chftn {self._words(self.notes[key])}}}"

    def _fate(self, words: Words) -> str:
        at = packed(words.at) if words.at else 0
        came = f"\\revised\\revauth{self._author(words.inserted)}\\revdttm{at}" if words.inserted else ""
        gone = f"\\deleted\\revauthdel{self._author(words.deleted)}\\revdttmdel{at}" if words.deleted else ""
        return came + gone

    def _author(self, name: str) -> int:
        return self.authors.index(name)


def tracked(body: str, authors: Sequence[str] = ("Aida", "Bolat")) -> bytes:
    """A rich text with this body, whose authors have the numbers from 1."""
    names = "".join(f"{{{said(name)};}}" for name in authors)
    return f"{{\\rtf1\\ansi\\ansicpg1251{{\\*\\revtbl {{Unknown;}}{names}}}{body}}}".encode("latin-1")

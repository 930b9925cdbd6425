"""Signs of fonts that draw signs in the place of letters, as the letters that they show.

A file names such a sign by the font and a number, as a rule in the private use area, where nobody without the font sees
anything. Sources: Unicode's mapping table for Adobe Symbol; for Wingdings the signs that people pick in texts (ticks,
boxes, arrows, numbers in circles): the others stay what the file has, and are told.
"""

import re
from collections.abc import Mapping

_AREA = 0xF000
_BYTE = 0x100
_SYMBOL: Mapping[int, str] = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾",
    0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_WINGDINGS: Mapping[int, str] = {
    0x20: " ✏✂✁",
    0x28: "☎",
    0x45: "☜☞☝☟",
    0x6C: "●",
    0x6E: "■□",
    0x71: "❑❒",
    0x75: "◆❖",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    0x9E: "·•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←→↑↓↖↗↙↘",
    0xE8: "➔",
    0xEF: "⇦⇨⇧⇩⬄⇳",
    0xFB: "✗✔☒☑",
}


def _table(signs: Mapping[int, str]) -> dict[int, str]:
    bytes_of = {first + at: sign for first, row in signs.items() for at, sign in enumerate(row)}
    return {_AREA + byte: sign for byte, sign in bytes_of.items()}


_TABLES = {"symbol": _table(_SYMBOL), "wingdings": _table(_WINGDINGS)}
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def shown(text: str, font: str) -> str:
    """The text with its signs of the private use area as this font shows them, where it is one of these fonts."""
    return text.translate(_TABLES.get(font.lower(), {}))


def sign(number: int, font: str) -> str:
    """The sign that a font has at a number, of a byte or of the private use area. Raises ValueError: there is none."""
    if number > 0x10FFFF:  # noqa: PLR2004 - where Unicode ends
        raise ValueError(number)
    if 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004
        # A half of a pair is no sign: no file and no table could hold it.
        return "\ufffd"
    if number < _BYTE and font.lower() in _TABLES:
        number += _AREA
    return shown(chr(number), font)


def unknown(text: str) -> str:
    """The signs of a text that nobody sees without the font that the file meant."""
    return "".join(_PRIVATE.findall(text))

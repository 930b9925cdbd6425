"""The numbers of lists as programs display them, whatever the form of the file."""

from drafting.domain.label_forms import CYRILLIC, LATIN, to_roman

# How OpenDocument and web pages name the formats of Word.
FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIGHEST_ROMAN = 399


def formatted(number: int, style: str) -> str:
    """A number in one of Word's formats; those that documents of meetings do not use come out decimal."""
    alphabet = CYRILLIC if style.startswith("russian") else LATIN
    written = str(number)
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{number:02}"
    if style.endswith("Letter") or style.startswith("russian"):
        if number > 0:
            turns, place = divmod(number - 1, len(alphabet))
            written = alphabet[place] * (turns + 1)
    elif style.endswith("Roman") and 0 < number <= _HIGHEST_ROMAN:
        written = to_roman(number)
    return written.upper() if style in {"upperLetter", "upperRoman", "russianUpper"} else written

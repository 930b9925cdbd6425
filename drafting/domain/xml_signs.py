"""The signs that XML can hold: what a file of ours cannot say, no copy of it can bring back."""

import re

# XML has no way to write these, not even as a reference.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text with the replacement sign in place of what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)

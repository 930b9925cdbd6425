"""E-mail addresses as an installation takes them.

Source: RFC 5321 section 4.5.3.1 for the length. What else an address may hold is for the mail server to say: a name,
one @ and a domain with a dot are asked for, and none of the signs that lists of addresses use.
"""

import re

LONGEST = 254


def is_address(text: str) -> bool:
    """Whether mail could be sent there; the text is taken as it stands, without spaces round it."""
    return len(text) <= LONGEST and bool(_ADDRESS.fullmatch(text))


_ADDRESS = re.compile(r"[^@\s<>,;:\"()\0]+@[^@\s<>,;:\"()\0]+\.[^@\s<>,;:\"().\0]+")

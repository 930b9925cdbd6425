"""Participation of a State in an instrument, a fact apart from its text.

Source: practice.md section 1.
"""

from typing import Literal

Status = Literal["adopting", "bracketed", "note verbale", "observer", "not participating"]
STATUSES: tuple[Status, ...] = ("adopting", "bracketed", "note verbale", "observer", "not participating")


def initial(party_status: str) -> Status:
    """What is taken before anybody says otherwise: participating States adopt, observers observe."""
    return "adopting" if party_status == "participating" else "observer"

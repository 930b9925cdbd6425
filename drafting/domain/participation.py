"""Participation of a State in an instrument, a fact apart from its text.

Source: practice.md section 1: adopting · in square brackets until an internal procedure ends · will answer by note
verbale · observer · not participating. Silence needs a stated meaning, and nobody guesses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from drafting.domain.errors import BadText, WrongState

Status = Literal["adopting", "bracketed", "note verbale", "observer", "not participating"]
STATUSES: tuple[Status, ...] = get_args(Status)
Meaning = Literal["participation", "no participation", ""]
# Of a State's silence until the day that it is awaited; "" while nobody has said what it means.
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
# What a text is offered when a State comes to be this: its name goes out of the lists, out of its brackets, into them.
LEAVING = frozenset({"observer", "not participating"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a State.

    since: the day from which it holds, None for the beginning; basis: of the change, as a person said it; answer_by:
    aware, until when a State in brackets is awaited; zone: the IANA name in which that was set; meaning: of its silence
    until then.
    """

    status: str
    note: str = ""
    since: date | None = None
    basis: str = ""
    answer_by: datetime | None = None
    zone: str = ""
    meaning: str = ""


def initial(party_status: str) -> Status:
    """What is taken before anybody says otherwise: participating States adopt, observers observe."""
    return "adopting" if party_status == "participating" else "observer"


def possible(kind: str, before: str, *, adopted: bool) -> tuple[Status, ...]:
    """What may be stated of a party, the status that it has among them.

    kind: "state" or another; before: its status, "" while there is none; adopted: whether the text is adopted. An
    organization adopts nothing. While a text is negotiated anything may be said of a State; an adopted text takes no
    new name into brackets, because nothing in it would say so.
    """
    if kind != "state":
        return ("observer", "not participating")
    return tuple(it for it in STATUSES if not adopted or it != "bracketed" or it == before)


def require_statable(stated: Stated, before: Stated | None, *, kind: str, adopted: bool) -> None:
    """What each status needs, and what it cannot carry.

    before: as it stood, None while nothing did. A basis is needed where a person said something before, and after the
    adoption: whoever reads the change is to find what it rests on. Raises BadText: "unknown-participation",
    "basis-missing", "deadline-unfit", "zone-missing", "meaning-unfit"; WrongState where the change is not possible.
    """
    if stated.status not in STATUSES:
        raise BadText("unknown-participation")
    if stated.status not in possible(kind, before.status if before else "", adopted=adopted):
        raise WrongState(before.status if before else "", f"become {stated.status}")
    if not stated.basis and (adopted or (before is not None and before.since is not None)):
        raise BadText("basis-missing")
    # A State that answers by note verbale is reminded, without a clock; the others are awaited by nobody.
    if stated.answer_by is not None and stated.status != "bracketed":
        raise BadText("deadline-unfit")
    if (stated.answer_by is None) != (not stated.zone):
        raise BadText("zone-missing")
    if stated.meaning not in MEANINGS or (stated.meaning and stated.answer_by is None):
        raise BadText("meaning-unfit")


def told(stated: Stated) -> dict[str, Any]:
    """The facts as the record keeps them."""
    return {
        "status": stated.status,
        "note": stated.note,
        "since": stated.since.isoformat() if stated.since else None,
        "basis": stated.basis,
        "answer_by": stated.answer_by.isoformat() if stated.answer_by else None,
        "zone": stated.zone,
        "meaning": stated.meaning,
    }


def retold(payload: Mapping[str, Any]) -> Stated:
    """The facts of an entry; one that was written before there was more than a status and a note has no more."""
    since, answer_by = payload.get("since"), payload.get("answer_by")
    return Stated(
        status=payload["status"],
        note=payload["note"],
        since=date.fromisoformat(since) if since else None,
        basis=payload.get("basis", ""),
        answer_by=datetime.fromisoformat(answer_by) if answer_by else None,
        zone=payload.get("zone", ""),
        meaning=payload.get("meaning", ""),
    )

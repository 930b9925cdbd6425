"""Decisions that the participating States take apart from a text: a Draft of one or a few paragraphs each.

Source: practice.md section 1: civil society is invited case by case with the consent of the participating States; the
Ministerial Conference is the only body that may amend the Operational Mechanism.
"""

from typing import Literal, get_args

from drafting.domain.errors import BadText, WrongState

Kind = Literal["invitation", "rules", "publication"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MINISTERS = "ministerial conference"


def require_competent(kind: str, meeting_kind: str) -> None:
    """Whether a meeting of this kind may decide that.

    Raises BadText("unknown-decision"); WrongState(meeting_kind, "amend rules") where ministers alone may.
    """
    if kind not in KINDS:
        raise BadText("unknown-decision")
    if kind == "rules" and meeting_kind != MINISTERS:
        raise WrongState(meeting_kind, "amend rules")

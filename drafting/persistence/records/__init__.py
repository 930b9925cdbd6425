"""Mapped classes by feature, without rules."""

from drafting.persistence.records.accounts import Appointment, FailedSignIn, Invitation, Person, SignIn
from drafting.persistence.records.base import Base
from drafting.persistence.records.brackets import BracketRuling
from drafting.persistence.records.consensus import Participation, Position
from drafting.persistence.records.drafts import CurrentText, Draft, Paragraph, Revision, Upload
from drafting.persistence.records.notices import CalendarAddress, Notice
from drafting.persistence.records.processes import Meeting, Party, Process
from drafting.persistence.records.proposals import CoSponsor, Proposal
from drafting.persistence.records.record import Entry
from drafting.persistence.records.silence import (
    NoteVerbale,
    SilenceAnswer,
    SilenceContact,
    SilenceEligible,
    SilenceParagraph,
    SilenceRun,
)

metadata = Base.metadata

__all__ = [
    "Appointment",
    "Base",
    "BracketRuling",
    "CalendarAddress",
    "CoSponsor",
    "CurrentText",
    "Draft",
    "Entry",
    "FailedSignIn",
    "Invitation",
    "Meeting",
    "NoteVerbale",
    "Notice",
    "Paragraph",
    "Participation",
    "Party",
    "Person",
    "Position",
    "Process",
    "Proposal",
    "Revision",
    "SignIn",
    "SilenceAnswer",
    "SilenceContact",
    "SilenceEligible",
    "SilenceParagraph",
    "SilenceRun",
    "Upload",
    "metadata",
]

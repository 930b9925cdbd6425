"""Mapped classes by feature, without rules."""

from drafting.persistence.records.accounts import Appointment, FailedSignIn, Invitation, Person, SignIn
from drafting.persistence.records.agenda import AgendaItem, AgendaSpeaker, Speech
from drafting.persistence.records.base import Base
from drafting.persistence.records.brackets import BracketRuling
from drafting.persistence.records.chairmanship import ChairPass, ChairTerm, Instruction
from drafting.persistence.records.consensus import Participation, Position
from drafting.persistence.records.delegations import Attendance, Delegate
from drafting.persistence.records.documents import Document, DocumentOpening, DocumentVersion, Publication
from drafting.persistence.records.drafts import CurrentText, Draft, Paragraph, Revision, Upload
from drafting.persistence.records.groups import Addressee, FollowUp, Recommendation, WorkingGroup
from drafting.persistence.records.matters import MeetingEntry, ProcessEntry
from drafting.persistence.records.meetings import Admission, ChairRuling, Floor, Meeting, Sitting
from drafting.persistence.records.notices import CalendarAddress, Notice
from drafting.persistence.records.processes import (
    Instrument,
    Membership,
    NationalContact,
    Party,
    PartyName,
    Process,
    Provision,
)
from drafting.persistence.records.proposals import CoSponsor, Proposal
from drafting.persistence.records.record import Entry
from drafting.persistence.records.returned_copies import ReturnedCopy
from drafting.persistence.records.search import SearchEntry
from drafting.persistence.records.silence import (
    NoteVerbale,
    SilenceAnswer,
    SilenceContact,
    SilenceEligible,
    SilenceParagraph,
    SilenceRun,
)
from drafting.persistence.records.work import Work

metadata = Base.metadata

__all__ = [
    "Addressee",
    "Admission",
    "AgendaItem",
    "AgendaSpeaker",
    "Appointment",
    "Attendance",
    "Base",
    "BracketRuling",
    "CalendarAddress",
    "ChairPass",
    "ChairRuling",
    "ChairTerm",
    "CoSponsor",
    "CurrentText",
    "Delegate",
    "Document",
    "DocumentOpening",
    "DocumentVersion",
    "Draft",
    "Entry",
    "FailedSignIn",
    "Floor",
    "FollowUp",
    "Instruction",
    "Instrument",
    "Invitation",
    "Meeting",
    "MeetingEntry",
    "Membership",
    "NationalContact",
    "NoteVerbale",
    "Notice",
    "Paragraph",
    "Participation",
    "Party",
    "PartyName",
    "Person",
    "Position",
    "Process",
    "ProcessEntry",
    "Proposal",
    "Provision",
    "Publication",
    "Recommendation",
    "ReturnedCopy",
    "Revision",
    "SearchEntry",
    "SignIn",
    "SilenceAnswer",
    "SilenceContact",
    "SilenceEligible",
    "SilenceParagraph",
    "SilenceRun",
    "Sitting",
    "Speech",
    "Upload",
    "Work",
    "WorkingGroup",
    "metadata",
]

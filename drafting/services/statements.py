"""The texts of statements: the delegation's own until they are spoken, then the meeting's."""

import hashlib
import json
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import speaking
from drafting.domain.errors import WrongState
from drafting.domain.fields import Fields
from drafting.persistence.records import Speech
from drafting.services import matters
from drafting.services.scope import MeetingScope
from drafting.services.speakers_roll import find, names_of


def text_seal(speech: Speech) -> str:
    """Names the text of a statement as it stands, whatever else is done to the list meanwhile."""
    return hashlib.sha256(json.dumps([speech.text_en, speech.text_ru]).encode()).hexdigest()[:16]


def give_text(
    session: Session,
    scope: MeetingScope,
    speech_id: int,
    *,
    text_en: str,
    text_ru: str,
    shown: str,
    token: str,
    now: datetime,
) -> None:
    """Keep the text of a statement in one language or both; empty words take a text back.

    shown: the `text_seal` that the form carried. Raises WrongState("moved on") where another text was given meanwhile,
    BadFields with "text_en", "text_ru".
    """
    speech = find(session, scope, speech_id)
    scope.require("give statement", speech.party_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    fields = Fields()
    for name, text in (("text_en", text_en), ("text_ru", text_ru)):
        fits = len(text) <= speaking.LONGEST_TEXT
        fields.require(name, fits, "statement-too-long", longest=speaking.LONGEST_TEXT)
    fields.done()
    if text_seal(speech) != shown:
        raise WrongState("moved on", "in sitting")
    if speech.state == "withdrawn":
        raise WrongState(speech.state, "give text")
    if (speech.text_en, speech.text_ru) == (text_en, text_ru):
        return
    speech.text_en, speech.text_ru = text_en, text_ru
    own = speech.party_id in scope.actor.seats()
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "statement text kept",
        speech,
        now=now,
        capacity="delegation" if own else "office",
        party=speech.party_id if own else None,
        # Of the words nothing: they are the delegation's until they are spoken.
        about={
            **names_of(session, speech),
            "languages": [it for it, said in (("en", text_en), ("ru", text_ru)) if said],
        },
        token=token,
    )

"""What the records of a Process and of a meeting say, in the reader's language.

Each feature has the sentences of its own entries in its own module, as `MATTERS`: the kind of an entry -> its sentence,
made of what the entry tells about itself (`about`).
"""

from collections.abc import Mapping

from flask_babel import gettext as _

from drafting.domain import matters
from drafting.web import (
    agenda_words,
    chairmanship_words,
    delegation_words,
    document_words,
    groups_words,
    meeting_words,
    papers_words,
    process_words,
    publication_words,
    register_words,
    rule_words,
    sitting_words,
    speakers_words,
)
from drafting.web.matter_telling import About, Sentence, told

__all__ = ["SENTENCES", "About", "Sentence", "sentence", "told"]

SENTENCES: Mapping[str, Sentence] = {
    matters.OPENED: lambda _about: _("The record was opened with everything as it stood."),
    **agenda_words.MATTERS,
    **document_words.MATTERS,
    **process_words.MATTERS,
    **rule_words.MATTERS,
    **register_words.MATTERS,
    **delegation_words.MATTERS,
    **chairmanship_words.MATTERS,
    **meeting_words.MATTERS,
    **groups_words.MATTERS,
    **papers_words.MATTERS,
    **publication_words.MATTERS,
    **sitting_words.MATTERS,
    **speakers_words.MATTERS,
}


def sentence(kind: str, about: About) -> str:
    """Raises KeyError for a kind that has no sentence; a test asks every kind that a service records."""
    return SENTENCES[kind](about)

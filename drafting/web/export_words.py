"""What an exported document says besides its text. The document's language decides, not the reader's."""

from collections.abc import Callable, Mapping
from typing import Literal, ParamSpec, TypeVar

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.documents.tree import Span
from drafting.persistence.records import Entry
from drafting.services import tracked
from drafting.services.draft_page import ParagraphView, ProposalView
from drafting.services.exports import Words
from drafting.services.scope import DraftScope
from drafting.web import instants, record_words, wording
from drafting.web.filters import classical, names_of

Facts = ParamSpec("Facts")
Said = TypeVar("Said")
FORMS: Mapping[str, LazyString] = {
    "docx": __("Word (.docx)"),
    "pdf": __("PDF"),
    "odt": __("OpenDocument (.odt)"),
    "html": __("HTML"),
    "md": __("Markdown"),
    "txt": __("Plain text"),
}

EXPORT_VIEWS: Mapping[str, tuple[LazyString, LazyString]] = {
    "clean": (__("Clean text"), __("The words as they stand, brackets included, without proposals.")),
    "proposals": (
        __("With the proposals shown"),
        __("Under each paragraph what is on the table, as changes, with the delegation and its reason."),
    ),
    "tracked": (
        __("With tracked changes"),
        __(
            "What is on the table stands inside the text, each change under the name of its delegation. In Word, "
            "reasons and positions are comments. Not in Markdown and plain text."
        ),
    ),
    "copy": (
        __("Delegation copy"),
        __(
            "A Word file to work on at home: Word tracks every change in it, and when it comes back, the changes "
            "become proposals."
        ),
    ),
}
_SHOWN: dict[str, Literal["insert", "delete"]] = {"+": "insert", "-": "delete"}


def in_language(language: str) -> Words:
    """The words of a document in this language; each is looked up when the document is assembled."""

    def spoken(say: Callable[Facts, Said]) -> Callable[Facts, Said]:
        def said(*args: Facts.args, **kwargs: Facts.kwargs) -> Said:
            with force_locale(language):
                return say(*args, **kwargs)

        return said

    return Words(
        header=spoken(_header),
        party=spoken(instants.named),
        by=spoken(_by),
        what=spoken(_what),
        reason=spoken(lambda reason: str(_("Reason: %(reason)s", reason=reason))),
        state=spoken(lambda state: str(wording.STATES[state])),
        legend=spoken(_legend)(),
        none=spoken(lambda: str(_("No proposals are on the table.")))(),
        tracked=tracked.Words(
            party=spoken(instants.named),
            what=spoken(_what),
            position=spoken(lambda kind, outdated: wording.cell(kind, outdated=outdated)),
            office=spoken(lambda: str(_("Support Office")))(),
        ),
        page=spoken(lambda: str(_("Page {page} of {pages}")))(),
        contents=spoken(lambda: str(_("Contents")))(),
    )


def _header(scope: DraftScope, issue: Entry | None) -> tuple[str, ...]:
    issued = record_words.issued(issue, scope) if issue else ""
    lines = (scope.draft.symbol, instants.named(scope.meeting, "title"), record_words.status(scope), issued)
    return tuple(line for line in lines if line)


def _by(proposal: ProposalView) -> str:
    name = instants.named(proposal.party)
    if not proposal.sponsors:
        return name
    return str(_("%(name)s, co-sponsored by %(names)s", name=name, names=names_of(proposal.sponsors)))


def _what(proposal: ProposalView, on: ParagraphView) -> str:
    """ "proposal 3: replace “should” with “shall”", a note being named, because it stands under its paragraph."""
    suggested = proposal.status == "suggested"
    named = _("suggestion %(number)s", number=proposal.number) if suggested else _numbered(proposal)
    note = wording.paragraph_name(on.kind, on.label)
    parts = [named, note[0].lower() + note[1:]] if on.kind == "note" else [named]
    if proposal.outcome == "collides":
        parts.append(_("made on an earlier wording, with whose changes it collides"))
    elif proposal.outcome == "already there":
        parts.append(_("what it asks for stands in the text already"))
    return f"{', '.join(parts)}: {'; '.join(classical(proposal, on))}"


def _numbered(proposal: ProposalView) -> str:
    return str(_("proposal %(number)s", number=proposal.number))


def _legend() -> tuple[Span, ...]:
    shown = _("like these")
    sentence = _(
        "Proposals stand under their paragraphs: words %(inserted)s are those that a delegation would add, "
        "words %(deleted)s those that it would delete.",
        inserted=f"\0+{shown}\0",
        deleted=f"\0-{shown}\0",
    )
    return examples(sentence)


def examples(sentence: str) -> tuple[Span, ...]:
    """The sentence with each example set as what it is an example of.

    sentence: every example stands between two NUL, after a sign: + of what is inserted, - of what is deleted.
    """
    return tuple(_example(part) for part in sentence.split("\0") if part)


def _example(part: str) -> Span:
    change = _SHOWN.get(part[0])
    return Span(part[1:], change) if change else Span(part)

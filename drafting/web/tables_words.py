"""What tables say: on the page that offers them, and in the files, whose language is asked for."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.documents.tables import tables
from drafting.documents.tree import Span
from drafting.services import amendment_table, matrix, matrix_sheet
from drafting.services.scope import DraftScope
from drafting.web import export_words, record_words, wording

FORMS: Mapping[str, LazyString] = {
    "docx": __("Word (.docx)"),
    "pdf": __("PDF"),
    "xlsx": __("Spreadsheet (.xlsx)"),
    "csv": __("Table with commas (.csv), for reading"),
    "jsonl": __("JSON lines (.jsonl), for checking"),
}
AMENDMENTS: Mapping[str, LazyString] = {
    "all": __("The whole text, with everything that was ever put forward and what became of it"),
    "open": __("Only what awaits a ruling"),
}
POSITIONS: Mapping[str, LazyString] = {
    "all": __("All paragraphs"),
    "open": __("Only open ones"),
}
LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский"}
# What a file is called, after the name of the draft.
FILES: Mapping[str, str] = {"amendments": "amendments", "positions": "positions", "record": "record"}


def amendments(language: str) -> amendment_table.Words:
    """The words of the amendment table, in the language that is spoken while it is made (`force_locale`)."""
    said = export_words.in_language(language)
    return amendment_table.Words(
        language=language,
        own=_own(said.page),
        header=said.header,
        party=said.party,
        by=said.by,
        what=said.what,
        name=_name,
        state=lambda it: str(wording.STATES[it]),
        status=lambda it: str(wording.STATUSES[it]),
        received=lambda how: str(_("Tabled by the Support Office as received: %(how)s", how=how)),
        at=_at,
        empty={"all": _("Nothing has been proposed on this text."), "open": _("Nothing awaits a ruling.")},
    )


def _own(page: str) -> tables.Words:
    return tables.Words(
        name=_("Amendment table"),
        columns=(_("Paragraph"), _("Text as it stands"), _("Proposals"), _("Ruling")),
        sheet=(
            _("Paragraph"),
            _("State of the paragraph"),
            _("Text as it stands"),
            _("Number"),
            _("Delegation"),
            _("Co-sponsors"),
            _("What is proposed"),
            _("The paragraph with the changes"),
            _("Reason"),
            _("Tabled on"),
            _("Ruling"),
            _("Ruled on"),
            _("Words of the ruling"),
        ),
        legend=_legend(),
        reason=_("Reason: %(reason)s", reason="{reason}"),
        page=page,
    )


def _legend() -> tuple[Span, ...]:
    shown = _("like these")
    sentence = _(
        "Words %(inserted)s a delegation would add, words %(deleted)s it would delete.",
        inserted=f"\0+{shown}\0",
        deleted=f"\0-{shown}\0",
    )
    return export_words.examples(sentence)


def _name(kind: str, label: str) -> str:
    """ "3", "2 (a)", "Note 1", and where nothing is printed what it is: "Heading"."""
    return wording.paragraph_name(kind, label) if kind == "note" or not label else label


def _at(instant: datetime, scope: DraftScope) -> str:
    return record_words.dated(instant, scope.meeting)


def positions(language: str) -> matrix_sheet.Words:
    """The words of the matrix, in the language that is spoken while it is made (`force_locale`)."""
    said = export_words.in_language(language)
    return matrix_sheet.Words(
        name=_("Positions of States"),
        positions=_("Statements"),
        header=said.header,
        paragraph=_("Paragraph"),
        state=_("State of the paragraph"),
        columns=(_("Paragraph"), _("Participating State"), _("Code"), _("Position"), _("Statement"), _("Given on")),
        party=said.party,
        row=_name,
        stands=lambda it: str(wording.STATES[it]),
        cell=_cell,
        totals={name: str(words) for name, words in wording.TOTALS.items()},
        at=_at,
        page=said.page,
    )


def _cell(it: matrix.Cell) -> str:
    return wording.cell(it.kind, outdated=it.outdated)

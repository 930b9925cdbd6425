"""Tables: the amendment table, the positions of States, and the record, each as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, Response, abort, render_template, request, send_file
from flask_babel import force_locale
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.documents.tables.sheets import write_xlsx
from drafting.documents.tables.tables_docx import write_docx
from drafting.documents.tables.tables_pdf import write_pdf
from drafting.documents.tables.tables_sheet import write_sheet
from drafting.documents.writing import MEDIA_TYPES
from drafting.services import amendment_table, exports, matrix_sheet, record_file
from drafting.services.scope import DraftScope, draft_scope
from drafting.web import tables_words
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("tables", __name__, url_prefix="/drafts/<int:draft_id>/tables")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA: Mapping[str, str] = {
    "docx": MEDIA_TYPES["docx"],
    "pdf": MEDIA_TYPES["pdf"],
    "xlsx": XLSX,
    "csv": "text/csv",
    "jsonl": "application/jsonl",
}
# Asked for in one transaction, written when it is over: a long table must not hold a snapshot open.
Writer = Callable[[], bytes]


@dataclass(frozen=True)
class Table:
    """action: who may take it; forms: of its file; views: which part of it may be asked for; made: what is read of the
    draft, in a view and a language that is spoken meanwhile, and form -> writer of it."""

    action: str
    forms: tuple[str, ...]
    views: tuple[str, ...]
    made: Callable[[Session, DraftScope, str, str], Mapping[str, Writer]]


def _amendments(session: Session, scope: DraftScope, view: str, language: str) -> Mapping[str, Writer]:
    which: amendment_table.Scope = "open" if view == "open" else "all"
    found = amendment_table.table(session, scope, tables_words.amendments(language), which)
    return {
        "docx": lambda: write_docx(found),
        "pdf": lambda: write_pdf(found),
        "xlsx": lambda: write_sheet(found),
    }


def _positions(session: Session, scope: DraftScope, view: str, language: str) -> Mapping[str, Writer]:
    found = matrix_sheet.book(session, scope, tables_words.positions(language), only_open=view == "open")
    return {"xlsx": lambda: write_xlsx(found)}


def _record(session: Session, scope: DraftScope, _view: str, _language: str) -> Mapping[str, Writer]:
    found = record_file.whole(session, scope)
    return {"jsonl": found.json_lines, "csv": found.table}


TABLES: Mapping[str, Table] = {
    "amendments": Table("export", ("docx", "pdf", "xlsx"), amendment_table.SCOPES, _amendments),
    "positions": Table("export", ("xlsx",), ("all", "open"), _positions),
    "record": Table("verify", ("jsonl", "csv"), ("all",), _record),
}


def writer(session: Session, scope: DraftScope, table: str, form: str, view: str = "all", language: str = "") -> Writer:
    """What writes the file once the transaction is over: equal drafts give equal bytes, whoever asks and whenever.

    table: a key of TABLES; form, view: one of its own; language: of the words, "" for that of the text.
    Raises NotAllowed.
    """
    spoken = language or scope.draft.language
    with force_locale(spoken):
        return TABLES[table].made(session, scope, view, spoken)[form]


def file_name(scope: DraftScope, table: str, form: str) -> str:
    """ "Process-03-01-2026-rev14-amendments.docx"."""
    stem = exports.file_name(scope.draft, "clean", form).rpartition(".")[0]
    return f"{stem}-{tables_words.FILES[table]}.{form}"


@blueprint.get("")
@login_required
def choose(draft_id: int) -> str:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        offered = {name: it for name, it in TABLES.items() if scope.may(it.action)}
        if not offered:
            scope.require("export")
    return render_template("tables/page.html", scope=scope, tables=offered, tables_words=tables_words)


@blueprint.get("/file")
@login_required
def file(draft_id: int) -> Response:
    name, form = request.args.get("table", ""), request.args.get("form", "")
    view, language = request.args.get("view", "all"), request.args.get("language", "")
    table = TABLES.get(name)
    if table is None or form not in table.forms or view not in table.views:
        abort(400)
    if language and language not in tables_words.LANGUAGES:
        abort(400)
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        write = writer(session, scope, name, form, view, language)
        called = file_name(scope, name, form)
    response = send_file(BytesIO(write()), MEDIA[form], as_attachment=True, download_name=called, max_age=0)
    # The framework's word for files is "public", meant for style sheets; a draft is for who asked for it, and moves on.
    response.headers["Cache-Control"] = "private, no-cache"
    return response

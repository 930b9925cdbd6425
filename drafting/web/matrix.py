"""The matrix of paragraphs by participating States: the state of consensus at a glance."""

from flask import Blueprint, render_template, request
from flask_login import login_required

from drafting.services import matrix
from drafting.services.scope import draft_scope
from drafting.web import wording
from drafting.web.filters import css_name
from drafting.web.instants import named
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("matrix", __name__)
# From so many columns on the names of the States stand upright, so that a hall of sixty fits.
MANY = 16


@blueprint.get("/drafts/<int:draft_id>/matrix")
@login_required
def show(draft_id: int) -> str:
    only_open = request.args.get("open") == "1"
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        found = matrix.matrix(session, scope, only_open=only_open)
    return render_template(
        "matrix/page.html",
        matrix=found,
        scope=scope,
        signs=_signs(found),
        names=[named(party) for party in found.columns],
        only_open=only_open,
        is_wide=len(found.columns) >= MANY,
        own=scope.actor.delegation(),
    )


def _signs(found: matrix.Matrix) -> dict[matrix.Cell, tuple[str, str]]:
    """Cell -> (class that draws the sign, words), each made once however many cells there are."""
    cells = {cell for row in found.rows for cell in row.cells}
    return {cell: (_css(cell), wording.cell(cell.kind, outdated=cell.outdated)) for cell in cells}


def _css(cell: matrix.Cell) -> str:
    return f"{css_name(cell.kind or 'silent')}{' outdated' if cell.outdated else ''}"

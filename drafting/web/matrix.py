"""The matrix of paragraphs by participating States: the state of consensus at a glance."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request
from flask_login import login_required
from markupsafe import Markup, escape

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
    signs, names = _signs(found), [escape(named(party)) for party in found.columns]
    own = next((at for at, party in enumerate(found.columns) if party.id == scope.actor.delegation()), None)
    return render_template(
        "matrix/page.html",
        matrix=found,
        scope=scope,
        cells=lambda row, address: _cells(row, address, signs, names, own),
        only_open=only_open,
        is_wide=len(found.columns) >= MANY,
        own=own,
    )


def _signs(found: matrix.Matrix) -> dict[matrix.Cell, tuple[str, Markup]]:
    """Cell -> (class that draws the sign, words), each made once however many cells there are."""
    cells = {cell for row in found.rows for cell in row.cells}
    return {cell: (_css(cell), escape(wording.cell(cell.kind, outdated=cell.outdated))) for cell in cells}


def _css(cell: matrix.Cell) -> str:
    return f"{css_name(cell.kind or 'silent')}{' outdated' if cell.outdated else ''}"


def _cells(
    row: matrix.Row,
    address: str,
    signs: Mapping[matrix.Cell, tuple[str, Markup]],
    names: Sequence[Markup],
    own: int | None,
) -> Markup:
    """The cells of a row: eighteen thousand of them in a hall of sixty, so they are put together here, not in a loop
    of the template; whatever goes in is escaped or our own. Only the sign is drawn, its words are read aloud and
    shown when a pointer rests on it."""
    made = []
    for at, cell in enumerate(row.cells):
        css, words = signs[cell]
        mine = " mine" if at == own else ""
        title = f' title="{names[at]}: {words}"' if cell.kind else ""
        made.append(f'<td><a class="position {css}{mine}" href="{address}"{title}>{words}</a></td>')
    return Markup("".join(made))  # noqa: S704 - see above

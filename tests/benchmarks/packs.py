"""The adoption pack of a draft of 200 paragraphs on which 30 delegations made 600 proposals, and its check."""

import io
import os
import tempfile
import zipfile
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.services import adoption, keys, pack_check, rulings
from drafting.web.packs import made_now
from tests.benchmarks.files import ROUNDS, conference, megabytes
from tests.benchmarks.measure import alone, say, table
from tests.benchmarks.world import Negotiation, next_token
from tests.factories import NOW


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="pack-") as folder:
        path = os.environ["DRAFTING_SIGNING_KEY"] = str(Path(folder) / "key.pem")
        with conference(signing_key=path) as (app, made):
            say("packs: the Chair rules on everything and adopts")
            adopt(made)
            say("packs: the pack")
            make = partial(made_now, app, made.draft)
            data = make().data
            seal = keys.load(path).public.fingerprint
            rows = [
                ("made", f"{alone(make, ROUNDS):.1f}", megabytes("pack", str(made.draft), "-o", os.devnull)),
                ("checked", f"{alone(partial(pack_check.check, data, seal), ROUNDS):.1f}", ""),
            ]
            count = len(zipfile.ZipFile(io.BytesIO(data)).namelist())
    note = f"{count} files, {len(data) / 1e6:.1f} MB; memory: of `drafting pack`, with all that the pages need in it."
    table("The adoption pack", ("what", "seconds", "MB"), rows, note)


def adopt(made: Negotiation) -> None:
    """Every proposal is declined and every paragraph worded anew without brackets and closed, each by a ruling."""
    with made.database.writing() as session:
        scope = made.scope(session, "chair")
        for proposal in queries.on_the_table(session, made.draft):
            rulings.decline(session, scope, proposal.ref, reason="The text says it.", token=next_token(), now=NOW)
        for it in drafts.texts(session, made.draft, "en"):
            if it.paragraph.kind in ("operative", "note"):
                _agree(session, made, it)
        adoption.adopt(session, scope, seq=scope.draft.seq, token=next_token(), now=NOW)


def _agree(session: Session, made: Negotiation, it: drafts.Text) -> None:
    """A position speaks about the words that it was given on: nobody objects to new ones."""
    scope, paragraph = made.scope(session, "chair"), it.paragraph.id
    text = f"{it.revision.text.replace('[shall][should]', 'shall')} So agreed."
    words = {"revision": it.revision.number, "token": next_token(), "now": NOW}
    rulings.reword(session, scope, paragraph, text=text, ruling="reword", **words)
    again = {"revision": it.revision.number + 1, "token": next_token(), "now": NOW}
    rulings.close(session, scope, paragraph, ad_referendum=False, **again)

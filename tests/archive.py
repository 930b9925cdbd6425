"""Publishing and issuing anew in the small conference of `tests/factories.py`, each in a transaction of its own."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import Document, Meeting, Process, Publication
from drafting.services import drafts, losses, publications, texts
from drafting.services import reissue as reissues
from drafting.services.publications import Announced
from drafting.services.scope import DraftScope
from tests import acts
from tests.factories import NOW, TEXT, World, import_text, name_paragraphs

TITLES = {"title_en": "Communiqué of the First Conference", "title_ru": "Коммюнике Первой конференции"}


def announced(**fields: Any) -> Announced:
    return Announced(**{"document": None, "kind": "communique", "access": "public", **TITLES, **fields})


def publish(
    world: World, *, who: str = "office", draft: World | None = None, token: str = "", **fields: Any
) -> tuple[Publication, ...]:
    """Publish the adopted draft, or another one of the same conference."""

    def do(session: Session, scope: DraftScope) -> tuple[Publication, ...]:
        return publications.publish(session, scope, announced(**fields), token=token or acts.token(), now=NOW)

    return acts.act(draft or world, who, do)


def reissue(world: World, label: str, text: str, *, reason: str = "A State formalised its participation.") -> None:
    """Issue the adopted text anew with another wording of one paragraph."""

    def do(session: Session, scope: DraftScope) -> None:
        paragraph = world.paragraphs[label]
        before = texts.load(session, scope, paragraph).revision.text
        lines = losses.between(before, text)
        party = world.parties["ZAB"]
        rewording = reissues.Rewording(paragraph, text, lines)
        reissues.issue(session, scope, party, reason, [rewording], [], token=acts.token(), now=NOW)

    acts.act(world, "office", do)


def second_draft(world: World, *, language: str) -> World:
    """Another adopted text of the same meeting, in the words of the first."""
    with world.database.writing() as session:
        draft = import_text(session, world.people["office"], world.meeting, TEXT, language)
        names = name_paragraphs(session, draft.id, language)
        number = draft.id
    it = World(world.database, number, world.process, world.meeting, world.people, world.parties, names)
    with world.database.writing() as session:
        drafts.open_draft(session, it.scope(session, "office"), token=acts.token(), now=NOW)
    acts.agree_all(it)
    acts.adopt(it)
    return it


def open_to(world: World, access: str) -> None:
    """The class of the Process, of its meetings and of everything published."""
    with world.database.writing() as session:
        session.get_one(Process, world.process).access = access
        for record in (Meeting, Document):
            for it in session.scalars(select(record).where(record.process_id == world.process)):
                it.access = access

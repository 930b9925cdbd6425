"""What is done with documents in the small conference, each act in a transaction of its own."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import Document
from drafting.services import document_files, document_versions, documents, documents_page, matters
from drafting.services.document_scope import Scope, scope_of
from drafting.services.document_versions import File
from drafting.services.scope import meeting_scope, process_scope
from tests.acts import token
from tests.factories import NOW, World

SAID = {
    "kind": "background",
    "title_en": "Facts and figures",
    "title_ru": "Факты и цифры",
    "language": "en",
    "access": "participants",
}
TEXT = File("facts.txt", b"Facts")


def distribute(world: World, who: str = "office", file: File | None = TEXT, key: str = "", **changed: str) -> int:
    """A document; answers its id."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people[who], world.meeting, NOW, lock=True)
        made = documents.distribute(session, scope, {**SAID, **changed}, file, token=key or token(), now=NOW)
    return made or newest(world)


def of_process(world: World, **changed: str) -> int:
    """A document of the Process itself; answers its id."""
    with world.database.writing() as session:
        scope = process_scope(session, world.people["secretariat"], world.process, NOW, lock=True)
        made = documents.distribute(session, scope, {**SAID, **changed}, TEXT, token=token(), now=NOW)
    return made or newest(world)


def give_own(world: World, who: str = "delegate.arv", file: File | None = TEXT, key: str = "", **changed: str) -> int:
    """A delegation's own paper; answers its id."""
    said = {**SAID, "title_en": "Instructions of the capital", "title_ru": "", **changed}
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people[who], world.meeting, NOW, lock=True)
        made = documents.give_own(session, scope, said, file, token=key or token(), now=NOW)
    return made or newest(world)


def newest(world: World) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Document.id).order_by(Document.id.desc()).limit(1)).one()


def act(world: World, who: str, document: int, do: Callable[[Session, Scope], object]) -> None:
    with world.database.writing() as session:
        do(session, scope_of(session, world.people[who], document, NOW, lock=True))


def seal(world: World, document: int) -> str:
    with world.database.reading() as session:
        return matters.seal(session.get_one(Document, document))


def change(world: World, document: int, who: str = "office", key: str = "", shown: str = "", **changed: str) -> None:
    shown = shown or seal(world, document)
    act(
        world,
        who,
        document,
        lambda session, scope: documents.change(
            session, scope, document, {**SAID, **changed}, seal=shown, token=key or token(), now=NOW
        ),
    )


def ask(world: World, document: int, who: str = "head.arv", key: str = "", shown: str = "") -> None:
    shown = shown or seal(world, document)
    act(
        world,
        who,
        document,
        lambda session, scope: documents.ask(session, scope, document, seal=shown, token=key or token(), now=NOW),
    )


def withdraw(world: World, document: int, who: str = "office", key: str = "", shown: str = "") -> None:
    shown = shown or seal(world, document)
    act(
        world,
        who,
        document,
        lambda session, scope: documents.withdraw(session, scope, document, seal=shown, token=key or token(), now=NOW),
    )


def add_version(
    world: World, document: int, language: str = "ru", file: File | None = TEXT, who: str = "office", key: str = ""
) -> None:
    act(
        world,
        who,
        document,
        lambda session, scope: document_versions.add(
            session, scope, document, language, file, token=key or token(), now=NOW
        ),
    )


def translate(world: World, document: int, language: str = "ru", *, stop: bool = False, key: str = "") -> None:
    do = document_versions.stop_translating if stop else document_versions.translate
    act(
        world,
        "office",
        document,
        lambda session, scope: do(session, scope, document, language, token=key or token(), now=NOW),
    )


def look(world: World, who: str) -> documents_page.Page:
    with world.database.reading() as session:
        return documents_page.page(session, meeting_scope(session, world.people[who], world.meeting, NOW))


def listed(world: World, who: str) -> list[int]:
    """The documents of the meeting that a person is shown."""
    return [view.row.id for group in look(world, who).groups for view in group.views]


def one(world: World, who: str, document: int) -> documents_page.One:
    with world.database.reading() as session:
        return documents_page.one(session, scope_of(session, world.people[who], document, NOW), document)


def statuses(world: World, document: int, who: str = "office") -> dict[str, str]:
    return {it.code: it.status for it in one(world, who, document).view.languages}


def read(world: World, who: str | None, document: int, language: str = "en", number: int = 1) -> bytes:
    """Download a file, and note the opening. who: None for somebody who has not signed in."""
    person = None if who is None else world.people[who]
    with world.database.reading() as session:
        opened = document_files.open_file(session, person, document, language, number, NOW)
        data = document_files.data(session, opened)
    if person is not None and opened.is_first:
        with world.database.writing() as session:
            document_files.note_opening(session, person, document, NOW)
    return data

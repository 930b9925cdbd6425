"""Documents of a meeting and of the Process. The files have a test of their own: tests/web/test_document_files.py."""

from typing import Any

from drafting.services import documents
from drafting.services.document_versions import File
from drafting.services.scope import meeting_scope
from tests.factories import NOW, World
from tests.web.roles import DIRECTING, EVERYBODY, OFFICE, SECRETARIAT

DELEGATIONS = frozenset({"head.arv", "delegate.arv", "head.bel", "coordinator.zab", "observer"})
PAGES = {
    "documents.show": EVERYBODY,
    "documents.of_process": EVERYBODY,
    "documents.one": EVERYBODY,
    "documents.languages": DIRECTING,
    "document_forms.new": OFFICE,
    "document_forms.new_own": DELEGATIONS,
    "document_forms.new_of_process": SECRETARIAT,
    "document_forms.edit": OFFICE,
}
CHANGES = {
    "document_forms.distribute": OFFICE,
    "document_forms.distribute_of_process": SECRETARIAT,
    "document_forms.give_own": DELEGATIONS,
    "document_forms.save": OFFICE,
    "document_forms.ask": frozenset(),  # It is nobody's own paper: tests/web/test_documents.py
    "document_forms.withdraw": OFFICE,
    "document_forms.add_version": OFFICE,
    "document_forms.translating": OFFICE,
}
OPEN_TO_ALL = frozenset({"documents.file"})
SAID = {"kind": "background", "title_en": "Facts", "title_ru": "Факты", "language": "en", "access": "participants"}


def values(world: World) -> dict[str, Any]:
    """A document that goes to everybody in the meeting."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        file = File("facts.txt", b"Facts")
        made = documents.distribute(session, scope, SAID, file, token="document-of-the-table", now=NOW)
        return {"document_id": made, "language": "en"}

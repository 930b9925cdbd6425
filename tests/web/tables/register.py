"""The register of parties: everybody in the Process reads it, the Office of the whole Process keeps it."""

from datetime import date
from typing import Any

from drafting.persistence.records import Membership, NationalContact
from tests.factories import World
from tests.web.roles import EVERYBODY, SECRETARIAT

PAGES = {
    "register.show": EVERYBODY,
    "register.party": EVERYBODY,
    "register_forms.new": SECRETARIAT,
    "register_forms.names": SECRETARIAT,
    "register_forms.entries": SECRETARIAT,
    "register_forms.membership_form": SECRETARIAT,
    "register_forms.correction": SECRETARIAT,
    "register_contacts.new": SECRETARIAT,
    "register_contacts.show": SECRETARIAT,
    "register_file.export": EVERYBODY,
    "register_file.choose": SECRETARIAT,
}
QUESTIONS = {"register_forms.new": "?by=state"}
# A file is no page: tests/web/test_register_file.py.
ELSEWHERE = frozenset({"register_file.export"})
CHANGES = {
    "register_forms.add": SECRETARIAT,
    "register_forms.rename": SECRETARIAT,
    "register_forms.amend": SECRETARIAT,
    "register_forms.remove": SECRETARIAT,
    "register_forms.change": SECRETARIAT,
    "register_forms.correct": SECRETARIAT,
    "register_contacts.appoint": SECRETARIAT,
    "register_contacts.correct": SECRETARIAT,
    "register_contacts.end": SECRETARIAT,
    "register_contacts.account": SECRETARIAT,
    "register_file.preview": SECRETARIAT,
    "register_file.confirm": SECRETARIAT,
}


def values(world: World) -> dict[str, Any]:
    """Belmora, whose accession and coordinator are recorded."""
    own = {"process_id": world.process, "party_id": world.parties["BEL"]}
    with world.database.writing() as session:
        joined = Membership(
            **own,
            status="participating",
            since=date(2013, 6, 5),
            until=None,
            basis_en="Declaration",
            basis_ru="Декларация",
        )
        speaks = NationalContact(
            **own,
            kind="coordinator",
            name_en="Ilva Torr",
            name_ru="Ильва Торр",
            position_en="Director",
            position_ru="Директор",
            email="ilva.torr@example.org",
            phone="+7 700 000 00 00",
            since=date(2024, 1, 1),
            until=None,
        )
        session.add_all([joined, speaks])
        session.flush()
        return {"membership_id": joined.id, "contact_id": speaks.id}

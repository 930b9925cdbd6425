"""The files of documents: given out to whoever is admitted, as what they are, and never run."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from drafting.persistence.records import DocumentOpening
from drafting.services import document_files
from drafting.services.document_versions import File
from tests.documents import add_version, distribute, give_own, of_process, withdraw
from tests.web.roles import ROLES

PARTICIPATING = {"head.arv", "delegate.arv", "head.bel", "coordinator.zab"}
DIRECTING = {"office", "secretariat", "chair"}
# class -> the roles that get the file; "stranger" has an account and no role, "" has not signed in.
GIVEN = {
    "public": {*ROLES, "stranger", ""},
    "registered": {*ROLES, "stranger"},
    "participants": {*ROLES},
    "participating": DIRECTING | PARTICIPATING,
    "office": DIRECTING,
}


@pytest.mark.parametrize("classed", GIVEN)
def test_each_class_is_given_to_each_role_or_not(visit, client, world, classed):
    at = f"/documents/{distribute(world, access=classed)}/en/1"
    for who in (*ROLES, "stranger", ""):
        answer = (visit(who) if who else client).get(at)
        refused = 404 if who else 303
        assert answer.status_code == (200 if who in GIVEN[classed] else refused), who
        assert (answer.data == b"Facts") == (who in GIVEN[classed]), who


def test_a_delegations_own_paper_is_given_to_its_people_alone(visit, client, world):
    at = f"/documents/{give_own(world)}/en/1"
    for who in (*ROLES, "stranger"):
        assert visit(who).get(at).status_code == (200 if who in {"head.arv", "delegate.arv"} else 404), who
    assert client.get(at).status_code == 303


def test_whoever_is_not_signed_in_learns_nothing_of_what_there_is(client, world):
    made = distribute(world)
    for at in (f"/documents/{made}/en/1", f"/documents/{made}/fr/1", "/documents/999/en/1"):
        answer = client.get(at)
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in?next=")


def test_a_withdrawn_public_document_is_no_longer_given_out(client, visit, world):
    made = distribute(world, access="public")
    withdraw(world, made)
    assert client.get(f"/documents/{made}/en/1").status_code == 303
    assert visit("head.arv").get(f"/documents/{made}/en/1").status_code == 404


def test_a_file_bears_its_name_its_type_and_nothing_that_could_run(visit, world):
    made = distribute(world, file=File("Повестка дня.html", b"<script>alert(1)</script>"))
    answer = visit("observer").get(f"/documents/{made}/en/1")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "filename*=UTF-8''%D0%9F%D0%BE%D0%B2%D0%B5%D1%81%D1%82%D0%BA%D0%B0" in disposition
    assert disposition.endswith(".txt")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-cache" in answer.headers["Cache-Control"]


def test_a_file_that_the_browser_has_is_not_sent_again_but_asked_for(visit, world, count_queries):
    made = distribute(world)
    at = f"/documents/{made}/en/1"
    tag = visit("observer").get(at).headers["ETag"]
    with count_queries() as queries:
        again = visit("head.bel").get(at, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert not any("document_version.data" in it for it in queries.statements)
    withdraw(world, made)
    assert visit("observer").get(at, headers={"If-None-Match": tag}).status_code == 404
    add_version(world, distribute(world), "ru", File("a.txt", b"Other"))


def openings(world) -> list[tuple[int, int | None]]:
    with world.database.reading() as session:
        found = session.execute(select(DocumentOpening.person_id, DocumentOpening.party_id))
        return sorted((person, party) for person, party in found)


def test_the_first_opening_by_each_person_is_noted(visit, client, world):
    made = distribute(world, access="public")
    at = f"/documents/{made}/en/1"
    head = visit("head.arv")
    assert head.head(at).status_code == 200
    assert openings(world) == []
    for _ in range(2):
        head.get(at)
    visit("stranger").get(at)
    client.get(at)
    assert openings(world) == [(world.people["head.arv"], world.parties["ARV"])]


def test_a_file_is_given_out_even_when_its_opening_cannot_be_noted(visit, world, monkeypatch):
    made = distribute(world)

    def fail(*_: object) -> None:
        raise OperationalError("insert", {}, Exception("the disc is full"))

    monkeypatch.setattr(document_files, "note_opening", fail)
    assert visit("head.arv").get(f"/documents/{made}/en/1").data == b"Facts"
    assert openings(world) == []


def test_files_of_the_process_are_given_to_whoever_has_a_role_in_it(visit, client, world):
    at = f"/documents/{of_process(world)}/en/1"
    assert visit("observer").get(at).data == b"Facts"
    assert visit("stranger").get(at).status_code == 404
    assert client.get(at).status_code == 303

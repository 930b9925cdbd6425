"""The register as a file: taken out and brought in it is the same; every row is shown before anything is saved.

After every test the records of the Process and of its drafts are replayed and must agree with the tables.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from drafting.domain.errors import BadFields, BadText, WrongState
from drafting.domain.membership import possible
from drafting.domain.register_sheet import BOM, COLUMNS
from drafting.persistence.database import Database
from drafting.persistence.records import Participation
from drafting.services import register_csv
from drafting.services.register_csv import Plan
from drafting.services.scope import process_scope
from tests import acts as people
from tests import registering as acts
from tests import silence
from tests.factories import NOW, World, world


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database)
    yield it
    assert acts.disagreements(it) == []


def exported(it: World) -> str:
    with it.database.reading() as session:
        return register_csv.exported(session, it.process).removeprefix(BOM)


def cells(it: World) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(it), newline="")))


def file(*rows: dict[str, str]) -> str:
    out = io.StringIO(newline="")
    heads = [name for name in COLUMNS if any(name in it for it in rows)]
    writer = csv.DictWriter(out, heads)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def plan(it: World, text: str) -> Plan:
    with it.database.reading() as session:
        scope = process_scope(session, it.people[acts.OFFICE], it.process, NOW)
        return register_csv.plan(session, scope, text, NOW)


def read_in(it: World, text: str, *, seal: str = "", token: str = "") -> Plan | None:
    shown = seal or plan(it, text).seal
    return acts.keep(
        it,
        lambda session, kept: register_csv.carry_out(
            session, kept, text, seal=shown, token=token or people.token(), now=NOW
        ),
    )


def problems(found: Plan) -> list[tuple[int, dict[str, str]]]:
    return [
        (it.line, {column: one.code for column, one in (it.problems or {}).items()})
        for it in found.rows
        if it.act == "wrong"
    ]


ORG = {
    "code": "ORG",
    "category": "intergovernmental",
    "name_en": "Organization",
    "name_ru": "Организация",
    "membership": "observer | 2020-01-01 | | Decision | Решение",
}


def test_what_is_taken_out_and_brought_in_changes_nothing(conference: World):
    acts.add(conference, name_en="=Newland", forms_ru="Новии\nНовией")
    acts.become(conference, "ARV", "observer", day="2026-06-03", basis_en="A | B", basis_ru="-А")
    acts.rename(conference, "BEL", act="change", day="2026-06-03", name_en="Belland", name_ru="Белландия")
    found = plan(conference, exported(conference))
    assert dict(found.counts) == {"keep": 5}
    before = len(acts.told(conference))
    assert read_in(conference, exported(conference)) is not None
    assert len(acts.told(conference)) == before


def test_a_file_adds_changes_and_keeps_and_each_row_says_which(conference: World):
    own = {it["code"]: it for it in cells(conference)}
    changed = {**own["OBS"], "name_ru": "Обсерва", "membership": "observer | | 2026-06-01\nparticipating | 2026-06-01"}
    text = file(own["ARV"], changed, ORG)
    found = plan(conference, text)
    assert [(it.line, it.code, it.act) for it in found.rows] == [
        (2, "ARV", "keep"),
        (3, "OBS", "change"),
        (5, "ORG", "add"),
    ]
    assert [(it.column, it.before) for it in found.rows[1].changes] == [
        ("name_ru", "Обсервия"),
        ("membership", "observer"),
    ]
    for _ in range(2):
        read_in(conference, text, seal=found.seal, token="twice-0001")
    assert acts.told(conference) == [("register imported", {"added": 1, "changed": 1})]
    assert acts.known(conference, "OBS").party.status == "participating"
    with conference.database.reading() as session:
        rows = session.scalars(select(Participation).where(Participation.draft_id == conference.draft))
        stands = {it.party_id: it.status for it in rows}
    assert stands[conference.parties["OBS"]] == "adopting"
    assert sorted(stands.values()) == ["adopting"] * 4 + ["observer"]
    assert {it["code"] for it in cells(conference)} == {"ARV", "BEL", "ZAB", "OBS", "ORG"}


def test_former_names_and_an_earlier_membership_come_from_a_file(conference: World):
    acts.rename(conference, "ARV", act="change", day="2026-06-03", name_en="Arland", name_ru="Арландия")
    acts.become(conference, "OBS", "participating", day="2026-06-02")
    names = " | 1999-01-01 | Arden | Арден\n1999-01-01 | 2026-06-03 | Arvendal | Ярвендаль"
    gone = "observer | 2010-01-01 | 2026-06-01"
    read_in(conference, file({"code": "arv", "former_names": names}))
    read_in(conference, file({"code": "OBS", "membership": gone}))
    arvendal, observia = acts.known(conference, "ARV"), acts.known(conference, "OBS")
    assert [it.names.name_en for it in arvendal.former] == ["Arden", "Arvendal"]
    assert (observia.party.status, [it.until for it in observia.spells]) == ("former", [date(2026, 6, 1)])


def test_a_party_that_left_before_comes_into_no_draft(conference: World):
    past = {"membership": "observer | 2010-01-01 | 2012-01-01"}
    read_in(
        conference,
        file(
            {**ORG, **past},
            {**ORG, **past, "code": "CSO", "category": "civil society", "country": "KGZ", "membership": "invited"},
        ),
    )
    with conference.database.reading() as session:
        rows = session.scalars(select(Participation).where(Participation.draft_id == conference.draft))
        assert {it.party_id for it in rows} == {conference.parties[it] for it in ("ARV", "BEL", "ZAB", "OBS")}


def test_every_problem_is_told_with_its_line_and_nothing_is_saved(conference: World):
    text = file(
        {"code": "ARV", "category": "other", "country": "XXX"},
        ORG,
        {"code": "ORG", "category": "", "name_en": "", "name_ru": "О", "membership": "king"},
        {"code": "NEW", "category": "state", "name_en": "N", "name_ru": "Н", "membership": "observer | 2026-06-06"},
        {"code": "NEX", "category": "state", "name_en": "N", "name_ru": "Н"},
    )
    found = plan(conference, text)
    assert problems(found) == [
        (
            2,
            {
                "membership": "membership-missing",
                "name_en": "names-missing",
                "name_ru": "names-missing",
                "category": "category-fixed",
                "country": "country-unfit",
            },
        ),
        (3, {"code": "code-twice"}),
        (
            4,
            {
                "name_en": "names-missing",
                "category": "party-category",
                "membership": "sheet-spell",
                "code": "code-twice",
            },
        ),
        (5, {"membership": "membership-ahead"}),
        (6, {"membership": "membership-missing"}),
    ]
    with pytest.raises(WrongState, match="import register"):
        read_in(conference, text)
    assert acts.told(conference) == []


def test_columns_that_the_file_does_not_have_stay_as_they_are(conference: World):
    found = plan(conference, "code;sort_key\nZAB;Aabora\n")
    assert [(it.column, it.after) for it in found.rows[0].changes] == [("sort_key", "Aabora")]
    read_in(conference, "code;sort_key\nZAB;Aabora\n")
    assert acts.known(conference, "ZAB").party.sort_key == "Aabora"


def test_a_state_that_is_asked_by_silence_does_not_leave_by_a_file(conference: World):
    silence.start(conference, "2.")
    found = plan(conference, "code,membership\nZAB,participating | | 2026-06-01\n")
    assert problems(found) == [(2, {"membership": "membership-asked"})]


def test_what_was_not_shown_is_not_done(conference: World):
    text = file(ORG)
    seal = plan(conference, text).seal
    acts.add(conference, code="ORG", category="intergovernmental", status="observer")
    with pytest.raises(WrongState, match="moved on"):
        read_in(conference, text, seal=seal)
    with pytest.raises(BadText, match="sheet-heads"):
        plan(conference, "a,b\n1,2\n")


names = st.text(st.sampled_from("=+-@'|\\;,\"AЖé "), min_size=1, max_size=12)
days = st.dates(date(2000, 1, 1), acts.TODAY).map(date.isoformat)
moves = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(["state", "other", "civil society"]), names),
    st.tuples(
        st.just("become"),
        st.sampled_from(["ARV", "OBS", "P0", "P1"]),
        st.tuples(st.sampled_from(possible("state")), days, names),
    ),
    st.tuples(st.just("rename"), st.sampled_from(["ARV", "OBS", "P0", "P1"]), st.tuples(names, days)),
)


def move(it: World, number: int, act: str, what: str, how: object) -> None:
    if act == "add":
        status = {"state": "observer", "other": "observer", "civil society": "invited"}[what]
        code = f"P{number}"
        acts.add(it, code=code, category=what, status=status, name_en=str(how), country="KGZ", since="")
    elif what in it.parties and act == "become":
        status, day, basis = how
        acts.become(it, what, status, day=day, basis_en=basis, basis_ru=basis)
    elif what in it.parties:
        name, day = how
        acts.rename(it, what, act="change", day=day, name_en=name, name_ru=name)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(made=st.lists(moves, max_size=5))
def test_whatever_was_done_the_books_agree_and_the_file_gives_the_register_back(
    anew: Callable[[], AbstractContextManager[World]], made: list[tuple[str, str, object]]
):
    with anew() as it:
        it.parties = dict(it.parties)
        for number, one in enumerate(made):
            try:
                move(it, number, *one)
            except BadFields:
                continue
        assert dict(plan(it, exported(it)).counts) == {"keep": len(it.parties)}
        assert acts.disagreements(it) == []

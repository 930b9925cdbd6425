"""Documents: distributed, brought by delegations, changed, withdrawn; who may know of them and open them."""

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import documents as stored
from drafting.persistence.records import Meeting, MeetingEntry, Process
from drafting.services import documents, matters_verification
from drafting.services.document_versions import File
from drafting.services.scope import meeting_scope, process_scope
from tests import agenda as agendas
from tests.documents import (
    TEXT,
    add_version,
    ask,
    change,
    distribute,
    give_own,
    listed,
    look,
    one,
    read,
    seal,
    statuses,
    translate,
    withdraw,
)
from tests.factories import NOW

EVERYBODY = {"office", "chair", "head.arv", "delegate.arv", "head.bel", "observer", "rapporteur", "administrator"}


@pytest.fixture(autouse=True)
def books(conference):
    """The records of the meeting and the Process agree with their tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        for book in (session.get_one(Meeting, conference.meeting), session.get_one(Process, conference.process)):
            assert matters_verification.verify(session, book).findings == ()


# class -> who is shown a document that the Office distributes, besides the Office itself.
SHOWN = {
    "public": EVERYBODY,
    "registered": EVERYBODY,
    "participants": EVERYBODY,
    "participating": {"office", "chair", "head.arv", "delegate.arv", "head.bel"},
    "office": {"office", "chair"},
}


@pytest.mark.parametrize("classed", SHOWN)
def test_a_document_is_shown_to_whom_its_class_admits(conference, classed):
    made = distribute(conference, access=classed)
    for who in sorted(EVERYBODY):
        assert (listed(conference, who) == [made]) == (who in SHOWN[classed]), who
        if who in SHOWN[classed]:
            assert read(conference, who, made) == b"Facts"
            assert one(conference, who, made).view.row.id == made
        else:
            for do in (read, one):
                with pytest.raises(NotFound):
                    do(conference, who, made)
    for who, admitted in ((None, classed == "public"), ("stranger", classed in ("public", "registered"))):
        if admitted:
            assert read(conference, who, made) == b"Facts"
        else:
            with pytest.raises(NotFound):
                read(conference, who, made)


def test_a_delegations_own_paper_is_its_own(conference):
    made = give_own(conference)
    for who in sorted(EVERYBODY):
        mine = who in {"head.arv", "delegate.arv"}
        assert (listed(conference, who) == [made]) == mine, who
        if not mine:
            with pytest.raises(NotFound):
                read(conference, who, made)
    add_version(conference, made, "ru", who="delegate.arv")
    change(conference, made, "delegate.arv", title_en="Other words", title_ru="")
    row = one(conference, "head.arv", made).view.row
    assert (row.title_en, row.access, row.number, row.symbol) == ("Other words", "delegation", None, "")
    with pytest.raises(NotFound):
        change(conference, made, "office")
    withdraw(conference, made, "delegate.arv")
    assert one(conference, "delegate.arv", made).view.row.withdrawn_at == NOW


def test_the_head_asks_the_office_to_distribute_a_paper(conference):
    made = give_own(conference)
    with pytest.raises(NotAllowed):
        ask(conference, made, "delegate.arv")
    shown = seal(conference, made)
    for _ in range(2):
        ask(conference, made, key="ask-twice", shown=shown)
    assert one(conference, "delegate.arv", made).view.is_asked
    assert listed(conference, "office") == listed(conference, "chair") == [made]
    assert listed(conference, "head.bel") == []
    with pytest.raises(NotAllowed):
        change(conference, made, "head.arv")
    with pytest.raises(WrongState):
        ask(conference, made)
    change(conference, made, access="participants", symbol="")
    row = one(conference, "head.bel", made).view.row
    assert (row.access, row.number, row.party_id) == ("participants", 1, conference.parties["ARV"])
    assert kinds(conference) == ["own paper given", "distribution asked", "document distributed"]


def kinds(world) -> list[str]:
    with world.database.reading() as session:
        return list(session.scalars(select(MeetingEntry.kind).order_by(MeetingEntry.seq)))[1:]


def abouts(world) -> str:
    with world.database.reading() as session:
        return str([it["about"] for it in session.scalars(select(MeetingEntry.payload))])


def test_the_record_names_a_document_only_to_those_who_are_admitted(conference):
    for classed in ("participating", "office"):
        made = distribute(conference, access=classed, title_en="Narrow", title_ru="Узкий", symbol=f"N/{classed}")
        translate(conference, made)
        withdraw(conference, made)
    own = give_own(conference)
    ask(conference, own)
    told = abouts(conference)
    for words in ("Narrow", "Узкий", "N/", "Instructions", "Arvendal"):
        assert words not in told
    distribute(conference)
    assert "Facts and figures" in abouts(conference)


def test_a_symbol_is_offered_and_counted(conference):
    first = distribute(conference, symbol="Test Process/00/01/2026")
    second = distribute(conference, symbol="A symbol of its own")
    third = distribute(conference, symbol="Test Process/00/07/2026")
    fourth = distribute(conference, symbol="")
    numbers = [one(conference, "office", it).view.row.number for it in (first, second, third, fourth)]
    assert numbers == [1, 2, 7, 8]
    with conference.database.reading() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW)
        assert documents.offered(session, scope, NOW) == "Test Process/00/09/2026"
        whole = process_scope(session, conference.people["secretariat"], conference.process, NOW)
        assert documents.offered(session, whole, NOW) == "Test Process/00/01/2026"


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"kind": "song"}, {"kind": "paper-kind"}),
        ({"title_en": "", "title_ru": ""}, {"title_en": "line-missing", "title_ru": "line-missing"}),
        ({"title_ru": "я" * 301}, {"title_ru": "line-too-long"}),
        ({"language": "xx"}, {"language": "unknown-language"}),
        ({"access": "delegations"}, {"access": "paper-access"}),
        ({"access": ""}, {"access": "paper-access"}),
        ({"item": "99"}, {"item": "unknown-item"}),
        ({"symbol": "s" * 121}, {"symbol": "line-too-long"}),
    ],
)
def test_what_is_wrong_with_a_document_stands_beside_its_field(conference, changed, codes):
    with pytest.raises(BadFields) as refused:
        distribute(conference, **changed)
    assert {name: it.code for name, it in refused.value.problems.items()} == codes


@pytest.mark.parametrize(
    ("file", "code"), [(File("a.exe", b"MZ\x00\x00"), "not-a-paper"), (File("a.txt", b""), "paper-empty")]
)
def test_a_file_that_is_no_document_is_refused(conference, file, code):
    with pytest.raises(BadFields) as refused:
        distribute(conference, file=file)
    assert refused.value.problems["file"].code == code


def test_an_own_paper_needs_a_title_and_a_file(conference):
    with pytest.raises(BadFields) as refused:
        give_own(conference, title_en="")
    assert refused.value.problems["title_en"].code == "paper-title"
    with pytest.raises(BadFields) as refused:
        give_own(conference, file=None)
    assert refused.value.problems["file"].code == "no-file"
    for who in ("office", "chair"):
        with pytest.raises(NotAllowed):
            give_own(conference, who)


def test_a_symbol_is_borne_once(conference):
    first = distribute(conference, symbol="One")
    with pytest.raises(BadFields) as refused:
        distribute(conference, symbol="One")
    assert refused.value.problems["symbol"].code == "symbol-taken"
    change(conference, first, symbol="One", title_en="Other")


def test_documents_stand_under_their_items_in_the_order_of_the_agenda(conference):
    first = agendas.plan(conference)
    later = agendas.add(conference, title_en="Later")
    item = agendas.add(conference, sitting=str(first))
    a, b = distribute(conference, item=str(later)), distribute(conference, item=str(item))
    whole = distribute(conference)
    page = look(conference, "observer")
    assert [(it.item.id if it.item else None, it.number) for it in page.groups] == [
        (None, ""),
        (item, "1"),
        (later, "2"),
    ]
    assert listed(conference, "observer") == [whole, b, a]
    assert one(conference, "observer", b).item.id == item
    assert [it.id for it in agendas.look(conference, "observer").days[0].parts[0].lines[0].documents] == [b]
    change(conference, b, access="office", item=str(item))
    withdraw(conference, a)
    assert listed(conference, "observer") == [whole]
    seen = agendas.look(conference, "observer")
    assert [line.documents for line in (*seen.days[0].parts[0].lines, *seen.outside)] == [(), ()]


def test_languages_come_one_by_one_and_older_versions_stay(conference):
    made = distribute(conference)
    translate(conference, made)
    assert statuses(conference, made) == {"en": "original", "ru": "translating"}
    add_version(conference, made, "ru", File("факты.txt", "Факты".encode()))
    assert statuses(conference, made) == {"en": "original", "ru": "translated"}
    assert read(conference, "observer", made, "ru") == "Факты".encode()
    add_version(conference, made, "en", File("facts2.txt", b"More facts"))
    assert read(conference, "observer", made, "en", 2) == b"More facts"
    for who in ("observer", "head.arv"):
        with pytest.raises(NotFound):
            read(conference, who, made, "en", 1)
        assert one(conference, who, made).older == ()
    assert read(conference, "office", made, "en", 1) == b"Facts"
    assert [it.number for it in one(conference, "chair", made).older] == [1]
    for language, number in (("en", 3), ("fr", 1)):
        with pytest.raises(NotFound):
            read(conference, "office", made, language, number)


def test_what_is_being_translated_has_nothing_to_read(conference):
    made = distribute(conference, file=None)
    assert statuses(conference, made) == {"en": "missing", "ru": "missing"}
    assert not one(conference, "head.arv", made).view.is_new
    translate(conference, made)
    with pytest.raises(NotFound):
        read(conference, "office", made, "ru")
    for language in ("ru", "en"):
        with pytest.raises(WrongState):
            translate(conference, made, language)
    with pytest.raises(BadFields):
        translate(conference, made, "fr")
    translate(conference, made, stop=True, key="stop-twice")
    translate(conference, made, stop=True, key="stop-twice")
    with pytest.raises(WrongState):
        translate(conference, made, stop=True)
    assert statuses(conference, made) == {"en": "missing", "ru": "missing"}
    translate(conference, made, key="mark-twice")
    translate(conference, made, key="mark-twice")


def test_a_version_needs_a_language_and_another_file(conference):
    made = distribute(conference)
    for language, file, problem in (
        ("fr", TEXT, "unknown-language"),
        ("ru", None, "no-file"),
        ("en", TEXT, "same-file"),
    ):
        with pytest.raises(BadFields) as refused:
            add_version(conference, made, language, file)
        assert [it.code for it in refused.value.problems.values()] == [problem]
    for _ in range(2):
        add_version(conference, made, key="add-twice")
    assert statuses(conference, made)["ru"] == "translated"


def test_a_withdrawn_document_is_kept_and_no_longer_changed(conference):
    made = distribute(conference)
    shown = seal(conference, made)
    for _ in range(2):
        withdraw(conference, made, key="withdraw-twice", shown=shown)
    assert listed(conference, "observer") == []
    assert listed(conference, "office") == listed(conference, "chair") == [made]
    assert read(conference, "office", made) == b"Facts"
    with pytest.raises(NotFound):
        read(conference, "observer", made)
    assert one(conference, "office", made).view.reading is None
    for do in (change, withdraw, add_version, translate):
        with pytest.raises(WrongState):
            do(conference, made)


def test_a_document_that_moved_on_is_not_changed_over(conference):
    made = distribute(conference)
    old = seal(conference, made)
    for _ in range(2):
        change(conference, made, key="change-twice", shown=old, title_en="Mine")
    with pytest.raises(WrongState):
        change(conference, made, shown=old)
    with pytest.raises(WrongState):
        withdraw(conference, made, shown=old)
    for _ in range(2):
        distribute(conference, key="distribute-twice")
        give_own(conference, key="give-twice")
    assert len(listed(conference, "head.arv")) == 3


@pytest.mark.parametrize("who", ["head.arv", "observer", "rapporteur", "chair", "administrator"])
def test_the_office_alone_distributes(conference, who):
    made = distribute(conference)
    with pytest.raises(NotAllowed):
        distribute(conference, who)
    with pytest.raises(NotAllowed):
        change(conference, made, who)


def test_a_document_that_is_not_there_is_not_found(conference):
    for do in (one, read):
        with pytest.raises(NotFound):
            do(conference, "office", 999)


def test_a_published_document_is_kept_by_the_archive(conference, monkeypatch):
    made = distribute(conference)
    monkeypatch.setattr(stored, "is_published", lambda *_: True)
    with pytest.raises(WrongState):
        change(conference, made)

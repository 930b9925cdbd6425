"""The pages of the register: the list on any day, a party, the forms of the Office, in both languages and on paper."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from drafting.persistence.records import NationalContact, Party
from drafting.web import matter_words, register_words
from tests import registering as acts
from tests import silence
from tests.web.judge import judge, untranslated

TOKEN = {"token": "a-submission-of-tests"}
BASIS = dict(acts.BASIS)


@pytest.fixture
def at(world):
    return f"/processes/{world.process}/parties"


@pytest.fixture
def office(visit):
    return visit("secretariat")


def sound(answer, status=200):
    assert answer.status_code == status
    assert judge(answer.text) == []
    return unescape(answer.text)


def names(page):
    return [it.strip() for it in re.findall(r"<h3><a [^>]*>([^<]+)", page)]


@pytest.mark.parametrize(("language", "first"), [("en", "Arvendal"), ("ru", "Ярвендаль")])
def test_the_list_stands_in_english_order_in_both_languages(world, visit, at, language, first):
    browser = visit("head.bel")
    browser.post("/preferences", data={"language": language})
    page = sound(browser.get(at))
    assert names(page)[0] == first
    assert len(names(page)) == 4
    assert "Add a party" not in page
    assert untranslated(page) == [] if language == "ru" else page


def test_the_list_of_an_earlier_day_says_so(world, visit, at):
    acts.add(world, since="2026-06-03")
    browser = visit("chair")
    assert "Newland" in sound(browser.get(at))
    page = sound(browser.get(f"{at}?on=2026-06-02"))
    assert "Membership as of 2 June 2026" in page
    assert "Newland" not in page
    assert "This is no date" in sound(browser.get(f"{at}?on=soon"), 422)
    assert "Nobody" not in sound(browser.get(f"{at}?on=1901-01-01"))


def test_a_process_without_parties_has_a_page(world, visit, at):
    for code in ("ARV", "BEL", "ZAB", "OBS"):
        with world.database.writing() as session:
            own = {"process_id": world.process, "party_id": world.parties[code]}
            session.add(acts.register_membership.Membership(**own, status="observer", since=date(2020, 1, 1)))
    assert "Nobody was in the register on that day." in sound(visit("chair").get(f"{at}?on=2019-01-01"))


@pytest.mark.parametrize("who", ["head.bel", "chair", "secretariat"])
def test_addresses_are_on_the_page_of_those_who_may_see_them_alone(world, visit, at, who):
    acts.appoint(world, "BEL")
    for reader, seen in ((who, True), ("head.arv", False)):
        page = sound(visit(reader).get(f"{at}/{world.parties['BEL']}"))
        assert "National coordinator" in page or "Национальный координатор" in page
        assert ("ilva.torr@example.org" in page, "+7 700" in page) == (seen, seen)


def test_a_state_is_found_and_added_without_a_script(world, office, at):
    assert "A State of the world" in sound(office.get(f"{at}/add"))
    page = sound(office.get(f"{at}/add?q=конго"))
    assert re.findall(r"state=(\w+)", page) == ["COG", "COD"]
    assert "No State is found" in sound(office.get(f"{at}/add?q=Atlantis"))
    form = sound(office.get(f"{at}/add?state=COD"))
    said = dict(re.findall(r'name="(\w+)" [^>]*value="([^"]*)"', form))
    said |= {"forms_ru": re.findall(r"<textarea[^>]*>\s([^<]*)", form)[0], "category": "state"}
    answer = office.post(f"{at}/add", data={**said, "status": "participating"})
    assert answer.status_code == 303
    page = sound(office.get(answer.location))
    assert "Democratic Republic of the Congo" in page
    assert "Демократической Республикой Конго" in page
    again = office.post(f"{at}/add", data={**said, "status": "participating"})
    assert again.location.endswith("/parties")
    assert "in the register already" in sound(office.get(f"{at}/add?q=congo"))


def test_what_is_wrong_stands_beside_the_field_and_the_words_are_kept(world, office, at):
    said = {**TOKEN, "category": "civil society", "code": "ARV", "name_en": "Helpers & Co", "status": "invited"}
    page = sound(office.post(f"{at}/add", data=said), 422)
    assert "Another party of this Process has this code." in page
    assert "Give its ISO code of three letters." in page
    assert 'value="Helpers & Co"' in page


def test_a_party_is_renamed_from_a_day_on(world, office, at):
    own = f"{at}/{world.parties['ARV']}"
    seal = acts.seal_of(world, Party, world.parties["ARV"])
    said = {**TOKEN, "seal": seal, "name_en": "Wendal", "name_ru": "Вендаль", "act": "change"}
    assert "Give the day." in sound(office.post(f"{own}/names", data=said), 422)
    assert office.post(f"{own}/names", data={**said, "day": "2026-06-01"}).status_code == 303
    page = sound(office.get(own))
    assert "Former names" in page
    assert "until 1 June 2026" in page
    moved = sound(office.post(f"{own}/names", data={**said, "day": "2026-06-02", "token": "another-submission"}), 409)
    assert "Somebody changed this since your page was shown" in moved
    assert 'value="Wendal"' in moved


def test_the_entries_of_a_party_are_changed(world, office, at):
    own = f"{at}/{world.parties['ARV']}"
    said = {**TOKEN, "seal": acts.seal_of(world, Party, world.parties["ARV"]), "category": "state", "code": "BEL"}
    assert "has this code" in sound(office.post(f"{own}/entries", data=said), 422)
    assert office.post(f"{own}/entries", data={**said, "code": "AVL", "sort_key": "Zz"}).status_code == 303
    assert "AVL" in sound(office.get(own))
    acts.add(world, code="ORG", category="other", status="observer")
    assert "United Nations agency" in sound(office.get(f"{at}/{world.parties['ORG']}/entries"))


def test_a_change_of_membership_is_entered_and_its_history_shown(world, office, at):
    own = f"{at}/{world.parties['OBS']}"
    assert "becomes a participating State" in sound(office.get(f"{own}/membership"))
    said = {**TOKEN, "status": "participating", "day": "2026-06-07", **BASIS}
    assert "The day lies in the future" in sound(office.post(f"{own}/membership", data=said), 422)
    assert office.post(f"{own}/membership", data={**said, "day": "2026-06-02"}).status_code == 303
    page = sound(office.get(own))
    assert "since 2 June 2026" in page
    assert "until 2 June 2026" in page
    assert "Decision of the ministers" in page
    number = acts.known(world, "OBS").rows[1].id
    form = sound(office.get(f"{own}/membership/{number}"))
    (seal,) = re.findall(r'name="seal" value="([^"]+)"', form)
    correction = {**TOKEN, "seal": seal, "since": "2026-06-09", **BASIS}
    assert "lies in the future" in sound(office.post(f"{own}/membership/{number}", data=correction), 422)
    assert office.post(f"{own}/membership/{number}", data={**correction, "since": "2026-05-01"}).status_code == 303
    assert "since 1 May 2026" in sound(office.get(own))
    assert office.get(f"{own}/membership/4711").status_code == 404
    record = sound(office.get(f"/processes/{world.process}/record"))
    assert "Observia: a participating State from 2 June 2026 on. Basis: Decision of the ministers" in record


def test_a_state_that_is_asked_cannot_leave(world, office, at):
    silence.start(world, "2.")
    said = {**TOKEN, "status": "former", "day": "2026-06-05", **BASIS}
    page = sound(office.post(f"{at}/{world.parties['ZAB']}/membership", data=said), 409)
    assert "A no-objection procedure asks this State or is about it." in page
    assert "Decision of the ministers" in page


def test_a_coordinator_is_named_corrected_given_an_account_and_ended(world, office, at, visit):
    own = f"{at}/{world.parties['BEL']}"
    said = {**TOKEN, **acts.COORDINATOR}
    assert "This is no e-mail address." in sound(office.post(f"{own}/contacts/new", data={**said, "email": "x"}), 422)
    assert office.post(f"{own}/contacts/new", data=said).status_code == 303
    with world.database.reading() as session:
        number = session.query(NationalContact).one().id
    here = f"{own}/contacts/{number}"
    (seal,) = re.findall(r'name="seal" value="([^"]+)"', sound(office.get(here)))
    assert office.post(here, data={**said, "seal": seal, "phone": "+7 1"}).status_code == 303
    answer = office.post(f"{here}/account")
    assert "/invitation/" in sound(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "/invitation/" not in sound(office.get(own))
    assert "Give the day." in sound(office.post(f"{here}/end", data=TOKEN), 422)
    assert office.post(f"{here}/end", data={**TOKEN, "day": "2026-06-04"}).status_code == 303
    page = sound(office.get(own))
    assert "Who served before" in page
    assert "An account is for a national coordinator in office" in sound(office.post(f"{here}/account"), 409)
    assert "It has ended already." in sound(office.post(f"{here}/end", data={"token": "other-token", "day": ""}), 409)
    assert office.get(f"{own}/contacts/4711").status_code == 404


def test_a_representative_takes_the_place_of_another(world, office, at):
    acts.appoint(world, "BEL", kind="representative")
    own = f"{at}/{world.parties['BEL']}"
    assert "In place of" in sound(office.get(f"{own}/contacts/new?kind=representative"))
    assert "In place of" not in sound(office.get(f"{own}/contacts/new?kind=coordinator"))
    sound(office.get(f"{own}/contacts/new?kind=king"))


def test_a_party_entered_by_mistake_is_taken_out_and_another_stays(world, office, at):
    acts.add(world, code="CSO", category="civil society", status="invited", country="KGZ")
    for code, status in (("CSO", 303), ("ARV", 409)):
        number = world.parties[code]
        data = {**TOKEN, "seal": acts.seal_of(world, Party, number)}
        assert office.post(f"{at}/{number}/remove", data=data).status_code == status


@pytest.mark.parametrize("who", ["secretariat", "head.bel"])
def test_the_russian_pages_speak_russian(world, visit, at, who):
    acts.appoint(world, "BEL")
    acts.become(world, "OBS", "participating")
    acts.rename(world, "BEL", act="change", day="2026-06-01", name_en="Belland", name_ru="Белландия")
    browser = visit(who)
    browser.post("/preferences", data={"language": "ru"})
    office = ("/add", "/add?by=state", "/add?q=a", f"/{world.parties['OBS']}/membership", "/file")
    for path in ("", f"/{world.parties['BEL']}", f"/{world.parties['OBS']}", *(office if who == "secretariat" else ())):
        assert untranslated(sound(browser.get(at + path))) == [], path
    assert untranslated(sound(browser.get(f"/processes/{world.process}/record"))) == []


SENTENCES = [
    (
        "party renamed",
        {"old_en": "Turkey", "new_en": "Türkiye", "day": "2022-06-01"},
        "Turkey: called Türkiye from",
    ),
    (
        "contact named",
        {"person_en": "Orin", "before_en": "Ilva", "kind": "coordinator", "day": "2026-06-01"},
        "Arvendal: Orin in place of Ilva from 1 June 2026 on.",
    ),
]


@pytest.mark.parametrize(("kind", "about", "sentence"), SENTENCES)
def test_the_record_tells_what_was_entered(app, kind, about, sentence):
    with app.test_request_context():
        assert matter_words.sentence(kind, {"name_en": "Arvendal", **about}).startswith(sentence)


def test_countries_are_named_in_the_readers_language(app):
    """A State that the world's table does not have is named as the register names it."""
    own = [Party(code="VLM", kind="state", name_en="Velmar", name_ru="Вельмар")]
    with app.test_request_context():
        assert register_words.country("VLM", own) == "Velmar"
        assert register_words.countries(own)[0] == ("VLM", "Velmar")
        assert register_words.countries()[0] == ("AFG", "Afghanistan")
        assert (register_words.country("KGZ"), register_words.country("X"), register_words.country("")) == (
            "Kyrgyzstan",
            "X",
            "",
        )
        assert [register_words.tongue(it) for it in ("Конго", "Congo")] == ["ru", "en"]


def fill(world, states, contacts):
    with world.database.writing() as session:
        for number in range(states):
            facts = {"name_en": f"State {number}", "name_ru": f"Государство {number}"}
            facts |= {"long_en": "Long", "long_ru": "Длинное", "kind": "state", "status": "observer"}
            party = Party(process_id=world.process, code=f"S{number}", **facts)
            session.add(party)
            session.flush()
            for one in range(contacts):
                since = date(2020, 1, 1) + timedelta(one)
                own = {"process_id": world.process, "party_id": party.id, "kind": "representative"}
                session.add(NationalContact(**own, name_en=f"P{one}", name_ru=f"Л{one}", since=since))


def test_pages_ask_the_same_number_of_questions_of_a_large_register(world, visit, at, count_queries):
    browser = visit("secretariat")
    paths = [at, f"{at}/{world.parties['ARV']}", f"{at}/add?q=a", f"{at}/file.csv"]
    counts = []
    for states, contacts in ((0, 0), (57, 9)):
        fill(world, states, contacts)
        for path in paths:
            with count_queries() as queries:
                assert browser.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 14

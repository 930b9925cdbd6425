"""The pages of delegations: from an invitation to a badge, and what strangers, stale pages and wrong files meet."""

import io
import re

import pytest

from drafting.persistence.records import Meeting
from drafting.services.delegation_changes import Entry
from tests.delegating import add, appointment, confirm, enlist, invite, make_head, members, roles, seal, withdraw
from tests.web.judge import judge, untranslated

LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitation/[\w-]{32})\"")
FORM = {"token": "form-0001", "name_en": "Mira Vel", "name_ru": "Мира Вел", "title_en": "Ms", "position_en": "Adviser"}


@pytest.fixture
def address(world):
    return f"/meetings/{world.meeting}/delegations"


@pytest.fixture
def visit(visit):
    """Everybody's pages in English, to be read here; Russian where a test asks for it."""

    def signed_in(who):
        browser = visit(who)
        browser.post("/preferences", data={"language": "en"})
        return browser

    return signed_in


@pytest.fixture
def belmora(world, address):
    return f"{address}/{world.parties['BEL']}"


def test_a_person_joins_by_a_link_completes_the_entry_and_is_confirmed(world, visit, app, belmora, address):
    answer = visit("head.bel").post(
        f"{belmora}/invitations/new", data={"token": "form-0001", "email": "a.b@example.org"}
    )
    assert (answer.status_code, answer.headers["Cache-Control"], judge(answer.text)) == (200, "no-store", [])
    (path,) = LINK.findall(answer.text)
    assert path not in visit("head.bel").get(belmora).text
    guest = app.test_client()
    guest.post(path, data={"token": "form-0002"})
    assert f'href="{address}/mine' in guest.get(address).text
    page = guest.get(f"{address}/mine").text
    assert judge(page) == []
    assert 'name="name_en" value=""' in page
    (found,) = members(world, "BEL")
    sealed = seal(world, found.id)
    done = guest.post(f"{address}/mine", data={**FORM, "delegate": found.id, "seal": sealed})
    assert (done.status_code, done.headers["Location"]) == (303, belmora)
    assert "Your entry is complete" in guest.get(belmora).text
    office = visit("office")
    assert "Mira Vel" not in visit("head.arv").get(belmora).text
    office.post(f"{belmora}/confirmation", data={"token": "form-0003", "member": f"{found.id}-{seal(world, found.id)}"})
    assert "1 person confirmed." in office.get(belmora).text
    told = visit("head.arv").get(belmora).text
    assert "г-жа" not in told
    assert "Ms Mira Vel" in told
    assert "a.b@example.org" not in told
    badges = office.get(f"{address}/badges").text
    for words in ("Mira Vel", "Мира Вел", "Belmora", "Бельмора", "DEL"):
        assert words in badges


def test_a_link_that_may_not_be_made_is_said_to_be_needless(world, visit, belmora):
    enlist(world, "office", "delegate.bel")
    (found,) = members(world, "BEL")
    visit("delegate.bel")
    answer = visit("head.bel").post(f"{belmora}/members/{found.id}/link", data={"token": "form-0001"})
    assert "/invitation/" not in answer.text
    assert "No new link is needed" in answer.text
    assert judge(answer.text) == []
    assert LINK.search(visit("office").post(f"{belmora}/members/{found.id}/link", data={"token": "form-0001"}).text)


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("members/new", {"name_en": " ", "name_ru": ""}, "Give the person’s name."),
        ("members/new", {"email": "nobody"}, "This is no e-mail address."),
        ("members/new", {"position_en": "x" * 201}, "At most 200 characters fit here."),
        ("invitations/new", {"email": ""}, "Give the e-mail address"),
        ("invitations/new", {"email": "chair@example.org"}, "already serves elsewhere"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_was_typed_stays_beside_what_is_wrong(world, visit, belmora, path, form, sentence, language):
    browser = visit("head.bel")
    browser.post("/preferences", data={"language": language})
    typed = {**FORM, **form, "position_ru": "Советник <b>"}
    answer = browser.post(f"{belmora}/{path}", data=typed)
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert 'value="Советник &lt;b&gt;"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert (sentence in answer.text) is (language == "en")
    assert language == "en" or untranslated(answer.text) == []
    assert members(world, "BEL") == []


def test_a_stale_form_shows_what_stands_and_keeps_what_was_typed(world, visit, belmora):
    of = add(world, "office")
    path = f"{belmora}/members/{of}"
    shown = seal(world, of)
    assert visit("office").post(path, data={**FORM, "name_en": "Faster", "seal": shown}).status_code == 303
    answer = visit("head.bel").post(path, data={**FORM, "name_en": "Slower", "seal": shown})
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert 'value="Slower"' in answer.text
    assert "It says now: Ms Faster Adviser." in answer.text
    assert f'name="seal" value="{seal(world, of)}"' in answer.text
    again = visit("head.bel").post(
        path, data={**FORM, "name_en": "Slower", "seal": seal(world, of), "token": "form-0009"}
    )
    assert again.status_code == 303
    assert members(world, "BEL")[0].name_en == "Slower"


def test_a_stale_own_entry_shows_what_stands(world, visit, address):
    enlist(world, "office", "head.bel")
    (found,) = members(world, "BEL")
    browser = visit("head.bel")
    answer = browser.post(f"{address}/mine", data={**FORM, "delegate": found.id, "seal": "stale"})
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert 'value="Mira Vel"' in answer.text
    answer = browser.post(
        f"{address}/mine", data={**FORM, "name_en": "", "name_ru": "", "delegate": found.id, "seal": ""}
    )
    assert answer.status_code == 409
    sealed = {"delegate": found.id, "seal": seal(world, found.id)}
    answer = browser.post(f"{address}/mine", data={**FORM, "name_en": "", "name_ru": "", **sealed})
    assert (answer.status_code, judge(answer.text)) == (422, [])


def test_another_persons_entry_is_not_ones_own(world, visit, address):
    enlist(world, "office", "head.bel")
    of = add(world, "office")
    answer = visit("head.bel").post(f"{address}/mine", data={**FORM, "delegate": of, "seal": seal(world, of)})
    assert answer.status_code == 404
    assert visit("head.arv").get(f"{address}/mine").status_code == 404
    assert f'value="{of}"' not in visit("head.bel").get(f"{address}/mine?delegate={of}").text


def test_who_sits_with_two_delegations_finds_both_entries(world, visit, address):
    enlist(world, "office", "head.bel")
    invite(world, "office", "OBS", Entry(email="head.bel@example.org"))
    page = visit("head.bel").get(f"{address}/mine").text
    assert "You sit with another delegation, too" in page
    other = members(world, "OBS")[0].id
    assert f'name="delegate" value="{other}"' in visit("head.bel").get(f"{address}/mine?delegate={other}").text


def test_a_new_head_is_asked_about_before_the_rights_go(world, visit, belmora):
    enlist(world, "office", "head.bel")
    enlist(world, "office", "delegate.bel")
    head, member = (it.id for it in members(world, "BEL"))
    browser = visit("head.bel")
    page = browser.get(f"{belmora}/members/{member}/head")
    assert judge(page.text) == []
    for words in ("Head Bel is head no more", "goes to the new head at once", "confirms the new head"):
        assert words in page.text
    seals = dict(re.findall(r'name="(seal|former)" value="(\w*)"', page.text))
    for _ in range(2):
        answer = browser.post(f"{belmora}/members/{member}/head", data={"token": "form-0001", **seals})
        assert (answer.status_code, answer.headers["Location"]) == (303, belmora)
    assert roles(world, "delegate.bel") == ["head"]
    assert browser.get(f"{belmora}/members/{head}/head").status_code == 403
    again = visit("delegate.bel")
    assert again.get(f"{belmora}/members/{member}/head").status_code == 409
    stale = again.post(f"{belmora}/members/{head}/head", data={"token": "form-0002", **seals})
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert "Somebody changed this entry" in stale.text


def test_members_move_without_a_script(world, visit, belmora):
    first, second = (add(world, "office", entry=Entry(name_en=it)) for it in ("One", "Two"))
    form = {"token": "form-0001", "seal": seal(world, first), "direction": "down"}
    answer = visit("head.bel").post(f"{belmora}/members/{first}/move", data=form)
    assert answer.headers["Location"] == f"{belmora}#member-{first}"
    page = visit("head.bel").get(belmora).text
    assert page.index(f'id="member-{second}"') < page.index(f'id="member-{first}"')


def test_what_does_not_fit_is_said_on_the_page(world, visit, belmora):
    enlist(world, "office", "head.bel")
    (head,) = members(world, "BEL")
    answer = visit("head.bel").post(
        f"{belmora}/members/{head.id}/withdraw", data={"token": "form-0001", "seal": seal(world, head.id)}
    )
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert "A delegation is not left without its head" in answer.text
    of = add(world, "office")
    withdraw(world, "office", of)
    for path in (f"members/{of}", f"members/{of}/link"):
        answer = visit("head.bel").post(f"{belmora}/{path}", data={**FORM, "seal": seal(world, of)})
        assert (answer.status_code, judge(answer.text)) == (409, []), path
        assert "has been withdrawn" in answer.text
    nameless = add(world, "office", entry=Entry(name_en="Nobody"))
    answer = visit("office").post(f"{belmora}/members/{nameless}/link", data={"token": "form-0001"})
    assert (answer.status_code, judge(answer.text)) == (422, [])
    stale = visit("office").post(f"{belmora}/confirmation", data={"token": "form-0001", "member": f"{nameless}-x"})
    assert (stale.status_code, judge(stale.text)) == (409, [])


def test_numbers_that_are_none_confirm_nobody(world, visit, belmora):
    add(world, "office")
    forged = ["", "-", "x-y", "²-x", f"{10**12}-x", "-1-x"]
    answer = visit("office").post(f"{belmora}/confirmation", data={"token": "form-0001", "member": forged})
    assert answer.status_code == 303
    assert members(world, "BEL")[0].state == "named"


def test_a_role_that_is_not_in_the_list_is_put_there(world, visit, belmora):
    of = appointment(world, "delegate.bel")
    assert f"/enlisted/{of}" in visit("head.bel").get(belmora).text
    answer = visit("head.bel").post(f"{belmora}/enlisted/{of}", data={"token": "form-0001"})
    assert answer.status_code == 303
    assert members(world, "BEL")[0].name_en == "Delegate Bel"
    assert visit("head.bel").post(f"{belmora}/enlisted/{appointment(world, 'chair')}", data=FORM).status_code == 404


def upload(browser, belmora, data, name="members.csv"):
    form = {"token": "form-0001", "file": (io.BytesIO(data), name)}
    return browser.post(f"{belmora}/import", data=form, content_type="multipart/form-data")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_a_table_of_any_office_is_taken(world, visit, belmora, encoding):
    table = "name_ru;position_ru;head\nМира Вел;Министр;да\nОрен Тал;Советник;\n"
    answer = upload(visit("office"), belmora, table.encode(encoding))
    assert answer.status_code == 303
    assert [it.name_ru for it in members(world, "BEL")] == ["Мира Вел", "Орен Тал"]
    assert "2 persons named." in visit("office").get(belmora).text or members(world, "BEL")[0].is_head


def test_a_bad_line_is_named_and_nothing_is_saved(world, visit, belmora):
    answer = upload(visit("office"), belmora, b"name_en,email\nMira,mira@example.org\n,x\n")
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "Line 3, column name_en: Give the person’s name." in answer.text
    assert "Line 3, column email: This is no e-mail address." in answer.text
    assert members(world, "BEL") == []


@pytest.mark.parametrize("data", [b"", b"name_en\n", b"rank\nx\n", b'name_en\n"x', b"\xff\xfe\x00", b"\x00" * 99])
def test_a_file_that_cannot_be_read_is_refused_in_words(world, visit, belmora, data):
    answer = upload(visit("office"), belmora, data)
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "This cannot be taken as it is." not in answer.text
    without = visit("office").post(f"{belmora}/import", data={"token": "form-0001"})
    assert without.status_code == 422


def test_only_the_office_sends_a_table(world, visit, belmora):
    for who in ("head.bel", "chair", "head.arv"):
        assert upload(visit(who), belmora, b"name_en\nMira\n").status_code == 403


def test_tables_are_files_that_no_cache_keeps(world, visit, address, belmora):
    add(world, "office", entry=Entry(name_en="=1+1", email="x@example.org"))
    for path in (f"{address}/file", f"{belmora}/file"):
        answer = visit("office").get(path)
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=first-")
        assert answer.headers["Cache-Control"] == "no-store"
        assert "'=1+1" in answer.text
        assert answer.text.startswith("\ufeff")


def test_addresses_stand_on_no_page_of_others(world, visit, address, belmora):
    of = add(world, "office")
    confirm(world, "office", "BEL", of)
    make_head(world, "office", of)
    for who in ("head.arv", "chair", "rapporteur", "observer", "administrator"):
        for path in (address, belmora, f"/meetings/{world.meeting}/record"):
            assert "mira@example.org" not in visit(who).get(path).text
    for who in ("delegate.bel", "head.bel", "office"):
        assert "mira@example.org" in visit(who).get(belmora).text


def test_badges_are_those_of_the_confirmed_or_of_all_who_are_named(world, visit, address):
    first, second = add(world, "office"), add(world, "office", "ARV", Entry(name_en="One"))
    confirm(world, "office", "BEL", first)
    browser = visit("office")
    assert browser.get(f"{address}/badges").text.count('class="badge"') == 1
    assert browser.get(f"{address}/badges?of=everybody").text.count('class="badge"') == 2
    only = browser.get(f"{address}/badges?of=everybody&party={world.parties['ARV']}").text
    assert ("One" in only, "Mira" in only, second > first) == (True, False, True)
    assert judge(browser.get(f"{address}/badges?party=999").text) == []


@pytest.mark.parametrize("who", ["office", "chair"])
def test_credentials_stand_at_the_top(world, visit, address, who):
    enlist(world, "office", "head.bel")
    page = visit(who).get(address).text
    assert page.index("Credentials of the participating States") < page.index("Observer States")
    assert "1 of 3" in page
    assert "Credentials" not in visit("head.bel").get(address).text


def test_delegations_stand_in_english_order_on_a_russian_page_too(visit, address):
    browser = visit("head.arv")
    browser.post("/preferences", data={"language": "ru"})
    page = browser.get(address).text
    assert [it.strip() for it in re.findall(r"<h3><a[^>]*>([^<]+)", page)] == [
        "Ярвендаль",
        "Бельмора",
        "Абора",
        "Обсервия",
    ]


def test_the_record_says_each_act_in_both_languages(world, visit):
    of = add(world, "office")
    other = add(world, "office", entry=Entry(name_en="Two"))
    make_head(world, "office", of)
    confirm(world, "office", "BEL", of)
    confirm(world, "office", "BEL", other)
    withdraw(world, "office", other)
    withdraw(world, "office", of)
    browser = visit("head.arv")
    page = browser.get(f"/meetings/{world.meeting}/record").text
    for words in (
        "A member was named to the delegation: Belmora.",
        "The delegation has a new head: Belmora.",
        "A member of the delegation was confirmed: Belmora: Mira Vel.",
        "A member was withdrawn from the delegation: Belmora: Two.",
    ):
        assert words in page
    browser.post("/preferences", data={"language": "ru"})
    assert untranslated(browser.get(f"/meetings/{world.meeting}/record").text) == []


def test_after_the_meeting_the_delegation_finds_its_forms_closed(world, visit, belmora):
    with world.database.writing() as session:
        session.get_one(Meeting, world.meeting).state = "closed"
    assert "invitations/new" not in visit("head.bel").get(belmora).text
    answer = visit("head.bel").post(f"{belmora}/members/new", data=FORM)
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert "The meeting is over" in answer.text
    answer = visit("head.bel").post(f"{belmora}/invitations/new", data={**FORM, "email": "a@example.org"})
    assert answer.status_code == 409

"""Signing in and out in the browser."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from sqlalchemy import select

from drafting.persistence.records import Person, SignIn
from drafting.services import accounts
from drafting.web.accounts import BACKGROUND
from tests.web.judge import judge

PASSWORD = "a pass phrase of the tests"
HASH = accounts.hashed(PASSWORD)
EMAIL = "head.arv@example.org"
WRONG = "E-mail and password do not fit together."


@pytest.fixture(autouse=True)
def person(app, world):
    """The head of Arvendal's delegation has a password."""
    with world.database.writing() as session:
        found = session.get_one(Person, world.people["head.arv"])
        found.password_hash = HASH
    return found


@pytest.fixture
def link(app, world, person, clock):
    """The path of a new single-use link."""
    with world.database.writing() as session:
        return "/invitation/" + accounts.invite(session, app.extensions["drafting"].settings, person, clock())


def sign_in(browser, password=PASSWORD, email=EMAIL, **fields):
    return browser.post("/sign-in", data={"email": email, "password": password, **fields})


def is_in(browser) -> bool:
    return browser.get("/").status_code == 200


def form(page, **fields) -> dict[str, str]:
    """The form of an invitation, as rendered."""
    return {"token": re.findall(r'name="token" value="([\w-]+)"', page.text)[0], **fields}


def seen_at(world):
    with world.database.reading() as session:
        return session.scalars(select(SignIn.seen_at)).one()


# Password


def test_the_right_password_leads_to_the_first_page(client):
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "First Conference" in client.get("/").text


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org", "", "nul\x00@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client, email):
    answer = sign_in(client, "wrong", email)
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert judge(answer.text) == []
    assert not is_in(client)
    known = sign_in(client, "wrong").text
    without = re.compile(r'(name="email"[^>]*) value="[^"]*"')
    assert without.sub(r"\1", answer.text) == without.sub(r"\1", known)


def test_the_address_typed_stays_and_the_password_does_not(client):
    page = sign_in(client, "a wrong pass phrase", "<b>@example.org", next="/drafts/1").text
    assert 'value="&lt;b&gt;@example.org"' in page
    assert 'name="next" value="/drafts/1"' in page
    assert "a wrong pass phrase" not in page


def test_too_many_failures_close_the_account_for_every_browser(app, world, client):
    attempts = app.extensions["drafting"].settings.sign_in_attempts
    assert [sign_in(client, "wrong").status_code for _ in range(attempts)] == [422] * attempts
    answer = sign_in(app.test_client())
    assert answer.status_code == 422
    assert "Too many attempts. Wait 15 minutes" in answer.text
    assert judge(answer.text) == []


def test_too_many_failures_from_one_address_close_it_for_every_account(app, client):
    attempts = app.extensions["drafting"].settings.sign_in_attempts * 5
    for number in range(attempts):
        assert WRONG in sign_in(client, "", f"{number}@example.org").text
    assert "Too many attempts" in sign_in(client).text
    elsewhere = client.post(
        "/sign-in", data={"email": EMAIL, "password": PASSWORD}, environ_overrides={"REMOTE_ADDR": "198.51.100.7"}
    )
    assert elsewhere.status_code == 303


def test_who_is_signed_in_is_not_asked_again(visit):
    answer = visit("head.arv").get("/sign-in")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_form_is_sound_in_both_languages(client, language):
    client.post("/preferences", data={"language": language})
    assert judge(client.get("/sign-in").text) == []


# Where it leads


def test_a_page_that_asked_to_sign_in_is_reached_afterwards(world, client):
    path = f"/drafts/{world.draft}?view=changes"
    asked = client.get(path)
    assert asked.status_code == 303
    form = client.get(asked.headers["Location"]).text
    target = re.findall(r'name="next" value="([^"]*)"', form)[-1]
    answer = sign_in(client, next=unescape(target))
    assert answer.headers["Location"] == path


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a\r\nSet-Cookie: theirs=1",
        " //evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(client, target):
    assert sign_in(client, next=target).headers["Location"] == "/"
    chosen = client.post("/preferences", data={"theme": "dark", "next": target})
    assert chosen.headers["Location"] == "/"


def test_a_target_of_ours_stays_on_this_host(client):
    location = sign_in(client, next="/drafts/1?view=text&next=//evil.example").headers["Location"]
    assert location.startswith("/drafts/1?")


def test_an_old_page_whose_session_is_over_sends_the_whole_window_to_sign_in(world, client):
    path = f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}"
    answer = client.get(path, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
    assert "<form" not in answer.text


def test_a_form_sent_without_a_session_is_not_repeated_after_signing_in(world, client):
    answer = client.post(f"/drafts/{world.draft}/open", data={"token": "submission-1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


# The end of a session


def test_a_session_ends_after_its_hours_whatever_its_person_does(app, client, clock):
    settings = app.extensions["drafting"].settings
    sign_in(client)
    for _ in range(settings.session_hours - 1):
        clock.advance(hours=1)
        assert is_in(client)
    clock.advance(hours=1)
    assert not is_in(client)


def test_a_session_ends_when_nobody_is_there(app, client, clock):
    settings = app.extensions["drafting"].settings
    sign_in(client)
    clock.advance(minutes=settings.idle_minutes, seconds=-1)
    assert is_in(client)
    clock.advance(minutes=settings.idle_minutes)
    assert not is_in(client)


def test_what_a_page_asks_by_itself_extends_no_session(app, world, client, clock):
    settings = app.extensions["drafting"].settings
    sign_in(client)
    begun = seen_at(world)
    paths = [f"/drafts/{world.draft}/since/0", "/healthz", "/static/css/base.css"]
    for _ in range(settings.idle_minutes // 10 - 1):
        clock.advance(minutes=10)
        answers = [client.get(path, headers={"HX-Request": "true"}) for path in paths]
        assert [it.status_code for it in answers] == [200] * 3
        assert not any("Set-Cookie" in it.headers for it in answers)
        for it in answers:
            it.close()
    assert seen_at(world) == begun
    clock.advance(minutes=10)
    assert client.get(paths[0], headers={"HX-Request": "true"}).status_code == 401


def test_requests_counted_as_the_pages_own_exist(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= BACKGROUND


def test_activity_is_written_seldom_and_never_to_the_cookie(world, client, clock):
    sign_in(client)
    begun = seen_at(world)
    clock.advance(minutes=4)
    assert "Set-Cookie" not in client.get("/").headers
    assert seen_at(world) == begun
    clock.advance(minutes=1)
    assert "Set-Cookie" not in client.get("/").headers
    assert seen_at(world) == clock.now


def test_signing_out_ends_every_session_of_the_person(app, visit):
    here, there, other = visit("head.arv"), visit("head.arv"), visit("chair")
    answer = here.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(here)
    assert not is_in(there)
    assert is_in(other)
    assert "You are signed out, on every device." in here.get("/sign-in").text


def test_a_cookie_kept_from_before_signing_out_is_worth_nothing(app, visit):
    browser = visit("head.arv")
    kept = browser.get_cookie("drafting").value
    browser.post("/sign-out")
    thief = app.test_client(use_cookies=False)
    assert thief.get("/", headers={"Cookie": f"drafting={kept}"}).status_code == 303


def test_signing_out_twice_or_without_a_session_is_no_fault(client, visit):
    assert client.post("/sign-out").status_code == 303
    browser = visit("head.arv")
    assert [browser.post("/sign-out").status_code for _ in range(2)] == [303, 303]


def test_a_link_alone_does_not_sign_anybody_out(visit):
    browser = visit("head.arv")
    assert browser.get("/sign-out").status_code == 405
    assert is_in(browser)


# Links


def test_a_link_signs_in_and_sets_the_password(app, client, link):
    page = client.get(link)
    assert judge(page.text) == []
    assert "Head Arv" in page.text
    answer = client.post(link, data=form(page, password="another pass phrase"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert is_in(client)
    assert sign_in(app.test_client(), "another pass phrase").status_code == 303
    assert sign_in(app.test_client()).status_code == 422


def test_a_link_signs_in_without_a_password(app, client, link):
    assert client.post(link, data=form(client.get(link), password="")).status_code == 303
    assert is_in(client)
    assert sign_in(app.test_client()).status_code == 303


def test_a_link_is_used_up_by_one_use(app, client, link):
    other = app.test_client()
    late = form(other.get(link))
    client.post(link, data=form(client.get(link)))
    for answer in (other.post(link, data=late), other.get(link)):
        assert answer.status_code == 404
        assert "This link is used up" in answer.text
        assert judge(answer.text) == []
    assert not is_in(other)


def test_a_double_click_on_a_link_signs_in(client, link):
    sent = form(client.get(link), password="another pass phrase")
    assert [client.post(link, data=sent).headers["Location"] for _ in range(2)] == ["/", "/"]
    assert is_in(client)


def test_a_scanner_of_mails_does_not_use_a_link_up(app, client, link):
    for method in ("GET", "HEAD", "GET"):
        answer = app.test_client().open(link, method=method)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert client.post(link, data=form(client.get(link))).headers["Location"] == "/"


def test_a_link_ends_with_its_hours(app, client, link, clock):
    page = client.get(link)
    clock.advance(hours=app.extensions["drafting"].settings.invitation_hours)
    assert client.get(link).status_code == 404
    assert client.post(link, data=form(page)).status_code == 404
    assert not is_in(client)


@pytest.mark.parametrize(
    ("password", "sentence"), [("short", "at least 12 characters"), ("x" * 257, "at most 256 characters")]
)
def test_a_password_that_is_refused_keeps_the_link(client, link, password, sentence):
    answer = client.post(link, data=form(client.get(link), password=password))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert password not in answer.text
    assert judge(answer.text) == []
    assert client.post(link, data=form(answer, password="another pass phrase")).headers["Location"] == "/"


def test_a_short_password_on_a_used_link_is_told_that_the_link_is_used(client, link):
    sent = form(client.get(link))
    client.post(link, data=sent)
    client.post("/sign-out")
    assert client.post(link, data={**sent, "password": "short"}).status_code == 404


def test_an_unknown_link_is_not_found(client):
    assert client.get("/invitation/made-up").status_code == 404
    assert client.post("/invitation/made-up", data={"token": "form-0001"}).status_code == 404


def test_a_form_without_its_token_is_incomplete(client, link):
    assert client.post(link).status_code == 400
    assert client.post(link, data={"token": "short"}).status_code == 400
    assert client.post(link, data=form(client.get(link))).status_code == 303


def test_a_link_signs_in_as_its_person_even_where_another_is_signed_in(visit, link):
    browser = visit("chair")
    browser.post(link, data=form(browser.get(link)))
    assert "Head Arv" in browser.get("/").text


def test_what_was_in_the_cookie_before_signing_in_is_gone(client):
    client.post("/preferences", data={"theme": "dark"})
    with client.session_transaction() as cookie:
        cookie["planted"] = "by another"
    sign_in(client)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_a_secret_is_in_no_log(app, client, link, caplog):
    client.post(link, data=form(client.get(link), password="another pass phrase"))
    told = " ".join(str(record.__dict__) for record in caplog.records)
    assert "/invitation/<secret>" in told
    assert quote(link.rpartition("/")[2]) not in told
    assert "another pass phrase" not in told

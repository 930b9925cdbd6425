"""Headers, cookies, and requests that another site makes in a person's name."""

from dataclasses import replace

import pytest

from drafting.app import create_app
from drafting.services import accounts
from drafting.web.security import HEADERS

HOST = "http://localhost"


@pytest.fixture
def pages(world, visit):
    """Answers of every kind: page, fragment, static file, redirect, error."""
    browser, draft = visit("head.arv"), f"/drafts/{world.draft}"
    answers = {
        "page": browser.get(draft),
        "fragment": browser.get(f"{draft}/since/0", headers={"HX-Request": "true"}),
        "not modified": browser.get(draft, headers={"If-None-Match": browser.get(draft).headers["ETag"]}),
        "static": browser.get("/static/css/base.css"),
        "health": browser.get("/healthz"),
        "redirect": browser.get("/sign-in"),
        "refused": browser.get(f"/meetings/{world.meeting}/people"),
        "missing": browser.get("/nothing/here"),
        "wrong method": browser.get("/sign-out"),
        "another site": browser.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"}),
    }
    yield answers
    for it in answers.values():
        it.close()


def test_every_answer_carries_the_headers(pages):
    assert [it.status_code for it in pages.values()] == [200, 200, 304, 200, 200, 303, 403, 404, 405, 403]
    for answer in pages.values():
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client):
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert {rules[it] for it in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert {rules[it] for it in ("frame-ancestors", "base-uri")} == {"'none'"}
    for loose in ("unsafe", "*", "http", "data:", "blob:"):
        assert loose not in policy


def test_what_is_private_is_kept_by_no_cache_and_pages_differ_from_fragments(pages):
    for name, answer in pages.items():
        if name == "static":
            assert "max-age=" in answer.headers["Cache-Control"]
        else:
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert {"HX-Request", "Cookie"} <= {it.strip() for it in answer.headers["Vary"].split(",")}


def test_transport_is_pinned_where_it_is_secure(client):
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers
    secure = client.get("/sign-in", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


# Another site


ALLOWED = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": HOST},
    {"Sec-Fetch-Site": "same-origin", "Origin": HOST},
]
REFUSED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": HOST},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "http://evil@localhost"},
    {"Origin": "null"},
    {"Origin": ""},
]


@pytest.mark.parametrize("headers", ALLOWED)
def test_a_form_of_our_own_pages_is_taken(visit, headers):
    assert visit("head.arv").post("/sign-out", headers=headers).status_code == 303


@pytest.mark.parametrize("headers", REFUSED)
def test_a_form_of_another_site_is_refused_and_changes_nothing(world, visit, headers):
    browser = visit("office")
    for path in ("/sign-out", "/preferences", f"/meetings/{world.meeting}/people", "/sign-in"):
        assert browser.post(path, headers=headers, data={"language": "ru"}).status_code == 403
    page = browser.get("/")
    assert page.status_code == 200
    assert '<html lang="en"' in page.text


@pytest.mark.parametrize("headers", REFUSED)
def test_a_page_may_be_reached_from_anywhere(visit, headers):
    assert visit("office").get("/", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_method_that_changes_something_is_guarded(client, method):
    assert client.open("/sign-out", method=method, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_every_address_that_changes_something_refuses_another_site(app, visit):
    browser = visit("office")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            values = {name: "en" if name == "language" else "1" for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
            answer = browser.post(path, headers={"Sec-Fetch-Site": "cross-site"})
            assert (rule.endpoint, answer.status_code) == (rule.endpoint, 403)


# Cookies


def cookie_of(app, world, **where) -> str:
    with world.database.writing() as session:
        person = session.merge(accounts.queries.person_by_email(session, "chair@example.org"))
        secret = accounts.invite(
            session, app.extensions["drafting"].settings, person, app.extensions["drafting"].clock()
        )
    answer = app.test_client().post(f"/invitation/{secret}", data={"token": "form-0001"}, **where)
    assert answer.status_code == 303
    (cookie,) = answer.headers.getlist("Set-Cookie")
    return cookie


def flags(cookie: str) -> dict[str, str]:
    name, *rest = (it.strip() for it in cookie.split(";"))
    return {"name": name.partition("=")[0], **{it.partition("=")[0]: it.partition("=")[2] for it in rest}}


def test_the_cookie_of_a_secure_site_is_bound_to_it(settings, clock, world):
    app = create_app(replace(settings, secure_cookies=True), clock)
    try:
        found = flags(cookie_of(app, world, base_url="https://localhost"))
    finally:
        app.extensions["drafting"].database.close()
    assert found.pop("Expires")
    assert found == {"name": "__Host-drafting", "Secure": "", "HttpOnly": "", "Path": "/", "SameSite": "Lax"}


def test_the_cookie_of_a_demonstration_differs_only_in_what_needs_a_secure_site(app, world):
    found = flags(cookie_of(app, world))
    assert found.pop("Expires")
    assert found == {"name": "drafting", "HttpOnly": "", "Path": "/", "SameSite": "Lax"}


def test_there_is_no_cookie_to_be_remembered_by(app, world):
    assert "remember" not in cookie_of(app, world)


def test_a_forged_cookie_is_nobody(client):
    client.set_cookie("drafting", "eyJfdXNlcl9pZCI6IjEifQ.made.up")
    assert client.get("/").status_code == 303

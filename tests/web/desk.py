"""The Chair's desk from outside: its addresses, its forms, and what it shows."""

import html

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from drafting.services import losses, texts
from tests import acts
from tests.factories import World
from tests.web.judge import judge


def address(it: World, *parts: object) -> str:
    return "/".join(map(str, (f"/drafts/{it.draft}/desk", *parts)))


def on_desk(it: World, client: FlaskClient, label: str) -> str:
    answer = client.get(address(it), query_string={"paragraph": it.paragraphs[label]})
    assert answer.status_code == 200
    return shown(answer)


def shown(answer: TestResponse) -> str:
    if not answer.text.lstrip().startswith("<div"):
        assert judge(answer.text) == []
    return html.unescape(answer.text)


def having_seen(fields: dict[str, object]) -> dict[str, object]:
    """The form as it is once the list of what its words change was shown, unless the test says what was seen."""
    return {"seen": losses.seal(texts.normal(str(fields["text"]))), **fields} if "text" in fields else fields


def rule(it: World, client: FlaskClient, label: str, act: str, *, token: str = "", **fields: object) -> TestResponse:
    form = {"revision": 1, "token": token or acts.token(), **having_seen(fields)}
    return client.post(address(it, it.paragraphs[label], act), data=form)


def decide(it: World, client: FlaskClient, ref: str, act: str, *, token: str = "", **fields: object) -> TestResponse:
    form = {"revision": 1, "token": token or acts.token(), **having_seen(fields)}
    return client.post(address(it, "proposals", ref, act), data=form)

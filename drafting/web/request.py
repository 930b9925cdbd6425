"""What a request brings: the database, the instant, the person, and whether it wants a fragment or a page."""

import hashlib
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, cast

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_login import UserMixin, current_user
from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.persistence.database import Database
from drafting.web.htmx import htmx

LARGEST = 2**31 - 1  # Of the keys of any database.


@dataclass
class Site:
    """What `create_app` wires and every route may use. build: names this version of the pages."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    build: str


class CurrentPerson(UserMixin):  # type: ignore[misc] # the library is untyped
    """The signed-in person for one request. secret: the session's own, from the cookie."""

    def __init__(self, secret: str, person: Any, seen_at: datetime) -> None:
        self.secret = secret
        self.person_id: int = person.id
        self.name_en: str = person.name_en
        self.name_ru: str = person.name_ru
        self.email: str = person.email
        self.language: str = person.language
        self.theme: str = person.theme
        self.zone: str = person.zone
        self.seen_at = seen_at

    def get_id(self) -> str:
        return self.secret


def site() -> Site:
    return cast("Site", current_app.extensions["drafting"])


def reading() -> AbstractContextManager[Session]:
    return site().database.reading()


def writing() -> AbstractContextManager[Session]:
    return site().database.writing()


def now() -> datetime:
    return site().clock()


def person_id() -> int:
    """Id of the signed-in person; routes that call it are marked `login_required`."""
    return cast("int", current_user.person_id)


def wants_fragment() -> bool:
    """Decided here for all: htmx asks for a part of the page it has."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_fragment(page: str, fragment: str, status: int = 200, /, **context: Any) -> Response:
    """The whole page, or the very file that the page includes, alone."""
    name = fragment if wants_fragment() else page
    return make_response(render_template(name, **context), status)


def see_other(endpoint: str, **values: Any) -> Response:
    """Success of a form: go and read the result (303); htmx follows it as a whole page."""
    target = url_for(endpoint, **values)
    if wants_fragment():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = target
        return response
    return cast("Response", redirect(target, 303))


def token() -> str:
    """A fresh name for one submission of a form."""
    return secrets.token_urlsafe(12)


def form_text(name: str) -> str:
    # PostgreSQL holds no such sign, and no text has it.
    return request.form.get(name, "").replace("\x00", "")


def sent_name(filename: str | None) -> str:
    """The name of a file that was sent, without folders; one that shows nothing is no name."""
    # PostgreSQL holds no such sign, and no name of a file has it.
    name = PurePosixPath((filename or "").replace("\x00", "")).name
    return name if any(sign.isprintable() and not sign.isspace() for sign in name) else "?"


def form_number(name: str) -> int:
    """A whole number that our own forms carry in a hidden field; anything else is a broken request (400)."""
    try:
        return whole(request.form[name])
    except ValueError:
        abort(400)


def whole(digits: str) -> int:
    """A number that some row may bear. Raises ValueError for one that no database can look for."""
    number = int(digits)
    if abs(number) > LARGEST:
        raise ValueError(digits)
    return number


def number_or_none(digits: str) -> int | None:
    """A number that some row may bear, None for anything else that stands where a form has one of ours."""
    try:
        return whole(digits) if digits.isascii() and digits.isdecimal() else None
    except ValueError:
        return None


def form_token() -> str:
    """What names this submission: the form's token together with what was sent (400 when a request has none).

    A double click sends the same twice and gets one answer; a form fetched back by the browser and sent with other
    words is another submission, whose words must not be taken for sent. Which button sent them does not count: what
    was saved is tabled, not made twice.
    """
    value = request.form["token"]
    if not 8 <= len(value) <= 40:  # noqa: PLR2004 - ours have 16 signs
        abort(400)
    sent = repr((request.path, sorted(it for it in request.form.items(multi=True) if it[0] != "then")))
    return f"{value}-{hashlib.sha256(sent.encode(errors='backslashreplace')).hexdigest()[:16]}"

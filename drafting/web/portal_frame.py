"""The frame of every page of the public archive: its language, its reader, and what caches may keep of it.

No page needs a cookie or a script. What everybody may read may be kept by any cache; what a signed-in person is
shown besides is for that person's own browser. What a reader is not admitted to is not found, as if it were not there.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, g, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from drafting.domain.errors import NotFound
from drafting.domain.readership import ANYBODY, Readership
from drafting.services import readers
from drafting.services.drafts import LANGUAGES
from drafting.web import instants, portal_words
from drafting.web.request import now, person_id, site

IN = "/<any(en, ru):language>"
# How long a cache may answer for us, in seconds: a class that is narrowed takes effect within minutes.
KEPT = 300
# What a page is asked behind its address, and the same page in another language too.
ASKED = ("on", "q", "process", "kind", "year", "lang", "page", "hash")


def pages(name: str) -> Blueprint:
    """A blueprint below /portal whose addresses name the language, where they have one."""
    made = Blueprint(name, f"drafting.web.{name}", url_prefix="/portal")
    made.url_value_preprocessor(_take_language)
    made.url_defaults(_keep_language)
    made.register_error_handler(NotFound, _missing)
    return made


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "language" in values:
        g.address_language = values.pop("language")


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    expected = current_app.url_map.is_endpoint_expecting(endpoint, "language")
    if expected and "language" not in values:
        values["language"] = instants.language()


def _missing(_error: Exception) -> Response:
    """The same page for what is not there and for what is not the reader's."""
    return make_response(render_template("portal/missing.html", **common({})), 404)


def reader(session: Session) -> Readership:
    return readers.readership(session, person_id(), now()) if current_user.is_authenticated else ANYBODY


def shown(template: str, **facts: Any) -> Response:
    """A page of the archive, with what caches need to know of it."""
    return kept(make_response(render_template(template, **common(facts))))


def kept(response: Response) -> Response:
    """Anybody's to keep where anybody may read it; answered with 304 where it has not changed."""
    if current_user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-cache"
    else:
        response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    response.headers["Vary"] = "Cookie"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


def common(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What every page of the archive shows: itself in the other language, and its address."""
    return {"portal_words": portal_words, "versions": _versions(), "site_address": site().settings.public_url, **facts}


def _versions() -> dict[str, str]:
    """Language -> address of this very page in it; nothing where the page is none of ours."""
    if request.endpoint is None or "address_language" not in g:
        return {it: url_for("portal.index", language=it) for it in LANGUAGES}
    values = dict(request.view_args or {}) | {it: request.args[it] for it in ASKED if it in request.args}
    return {it: url_for(request.endpoint, **{**values, "language": it}) for it in LANGUAGES}

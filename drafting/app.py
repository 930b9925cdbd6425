"""The only wiring: settings in, application out."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, session
from flask_babel import Babel, get_locale
from flask_login import LoginManager, current_user
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from drafting.config import ROOT, Settings
from drafting.persistence.database import Database
from drafting.services import accounts as account_services
from drafting.web import (
    accounts,
    compression,
    errors,
    filters,
    logs,
    preferences,
    request,
    security,
)
from drafting.web.htmx import htmx
from drafting.web.routes import BLUEPRINTS


def utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The application. clock: answers the present instant, aware; tests give their own."""
    app = Flask("drafting", root_path=str(ROOT / "drafting"), template_folder="../templates", static_folder="../static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.upload_limit + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_NAME="__Host-drafting" if settings.secure_cookies else "drafting",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "drafting" / "translations"),
    )
    app.url_map.converters["int"] = Number
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["drafting"] = request.Site(settings, Database(settings.database_url), clock, _build())
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    compression.init_app(app)
    logs.init_app(app, settings.log_level)
    security.init_app(app)
    htmx.init_app(app)
    Babel(app, locale_selector=preferences.choose_locale)
    _sign_in(app, settings)
    errors.init_app(app)
    filters.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(_page)
    app.url_defaults(_stamp_static)
    return app


class Number(IntegerConverter):
    """A number in an address, as large as a database's key can be: a longer one names nothing (404)."""

    def __init__(self, map_: Map) -> None:
        super().__init__(map_, max=request.LARGEST)


def _stamp_static(endpoint: str, values: dict[str, Any]) -> None:
    """Our own files may be kept for a year, because a changed file has another address."""
    if endpoint == "static":
        values["v"] = _fingerprint(ROOT / "static" / values["filename"])


@cache
def _build() -> str:
    """A name for this version of the pages: a page kept by a browser is not good after an upgrade."""
    made = hashlib.sha256()
    for folder in ("templates", "static/css", "static/js", "drafting/web", "drafting/translations"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix != ".pyc":
                made.update(path.read_bytes())
    return made.hexdigest()[:12]


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "none"


def _page() -> dict[str, object]:
    theme = current_user.theme if current_user.is_authenticated else session.get("theme", "auto")
    return {"locale": str(get_locale()), "theme": theme, "fresh_token": request.token}


def _sign_in(app: Flask, settings: Settings) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # Our sessions live in the database and end there.
    manager.unauthorized_handler(errors.signed_out)

    @manager.user_loader
    def load(secret: str) -> request.CurrentPerson | None:
        with request.reading() as session_:
            found = account_services.who(session_, settings, secret, request.now())
        if found is None:
            return None
        return request.CurrentPerson(secret, found[1], found[0].seen_at)

    app.before_request(accounts.note_activity)

"""Language and theme, chosen by the reader, signed in or not, and the zone that a signed-in person reads hours in."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, g, redirect, request, session, url_for
from flask_login import current_user

from drafting.services import accounts as services
from drafting.services.drafts import LANGUAGES
from drafting.web.request import person_id, writing

blueprint = Blueprint("preferences", __name__)
THEMES = ("auto", "light", "dark")


def choose_locale() -> str:
    if "address_language" in g:
        return str(g.address_language)  # A public page is in the language that its address names.
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "en")


@blueprint.post("/preferences")
def update() -> Response:
    language, theme = request.form.get("language"), request.form.get("theme")
    if language in LANGUAGES:
        session["language"] = language
    if theme in THEMES:
        session["theme"] = theme
    if current_user.is_authenticated:
        with writing() as database:
            services.prefer(database, person_id(), language=language, theme=theme, zone=request.form.get("zone"))
    return redirect(own_address(request.form.get("next")), 303)  # type: ignore[return-value]


def own_address(target: str | None) -> str:
    """The path if it leads to a page of ours, else the first page: nobody is sent to another site."""
    parts = urlsplit(target or "")
    ours = target and target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc
    # A line break would end the header that the address is sent in.
    safe = ours and target and target.isprintable()
    return target.removesuffix("?") if safe and target else url_for("home.index")

"""Signing in by password or by a single-use link, and out."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from drafting.domain.errors import BadText, NotFound
from drafting.services import accounts as services
from drafting.web import refusals
from drafting.web.preferences import own_address
from drafting.web.request import CurrentPerson, form_text, form_token, now, reading, site, writing

blueprint = Blueprint("accounts", __name__)
# Requests that a page makes by itself; they never extend a session. The screens of a hall are no such pages: they are
# looked at as long as they ask, and must not end in the middle of a sitting.
BACKGROUND = frozenset({"static", "drafts.pulse", "sitting.live", "work.progress", "health.healthz"})


def note_activity() -> None:
    """Tell the session that its person is there, at most every few minutes."""
    if request.endpoint in BACKGROUND or not current_user.is_authenticated:
        return
    if now() - current_user.seen_at >= services.SEEN_EVERY:
        with writing() as database:
            services.saw(database, current_user.secret, now())


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    if current_user.is_authenticated:
        return redirect(url_for("home.index"), 303)  # type: ignore[return-value]
    return render_template("accounts/sign_in.html", email="", next=request.args.get("next", ""), problem="")


@blueprint.post("/sign-in")
def sign_in_by_password() -> Response:
    email, problem = form_text("email").replace("\x00", ""), _("E-mail and password do not fit together.")
    try:
        signed_in = _by_password(email, form_text("password"))
    except BadText as error:
        signed_in, problem = None, refusals.problem(error)
    if signed_in is None:
        page = render_template("accounts/sign_in.html", email=email, next=form_text("next"), problem=problem)
        return make_response(page, 422)
    return _welcome(signed_in, own_address(form_text("next")))


def _by_password(email: str, password: str) -> services.SignedIn | None:
    """Three steps, because checking a password takes long and must hold no lock."""
    address = request.remote_addr or ""
    with writing() as database:
        tried = services.attempt(database, site().settings, email=email, address=address, now=now())
    if not services.fits(tried, password):
        return None
    with writing() as database:
        return services.admit(database, tried, now())


def _welcome(signed_in: services.SignedIn, target: str) -> Response:
    session.clear()
    session.permanent = True
    login_user(CurrentPerson(signed_in.secret, signed_in.person, now()))
    return redirect(target, 303)  # type: ignore[return-value]


@blueprint.get("/invitation/<secret>")
def invitation(secret: str) -> Response:
    """Only shows whom it is for: a link that is fetched by a mail scanner must not be used up."""
    return _invitation(secret, "", 200)


def _invitation(secret: str, problem: str, status: int) -> Response:
    try:
        with reading() as database:
            person = services.invited(database, secret, now())
    except NotFound:
        return make_response(render_template("accounts/invitation_over.html"), 404)
    page = render_template("accounts/invitation.html", person=person, secret=secret, problem=problem)
    return make_response(page, status)


@blueprint.post("/invitation/<secret>")
def use_invitation(secret: str) -> Response:
    """Sets a password when one is given; without one the link alone signs in."""
    password, token = form_text("password"), form_token()
    try:
        password_hash = services.hashed(password) if password else ""
        with writing() as database:
            signed_in = services.use_invitation(database, secret, token=token, password_hash=password_hash, now=now())
    except BadText as error:
        return _invitation(secret, refusals.problem(error), 422)
    except NotFound:
        return make_response(render_template("accounts/invitation_over.html"), 404)
    return _welcome(signed_in, url_for("home.index"))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Ends every session of the person, on every machine, and clears what the browser kept."""
    if current_user.is_authenticated:
        with writing() as database:
            services.sign_out(database, current_user.secret, now())
        logout_user()
    session.clear()
    flash(_("You are signed out, on every device."), "good")
    response = make_response("", 303)
    response.headers["Location"] = url_for("accounts.sign_in")
    # Neither words typed and not saved nor pages that the back button would show wait here for the next person.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response

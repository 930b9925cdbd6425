"""The one place where errors of the domain become statuses of HTTP."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from drafting.domain.errors import BadFields, BadText, NotAllowed, NotFound, StaleEdit, WrongState
from drafting.services.scope import OutOfSeason
from drafting.web import refusals
from drafting.web.htmx import htmx
from drafting.web.request import wants_fragment

# What a person may have typed in one of our forms.
TYPED = (
    *("text", "statement", "reason", "remark", "note", "basis"),
    *("notice_en", "notice_ru", "instruction", "title", "paragraph"),
)


def init_app(app: Flask) -> None:
    app.register_error_handler(NotFound, lambda _error: show(404, missing()))
    app.register_error_handler(NotAllowed, lambda _error: show(403, forbidden()))
    app.register_error_handler(OutOfSeason, lambda error: show(403, out_of_season(error.phase)))
    app.register_error_handler(WrongState, lambda error: show(409, refusals.refusal(error)))
    app.register_error_handler(StaleEdit, lambda _error: show(409, stale()))
    app.register_error_handler(BadText, lambda error: show(422, refusals.problem(error)))
    # A page that shows each problem beside its field catches it before; this is the last resort.
    app.register_error_handler(BadFields, lambda error: show(422, " ".join(refusals.problems(error).values())))
    app.register_error_handler(HTTPException, _http)
    # Nobody is shown a stack trace; the log has it.
    app.register_error_handler(500, lambda _error: show(500, broken()))


def show(status: int, message: str) -> Response:
    """The message as a page, or as a fragment that fits where the request's target stands. The page shows what was
    typed, so that it can be copied; where a fragment is asked for, the form stands as it was."""
    template = "errors/_message.html" if wants_fragment() else "errors/page.html"
    # The form of a request that is too large cannot be read.
    typed = () if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else _typed()
    return make_response(render_template(template, status=status, message=message, typed=typed), status)


def _typed() -> list[str]:
    """The words of the form; the number of a paragraph that was ticked is none."""
    said = (words for name in TYPED for words in request.form.getlist(name))
    return [words.replace("\x00", "") for words in said if not words.isdecimal()]


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    if error.response is not None or code < 400:  # noqa: PLR2004 - redirects are raised by the router too
        return make_response(error.get_response())
    sentences = {403: forbidden, 404: missing, 405: missing, 413: too_large}
    return show(code, sentences.get(code, broken)() if code != 400 else incomplete())  # noqa: PLR2004


def signed_out() -> Response:
    """A page asks to sign in; a fragment sends the whole window there, never a sign-in form into a panel."""
    if wants_fragment():
        # Back to the page on which the person was, for the words typed there are kept for it.
        shown = urlsplit(htmx.current_url or "")._replace(scheme="", netloc="", fragment="").geturl()
        response = make_response(_("Your session has ended. Sign in again."), 401)
        response.headers["HX-Redirect"] = url_for("accounts.sign_in", next=shown or None)
        return response
    response = make_response("", 303)
    response.headers["Location"] = url_for("accounts.sign_in", next=_asked())
    return response


def _asked() -> str | None:
    """The page to come back to: the one asked for, or the one whose form was sent and whose words the browser keeps."""
    if request.method == "GET":
        return request.full_path.removesuffix("?")
    page = urlsplit(request.referrer or "")
    return page._replace(scheme="", netloc="", fragment="").geturl() if page.netloc == request.host else None


def missing() -> str:
    return _("There is no such page, or it is not open to you.")


def forbidden() -> str:
    return _("Your role does not allow this. The Support Office can tell you who may do it.")


def out_of_season(phase: str) -> str:
    """What the person may do, but not in this phase of the draft."""
    if phase == "adopted":
        return _(
            "The text is adopted and frozen: nothing in it can be changed any more. "
            "About a corrigendum, ask the Support Office."
        )
    return _("The draft is not open for negotiation yet.")


def stale() -> str:
    return _("The text moved on since your page was shown. Open the paragraph again; nothing was saved over it.")


def too_large() -> str:
    return _("What you sent is too large. A file may have at most 20 MB.")


def incomplete() -> str:
    return _("The request was incomplete. Go back, load the page again and repeat the last step.")


def broken() -> str:
    return _(
        "Something went wrong on our side. Nothing was changed. Try again, and tell the Support Office if it stays."
    )

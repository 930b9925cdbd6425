"""A sign-in link that was just made: its whole address, and an answer that no browser keeps."""

from flask import Response, url_for

from drafting.services.people import Link
from drafting.web.request import site


def address(link: Link | None) -> str:
    """The whole address, by the settings: what a request says of its host is anybody's word. "" where there is none."""
    if link is None or link.secret is None:
        return ""
    return site().settings.public_url + url_for("accounts.invitation", secret=link.secret)


def shown_once(response: Response, link: Link | None) -> Response:
    """The page that shows a link is fetched anew each time."""
    if link is not None:
        response.headers["Cache-Control"] = "no-store"
    return response

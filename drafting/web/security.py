"""Response headers, and the refusal of requests that another site made in the person's name."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Pages and fragments share addresses, so caches must tell them apart (flask-htmx sets no Vary).
VARIES = "HX-Request, HX-Boosted, HX-History-Restore-Request, Cookie, Accept-Language"


def init_app(app: Flask) -> None:
    app.before_request(refuse_other_sites)
    app.after_request(add_headers)


def refuse_other_sites() -> None:
    """Browsers name the site that made a request; one that changes something must come from our own pages.

    Source: OWASP, cross-site request forgery, "fetch metadata". Clients that send neither header are no browsers,
    and no browser of the last years lets them off: the session cookie is SameSite=Lax besides.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        return response
    response.headers.setdefault("Vary", VARIES)
    # What one delegation reads must not be kept where another person of the same machine finds it.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response

"""Pages and style sheets travel compressed, unless another site asked for them in the person's name.

Compression beside secrets leaks (BREACH): who sees the size of encrypted answers and can put guesses into them learns
what else stands there. Our pages hold no lasting secret (the session is in a cookie, a form's token names one
submission and is new each time), but they hold the private words of a delegation, and an address is repeated in its
page. So a page is compressed only when the browser says that the person's own click asked for it: no other site can
then make guesses by the thousand. Guesses tabled as proposals would stand in the record for everyone to see.
"""

import gzip

from flask import Flask, Response, request

TYPES = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
SMALLEST = 1024  # bytes; less is one packet anyway
LEVEL = 4  # 370 KB of a long draft in 4 ms; the default level takes 8 ms for a tenth less


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Register it first, so that it runs last and finds the headers of all others."""
    if response.mimetype not in TYPES:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and "Content-Encoding" not in response.headers and _is_wanted():  # noqa: PLR2004
        _shrink(response)
    return response


def _is_wanted() -> bool:
    own_click = request.headers.get("Sec-Fetch-Site") in ("same-origin", "none")
    return request.accept_encodings["gzip"] > 0 and (own_click or request.endpoint == "static")


def _shrink(response: Response) -> None:
    response.direct_passthrough = False  # A static file is read whole; ours are small.
    body = response.get_data()
    if len(body) < SMALLEST:
        return
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)  # The same page in other bytes.

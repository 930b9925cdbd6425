"""One line of JSON for each request: what, who, how long. Never a text, never an address that carries a secret."""

import json
import logging
import sys
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request
from flask_login import current_user

LOGGER = logging.getLogger("drafting")
# What only a delegation knows of: that it writes, and what of it never came on the table.
PRIVATE = frozenset(
    {"paragraphs.preview", "paragraphs.propose", "proposals.edit", "proposals.save", "proposals.discard"}
)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            facts["error"] = self.formatException(record.exc_info)
        return json.dumps(facts, ensure_ascii=False)


def init_app(app: Flask, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(level)
    LOGGER.propagate = False
    app.log_exception = _error  # type: ignore[method-assign] # the framework's own would write the address
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.begun = time.perf_counter()
    g.request_id = uuid.uuid4().hex[:12]


def _error(exc_info: Any) -> None:
    LOGGER.error("error", exc_info=exc_info, extra={"facts": {"request": g.request_id, "route": _route()}})


def _route() -> str | None:
    """The rule, not the path: an invitation's path is a secret, and so is the name of a private text."""
    return request.url_rule.rule if request.url_rule else None


def _person() -> int | None:
    if request.endpoint in PRIVATE or not current_user or not current_user.is_authenticated:
        return None
    return int(current_user.person_id)


def _end(response: Response) -> Response:
    if request.endpoint in ("static", "health.healthz"):
        return response
    facts = {
        "request": g.request_id,
        "method": request.method,
        "route": _route(),
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.begun) * 1000, 1),
        "person": _person(),
    }
    LOGGER.info("request", extra={"facts": facts})
    response.headers["X-Request-Id"] = g.request_id
    return response

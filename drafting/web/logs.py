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
    app.logger.handlers[:] = [handler]
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.begun = time.perf_counter()
    g.request_id = uuid.uuid4().hex[:12]


def _end(response: Response) -> Response:
    if request.endpoint in ("static", "health.healthz"):
        return response
    facts = {
        "request": g.request_id,
        "method": request.method,
        # The rule, not the path: an invitation's path is a secret.
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.begun) * 1000, 1),
        "person": current_user.person_id if current_user and current_user.is_authenticated else None,
    }
    LOGGER.info("request", extra={"facts": facts})
    response.headers["X-Request-Id"] = g.request_id
    return response

"""A postman in a process of his own, who may be killed at a step: `python -m tests.dying DATABASE MAIL-SERVER STEP`.

He sees the instant of `tests/factories.py`. The step "none" lets him live.
"""

import os
import signal
import smtplib
import sys
from typing import Any

from drafting import postman
from drafting.app import create_app
from drafting.config import Settings
from drafting.notices import mail
from drafting.persistence.database import Database
from drafting.services import notice_facts, outbox
from tests.factories import NOW

# Step -> what is about to happen, and whether it still does, when the process dies.
STEPS: dict[str, tuple[Any, str, bool]] = {
    "claimed": (notice_facts, "gather", False),
    "written": (mail.Line, "send", False),
    "connected": (mail.Line, "_connect", True),
    "named": (smtplib.SMTP, "docmd", False),
    "ready": (outbox, "hand_over", False),
    "handed over in an open transaction": (outbox, "hand_over", True),
    "handing over": (mail, "_hand", False),
    "words gone": (smtplib.SMTP, "send", True),
    "answered": (outbox, "mark", False),
    "marked in an open transaction": (outbox, "mark", True),
    "marked": (postman.Postman, "_mark", True),
}


def die_at(step: str) -> None:
    owner, name, after = STEPS[step]
    real: Any = getattr(owner, name)

    def deadly(*arguments: Any, **named: Any) -> Any:
        # Of all that the library says, only the question whether words may come, and the words themselves.
        if owner is smtplib.SMTP and not (arguments[1] == "DATA" or arguments[1][-5:] == b"\r\n.\r\n"):
            return real(*arguments, **named)
        if after:
            real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    setattr(owner, name, deadly)


def main(url: str, server: str, step: str) -> None:
    if step != "none":
        die_at(step)
    settings = Settings(url, "a secret of the tests, long enough", smtp_url=server, mail_from="no-reply@example.org")
    database = Database(url)
    postman.Postman(create_app(settings, lambda: NOW), settings, database, lambda: NOW).deliver_due()
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

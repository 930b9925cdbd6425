"""Settings, frozen, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Everything an installation may choose.

    database_url: an SQLAlchemy address; secret_key: signs the session cookie, at least 32 characters
    outside a demonstration; session_hours: a sign-in ends after so many hours, idle_minutes: or after so long
    without a request made by the person; sign_in_attempts: failures allowed per address and per account within
    sign_in_window_minutes; smtp_url: of the mail server, as `notices/mail.server` reads it, "" while notices wait;
    mail_from: the sender of every notice; signing_key: the file of the key that signs adoption packs, "" for none.
    """

    database_url: str
    secret_key: str
    public_url: str = "http://127.0.0.1:8000"
    secure_cookies: bool = True
    session_hours: int = 12
    idle_minutes: int = 120
    invitation_hours: int = 168
    sign_in_attempts: int = 8
    sign_in_window_minutes: int = 15
    upload_limit: int = 20 * 1024 * 1024
    trusted_proxies: int = 0
    log_level: str = "INFO"
    bind_host: str = "127.0.0.1"
    bind_port: int = 8000
    smtp_url: str = field(default="", repr=False)  # may hold a password
    mail_from: str = ""
    signing_key: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read DRAFTING_* variables. Raises ValueError naming the variable that is missing or wrong."""
        secret = environ.get("DRAFTING_SECRET_KEY", "")
        if len(secret) < 32:  # noqa: PLR2004 - half of a SHA-256 in hexadecimal
            raise ValueError("DRAFTING_SECRET_KEY must be set, with at least 32 characters")
        if environ.get("DRAFTING_SMTP_URL") and not environ.get("DRAFTING_MAIL_FROM"):
            raise ValueError("DRAFTING_MAIL_FROM must be set where DRAFTING_SMTP_URL is")
        public_url = environ.get("DRAFTING_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
        return cls(
            database_url=environ.get("DRAFTING_DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'drafting.sqlite'}"),
            secret_key=secret,
            public_url=public_url,
            secure_cookies=public_url.startswith("https://"),
            trusted_proxies=_whole_number(environ, "DRAFTING_TRUSTED_PROXIES", 0),
            session_hours=_whole_number(environ, "DRAFTING_SESSION_HOURS", 12),
            idle_minutes=_whole_number(environ, "DRAFTING_IDLE_MINUTES", 120),
            log_level=environ.get("DRAFTING_LOG_LEVEL", "INFO"),
            bind_host=environ.get("DRAFTING_HOST", "127.0.0.1"),
            bind_port=_whole_number(environ, "DRAFTING_PORT", 8000),
            smtp_url=environ.get("DRAFTING_SMTP_URL", ""),
            mail_from=environ.get("DRAFTING_MAIL_FROM", ""),
            signing_key=environ.get("DRAFTING_SIGNING_KEY", str(ROOT / "var" / "signing-key.pem")),
        )


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(environ.get(name, default))
    except ValueError as err:
        raise ValueError(f"{name} must be a whole number") from err

"""Signing in and out, invitations, preferences.

Secrets (sign-in and invitation) are random, travel once, and are stored only as their SHA-256. Limits live in
the database, so that they hold across processes.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain.errors import BadText, NotFound
from drafting.persistence.queries import accounts as queries
from drafting.persistence.records import FailedSignIn, Invitation, Person, SignIn

# 19 MiB and two passes: the OWASP floor; 44 ms instead of 214 at the library's defaults.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked when the account is unknown, so that the answer takes as long as for a known one.
_NOBODY = HASHER.hash(secrets.token_hex(16))
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256


@dataclass(frozen=True)
class SignedIn:
    """secret: goes into the session cookie, and nowhere else."""

    person: Person
    secret: str


def sign_in(
    session: Session, settings: Settings, *, email: str, password: str, address: str, now: datetime
) -> SignedIn | None:
    """None when e-mail and password do not fit; the caller commits, so that the failure is counted.

    Raises BadText("too-many-attempts", minutes=…) once an account or an address has failed too often.
    """
    email = email.strip().lower()
    subjects = (f"account:{_digest(email)}", f"address:{address}")
    since = now - timedelta(minutes=settings.sign_in_window_minutes)
    # An office behind one address must not lock itself out as quickly as one account does.
    limits = (settings.sign_in_attempts, settings.sign_in_attempts * 5)
    for subject, limit in zip(subjects, limits, strict=True):
        if queries.failures(session, subject, since) >= limit:
            raise BadText("too-many-attempts", minutes=settings.sign_in_window_minutes)
    person = queries.person_by_email(session, email)
    if not _fits(person, password) or person is None:
        session.add_all(FailedSignIn(subject=subject, at=now) for subject in subjects)
        return None
    return start(session, person, now)


def _fits(person: Person | None, password: str) -> bool:
    known = person is not None and bool(person.password_hash)
    try:
        HASHER.verify(person.password_hash if known and person else _NOBODY, password[:LONGEST_PASSWORD])
    except VerificationError:
        return False
    return known


def start(session: Session, person: Person, now: datetime) -> SignedIn:
    """Begin a signed-in session for a person whose identity has been shown."""
    secret = secrets.token_urlsafe(32)
    session.add(SignIn(person_id=person.id, secret_hash=_digest(secret), started_at=now, seen_at=now))
    return SignedIn(person, secret)


def who(session: Session, settings: Settings, secret: str, now: datetime) -> tuple[SignIn, Person] | None:
    """The person behind a session's secret, or None when the session has ended by time or by signing out."""
    found = queries.signed_in(session, _digest(secret))
    if found is None:
        return None
    sign_in_row, person = found
    ended = now >= sign_in_row.started_at + timedelta(hours=settings.session_hours)
    idle = now >= sign_in_row.seen_at + timedelta(minutes=settings.idle_minutes)
    return None if ended or idle else (sign_in_row, person)


# The row is written at most this often, so that reading a page seldom costs a write.
SEEN_EVERY = timedelta(minutes=5)


def saw(session: Session, secret: str, now: datetime) -> None:
    """Note that the person is active; never called for requests that a page makes by itself."""
    found = queries.signed_in(session, _digest(secret))
    if found is not None and now - found[0].seen_at >= SEEN_EVERY:
        found[0].seen_at = now


def sign_out(session: Session, secret: str, now: datetime) -> None:
    """End this person's sessions everywhere: what was signed in on a shared machine ends too."""
    found = queries.signed_in(session, _digest(secret))
    if found is not None:
        queries.end_sign_ins(session, found[1].id, now)


def invite(session: Session, settings: Settings, person: Person, now: datetime) -> str:
    """The secret of a new single-use invitation link."""
    secret = secrets.token_urlsafe(24)
    expires = now + timedelta(hours=settings.invitation_hours)
    session.add(
        Invitation(person_id=person.id, secret_hash=_digest(secret), made_at=now, expires_at=expires, used_at=None)
    )
    return secret


def invited(session: Session, secret: str, now: datetime) -> Person:
    """Whom an unused invitation is for. Raises NotFound when it is used, too old or unknown."""
    found = queries.invitation(session, _digest(secret))
    if found is None or found[0].used_at is not None or now >= found[0].expires_at:
        raise NotFound
    return found[1]


def use_invitation(session: Session, secret: str, password: str, now: datetime) -> SignedIn:
    """Sign in by the link, once. A password is set when one is given; without one the link alone signs in.

    Raises NotFound, BadText("short-password").
    """
    person = invited(session, secret, now)
    if password:
        set_password(person, password)
    found = queries.invitation(session, _digest(secret))
    if found is None:
        raise NotFound
    found[0].used_at = now
    return start(session, person, now)


def set_password(person: Person, password: str) -> None:
    """Raises BadText("short-password", shortest=…)."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadText("short-password", shortest=SHORTEST_PASSWORD)
    person.password_hash = HASHER.hash(password)


def prefer(session: Session, person_id: int, *, language: str | None, theme: str | None) -> None:
    """Keep the language and theme a person chose; unknown values are left out."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    if language in ("en", "ru"):
        person.language = language
    if theme in ("auto", "light", "dark"):
        person.theme = theme


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

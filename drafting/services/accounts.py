"""Signing in and out, invitations, preferences.

Secrets (sign-in and invitation) are random, travel once, and are stored only as their SHA-256. Limits live in
the database, so that they hold across processes.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

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


@dataclass(frozen=True)
class Attempt:
    """A sign-in begun: counted as failed until it is admitted.

    person: None when the e-mail is unknown; counted: ids of the rows that count it.
    """

    person: Person | None
    counted: tuple[int, ...]


def attempt(session: Session, settings: Settings, *, email: str, address: str, now: datetime) -> Attempt:
    """Count an attempt to sign in before its password is looked at, so that many at once are counted too.

    Raises BadText("too-many-attempts", minutes=…) once an account or an address has failed too often.
    """
    email = normal_email(email)
    subjects = (f"account:{_digest(email)}", f"address:{address}")
    since = now - timedelta(minutes=settings.sign_in_window_minutes)
    # An office behind one address must not lock itself out as quickly as one account does.
    limits = (settings.sign_in_attempts, settings.sign_in_attempts * 5)
    for subject, limit in zip(subjects, limits, strict=True):
        if queries.failures(session, subject, since) >= limit:
            raise BadText("too-many-attempts", minutes=settings.sign_in_window_minutes)
    queries.forget_failures(session, since)
    failed = [FailedSignIn(subject=subject, at=now) for subject in subjects]
    session.add_all(failed)
    session.flush()  # The ids are needed to take the rows back.
    return Attempt(queries.person_by_email(session, email), tuple(it.id for it in failed))


def fits(tried: Attempt, password: str) -> bool:
    """Whether the password is the person's. Slow on purpose: call it outside every transaction."""
    known = tried.person.password_hash if tried.person is not None else ""
    try:
        HASHER.verify(known or _NOBODY, password[:LONGEST_PASSWORD])
    except VerificationError:
        return False
    return bool(known)


def admit(session: Session, tried: Attempt, now: datetime) -> SignedIn:
    """Sign in the person whose password fitted; the attempt is a failure no more. Raises NotFound for nobody."""
    if tried.person is None:
        raise NotFound
    queries.take_back_failures(session, tried.counted)
    return start(session, tried.person, now)


def start(session: Session, person: Person, now: datetime) -> SignedIn:
    """Begin a signed-in session for a person whose identity has been shown."""
    return _start(session, person, secrets.token_urlsafe(32), now)


def _start(session: Session, person: Person, secret: str, now: datetime) -> SignedIn:
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
    if found is None or not _holds(found[0], now):
        raise NotFound
    return found[1]


def _holds(invitation: Invitation, now: datetime) -> bool:
    return invitation.used_at is None and now < invitation.expires_at


def use_invitation(session: Session, secret: str, *, token: str, password_hash: str, now: datetime) -> SignedIn:
    """Sign in by the link, once; a second click on the same form (`token`) is in the session of the first.

    password_hash: from `hashed`, or "" to keep what was; a new password ends the person's other sessions and
    links, because whoever chooses one may have lost the old. Raises NotFound.
    """
    found = queries.invitation(session, _digest(secret), lock=True)
    if found is None:
        raise NotFound
    invitation, person = found
    # Only who knows the link and rendered the form can find this again.
    own = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if invitation.used_at is not None and queries.signed_in(session, _digest(own)) is not None:
        return SignedIn(person, own)
    if not _holds(invitation, now):
        raise NotFound
    invitation.used_at = now
    if password_hash:
        person.password_hash = password_hash
        queries.end_sign_ins(session, person.id, now)
        queries.end_invitations(session, person.id, now)
    return _start(session, person, own, now)


def hashed(password: str) -> str:
    """Slow on purpose: call it outside every transaction.

    Raises BadText("short-password", shortest=…), BadText("long-password", longest=…).
    """
    if len(password) < SHORTEST_PASSWORD:
        raise BadText("short-password", shortest=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise BadText("long-password", longest=LONGEST_PASSWORD)
    return HASHER.hash(password)


def set_password(person: Person, password: str) -> None:
    """For a person who is being set up. Raises as `hashed` does."""
    person.password_hash = hashed(password)


def normal_email(email: str) -> str:
    """An address as it is stored and looked up; signs that no database takes are left out."""
    return email.replace("\x00", "").strip().lower()


def prefer(
    session: Session, person_id: int, *, language: str | None, theme: str | None, zone: str | None = None
) -> None:
    """Keep the language, theme and zone a person chose; unknown values are left out.

    zone: an IANA name, "" for that of the meeting.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    if language in ("en", "ru"):
        person.language = language
    if theme in ("auto", "light", "dark"):
        person.theme = theme
    if zone is not None and (not zone or zone in _zones()):
        person.zone = zone


@cache
def _zones() -> frozenset[str]:
    """Every zone there is. "localtime" is the machine's own, which is nobody's."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

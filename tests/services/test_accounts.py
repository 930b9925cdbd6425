"""Signing in: the right answers, the limits, the ends of sessions and the single use of links."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from drafting.config import Settings
from drafting.domain.errors import BadText, NotFound
from drafting.persistence.database import Database
from drafting.persistence.records import FailedSignIn, Invitation, Person, SignIn
from drafting.services import accounts
from tests.factories import NOW

PASSWORD = "a pass phrase of the tests"
EMAIL = "elena.sorel@example.org"
HASH = accounts.hashed(PASSWORD)


@pytest.fixture(autouse=True)
def person(database: Database) -> Iterator[Person]:
    with database.writing() as session:
        made = Person(email=EMAIL, name_en="Elena Sorel", name_ru="Елена Сорель", password_hash=HASH)
        session.add(made)
    return made


def sign_in(
    database: Database, settings: Settings, password: str = PASSWORD, *, email=EMAIL, address="192.0.2.1", now=NOW
) -> accounts.SignedIn | None:
    """The three steps of the page, each in its own transaction."""
    with database.writing() as session:
        tried = accounts.attempt(session, settings, email=email, address=address, now=now)
    if not accounts.fits(tried, password):
        return None
    with database.writing() as session:
        return accounts.admit(session, tried, now)


def is_in(database: Database, settings: Settings, secret: str, now=NOW) -> bool:
    with database.reading() as session:
        return accounts.who(session, settings, secret, now) is not None


def invite(database: Database, settings: Settings, person: Person, now=NOW) -> str:
    with database.writing() as session:
        return accounts.invite(session, settings, person, now)


def use(database: Database, secret: str, *, form="form-one", password_hash="", now=NOW) -> accounts.SignedIn:
    with database.writing() as session:
        return accounts.use_invitation(session, secret, token=form, password_hash=password_hash, now=now)


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


# Password


def test_the_right_password_signs_in(database, settings, person):
    signed_in = sign_in(database, settings)
    assert signed_in is not None
    assert signed_in.person.id == person.id
    assert is_in(database, settings, signed_in.secret)


@pytest.mark.parametrize("email", [" Elena.Sorel@Example.ORG ", "elena.sorel@example.org\x00"])
def test_an_address_is_read_as_people_type_it(database, settings, email):
    assert sign_in(database, settings, email=email) is not None


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), PASSWORD + " "])
def test_another_password_does_not(database, settings, password):
    assert sign_in(database, settings, password) is None
    assert count(database, SignIn) == 0


def test_an_unknown_address_is_answered_as_a_wrong_password_is(database, settings):
    assert sign_in(database, settings, email="nobody@example.org") is None


def test_who_has_no_password_cannot_sign_in_with_an_empty_one(database, settings):
    with database.writing() as session:
        session.add(Person(email="new@example.org", name_en="New", name_ru="Новый"))
    assert sign_in(database, settings, "", email="new@example.org") is None


def test_an_unknown_address_costs_a_check_as_a_known_one_does(database, settings, monkeypatch):
    checked = []
    monkeypatch.setattr(accounts, "HASHER", Recorder(accounts.HASHER, checked))
    for email in (EMAIL, "nobody@example.org"):
        assert sign_in(database, settings, "wrong", email=email) is None
    assert len(checked) == 2
    parameters = {stored.split("$")[3] for stored in checked}
    assert parameters == {"m=19456,t=2,p=1"}


class Recorder:
    """Notes which hashes were looked at."""

    def __init__(self, hasher, checked: list[str]) -> None:
        self.hasher, self.checked = hasher, checked

    def verify(self, stored: str, password: str) -> bool:
        self.checked.append(stored)
        return self.hasher.verify(stored, password)


def test_nobody_is_not_admitted(database, settings):
    with database.writing() as session:
        tried = accounts.attempt(session, settings, email="nobody@example.org", address="192.0.2.1", now=NOW)
    with database.writing() as session, pytest.raises(NotFound):
        accounts.admit(session, tried, NOW)


def test_only_the_digest_of_a_secret_is_stored(database, settings, person):
    signed_in = sign_in(database, settings)
    link = invite(database, settings, person)
    assert signed_in is not None
    with database.reading() as session:
        stored = {*session.scalars(select(SignIn.secret_hash)), *session.scalars(select(Invitation.secret_hash))}
    assert {len(it) for it in stored} == {64}
    assert not stored & {signed_in.secret, link}


# Limits


def test_an_account_is_closed_after_too_many_failures_even_to_the_right_password(database, settings):
    for number in range(settings.sign_in_attempts):
        assert sign_in(database, settings, "wrong", address=f"192.0.2.{number}") is None
    with pytest.raises(BadText, match="too-many-attempts") as refusal:
        sign_in(database, settings, address="198.51.100.7")
    assert refusal.value.details == {"minutes": settings.sign_in_window_minutes}


def test_an_unknown_account_is_limited_alike(database, settings):
    for _ in range(settings.sign_in_attempts):
        assert sign_in(database, settings, "wrong", email="nobody@example.org") is None
    with pytest.raises(BadText, match="too-many-attempts"):
        sign_in(database, settings, "wrong", email=" NOBODY@example.org")


def test_an_address_is_closed_after_five_times_as_many(database, settings):
    for number in range(settings.sign_in_attempts * 5):
        assert sign_in(database, settings, "wrong", email=f"{number}@example.org") is None
    with pytest.raises(BadText, match="too-many-attempts"):
        sign_in(database, settings)
    assert sign_in(database, settings, address="198.51.100.7") is not None


def test_the_limit_holds_in_another_process(database_url, settings):
    first, second = Database(database_url), Database(database_url)
    for number in range(settings.sign_in_attempts):
        assert sign_in(second if number % 2 else first, settings, "wrong") is None
    with pytest.raises(BadText, match="too-many-attempts"):
        sign_in(first, settings)
    first.close()
    second.close()


def test_the_limit_ends_with_its_window(database, settings):
    for _ in range(settings.sign_in_attempts):
        sign_in(database, settings, "wrong")
    window = timedelta(minutes=settings.sign_in_window_minutes)
    with pytest.raises(BadText, match="too-many-attempts"):
        sign_in(database, settings, now=NOW + window - timedelta(seconds=1))
    assert sign_in(database, settings, now=NOW + window) is not None


def test_success_is_no_failure(database, settings):
    for _ in range(settings.sign_in_attempts + 1):
        assert sign_in(database, settings) is not None
    assert count(database, FailedSignIn) == 0


def test_failures_are_forgotten_when_they_count_no_more(database, settings):
    assert sign_in(database, settings, "wrong", email="someone@example.org") is None
    later = NOW + timedelta(minutes=settings.sign_in_window_minutes)
    assert sign_in(database, settings, now=later) is not None
    assert count(database, FailedSignIn) == 0


def test_guesses_made_at_once_are_counted_before_the_first_is_judged(database, settings):
    def guess() -> accounts.Attempt:
        with database.writing() as session:
            return accounts.attempt(session, settings, email=EMAIL, address="192.0.2.1", now=NOW)

    for _ in range(settings.sign_in_attempts):
        guess()
    with pytest.raises(BadText, match="too-many-attempts"):
        guess()


# Sessions


def test_a_session_ends_after_its_hours_however_busy_its_person(database, settings):
    signed_in = sign_in(database, settings)
    assert signed_in is not None
    end, moment = NOW + timedelta(hours=settings.session_hours), NOW
    while moment < end:
        assert is_in(database, settings, signed_in.secret, moment)
        with database.writing() as session:
            accounts.saw(session, signed_in.secret, moment)
        moment += timedelta(minutes=settings.idle_minutes - 1)
    assert not is_in(database, settings, signed_in.secret, end)


def test_a_session_ends_by_idling(database, settings):
    signed_in = sign_in(database, settings)
    assert signed_in is not None
    idle = NOW + timedelta(minutes=settings.idle_minutes)
    assert is_in(database, settings, signed_in.secret, idle - timedelta(seconds=1))
    assert not is_in(database, settings, signed_in.secret, idle)


def test_activity_is_written_at_most_every_few_minutes(database, settings):
    signed_in = sign_in(database, settings)
    assert signed_in is not None
    for wait, expected in ((accounts.SEEN_EVERY - timedelta(seconds=1), NOW), (accounts.SEEN_EVERY, None)):
        with database.writing() as session:
            accounts.saw(session, signed_in.secret, NOW + wait)
        with database.reading() as session:
            assert session.scalar(select(SignIn.seen_at)) == (expected or NOW + wait)


def test_signing_out_ends_every_session_of_the_person_and_of_nobody_else(database, settings):
    here, there = sign_in(database, settings), sign_in(database, settings)
    with database.writing() as session:
        other = Person(email="other@example.org", name_en="Other", name_ru="Другой", password_hash=HASH)
        session.add(other)
    neighbour = sign_in(database, settings, email="other@example.org")
    assert here
    assert there
    assert neighbour
    with database.writing() as session:
        accounts.sign_out(session, here.secret, NOW)
    assert not is_in(database, settings, here.secret)
    assert not is_in(database, settings, there.secret)
    assert is_in(database, settings, neighbour.secret)


def test_a_made_up_secret_is_nobody_and_ends_nothing(database, settings):
    signed_in = sign_in(database, settings)
    assert signed_in is not None
    with database.writing() as session:
        accounts.sign_out(session, "made up", NOW)
        accounts.saw(session, "made up", NOW + timedelta(hours=1))
    assert not is_in(database, settings, "made up")
    assert is_in(database, settings, signed_in.secret)


# Links


def test_a_link_signs_in_once(database, settings, person):
    secret = invite(database, settings, person)
    signed_in = use(database, secret)
    assert is_in(database, settings, signed_in.secret)
    with pytest.raises(NotFound):
        use(database, secret, form="form-two")
    with database.reading() as session, pytest.raises(NotFound):
        accounts.invited(session, secret, NOW)


def test_a_double_click_is_in_the_session_of_the_first(database, settings, person):
    secret = invite(database, settings, person)
    assert use(database, secret).secret == use(database, secret).secret
    assert count(database, SignIn) == 1


def test_a_double_click_after_signing_out_does_not_sign_in_again(database, settings, person):
    secret = invite(database, settings, person)
    signed_in = use(database, secret)
    with database.writing() as session:
        accounts.sign_out(session, signed_in.secret, NOW)
    with pytest.raises(NotFound):
        use(database, secret)


def test_of_two_forms_sent_at_once_one_signs_in(database_url, settings, database, person):
    secret, answers, gate = invite(database, settings, person), [], threading.Barrier(2)

    def click(form: str) -> None:
        own = Database(database_url)
        gate.wait()
        try:
            answers.append(use(own, secret, form=form).secret)
        except NotFound:
            answers.append(None)
        own.close()

    clicks = [threading.Thread(target=click, args=(form,)) for form in ("form-one", "form-two")]
    for it in clicks:
        it.start()
    for it in clicks:
        it.join()
    assert answers.count(None) == 1
    assert count(database, SignIn) == 1


def test_a_link_ends_with_its_hours(database, settings, person):
    secret = invite(database, settings, person)
    end = NOW + timedelta(hours=settings.invitation_hours)
    with database.reading() as session:
        assert accounts.invited(session, secret, end - timedelta(seconds=1)).id == person.id
        with pytest.raises(NotFound):
            accounts.invited(session, secret, end)
    with pytest.raises(NotFound):
        use(database, secret, now=end)


def test_looking_at_a_link_does_not_use_it_up(database, settings, person):
    secret = invite(database, settings, person)
    for _ in range(3):
        with database.reading() as session:
            assert accounts.invited(session, secret, NOW).id == person.id
    assert use(database, secret).person.id == person.id


def test_an_unknown_link_is_not_found(database):
    with database.reading() as session, pytest.raises(NotFound):
        accounts.invited(session, "made up", NOW)
    with pytest.raises(NotFound):
        use(database, "made up")


def test_a_link_sets_the_password_that_signs_in_later(database, settings, person):
    use(database, invite(database, settings, person), password_hash=accounts.hashed("another pass phrase"))
    assert sign_in(database, settings, "another pass phrase") is not None
    assert sign_in(database, settings) is None


def test_a_new_password_ends_other_sessions_and_other_links(database, settings, person):
    before = sign_in(database, settings)
    other, link = invite(database, settings, person), invite(database, settings, person)
    signed_in = use(database, link, password_hash=HASH)
    assert before is not None
    assert not is_in(database, settings, before.secret)
    assert is_in(database, settings, signed_in.secret)
    with pytest.raises(NotFound):
        use(database, other)


def test_a_link_without_a_password_leaves_password_sessions_and_links(database, settings, person):
    before = sign_in(database, settings)
    other, link = invite(database, settings, person), invite(database, settings, person)
    use(database, link)
    assert before is not None
    assert is_in(database, settings, before.secret)
    assert sign_in(database, settings) is not None
    assert use(database, other).person.id == person.id


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x" * (accounts.SHORTEST_PASSWORD - 1), "short-password"),
        ("x" * (accounts.LONGEST_PASSWORD + 1), "long-password"),
    ],
)
def test_a_password_of_the_wrong_length_is_refused(password, code):
    with pytest.raises(BadText, match=code):
        accounts.hashed(password)


@pytest.mark.parametrize("length", [accounts.SHORTEST_PASSWORD, accounts.LONGEST_PASSWORD])
def test_passwords_at_the_limits_sign_in(database, settings, person, length):
    with database.writing() as session:
        accounts.set_password(session.get_one(Person, person.id), "ы" * length)
    assert sign_in(database, settings, "ы" * length) is not None

"""The address of a mail server, and a letter as it travels."""

import email
import email.policy
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.notices import mail

NOW = datetime(2026, 6, 5, 12, tzinfo=UTC)
LETTER = mail.Letter(
    to="head@example.org",
    message_id="<1@example.org>",
    languages=("ru", "en"),
    subject="Процедура отсутствия возражений, срок — 9 июня 2026 года, 18:00 Алматы (UTC+5): Коммюнике",
    text="Молчание означает согласие.\n.\n..две точки\n",
    html="<p>Молчание означает согласие.</p>\n",
)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", mail.Server("mail.example.org", 25, "none")),
        ("smtp://mail.example.org:2525", mail.Server("mail.example.org", 2525, "none")),
        ("smtps://mail.example.org", mail.Server("mail.example.org", 465, "tls")),
        ("smtp://m.example.org:587?starttls=1", mail.Server("m.example.org", 587, "starttls")),
        ("smtp://m.example.org:587?starttls=0", mail.Server("m.example.org", 587, "none")),
        ("smtps://no%40reply:a%2Fb%3F@m.example.org", mail.Server("m.example.org", 465, "tls", "no@reply", "a/b?")),
        ("smtp://[::1]:25", mail.Server("::1", 25, "none")),
    ],
)
def test_the_address_of_a_mail_server_is_read(url: str, server: mail.Server):
    assert mail.server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://user:hidden@mail.example.org",
        "smtp://",
        "smtp://user:hidden@mail.example.org:port",
        "smtp://user:hidden@mail.example.org:99999",
        "smtp://user:hidden@mail.example.org?tls=1",
        "smtp://user:hidden@mail.example.org?starttls=perhaps",
        "smtp://user:hidden@mail.example.org?starttls",
        "smtp://user:hidden/hidden@mail.example.org",
    ],
)
def test_another_address_is_refused_without_a_word_of_its_password(url: str):
    with pytest.raises(ValueError, match="mail server") as caught:
        mail.server(url)
    assert "hidden" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_password_does_not_show_where_a_server_is_printed():
    assert "hidden" not in repr(mail.server("smtp://user:hidden@mail.example.org"))


def test_a_letter_travels_in_seven_bits_and_is_read_as_it_was_written():
    made = mail.message(LETTER, "Процесс <no-reply@example.org>", NOW)
    assert made.isascii()
    assert all(len(line) <= 998 for line in made.split(b"\r\n"))
    read = email.message_from_bytes(made, policy=email.policy.default)
    assert (read["To"], read["Subject"], read["Message-ID"]) == (LETTER.to, LETTER.subject, LETTER.message_id)
    assert read["From"].addresses[0].display_name == "Процесс"
    assert read["Content-Language"] == "ru, en"
    plain, html = (read.get_body((form,)) for form in ("plain", "html"))
    assert plain.get_content().splitlines() == LETTER.text.splitlines()
    assert html.get_content().splitlines() == LETTER.html.splitlines()


@given(st.lists(st.sampled_from([b".", b"..", b"a", b"", b".a", b"a."])))
def test_no_line_of_a_letter_ends_it(lines: list[bytes]):
    """What the server undoes by RFC 5321, section 4.5.2, gives the words back."""
    words = b"".join(line + b"\r\n" for line in lines)
    stuffed = mail.stuffed(words)
    assert b"\r\n.\r\n" not in b"\r\n" + stuffed
    assert b"".join(line.removeprefix(b".") for line in stuffed.splitlines(keepends=True)) == words

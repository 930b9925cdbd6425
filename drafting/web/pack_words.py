"""What an adoption pack says besides the text: its report, its table, its page "how to verify", in both languages."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.documents.packs.pack_page import Fact, Half, Step
from drafting.documents.tables.sheets import Book, Cell, Sheet
from drafting.documents.tree import Block, Kind, Printed, PrintedBlock
from drafting.domain import inline
from drafting.services.adoption_page import Participant, Said
from drafting.services.keys import PublicKey
from drafting.services.packs import Matter
from drafting.services.participation import Row
from drafting.web import instants, participation_words, record_words, wording

# Of a report, whatever the text's.
LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский"}
FOLDERS: Mapping[str, LazyString] = {
    "text": __("the adopted text in every form, and as it was published in other languages"),
    "report": __("the sentences of a report on the adoption, the table of participation, reservations and statements"),
    "certificates": __("the certificates of the no-objection procedures"),
    "tables": __("the amendment table and the matrix of consensus"),
    "record": __("the record of the draft with its hashes, and its verification"),
}
Answer = TypeVar("Answer")


def spoken(language: str, say: Callable[[], Answer]) -> Answer:
    """What `say` says in this language."""
    with force_locale(language):
        return say()


def report(found: Matter, language: str) -> Printed:
    """Who adopted the text and how, as a document."""
    return spoken(language, lambda: _report(found, language))


def _report(found: Matter, language: str) -> Printed:
    draft = found.scope.draft
    title = _("Report on the adoption of “%(title)s”", title=draft.title)
    blocks = [
        _block("title", title),
        *(_block("text", record_words.issued(it, found.scope)) for it in found.issues),
        # On lines of its own, because a text that is set to both margins would be torn apart by it.
        _block("text", f"{_('SHA-256 of the text with its table of participation')}:"),
        _block("text", draft.adopted_hash),
        _heading(_("Adoption")),
        *(_block("text", it) for it in _sentences(found, language)),
        _heading(_("Participation")),
        *(_block("point", _participation(it), "•") for it in _stated(found)),
        _heading(_("Reservations and disassociations")),
        *(_said(found) or [_block("text", _("There are none."))]),
        *_statements(found, language),
    ]
    return Printed(
        title=title,
        language=language,
        header=tuple(it for it in (draft.symbol, instants.named(found.scope.meeting, "title")) if it),
        blocks=tuple(PrintedBlock(it) for it in blocks),
        notes={},
        page_words=_("Page {page} of {pages}"),
        dated=draft.changed_at.date(),
    )


def _block(kind: Kind, words: str, label: str = "") -> Block:
    return Block(kind, inline.escape(words), label, 1 if kind in ("heading", "point") else 0)


def _heading(words: str) -> Block:
    return _block("heading", words)


def _sentences(found: Matter, language: str) -> list[str]:
    return [
        it
        for spoken_in, said in participation_words.report(found.participation)
        if spoken_in == language
        for it in said
    ]


def _stated(found: Matter) -> list[Row]:
    return [it for it in found.participation.rows if it.stated]


def _participation(it: Row) -> str:
    """ "Arvendal: adopting, since 5 June 2026. Note verbale No. 12"; the newest entry tells it."""
    stated = it.stated
    said = participation_words.told(it.history[-1]) if it.history else ""
    status = str(wording.PARTICIPATION[stated.status]) if stated else ""
    note = f" ({stated.note})" if stated and stated.note else ""
    return _("%(name)s: %(said)s", name=instants.named(it.party), said=said or status) + note


def _said(found: Matter) -> list[Block]:
    return [_block("point", reservation(it, said), "•") for it in found.participants for said in it.said]


def reservation(it: Participant, said: Said) -> str:
    """ "Arvendal, paragraph 5: reservation. “…”"."""
    facts = {
        "name": instants.named(it.party),
        "paragraph": wording.paragraph_name(said.seat.kind, said.seat.label),
        "position": wording.cell(said.position, outdated=said.outdated),
    }
    if not said.statement:
        return _("%(name)s. %(paragraph)s: %(position)s.", **facts)
    return _("%(name)s. %(paragraph)s: %(position)s. “%(statement)s”", statement=said.statement, **facts)


def _statements(found: Matter, language: str) -> Iterator[Block]:
    """Each in the language of the report, or where it was not given in it, in the other."""
    if found.statements:
        yield _heading(_("Statements"))
    for party, speech in found.statements:
        yield Block("heading", inline.escape(instants.named(party)), "", 2)
        first, second = (speech.text_ru, speech.text_en) if language == "ru" else (speech.text_en, speech.text_ru)
        yield from (_block("text", it.strip()) for it in (first or second).splitlines() if it.strip())


def participation(found: Matter) -> Book:
    """The table of participation, a sheet in each language."""
    sheets = tuple(spoken(language, lambda: _sheet(found)) for language in LANGUAGES)
    page = spoken(next(iter(LANGUAGES)), lambda: _("Page {page} of {pages}"))
    return Book(sheets[0].above[0], found.scope.draft.changed_at, sheets, page)


def _sheet(found: Matter) -> Sheet:
    said = {it.party.id: [reservation(it, one) for one in it.said] for it in found.participants}
    draft = found.scope.draft
    return Sheet(
        name=_("Participation"),
        above=(f"{_('Participation')}: {draft.title}", record_words.issued(found.issues[-1], found.scope)),
        columns=(
            (_("Code"), 8),
            (_("Party"), 26),
            (_("Participation"), 26),
            (_("Since"), 16),
            (_("Basis"), 36),
            (_("Awaited until"), 26),
            (_("Note"), 36),
            (_("Reservations and disassociations"), 60),
        ),
        rows=tuple(_line(it, said.get(it.party.id, [])) for it in _stated(found)),
        kept=2,
    )


def _line(it: Row, said: list[str]) -> tuple[Cell, ...]:
    stated = it.stated
    if stated is None:
        return ()
    words = (
        it.party.code,
        instants.named(it.party),
        str(wording.PARTICIPATION[stated.status]),
        participation_words.day(stated.since) if stated.since else "",
        stated.basis,
        participation_words.awaited(stated),
        stated.note,
        "\n".join(said),
    )
    return tuple(Cell(word) for word in words)


def verification(found: Matter, language: str) -> bytes:
    """What checking the record against the tables gave, as plain text."""
    return spoken(language, lambda: "".join(f"{line}\n" for line in _verification(found))).encode()


def _verification(found: Matter) -> Iterator[str]:
    it = found.verdict
    yield _("Verification of the record of “%(title)s”", title=it.title)
    yield ""
    yield ngettext(
        "%(num)s entry, newest hash %(head)s.", "%(num)s entries, newest hash %(head)s.", it.entries, head=it.head
    )
    yield _("The chain of hashes is whole, and the tables agree with what the record tells.")


def how_to_verify(found: Matter, key: PublicKey, name: str) -> tuple[Half, ...]:
    """The halves of the page. name: of the pack's file."""
    return tuple(spoken(language, lambda it=language: _half(found, key, name, it)) for language in LANGUAGES)  # type: ignore[misc]


def _half(found: Matter, key: PublicKey, name: str, language: str) -> Half:
    draft = found.scope.draft
    lead = _(
        "This pack holds an adopted text with all that an archive keeps beside it. Anybody can check, without the "
        "Support Office and without a network, that no sign in it was changed."
    )
    silent = _(
        "It does not say who made it or when: as long as nothing new is recorded of the text, every pack is the same, "
        "byte for byte."
    )
    return Half(
        language=language,
        name=LANGUAGES[language],
        title=_("How to verify this pack"),
        lead=(lead, silent),
        facts=(
            Fact(_("Text"), draft.title, language=draft.language),
            *([Fact(_("Symbol"), draft.symbol)] if draft.symbol else []),
            Fact(_("Adoption"), record_words.issued(found.issues[-1], found.scope)),
            Fact(_("SHA-256 of the text with its table of participation"), draft.adopted_hash, is_sum=True),
            Fact(_("Entries of the record"), str(found.verdict.entries)),
            Fact(_("SHA-256 of the newest entry"), found.verdict.head, is_sum=True),
            Fact(_("Fingerprint of the key that signed the pack"), key.fingerprint, is_sum=True),
        ),
        steps=tuple(_steps(found, key, name)),
        table=(
            _("The files of the pack, without this page, the manifest and its signature"),
            _("File"),
            _("Bytes"),
            "SHA-256",
        ),
    )


def _steps(found: Matter, key: PublicKey, name: str) -> Iterator[Step]:
    yield Step(
        _("1. Whose key it is"),
        (
            _(
                "A pack can say of itself whatever its maker wanted. Ask the Support Office for the fingerprint of its "
                "key, in another way than the one by which the pack came, and compare it with the one above. With "
                "openssl you compute it from the key in the pack:"
            ),
        ),
        ("openssl pkey -pubin -in public-key.pem -outform DER | sha256sum",),
    )
    yield Step(
        _("2. With the program"),
        (
            _(
                "On any machine that has it, without a database: it says each check in words, and ends with code 1 "
                "when anything differs."
            ),
        ),
        (f"drafting verify {name} --key {key.fingerprint}",),
    )
    yield Step(
        _("3. Without the program"),
        (
            _(
                "Unpack the pack. The manifest lists every file with its sum, and it is signed (Ed25519); openssl 3 "
                "checks it:"
            ),
        ),
        ("openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig",),
    )
    yield Step(
        _("4. The files"),
        (
            _(
                "Compute the sum of each file and compare it with the manifest. No file may be missing, and none may "
                "be there that the manifest does not list. The second line is for Windows:"
            ),
        ),
        ("find . -type f -exec sha256sum {} +", "Get-ChildItem -Recurse -File | Get-FileHash"),
    )
    yield Step(
        _("What the folders hold"),
        (
            *(
                f"{folder}: {words}"
                for folder, words in FOLDERS.items()
                if folder != "certificates" or found.certificates
            ),
            _(
                "Where a no-objection procedure keeps the names of objecting States back, they are not in the pack "
                "either: the record then bears the hashes of those entries alone."
            ),
        ),
    )

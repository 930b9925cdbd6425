"""The command line: `drafting …`. Each command parses, calls one service, prints."""

import argparse
import json
import os
import signal
import sys
import threading
import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from drafting import json_lines, keeper, pack_lines
from drafting.app import create_app
from drafting.config import Settings
from drafting.demonstrate import demonstrate
from drafting.documents import comparison, reading, reading_told
from drafting.documents.tree import Block
from drafting.documents.writing import MEDIA_TYPES
from drafting.domain.errors import BadFields, BadText, DraftingError, NotFound, WrongState
from drafting.domain.processes import Identity
from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from drafting.persistence.queries import accounts as queries
from drafting.persistence.queries import matters as matter_queries
from drafting.server import PortTaken, serve
from drafting.services import accounts, conference, matters_verification, processes, search_index, verification
from drafting.services.exports import VIEWS
from drafting.web import akoma, refusals
from drafting.web.exports import exported
from drafting.web.packs import made_now

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except (ValueError, DraftingError, OSError, PortTaken, OperationalError, ProgrammingError) as err:
        sys.stderr.write(f"drafting: {_sentence(err)}\n")
        return 1


def _sentence(err: Exception) -> str:
    if isinstance(err, BadText):
        return refusals.problem(err)
    if isinstance(err, BadFields):
        return "; ".join(f"{field}: {said}" for field, said in refusals.problems(err).items())
    if isinstance(err, NotFound):
        return "there is no such draft"
    if isinstance(err, WrongState) and err.event == "make pack":
        return "this draft is not adopted, and only an adopted text has a pack"
    if isinstance(err, DBAPIError):
        # The rest quotes the statement, and with it what somebody may have written.
        said = str(err.orig).partition("\n")[0]
        return f"the database cannot be used ({said}); see to DRAFTING_DATABASE_URL; `drafting serve` makes its tables"
    return str(err) or type(err).__name__


_LINES = (
    ("diff", json_lines.diff, "how each old text became the new one, word by word"),
    ("carry", json_lines.carried, "each proposal, made on an earlier wording, on top of the current one"),
    ("merge", json_lines.merged, "proposals on one base combined, what collides in brackets"),
    ("brackets", json_lines.bracketed, "the brackets of each text, read without loss"),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="drafting", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "demo", demo, "a demonstration: an invented conference, served on this machine")
    _add(commands, "serve", run, "the server, on the database of the settings")
    setup = _add(commands, "setup", set_up, "a Process, a meeting and its people from a conference file")
    setup.add_argument("file", type=Path)
    _process(
        _add(commands, "process", process, "a new, empty Process with its Support Office; all else is done in pages")
    )
    user = _add(commands, "user", invite, "a new single-use sign-in link for a person")
    user.add_argument("email")
    read = _add(commands, "read", read_file, "what is recognised in a file; stores nothing")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", required=True, help="as one JSON value")
    both = _add(commands, "compare", compare, "what became of each paragraph between two files; stores nothing")
    both.add_argument("old", type=Path)
    both.add_argument("new", type=Path)
    both.add_argument("--json", action="store_true", help="as one JSON value")
    for name, act, about in _LINES:
        engine = _add(commands, name, lines, about)
        engine.add_argument("--jsonl", action="store_true", required=True, help="one JSON object a line, in and out")
        engine.set_defaults(act=act)
    out = _add(commands, "export", export, "a draft as a file")
    out.add_argument("draft", type=int)
    out.add_argument("--form", choices=(*MEDIA_TYPES, "akn"), default="docx")
    out.add_argument("--view", choices=VIEWS, default="clean")
    out.add_argument("-o", "--output", type=Path, required=True)
    packed = _add(commands, "pack", pack, "the adoption pack of an adopted draft, signed")
    packed.add_argument("draft", type=int)
    packed.add_argument("-o", "--output", type=Path, required=True)
    keep = _add(commands, "deadlines", deadlines, "records deadlines, delivers notices, does long work, until stopped")
    keep.add_argument("--once", action="store_true", help="only what is due now")
    _add(commands, "reindex", reindex, "what the search of the archive finds, made anew")
    check = _add(
        commands, "verify", verify, "recompute the record's chain and compare it with the tables; or check packs"
    )
    check.add_argument("what", nargs="*", metavar="DRAFT|PACK", help="numbers of drafts, all when none; files of packs")
    check.add_argument(
        "--key", default="", help="of packs: the fingerprint that you trust, or the file of a public key"
    )
    return parser


def _process(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="a short name: small Latin letters, digits, hyphens")
    parser.add_argument("--name-en", required=True)
    parser.add_argument("--name-ru", required=True)
    parser.add_argument("--zone", required=True, help="in whose days the Process counts, such as Asia/Almaty")
    parser.add_argument("--support", required=True, nargs="+", metavar="EMAIL", help="or “Name <EMAIL>”")
    parser.add_argument("--languages", default=["en", "ru"], nargs="+", help="the working language first")
    parser.add_argument("--symbol-name", default="", help="stands for the Process in symbols of documents")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, about: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=command)
    return parser


def _settings() -> Settings:
    return Settings.from_environment(os.environ)


def _database() -> Database:
    return Database(_settings().database_url)


def demo(_options: argparse.Namespace) -> int:
    return demonstrate(os.environ)


def run(_options: argparse.Namespace) -> int:
    settings = _settings()
    upgrade(settings.database_url)
    return serve(settings)


def set_up(options: argparse.Namespace) -> int:
    settings = _settings()
    plan = tomllib.loads(options.file.read_text(encoding="utf-8"))
    upgrade(settings.database_url)
    database, now = Database(settings.database_url), datetime.now(UTC)
    with database.writing() as session:
        made = conference.set_up(session, plan, now)
        for email, person in made.people.items():
            secret = accounts.invite(session, settings, person, now)
            sys.stdout.write(f"{email}  {settings.public_url}/invitation/{secret}\n")
    database.close()
    return 0


def process(options: argparse.Namespace) -> int:
    """Prints a single-use sign-in link for each person of the Support Office."""
    settings = _settings()
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    identity = Identity(options.name_en, options.name_ru, options.zone, tuple(options.languages), options.symbol_name)
    office = [processes.Officer(email, name) for name, email in map(parseaddr, options.support)]
    with database.writing() as session:
        made = processes.create(session, settings, options.slug, identity, office, datetime.now(UTC))
        for person, secret in made.links:
            sys.stdout.write(f"{person.email}  {settings.public_url}/invitation/{secret}\n")
    database.close()
    return 0


def invite(options: argparse.Namespace) -> int:
    settings = _settings()
    database = Database(settings.database_url)
    with database.writing() as session:
        person = queries.person_by_email(session, options.email.strip().lower())
        if person is None:
            raise ValueError(f"nobody is known as {options.email}")
        secret = accounts.invite(session, settings, person, datetime.now(UTC))
    database.close()
    sys.stdout.write(f"{settings.public_url}/invitation/{secret}\n")
    return 0


def read_file(options: argparse.Namespace) -> int:
    recognition = reading.read(options.file.read_bytes(), options.file.name)
    return _print_json(reading_told.to_json(recognition))


def compare(options: argparse.Namespace) -> int:
    old, new = _blocks(options.old), _blocks(options.new)
    if options.json:
        return _print_json(comparison.to_json(old, new))
    sys.stdout.writelines(f"{line}\n" for line in comparison.lines(old, new))
    return 0


def _blocks(file: Path) -> tuple[Block, ...]:
    return reading.read(file.read_bytes(), file.name).blocks


def _print_json(value: dict[str, object]) -> int:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 0


def lines(options: argparse.Namespace) -> int:
    for answer in json_lines.answers(sys.stdin.buffer, options.act):
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()  # A script may wait for each answer before it asks the next.
    return 0


def export(options: argparse.Namespace) -> int:
    app = create_app(_settings())
    if options.form == "akn":
        data = akoma.exported(app, options.draft, options.view)
    else:
        data = exported(app, options.draft, options.form, options.view).data
    options.output.write_bytes(data)
    return 0


def pack(options: argparse.Namespace) -> int:
    file = made_now(create_app(_settings()), options.draft)
    options.output.write_bytes(file.data)
    return 0


def deadlines(options: argparse.Namespace) -> int:
    """SIGTERM and SIGINT end it between two mails."""
    at_work = keeper.of(create_app(_settings()))
    if options.once:
        recorded, sent = at_work.once()
        sys.stdout.write(f"{recorded} runs and awaited notes recorded, {sent} notices sent\n")
        return 0
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    at_work.start()
    ending.wait()
    at_work.stop()
    return 0


def reindex(_options: argparse.Namespace) -> int:
    database = _database()
    with database.writing() as session:
        count = search_index.rebuild(session)
    database.close()
    sys.stdout.write(f"{count} entries\n")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Exit 1 when anything disagrees, after naming each row. Packs alone need neither database nor settings."""
    drafts = [int(it) for it in options.what if it.isdecimal()]
    packs = [Path(it) for it in options.what if not it.isdecimal()]
    fingerprint = pack_lines.trusted(options.key)
    troubled = sum(_verify_pack(it, fingerprint, several=len(packs) > 1) for it in packs)
    if drafts or not packs:
        troubled += _verify_books(drafts)
    return 1 if troubled else 0


def _verify_pack(file: Path, fingerprint: str, *, several: bool) -> int:
    checks = pack_lines.checked(file, fingerprint)
    sys.stdout.write(f"{file}:\n" if several else "")
    sys.stdout.writelines(f"{line}\n" for line in pack_lines.lines(checks))
    return sum(it.holds is False for it in checks)


def _verify_books(drafts: Sequence[int]) -> int:
    database = _database()
    troubled = 0
    with database.reading() as session:
        for draft_id in drafts or verification.all_drafts(session):
            troubled += _say(f"draft {draft_id}", verification.verify(session, draft_id))
        if not drafts:
            troubled += _verify_matters(session)
    database.close()
    return troubled


def _verify_matters(session: Session) -> int:
    """The records of every Process and meeting; answers how many disagreements there are."""
    verdicts = [
        *(("process", matters_verification.verify(session, it)) for it in matter_queries.all_processes(session)),
        *(("meeting", matters_verification.verify(session, it)) for it in matter_queries.all_meetings(session)),
    ]
    return sum(_say(f"{book} {verdict.draft}", verdict) for book, verdict in verdicts)


def _say(name: str, verdict: verification.Verdict) -> int:
    state = "in order" if not verdict.findings else f"{len(verdict.findings)} disagreements"
    sys.stdout.write(f"{name}: {verdict.entries} entries, {state}, head {verdict.head}\n")
    for it in verdict.findings:
        sys.stdout.write(f"  {it.where} {it.name}: {it.problem}\n")
    return len(verdict.findings)

"""`drafting demo`: a database with the demonstration, sign-in links, a server."""

import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from drafting.config import ROOT, Settings
from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from drafting.persistence.queries import accounts as queries
from drafting.server import require_free, serve
from drafting.services import accounts, demonstration

FILE = ROOT / "var" / "demo.sqlite"
WORDS = {
    "delegate": "Delegate (Arvendal)",
    "head": "Head of delegation (Arvendal)",
    "chair": "Chair",
    "support": "Support Office",
    "observer": "Observer (organization)",
}


def demonstrate(environ: Mapping[str, str]) -> int:
    """Load the demonstration where it is not yet there, print fresh links, serve. Safe to run again."""
    port = int(environ.get("DRAFTING_PORT", "8000"))
    require_free("127.0.0.1", port)
    url = f"sqlite:///{FILE}"
    settings = Settings(
        database_url=url,
        secret_key=_secret(FILE.with_suffix(".key")),
        public_url=f"http://127.0.0.1:{port}",
        secure_cookies=False,
        log_level="WARNING",
        bind_port=port,
        signing_key=str(FILE.with_name("demo-signing-key.pem")),
    )
    _prepare(url)
    links = _links(settings)
    sys.stdout.write(_welcome(settings, links))
    sys.stdout.flush()
    return serve(settings)


def _prepare(url: str) -> None:
    """Build under another name and rename when complete, so that an interrupted first run leaves nothing half done."""
    if FILE.exists():
        upgrade(url)
        return
    FILE.parent.mkdir(exist_ok=True)
    sys.stdout.write("Loading the demonstration…\n")
    unfinished = FILE.with_suffix(".unfinished")
    # The log of a database that somebody removed would be replayed into the new one.
    for leftover in (*FILE.parent.glob(f"{unfinished.name}*"), *FILE.parent.glob(f"{FILE.name}-*")):
        leftover.unlink()
    upgrade(f"sqlite:///{unfinished}")
    database = Database(f"sqlite:///{unfinished}")
    demonstration.load(database)
    database.close()  # The last connection folds the write-ahead log into the file.
    unfinished.rename(FILE)


def _secret(path: Path) -> str:
    """The key that signs the demonstration's cookies: kept, so that a restart signs nobody out."""
    path.parent.mkdir(exist_ok=True)
    kept = path.read_text(encoding="ascii").strip() if path.exists() else ""
    if not kept:
        path.touch(0o600)
        path.write_text(kept := secrets.token_hex(32), encoding="ascii")
    return kept


def _links(settings: Settings) -> dict[str, str]:
    database, now = Database(settings.database_url), datetime.now(UTC)
    links = {}
    with database.writing() as session:
        for role, email in demonstration.CAST.items():
            person = queries.person_by_email(session, email)
            if person is not None:
                links[role] = f"{settings.public_url}/invitation/{accounts.invite(session, settings, person, now)}"
    database.close()
    return links


def _welcome(settings: Settings, links: Mapping[str, str]) -> str:
    lines = "\n".join(f"  {WORDS[role]:<32} {link}" for role, link in links.items())
    return (
        f"\nThe demonstration is at {settings.public_url}\n"
        f"Each link signs in once; start again for new ones. Use one browser profile for each person.\n\n{lines}\n\n"
        "docs/walkthrough.md tells the story to play. Stop with Ctrl+C; `rm -r var` forgets everything.\n"
    )

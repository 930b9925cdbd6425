"""What can be set or typed is described, and what is described exists."""

import re
from pathlib import Path

from drafting import cli

ROOT = Path(__file__).resolve().parents[2]
SETTING = re.compile(r"DRAFTING_[A-Z_]+")
# A file of ours by its whole path.
NAMED = re.compile(r"(?<![\w/.])(?:drafting|tests|docs|templates)/[\w/-]+\.(?:py|md|html|typ|toml|css|xml)\b")


def words(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_setting_is_described_and_nothing_else():
    read = set(SETTING.findall(words("drafting/config.py"))) | set(SETTING.findall(words("bin/provide")))
    assert read == set(SETTING.findall(words("docs/settings.md")))


def test_every_command_is_described_and_nothing_else():
    commands = set(re.findall(r"^    (\w+)\s", cli._parser().format_help(), re.MULTILINE))
    assert commands > {"demo", "serve"}
    described = set(re.findall(r"^\| `drafting (\w+)", words("docs/command-line.md"), re.MULTILINE))
    assert commands == described


def test_every_link_between_our_pages_leads_somewhere():
    pages = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]
    assert links
    broken = [f"{page.relative_to(ROOT)}: {link}" for page, link in links if not (page.parent / link).exists()]
    assert broken == []


def test_decisions_are_numbered_without_gap():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_file_that_is_named_is_there():
    folders = ("drafting", "tests", "docs", "templates", "static")
    pages = [*ROOT.glob("*.md"), ROOT / "Makefile", *(it for name in folders for it in (ROOT / name).rglob("*.*"))]
    kinds = {".py", ".md", ".html", ".typ", ".toml", ".css", ".js", ""}
    written = [it for it in pages if it.suffix in kinds and "vendor" not in it.parts and it.is_file()]
    named = {(str(it.relative_to(ROOT)), name) for it in written for name in NAMED.findall(it.read_text("utf-8"))}
    assert len(named) > 10
    assert {(page, name) for page, name in named if not (ROOT / name).exists()} == set()

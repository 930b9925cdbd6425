"""What can be set or typed is described, and what is described exists."""

import re
from pathlib import Path

from drafting import cli

ROOT = Path(__file__).resolve().parents[2]
SETTING = re.compile(r"DRAFTING_[A-Z_]+")


def words(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_setting_is_described_and_nothing_else():
    read = set(SETTING.findall(words("drafting/config.py")))
    described = set(SETTING.findall(words("docs/settings.md"))) - {"DRAFTING_CHROMIUM"}
    assert read == described


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

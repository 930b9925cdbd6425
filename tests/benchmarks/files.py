"""A draft of 200 paragraphs with 600 proposals of 30 delegations: every export, import and the pack, with its memory;
then 10 and 30 returned copies made into proposals, beside LibreOffice's own merge of the same files."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from drafting.app import create_app
from drafting.documents import reading, tracked_file
from drafting.documents.writing import MEDIA_TYPES
from drafting.domain import returned
from drafting.persistence.migrate import upgrade
from drafting.services import exports
from drafting.web import akoma
from drafting.web.exports import exported
from tests.benchmarks import copies
from tests.benchmarks.measure import alone, ms, say, table
from tests.benchmarks.serve import settings
from tests.benchmarks.world import Negotiation, negotiation
from tests.office import running_office

PARAGRAPHS = 200
STATES = tuple(f"S{first}{second}" for first in "ABCDEF" for second in "ABCDE")
ROUNDS = 3
LOOKS_EVERY = 0.01  # seconds
SHOWN: dict[exports.View, str] = {"clean": "clean", "tracked": "tracked changes", "copy": "delegation copy"}


@contextmanager
def conference(signing_key: str = "") -> Iterator[tuple[Flask, Negotiation]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = os.environ["DRAFTING_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'files.sqlite'}"
        upgrade(url)
        ours = replace(settings(url, "ERROR"), signing_key=signing_key)
        os.environ["DRAFTING_SECRET_KEY"] = ours.secret_key
        app = create_app(ours)
        yield app, negotiation(app.extensions["drafting"].database, PARAGRAPHS, states=STATES)
        app.extensions["drafting"].database.close()


def run() -> None:
    with conference() as (app, made):
        _exports(app, made)
        _imports(app, made)
        _tracked_imports(app, made)
        _merges(app, made)


def megabytes(*command: str) -> int:
    """The most memory that this command line of the product holds, in a process of its own."""
    child = subprocess.Popen([Path(sys.executable).with_name("drafting"), *command], stdout=subprocess.DEVNULL)  # noqa: S603
    status, most = Path(f"/proc/{child.pid}/status"), 0
    while child.poll() is None:
        # Asked of the running process: what a process that has ended says, counts its parent's memory in.
        with suppress(OSError):
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            most = max(most, int(found[1]) if found else 0)
        time.sleep(LOOKS_EVERY)
    assert child.returncode == 0, command
    return most // 1024


def _exports(app: Flask, made: Negotiation) -> None:
    rows: list[Sequence[Any]] = []
    for view, words in SHOWN.items():
        for form in exports.offered(view):
            say(f"files: {words}, {form}")
            act = partial(exported, app, made.draft, form, view)
            rows.append((f"{form}, {words}", f"{len(act().data):,}", ms(alone(act, ROUNDS)), _used(made, form, view)))
    for view, words in (("clean", "clean"), ("proposals", "amendments")):
        say(f"files: {words}, akn")
        written = partial(akoma.exported, app, made.draft, view)
        rows.append((f"akn, {words}", f"{len(written()):,}", ms(alone(written, ROUNDS)), _used(made, "akn", view)))
    note = "From the stored draft to the bytes of the file; memory: of the same on the command line."
    title = f"Export of {PARAGRAPHS} paragraphs with {PARAGRAPHS * 3} proposals of {len(STATES)} delegations"
    table(title, ("form", "bytes", "ms", "MB"), rows, note)


def _used(made: Negotiation, form: str, view: str) -> int:
    return megabytes("export", str(made.draft), "--form", form, "--view", view, "-o", os.devnull)


def _imports(app: Flask, made: Negotiation) -> None:
    rows: list[Sequence[Any]] = []
    for form in (*MEDIA_TYPES, "akn"):
        say(f"files: reading {form}")
        data = (
            akoma.exported(app, made.draft, "clean") if form == "akn" else exported(app, made.draft, form, "clean").data
        )
        took = ms(alone(partial(reading.read, data, f"draft.{form}"), ROUNDS))
        with tempfile.NamedTemporaryFile(suffix=f".{form}") as file:
            file.write(data)
            file.flush()
            rows.append((form, f"{len(data):,}", took, megabytes("read", file.name, "--json")))
    note = (
        "Read, recognised, with warnings and the check that nothing is lost; memory: of the command, beside a reader."
    )
    table("Import of the clean files", ("form", "bytes", "ms", "MB"), rows, note)


def _tracked_imports(app: Flask, made: Negotiation) -> None:
    rows: list[Sequence[Any]] = []
    for form in ("docx", "odt", "html", "akn"):
        say(f"files: reading {form} with changes")
        data = (
            akoma.exported(app, made.draft, "proposals")
            if form == "akn"
            else exported(app, made.draft, form, "tracked").data
        )
        read = partial(tracked_file.read_as_data, data, f"draft.{form}")
        authors = len(returned.from_data(read()["copy"]).authors)
        rows.append((form, f"{len(data):,}", ms(alone(read, ROUNDS)), authors))
    note = "The text as it is, as it was before the changes, and every change under its author; in one process."
    table("First import of the files with every proposal as a change", ("form", "bytes", "ms", "authors"), rows, note)


def _merges(app: Flask, made: Negotiation) -> None:
    rows: list[Sequence[Any]] = []
    base = exported(app, made.draft, "docx", "copy").data
    with tempfile.TemporaryDirectory(prefix="office-") as folder, running_office(Path(folder)) as office:
        office.resaved(base, "docx")  # A first document, which finds the office cold, does not count.
        for count in (10, 30):
            say(f"files: {count} returned copies")
            files = copies.returned_files(base, STATES[:count])
            theirs_to_merge = [copies.unprotected(it) for it in files]
            begun = time.perf_counter()
            merged = office.merged(copies.unprotected(base), theirs_to_merge)
            theirs = time.perf_counter() - begun
            ours = alone(partial(copies.laid_beside, made, files), ROUNDS)
            apart = alone(partial(copies.read_apart, made, files), ROUNDS)
            kept, authors = copies.changes_in(merged)
            rows.append(
                (
                    f"{count} copies, {copies.CHANGES * count} changes",
                    ms(theirs),
                    f"{kept} of {authors}",
                    ms(ours),
                    f"{theirs / ours:.0f}",
                    ms(apart),
                    f"{theirs / apart:.0f}",
                    copies.laid_beside(made, files),
                )
            )
    note = (
        "LibreOffice: the base opened visible and warm, every copy merged into it, the result stored; kept: its "
        "tracked insertions, and of how many authors. Ours: every file read and laid beside the draft, ready to be "
        "tabled; apart: the same with the reading in a process of its own, its start included, as strangers' files are."
    )
    columns = ("what", "LibreOffice ms", "kept", "ours ms", "times faster", "apart ms", "times", "found")
    table("Returned copies become proposals", columns, rows, note)

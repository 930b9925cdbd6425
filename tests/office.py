"""Two independent readers of Word files: LibreOffice, steered from a process of its own, and pandoc."""

import itertools
import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import pypandoc

STEERING = Path(__file__).with_name("office_steering.py")
FILTERS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "pdf": "writer_pdf_Export",
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
    "html": "HTML (StarWriter)",
}
PATIENCE_SECONDS, FAREWELL_SECONDS = 120, 20
Track = Literal["accept", "reject", "all"]


def path_of_office() -> str | None:
    return os.environ.get("DRAFTING_OFFICE") or shutil.which("soffice")


class Office:
    """A running LibreOffice. folder: for its profile and the files that pass."""

    def __init__(self, folder: Path, steering: "subprocess.Popen[str]") -> None:
        self.folder = folder
        self.steering = steering
        self.numbers = itertools.count(1)

    def accepted(self, data: bytes, suffix: str = "docx") -> bytes:
        """The file with every tracked change accepted, as the same kind of file."""
        return self._made("accept", data, suffix, suffix)

    def rejected(self, data: bytes, suffix: str = "docx") -> bytes:
        return self._made("reject", data, suffix, suffix)

    def resaved(self, data: bytes, to: str, suffix: str = "docx") -> bytes:
        """The file opened and saved again; to: docx, odt, pdf, doc, rtf, html."""
        return self._made("open", data, suffix, to)

    def pdf(self, data: bytes, suffix: str = "docx") -> bytes:
        return self._made("open", data, suffix, "pdf")

    def merged(self, base: bytes, copies: Sequence[bytes]) -> bytes:
        """A Word file with every change of its edited copies tracked in it, by LibreOffice's own merge."""
        paths = [self.folder / f"{next(self.numbers)}.docx" for _ in copies]
        for path, copy in zip(paths, copies, strict=True):
            path.write_bytes(copy)
        return self._made("merge", base, "docx", "docx", paths)

    def edited(
        self,
        data: bytes,
        edits: Sequence[Sequence[str]],
        name: tuple[str, str],
        *,
        tracked: bool = True,
        suffix: str = "docx",
        to: str = "docx",
    ) -> bytes:
        """A file after a person's work on it, with their name beside every change. suffix, to: as in `resaved`.

        edits: ("replace", old, new), ("add", after, words), ("delete", words), ("split", before), ("move", words,
        after), ("comment", on, words), ("footnote", on, words): words that stand in one place of the file alone.
        """
        return self._made("edit", data, suffix, to, edits=edits, tracked=tracked, **{"as": name})

    def _made(self, act: str, data: bytes, suffix: str, to: str, others: Sequence[Path] = (), **further: Any) -> bytes:
        number = next(self.numbers)
        source, target = self.folder / f"{number}.{suffix}", self.folder / f"{number}-made.{to}"
        source.write_bytes(data)
        order = {
            "act": act,
            "from": str(source),
            "to": str(target),
            "filter": FILTERS[to],
            "with": [*map(str, others)],
        } | further
        assert self.steering.stdin is not None
        assert self.steering.stdout is not None
        self.steering.stdin.write(json.dumps(order) + "\n")
        self.steering.stdin.flush()
        ready, _, _ = select.select([self.steering.stdout], [], [], PATIENCE_SECONDS)
        assert ready, "LibreOffice does not answer"
        answer = self.steering.stdout.readline().strip()
        assert answer == "done", answer
        return target.read_bytes()


@contextmanager
def running_office(folder: Path) -> Iterator[Office]:
    path = path_of_office()
    assert path is not None
    pipe = f"drafting{os.getpid()}"
    options = ("--headless", "--norestore", "--nologo", f"-env:UserInstallation={(folder / 'profile').as_uri()}")
    with subprocess.Popen(  # noqa: S603 - the tests' own programs
        [path, *options, f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            # The system's own Python: LibreOffice's bridge is built for no other.
            with subprocess.Popen(  # noqa: S603
                ["/usr/bin/python3", str(STEERING), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            ) as steering:
                yield Office(folder, steering)
                assert steering.stdin is not None
                steering.stdin.close()
                steering.wait(FAREWELL_SECONDS)
                server.wait(FAREWELL_SECONDS)
        finally:
            # What is still there did not end when it was asked to.
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def pandoc(data: bytes, source: str, to: str, *, track: Track = "accept") -> str:
    """What pandoc makes of a file. source, to: pandoc's names of the forms, "docx", "odt", "plain", "json"."""
    options = [f"--track-changes={track}"] if source == "docx" else []
    command = [pypandoc.get_pandoc_path(), "--from", source, "--to", to, "--wrap=none", *options]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()  # noqa: S603


def pandoc_tree(data: bytes, source: str, *, track: Track = "accept") -> Any:
    """The document as pandoc's own tree."""
    return json.loads(pandoc(data, source, "json", track=track))


def pandoc_text(data: bytes, source: str, *, track: Track = "accept") -> str:
    return pandoc(data, source, "plain", track=track)

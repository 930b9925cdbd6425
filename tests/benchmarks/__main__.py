"""`python -m tests.benchmarks [PART …]`, of PARTS below: all, or those named."""

import argparse
import sys
from collections.abc import Callable, Mapping

from tests.benchmarks import deadlines, documents, files, meetings, packs, page, revisions, tabling, texts
from tests.benchmarks.measure import machine

PARTS: Mapping[str, Callable[[], None]] = {
    "page": page.run,
    "tabling": tabling.run,
    "documents": documents.run,
    "files": files.run,
    "packs": packs.run,
    "texts": texts.run,
    "revisions": revisions.run,
    "deadlines": deadlines.run,
    "meetings": meetings.run,
}


def main(names: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    chosen = parser.parse_args(names).parts or [*PARTS]
    if unknown := set(chosen) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    sys.stdout.write(f"Measured {machine()}.\n\n")
    for name in chosen:
        sys.stdout.write(f"## {name}: `python -m tests.benchmarks {name}`\n\n")
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])

"""A published text as a file, made from what was published and from nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from drafting.documents.tree import Block, Kind, Printed, PrintedBlock
from drafting.persistence.records import Publication


def blocks_of(published: Iterable[Mapping[str, Any]]) -> list[Block]:
    return [Block(cast("Kind", it["kind"]), it["text"], it["label"], it["level"]) for it in published]


def printed(
    issue: Publication, published: Iterable[Mapping[str, Any]], *, header: tuple[str, ...], page_words: str
) -> Printed:
    """header, page_words: as in `documents/tree.Printed`, in the document's language."""
    blocks = blocks_of(published)
    return Printed(
        title=issue.title,
        language=issue.language,
        header=header,
        blocks=tuple(PrintedBlock(it) for it in blocks if it.kind != "note"),
        notes={it.label: it for it in blocks if it.kind == "note"},
        page_words=page_words,
        dated=issue.published_at.date(),
    )


def file_name(issue: Publication, form: str) -> str:
    """ "process-03-01-2013-v2-ru.docx"."""
    return f"{issue.slug}-v{issue.version}-{issue.language}.{form}"

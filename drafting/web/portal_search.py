"""Searching the archive, and verifying a copy of what it holds."""

from flask import Response, make_response, render_template, request

from drafting.domain.errors import BadText
from drafting.domain.search_words import LONGEST_QUERY
from drafting.persistence.queries.portal import Issued
from drafting.services import copy_check, portal, search, search_index
from drafting.web import instants, portal_words, refusals
from drafting.web.portal_frame import ASKED, IN, common, pages, reader, shown
from drafting.web.request import LARGEST, form_text, reading

blueprint = pages("portal_search")


@blueprint.get(f"{IN}/search")
def find() -> Response:
    asked = search.Query(
        words=request.args.get("q", "")[:LONGEST_QUERY].replace("\x00", ""),
        process=_one_line("process"),
        kind=_one_line("kind"),
        year=_number("year"),
        language=_one_line("lang"),
        page=_number("page") or 1,
    )
    with reading() as session:
        who = reader(session)
        results = search.search(session, who, asked)
        processes, years = portal.processes(session, who), search.years(session, who)
    return shown(
        "portal/search.html",
        asked=asked,
        results=results,
        names=[(it.slug, instants.named(it)) for it in processes],
        kind_names=[(it, portal_words.FOUND[it]) for it in search_index.KINDS],
        year_names=[(it, it) for it in years],
        further=lambda page: {**{it: request.args[it] for it in ASKED if it in request.args}, "page": page},
    )


def _one_line(name: str) -> str:
    """A filter is a short name; anything longer is none."""
    value = request.args.get(name, "").replace("\x00", "")
    return value if len(value) <= 60 else "-"  # noqa: PLR2004 - no slug is longer


def _number(name: str) -> int | None:
    value = request.args.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 9 and int(value) <= LARGEST else None  # noqa: PLR2004


@blueprint.get(f"{IN}/verify")
def verify() -> Response:
    """By a hash, which may be linked; without one the two forms."""
    typed = request.args.get("hash", "")[:200].replace("\x00", "")
    if not typed.strip():
        return shown("portal/verify.html", verdict=None, typed="", text="", problems={})
    try:
        with reading() as session:
            verdict = copy_check.of_hash(session, reader(session), typed)
    except BadText as error:
        return _answered(None, 422, typed=typed, problems={"hash": refusals.problem(error)})
    return shown("portal/verify.html", verdict=verdict, typed=typed, text="", problems={})


@blueprint.post(f"{IN}/verify")
def compare() -> Response:
    """By a file or a text, of which nothing is kept."""
    upload, text = request.files.get("file"), form_text("text")
    data, name = b"", "text.txt"
    if upload:
        with upload.stream as file:
            data, name = file.read(copy_check.LARGEST + 1), upload.filename or ""
    try:
        copy = copy_check.read(data or text.encode(errors="replace"), name)
    except BadText as error:
        return _answered(None, 422, text=text, problems={"file": refusals.problem(error)})
    with reading() as session:
        verdict = copy_check.of_text(session, reader(session), copy, _header)
    return _answered(verdict, 200, text=text)


def _header(it: Issued) -> tuple[str, ...]:
    return portal_words.header(it.publication)


def _answered(
    verdict: copy_check.Verdict | None,
    status: int,
    *,
    typed: str = "",
    text: str = "",
    problems: dict[str, str] | None = None,
) -> Response:
    facts = {"verdict": verdict, "typed": typed, "text": text, "problems": problems or {}}
    return make_response(render_template("portal/verify.html", **common(facts)), status)

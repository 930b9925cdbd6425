"""What an Akoma Ntoso file says of itself: names, dates, who, the life of the text, and what only we know."""

import json
from collections.abc import Iterable, Mapping

from lxml import etree

from drafting.documents.akn import akn_out_names as names
from drafting.documents.akn.akn_out_body import Body
from drafting.documents.akn.akn_out_facts import Participates, Work
from drafting.documents.akn.akn_out_words import CONCEPTS
from drafting.documents.akn.akn_out_xml import add, add_ours, writable
from drafting.domain.bracket_spans import BOUNDS
from drafting.domain.options import option_sets

# Who vouches for what the file says: the secretariat of the Process.
SOURCE = "#process"


def identification(
    meta: etree._Element, of: Work, addresses: tuple[str, str], *, author: str, alias: tuple[str, str]
) -> None:
    """addresses: of the work and of the expression; author: reference of who wrote it; alias: (sort, name) by which
    people call it, the name "" for none."""
    work, expression = addresses
    about = add(meta, "identification", {"source": SOURCE})
    level = add(about, "FRBRWork")
    _named(level, f"{work}/!main", work)
    if alias[1]:
        add(level, "FRBRalias", {"name": alias[0], "value": alias[1]})
    _dated(level, {"drafting": names.day(of.begun)}, author)
    add(level, "FRBRcountry", {"value": names.COUNTRY})
    add(level, "FRBRsubtype", {"value": work.split("/")[4]})
    add(level, "FRBRnumber", {"value": work.rpartition("/")[2]})
    add(level, "FRBRprescriptive", {"value": "false"})
    level = add(about, "FRBRExpression")
    _named(level, f"{expression}/!main", expression)
    adopted = {"adoption": names.instant(of.adopted)} if of.adopted else {}
    _dated(level, {**adopted, "version": names.instant(of.changed)}, author)
    add(level, "FRBRversionNumber", {"value": str(of.revision)})
    add(level, "FRBRlanguage", {"language": names.language(of.language)})
    level = add(about, "FRBRManifestation")
    _named(level, f"{expression}/!main.xml", f"{expression}.xml")
    _dated(level, {"markup": names.instant(of.changed)}, SOURCE)
    add(level, "FRBRformat", {"value": "xml"})


def _named(level: etree._Element, this: str, uri: str) -> None:
    add(level, "FRBRthis", {"value": this})
    add(level, "FRBRuri", {"value": uri})


def _dated(level: etree._Element, dates: Mapping[str, str], author: str) -> None:
    for name, when in dates.items():
        add(level, "FRBRdate", {"date": when, "name": name})
    add(level, "FRBRauthor", {"href": author, "as": "#role-author"})


def lifecycle(meta: etree._Element, of: Work) -> None:
    """Each event that made another text of it: its beginning, its changes."""
    events = [it for it in of.happened if it.amends]
    if events:
        life = add(meta, "lifecycle", {"source": SOURCE})
    for number, it in enumerate(events):
        kind = "amendment" if number else "generation"
        facts = {"eId": f"event_{it.seq}", "date": names.instant(it.at), "source": "#original", "type": kind}
        add(life, "eventRef", {**facts, "refersTo": reference("event", it.kind)})


def workflow(meta: etree._Element, of: Work, body: Body) -> None:
    """Each step of the work on the text, with who took it and in which capacity."""
    steps = [it for it in of.happened if not it.amends or it.outcome]
    if steps:
        flow = add(meta, "workflow", {"source": SOURCE})
    for it in steps:
        facts = {
            "eId": f"step_{it.seq}",
            "date": names.instant(it.at),
            "by": f"#{it.party}" if it.party else SOURCE,
            "as": reference("role", it.capacity),
            "refersTo": reference("event", it.kind),
            "outcome": reference("outcome", it.outcome) if it.outcome else "",
            "href": f"#{body.ids[it.anchor]}" if it.anchor in body.ids else "",
        }
        add(flow, "step", facts)


def reference(sort: str, key: str) -> str:
    """ "#role-chair": the eId of a term of ours, "draft adopted" becoming "draft-adopted"."""
    return f"#{sort}-{key.replace(' ', '-')}"


def references(meta: etree._Element, of: Work) -> None:
    """What the file refers to: the first version, States and organizations, roles, events, concepts."""
    known = add(meta, "references", {"source": SOURCE})
    add(
        known,
        "original",
        {
            "eId": "original",
            "href": f"{names.work(of)}/{names.language(of.language)}@",
            "showAs": of.title or of.number,
        },
    )
    add(known, "TLCOrganization", _term("process", f"organization/{of.process}", of.process_name))
    for party in of.parties:
        sort = "state" if party.kind == "state" else "organization"
        href = f"organization/{of.process}/{sort}/{party.code}"
        add(known, "TLCOrganization", _term(party.code, href, party.name))
    for sort, element, terms in (
        ("role", "TLCRole", {"author": "author", **of.roles}),
        ("event", "TLCEvent", of.events),
        ("outcome", "TLCConcept", of.outcomes),
    ):
        for key, name in terms.items():
            eid = reference(sort, key)[1:]
            add(known, element, _term(eid, f"{sort}/{eid.partition('-')[2]}", name))
    for kind in ("place", *CONCEPTS):
        add(known, "TLCConcept", _term(kind, f"concept/{kind}", of.concepts.get(kind, kind)))


def _term(eid: str, path: str, name: str) -> dict[str, str]:
    return {"eId": eid, "href": f"/akn/ontology/{path}", "showAs": name or eid}


def proprietary(meta: etree._Element, of: Work, body: Body, order: Iterable[str]) -> None:
    """What the standard has no place for. order: keys of the notes where the file has them in another one."""
    ours = add(meta, "proprietary", {"source": SOURCE})
    facts = {"phase": of.phase, "revision": str(of.revision), "entries": str(of.seq), "head": of.head}
    facts |= {"draft": str(of.draft)} if of.draft else {}
    add_ours(ours, "record", {**facts, "sha256": of.hash, "adopted": names.instant(of.adopted) if of.adopted else ""})
    for eid, line in body.states:
        if line.state:
            add_ours(ours, "paragraph", {"href": f"#{eid}", "state": line.state})
    for row in of.participation:
        _participates(ours, row, body)
    _options(ours, body)
    keys = " ".join(order)
    if keys:
        add_ours(ours, "notes", {"keys": keys})
    _markup(ours, body.words.raws)


def markup(meta: etree._Element, raws: Iterable[tuple[str, str]]) -> None:
    """Texts in the very signs that they are written with. raws: as `Words` has them."""
    raws = list(raws)
    if raws:
        _markup(add(meta, "proprietary", {"source": SOURCE}), raws)


def _markup(ours: etree._Element, raws: Iterable[tuple[str, str]]) -> None:
    for eid, text in raws:
        # JSON, because XML cannot hold every sign.
        add_ours(ours, "markup", {"href": f"#{eid}"}).text = json.dumps(text)


def _options(parent: etree._Element, body: Body) -> None:
    """Wordings to choose from as the text itself offers them: "Option 1: …", `[A] or [B]`, over paragraphs too."""
    lines = [(eid, line.block) for eid, line in body.states if line.block.kind != "note"]
    bounds = [at for at, (_, block) in enumerate(lines) if block.kind in BOUNDS]
    for each in option_sets([block.text for _, block in lines], bounds):
        element = add_ours(parent, "options")
        for it in each.options:
            facts = {
                "href": f"#{lines[it.paragraph][0]}",
                "label": it.label,
                "nothing": "true" if it.is_no_text else "",
            }
            add_ours(element, "option", {**facts, "start": str(it.start), "end": str(it.end)})


def _participates(parent: etree._Element, row: Participates, body: Body) -> None:
    facts = {"href": f"#{row.code}", "party": str(row.party), "status": row.status, **_exact("note", row.note)}
    element = add_ours(parent, "participation", facts)
    for it in row.said:
        about = {"href": f"#{body.ids.get(str(it.paragraph), '')}", "paragraph": str(it.paragraph)}
        outdated = "true" if it.outdated else "false"
        facts = {"position": it.position, "outdated": outdated, **_exact("statement", it.statement)}
        add_ours(element, "said", {**about, **facts})


def _exact(name: str, words: str) -> dict[str, str]:
    """The words for people, and as JSON too where XML cannot hold a sign of them."""
    return {name: words} if writable(words) == words else {name: words, f"{name}-json": json.dumps(words)}

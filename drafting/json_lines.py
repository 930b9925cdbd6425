"""The text engine for scripts: one JSON object a line in, one a line out, in the same order.

docs/command-line.md describes the fields. Texts come out exactly as they went in: nothing is normalised.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isinf
from typing import Any, NoReturn

from drafting.domain import brackets
from drafting.domain.diff import changes
from drafting.domain.merge import Stretch, carry, chosen, combined, compiled, merge

Fields = Mapping[str, Any]
Act = Callable[[Fields], dict[str, Any]]


class BadLine(ValueError):
    """What is wrong with a line, as a sentence for whoever wrote the script."""


def answers(lines: Iterable[bytes], act: Act) -> Iterator[bytes]:
    """Yield an answer for each line, `{"id", "error"}` for one that cannot be read."""
    for line in lines:
        name = None
        try:
            fields = _fields(line)
            name = fields.get("id")
            answer = {"id": _field(fields, "id"), **act(fields)}
        except BadLine as err:
            answer = {"id": name, "error": str(err)}
        yield _encoded(answer) + b"\n"


def diff(fields: Fields) -> dict[str, Any]:
    found = changes(_text(fields, "old"), _text(fields, "new"))
    return {"changes": [{"op": it.op, "text": it.text} for it in found]}


def carried(fields: Fields) -> dict[str, Any]:
    found = carry(_text(fields, "base"), _text(fields, "current"), _text(fields, "proposal"))
    collisions = [{"base": it.base, "current": it.current, "proposal": it.proposal} for it in found.collisions]
    return {"outcome": found.outcome, "text": found.text, "collisions": collisions}


def merged(fields: Fields) -> dict[str, Any]:
    found = merge(_text(fields, "base"), _proposals(fields))
    sponsors = dict.fromkeys(by for by, _ in _proposals(fields))
    collisions = [{"base": it.base, "wordings": _wordings(it)} for it in found.stretches if it.kind == "collision"]
    orders = [{"at": it.start, "insertions": _wordings(it)} for it in found.stretches if it.kind == "order"]
    return {
        "combined": combined(found),
        "collisions": collisions,
        "orders": orders,
        "compiled": compiled(found),
        "choose": {by: chosen(found, by) for by in sponsors},
    }


def bracketed(fields: Fields) -> dict[str, Any]:
    text = _text(fields, "text")
    found = brackets.read(text, _states(fields))
    return {
        "leaves": list(brackets.leaves(text)),
        "brackets": [
            {"start": it.start, "end": it.end, "class": it.kind, "depth": it.depth, "group": it.group}
            for it in found.brackets
        ],
        "diagnostics": [{"code": it.code, "at": it.at} for it in found.diagnostics],
    }


def _states(fields: Fields) -> list[str]:
    names = fields.get("states", [])
    if not isinstance(names, list) or not all(isinstance(it, str) for it in names):
        raise BadLine("the field states is not a list of texts")
    return names


def _wordings(stretch: Stretch) -> list[dict[str, Any]]:
    return [{"text": it.text, "by": list(it.by)} for it in stretch.wordings]


def _proposals(fields: Fields) -> list[tuple[str, str]]:
    proposals = _field(fields, "proposals")
    if not isinstance(proposals, list) or not all(isinstance(it, dict) for it in proposals):
        raise BadLine("the field proposals is not a list of objects")
    return [(_text(it, "by"), _text(it, "text")) for it in proposals]


def _text(fields: Fields, name: str) -> str:
    value = _field(fields, name)
    if not isinstance(value, str):
        raise BadLine(f"the field {name} is not a text")
    return value


def _field(fields: Fields, name: str) -> Any:
    if name not in fields:
        raise BadLine(f"the field {name} is missing")
    return fields[name]


def _fields(line: bytes) -> Fields:
    try:
        fields = json.loads(line, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError) as err:
        raise BadLine(f"this is not JSON: {err}") from err
    if not isinstance(fields, dict):
        raise BadLine("this is not a JSON object")
    return fields


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


def _finite(number: str) -> float:
    """Read a number; one beyond all floats would come out as Infinity, which is no JSON."""
    value = float(number)
    if isinf(value):
        raise ValueError(f"{number} is too large a number")
    return value


def _encoded(answer: Fields) -> bytes:
    """As UTF-8 that people can read; half of a surrogate pair, which has no UTF-8, makes it all escapes."""
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(answer).encode()

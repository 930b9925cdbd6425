"""Reading and filling the pages of no-objection runs as a browser does."""

import re
from html import unescape
from typing import Any

import html5lib


def fields(page: str, action: str) -> dict[str, Any]:
    """The form that is sent to this address (or the first whose address ends so), with what stands in it."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
    form = next(it for it in tree.iter("form") if (it.get("action") or "").endswith(action))
    found: dict[str, Any] = {}
    for it in form.iter():
        name = it.get("name")
        if not name or it.tag == "button":
            continue
        if it.get("type") in ("checkbox", "radio"):
            if it.get("checked") is not None:
                found.setdefault(name, []).append(it.get("value"))
        elif it.tag == "select":
            found[name] = next((o.get("value") for o in it.iter("option") if o.get("selected") is not None), "")
        elif it.tag == "textarea":
            found[name] = it.text or ""
        else:
            found[name] = it.get("value") or ""
    return found


def actions(page: str) -> set[str]:
    """The last part of the address of every form that is sent."""
    return {it.rsplit("/", 1)[1] for it in re.findall(r'<form[^>]* action="([^"]*)"', page)}


def said(page: str) -> str:
    """The words of a page, in one line."""
    body = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(body).split())


def problem(page: str, name: str) -> str:
    """The sentence that stands beside a field or a group of fields."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
    ids = {it.get("id"): it for it in tree.iter() if it.get("id")}
    for it in tree.iter():
        told = it.get("aria-describedby", "")
        inside = it.get("name") == name or (it.tag == "fieldset" and any(x.get("name") == name for x in it.iter()))
        if inside and told in ids and "problem" in (ids[told].get("class") or ""):
            return " ".join("".join(ids[told].itertext()).split())
    return ""


def answer(browser, path, said, statement="", *, paragraphs=(), **changes):
    """Send the form of the page as it stands."""
    data = fields(browser.get(path).text, "/answers")
    data |= {"answer": said, "statement": statement}
    if paragraphs:
        data |= {"of": "paragraphs", "paragraph": paragraphs}
    return browser.post(f"{path}/answers", data={**data, **changes})


def send(browser, path, action, **changes):
    """Send one of the other forms of the page as it stands."""
    data = fields(browser.get(path).text, f"/{action}")
    return browser.post(f"{path}/{action}", data={**data, **changes})

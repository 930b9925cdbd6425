"""The page judge: what every page must be, whoever asks for it."""

from collections import Counter

import html5lib


def judge(html: str) -> list[str]:
    """What is wrong with a whole page; an empty list when nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    found = [f"{code} at {place}" for place, code, _ in parser.errors]
    headings = tree.findall(".//h1")
    if len(headings) != 1:
        found.append(f"{len(headings)} h1")
    title = tree.findtext(".//title") or ""
    if not title.strip() or title.strip().startswith("·"):
        found.append("no title")
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    found += [f"id {name} is used {count} times" for name, count in ids.items() if count > 1]
    labelled = {element.get("for") for element in tree.iter("label")}
    found += [
        f"field {element.get('name')} has no label"
        for element in tree.iter()
        if element.tag in ("input", "select", "textarea")
        and element.get("type") not in ("hidden", "submit", "button")
        and element.get("id") not in labelled
        and not element.get("aria-label")
        and not _inside_label(tree, element)
    ]
    found += [f"{name} on {element.tag}" for element in tree.iter() for name in element.attrib if _inline(name)]
    found += ["inline script" for element in tree.iter("script") if (element.text or "").strip()]
    return found


def _inside_label(tree, element) -> bool:
    return any(element in label.iter() for label in tree.iter("label"))


def _inline(name: str) -> bool:
    return isinstance(name, str) and (name == "style" or name.startswith(("on", "hx-on")))

"""The page judge: what every page must be, whoever asks for it."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import html5lib
from babel.messages.pofile import read_po

RUSSIAN = Path(__file__).resolve().parents[2] / "drafting" / "translations" / "ru" / "LC_MESSAGES" / "messages.po"


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


def untranslated(html: str) -> list[str]:
    """English sentences of the catalogue that stand on a Russian page outside quoted texts of another language."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    return [said for said in _spoken(tree) if any(pattern.fullmatch(said) for pattern in _english())]


def _spoken(element) -> list[str]:
    """What the page itself says: text and spoken attributes, without what is marked as another language."""
    if element.tag == "script" or element.get("lang") not in (None, "ru"):
        return []
    said = [element.get(name) for name in ("aria-label", "title", "placeholder")] + [element.text]
    for child in element:
        said += [*_spoken(child), child.tail]
    return [" ".join(words.split()) for words in said if words and words.strip()]


@cache
def _english() -> tuple[re.Pattern[str], ...]:
    """The English of every entry whose Russian differs; a named field stands for any words."""
    with RUSSIAN.open("rb") as file:
        entries = [it for it in read_po(file) if it.id and it.string]
    found = []
    for it in entries:
        for english in it.id if isinstance(it.id, tuple) else (it.id,):
            words = re.sub(r"%\\?\((\w+)\\?\)s", "", english)
            if english not in (it.string if isinstance(it.string, tuple) else (it.string,)) and re.search(
                "[a-z]{2}", words
            ):
                pattern = ".+".join(re.escape(part) for part in re.split(r"%\(\w+\)s", " ".join(english.split())))
                found.append(re.compile(pattern))
    return tuple(found)

"""Names by the Akoma Ntoso Naming Convention: addresses of works and versions, eIds of their parts."""

from collections import Counter
from datetime import UTC, datetime

from drafting.documents.akn.akn_out_facts import Work
from drafting.domain.slugs import slug

# No State is the author of what States write together; ISO 3166-1 leaves this code to its users.
COUNTRY = "xx"
_LANGUAGES = {"en": "eng", "ru": "rus", "ar": "ara", "fr": "fra", "es": "spa", "zh": "zho", "kk": "kaz", "fa": "fas"}
# As the Naming Convention shortens the names of elements.
SHORT = {"paragraph": "para", "section": "sec", "recital": "rec", "recitals": "recs", "component": "cmp"}


def language(code: str) -> str:
    """ISO 639-2 of our code; "und" for one that we have never met."""
    return _LANGUAGES.get(code, "und")


def work(of: Work, kind: str = "statement", subtype: str = "deliberation", number: str = "") -> str:
    """ "/akn/xx/statement/deliberation/almaty-process/2013-06-05/process-03-01-2013"."""
    return f"/akn/{COUNTRY}/{kind}/{subtype}/{of.process}/{day(of.begun)}/{number or of.number}"


def expression(of: Work, kind: str = "statement", subtype: str = "deliberation", number: str = "") -> str:
    """The work in its language as it stood at an instant: "…/eng@2013-06-05T10:40:00Z"."""
    return f"{work(of, kind, subtype, number)}/{language(of.language)}@{instant(of.changed)}"


def day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


def instant(moment: datetime) -> str:
    """To the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Names:
    """eIds that are given once: by the number printed, else by counting; a repeated number is told apart."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._counted: Counter[str] = Counter()

    def of(self, inside: str, element: str, label: str = "") -> str:
        """ "para_3bis", "sec_1__para_2__point_a". inside: eId of what holds it, "" for none; label: as printed."""
        stem = f"{inside}__{SHORT.get(element, element)}" if inside else SHORT.get(element, element)
        number = slug(label).replace("-", "")
        if not number:
            self._counted[stem] += 1
            number = str(self._counted[stem])
        name = f"{stem}_{number}"
        self._given[name] += 1
        # A hyphen stands in no number of ours, so that the name is free.
        return name if self._given[name] == 1 else f"{name}-{self._given[name]}"

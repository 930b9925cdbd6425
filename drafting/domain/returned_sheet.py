"""A copy laid beside the draft: which paragraph of the draft became which of the copy, which came, which went."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from drafting.domain import inline, labels, notes
from drafting.domain.comparison import Paragraph, compare
from drafting.domain.likeness import common, shingles
from drafting.domain.returned import UNTRACKED, Copy, Standing
from drafting.domain.returned_matching import Match, New, Old, matches
from drafting.domain.returned_notes import Keys, keys
from drafting.domain.returned_views import Group, Version, as_printed, groups, parted

_ALIKE = 0.5  # What went and what came elsewhere with so much in common was moved.
_LABEL_WORDS = 3
_IN_OWN_STYLE = {"symbol", "title", "date", "place", "heading"}
_BLANK = re.compile(r"[ \t\u00a0]+")


@dataclass
class Sheet:
    """The copy beside the draft.

    body: the paragraphs of the draft that are no notes; bases, news: the paragraphs of the copy before and after the
    changes of these authors; owner: new index → the paragraph of the draft that it is now; apart: new index → the one
    that it was split from; joined: paragraph of the draft → the new one that it was joined to; moved: paragraph of the
    draft → the new one that it stands as elsewhere; all indexes.
    """

    copy: Copy
    standing: Sequence[Standing]
    authors: Collection[str] | None
    bases: list[Version] = field(default_factory=list)
    news: list[Version] = field(default_factory=list)
    links: dict[tuple[int, int], int] = field(default_factory=dict)
    owner: dict[int, int] = field(default_factory=dict)
    apart: dict[int, int] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)

    @cached_property
    def body(self) -> list[Standing]:
        return [it for it in self.standing if it.kind != "note"]

    @cached_property
    def keys(self) -> Keys:
        return keys(self.copy.paragraphs, self.notes, self.authors)

    @cached_property
    def notes(self) -> dict[str, tuple[Standing, str]]:
        """Key → note of the draft with its text as it would come back; a note may only repeat a mark of the text."""
        found = {it.label: it for it in self.standing if it.kind == "note"}
        marked = frozenset(key for key in notes.numbers(it.text for it in self.body if "[^" in it.text) if key in found)
        return {key: (it, as_printed(it.text, marked)) for key, it in found.items()}

    @cached_property
    def printed(self) -> list[str]:
        """The texts of the body as they would come back unchanged."""
        every = frozenset(self.notes)
        return [as_printed(it.text, every) for it in self.body]

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset(it.label for it in self.body if it.label)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Of the body with the bases."""
        news = [New(self._anchors(it), text) for it, (_, text) in zip(self.bases, self.before, strict=True)]
        return matches([Old(it.id, text) for it, text in zip(self.body, self.printed, strict=True)], news)

    @cached_property
    def before(self) -> list[tuple[str, str]]:
        """(label, text) of each base."""
        parted = (self.unlabelled(it) for it in self.bases)
        return [(label, self.keys.written(rest)) for label, rest in parted]

    @cached_property
    def match_of(self) -> Mapping[int, Match]:
        """Index in the body → its match."""
        return {i: it for it in self.matches for i in it.olds}

    @property
    def takes_untracked(self) -> bool:
        return self.authors is None or UNTRACKED in self.authors

    def _anchors(self, version: Version) -> tuple[int, ...]:
        paragraphs = self.copy.paragraphs
        if len(version.came) == 1:
            return paragraphs[version.came[0]].anchors
        return tuple(anchor for at in version.came for anchor in paragraphs[at].anchors)

    def unlabelled(self, version: Version) -> tuple[str, Version]:
        """The label and the rest, where it is typed in front of the words in no style of its own."""
        if version.label or not version.pieces or version.pieces[0].note:
            return version.label, version
        plain = "".join(it.text for it in version.pieces).lstrip()
        for count in range(_LABEL_WORDS, 0, -1):
            words = [*_BLANK.finditer(plain)][count - 1 : count]
            if words and plain[: words[0].start()].replace("\u00a0", " ") in self.labels:
                return plain[: words[0].start()], _cut(version, words[0].end())
        return "", version

    def said(self, at: int, version: Version) -> tuple[str, str]:
        """(label, text) of a version as a wording of this paragraph of the draft. at: index in the body."""
        it = self.body[at]
        label, rest = self.unlabelled(version) if it.label else (version.label, version)
        if it.label and not label:
            label, rest = _typed(version, it.label)
        if it.kind in _IN_OWN_STYLE:
            rest = _unwrapped(rest, it.text)
        return label, self.keys.written(rest, notes.marks(it.text))


def _cut(version: Version, signs: int) -> Version:
    """Without the first signs other than white space at the beginning."""
    blank = len("".join(it.text for it in version.pieces)) - len("".join(it.text for it in version.pieces).lstrip())
    return version._replace(pieces=tuple(parted(version.pieces, blank + signs)[1]))


def _typed(version: Version, after: str) -> tuple[str, Version]:
    """A label that the draft has not, told by its form alone."""
    plain = "".join(it.text for it in version.pieces).lstrip()
    label, rest = labels.split(plain, after)
    return (label, _cut(version, len(plain) - len(rest))) if label else ("", version)


def _unwrapped(version: Version, text: str) -> Version:
    """Without the emphasis of a style that another program wrote on every word."""
    pieces = [it for it in version.pieces if it.text.strip()]
    before = [it for it in inline.pieces(text) if not it.note]
    italic = all(it.italic for it in pieces) and not all(it.italic for it in before)
    bold = all(it.bold for it in pieces) and not all(it.bold for it in before)
    bare = (replace(it, italic=it.italic and not italic, bold=it.bold and not bold) for it in version.pieces)
    return version._replace(pieces=tuple(bare))


def laid(copy: Copy, standing: Sequence[Standing], authors: Collection[str] | None) -> Sheet:
    """The copy beside the draft. authors: as in `groups`, `UNTRACKED` among them for what nobody tracked."""
    sheet = Sheet(copy, standing, authors)
    for group in groups([it for it in copy.paragraphs if not it.note], authors):
        b, j = len(sheet.bases), len(sheet.news)
        sheet.bases += group.bases
        sheet.news += group.news
        links = group.links if len(group.links) == len(group.bases) == 1 else (*group.links, *_rewritten(group))
        for i, k, size in links:
            sheet.links[b + i, j + k] = size
    _assign(sheet, _weights(sheet))
    if sheet.takes_untracked:
        _reorder(sheet)
    _pair_moves(sheet)
    return sheet


def _rewritten(group: Group) -> Iterator[tuple[int, int, int]]:
    """Paragraphs of which one author deleted every word and wrote others between the same neighbours."""
    count = len(group.news)
    linked = dict[int, int]((i, k) for i, k, _ in group.links)
    if len(linked) == len(group.bases):
        return
    taken = set(linked.values())
    above = [*accumulate((linked.get(i, count) for i in reversed(range(len(group.bases)))), min, initial=count)][::-1]
    below = -1
    for i, base in enumerate(group.bases):
        if i in linked or base.moves:
            below = max(below, linked.get(i, -1))
            continue
        between = range(below + 1, above[i + 1])
        fits = (k for k in between if k not in taken and not group.news[k].moves and base.by & group.news[k].by)
        k = next(fits, -1)
        if k >= 0:
            below = k
            yield i, k, 0


def _weights(sheet: Sheet) -> dict[tuple[int, int], int]:
    """(index in the body, new index) → how much of the one is in the other."""
    of_base = {b: it for it in sheet.matches for b in it.news}
    found: dict[tuple[int, int], int] = {}
    for (b, j), size in sheet.links.items():
        olds = of_base[b].olds if b in of_base else ()
        for i in olds:
            found[i, j] = found.get((i, j), 0) + (size if len(olds) == 1 else _share(sheet, i, j))
    return found


def _share(sheet: Sheet, i: int, j: int) -> int:
    return 1 + common(shingles(sheet.printed[i]), shingles(sheet.keys.written(sheet.news[j])))


def _assign(sheet: Sheet, weights: Mapping[tuple[int, int], int]) -> None:
    """Give each paragraph of the draft the new one that has most of it, and each new one a paragraph at most."""

    def rank(pair: tuple[int, int]) -> tuple[bool, int, tuple[int, int]]:
        # The part that bears the label is the paragraph, however short it is.
        label = sheet.body[pair[0]].label
        bears = bool(label) and sheet.unlabelled(sheet.news[pair[1]])[0] == label
        return not bears, -weights[pair], pair

    if len({i for i, _ in weights}) == len({j for _, j in weights}) == len(weights):
        # Each is in one alone, as in every copy where nothing was parted or joined.
        sheet.owner |= {j: i for i, j in weights}
        return
    ranked = sorted(weights, key=rank)
    owned: set[int] = set()
    for i, j in ranked:
        if i not in owned and j not in sheet.owner:
            owned.add(i)
            sheet.owner[j] = i
    for i, j in ranked:
        if i not in owned:
            sheet.joined.setdefault(i, j)
        if j not in sheet.owner:
            sheet.apart.setdefault(j, i)


def _reorder(sheet: Sheet) -> None:
    """Of what stands in another order and nobody tracked, as few paragraphs as possible are said to have moved."""
    pairs = sorted(sheet.owner.items())
    olds = [i for _, i in pairs]
    if olds == sorted(olds):
        return
    stays = {pairs[at] for at in longest_rising(olds)}
    for j, i in pairs:
        if (j, i) not in stays:
            sheet.moved[i] = j
            del sheet.owner[j]


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The indexes of the longest rising run of numbers, in order; of equally long ones that which ends lowest."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(ends, number)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [number]
        tops[pile : pile + 1] = [index]
    run: list[int] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        run.append(index)
        index = before[index]
    return run[::-1]


def _pair_moves(sheet: Sheet) -> None:
    """What went at one place and came at another: by the name that the file gives the move, else by the words."""
    kept = {*sheet.owner.values(), *sheet.joined, *sheet.moved}
    gone = [i for i in range(len(sheet.body)) if i not in kept]
    placed = {*sheet.owner, *sheet.apart, *sheet.moved.values()}
    came = [j for j in range(len(sheet.news)) if j not in placed]
    if not gone or not came:
        return
    for i in gone:
        moves = frozenset[str]().union(*(sheet.bases[b].moves for b in _bases_of(sheet, i)))
        named = next((j for j in came if moves & sheet.news[j].moves and j not in sheet.moved.values()), None)
        if named is not None:
            sheet.moved[i] = named
    _pair_by_words(sheet, [i for i in gone if i not in sheet.moved], set(came) - set(sheet.moved.values()))


def _bases_of(sheet: Sheet, i: int) -> Iterable[int]:
    found = sheet.match_of.get(i)
    return found.news if found else ()


def _pair_by_words(sheet: Sheet, gone: Sequence[int], came: Collection[int]) -> None:
    news = sorted(came)
    olds = [Paragraph("", "", sheet.printed[i]) for i in gone]
    versions = [Paragraph("", "", sheet.keys.written(sheet.unlabelled(sheet.news[j])[1])) for j in news]
    for passage in compare(olds, versions):
        if len(passage.old) == len(passage.new) == 1 and passage.similarity >= _ALIKE:
            sheet.moved[gone[passage.old[0]]] = news[passage.new[0]]

"""What a returned copy changes in the draft, one finding for each paragraph.

Tracked or not, by one author or several: the copy is laid beside the draft as it stood when the copy was taken, and
what differs is carried to the draft as it stands now. Source: practice.md sections 4 and 9.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from drafting.domain import notes
from drafting.domain.returned import Came, Copy, Finding, FindingKind, Outcome, Refused, Remark, Standing
from drafting.domain.returned_matching import Match
from drafting.domain.returned_places import Beside, places
from drafting.domain.returned_sheet import Sheet, laid
from drafting.domain.returned_views import Version
from drafting.domain.returned_wordings import Wording, carried_by, refusal, told_of, who

# How sure it is that a paragraph was taken out which is nowhere in the file: where others bear anchors, where none do.
_MISSING, _MISSING_WITHOUT_ANCHORS = 0.9, 0.7
# A new paragraph where the copy has nothing in common with the draft.
_BESIDE_NOTHING = 0.3
# A new paragraph whose style is of another kind than the one that it would get beside its neighbour.
_BESIDE_ANOTHER_KIND = 0.6
_NO_ACT = -1


def findings(copy: Copy, standing: Sequence[Standing], authors: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What the copy changes, in its order, notes last; () for a copy that nobody changed.

    standing: the draft's paragraphs as they stood when the copy was taken. authors: whose changes are asked for,
    `UNTRACKED` for those that nobody tracked: the wordings are then these authors' changes alone; None for everybody's.
    """
    report = _Report(laid(copy, standing, authors))
    report.text()
    report.notes()
    report.comments()
    return report.numbered()


def resemblance(copy: Copy, standing: Sequence[Standing]) -> float:
    """The share of both that belongs together, 0 to 1: whether this is a copy of this draft at all."""
    sheet = laid(copy, standing, ())
    alike = sum(it.confidence * (len(it.olds) + len(it.news)) for it in sheet.matches)
    return alike / max(1, len(sheet.body) + len(sheet.bases))


@dataclass
class _Report:
    """found: (place in the copy, the act that it is part of, finding), in no order yet; told: paragraphs of the copy
    whose comments are in a finding."""

    sheet: Sheet
    found: list[tuple[tuple[int, int, int], int, Finding]] = field(default_factory=list)
    told: set[int] = field(default_factory=set)

    def numbered(self) -> tuple[Finding, ...]:
        """In order; acts of one finding alone are nothing to hold together."""
        self.found.sort(key=lambda it: it[0])
        size = Counter(act for _, act, _ in self.found)
        acts = {act: count for count, act in enumerate((it for it in size if it != _NO_ACT and size[it] > 1), start=1)}
        return tuple(
            replace(it, number=number, together=acts.get(act, 0))
            for number, (_, act, it) in enumerate(self.found, start=1)
        )

    def text(self) -> None:
        """The paragraphs of the text: what stayed and changed, what went, what came."""
        last = -1
        for i in range(len(self.sheet.body)):
            last = self._stands_at.get(i, last)
            if i in self._stands_at:
                self._stayed(i, last)
            else:
                self._gone(i, last)
        for j in range(len(self.sheet.news)):
            if j not in self.sheet.owner:
                self._came(j)
        # In most copies there is no new note at all.
        for j, version in enumerate(self.sheet.news if "" in self.sheet.keys.names.values() else ()):
            for place, key in enumerate(dict.fromkeys(self.sheet.keys.unknown(version))):
                self._new_note(j, key, place)

    @cached_property
    def _stands_at(self) -> dict[int, int]:
        return {i: j for j, i in self.sheet.owner.items()}

    @cached_property
    def _places(self) -> dict[int, Beside]:
        kinds = [self.sheet.copy.paragraphs[it.came[0]].kind for it in self.sheet.news]
        return places(self.sheet.body, self.sheet.owner, kinds)

    def _at(self, j: int) -> int | None:
        """The paragraph of the draft that a new one is, or that it stands beside."""
        place = self._places.get(j)
        return self.sheet.owner.get(j, place.at if place else None)

    def _bases(self, i: int) -> list[Version]:
        match = self.sheet.match_of.get(i)
        return [self.sheet.bases[b] for b in match.news] if match else []

    def _act(self, i: int) -> int:
        """What is split from a paragraph, joined to it, or went with it elsewhere, stands or falls with it."""
        places = (self.sheet.moved, self._stands_at, self.sheet.joined)
        return next((place[i] for place in places if i in place), _NO_ACT)

    def _remarks(self, versions: Iterable[Version]) -> tuple[Remark, ...]:
        return told_of(self.sheet.copy.paragraphs, versions, self.told)

    def _stayed(self, i: int, j: int) -> None:
        sheet, it, version = self.sheet, self.sheet.body[i], self.sheet.news[j]
        printed, match = sheet.printed[i], sheet.match_of[i]
        first = match.news[0]
        if version is sheet.bases[first] and sheet.before[first] == (it.label, printed):
            return
        bases = self._bases(i)
        label, said = sheet.said(i, version)
        before = [sheet.said(i, base) for base in bases]
        self._label(i, j, label, before[0][0])
        alone = len(before) == 1 and len(match.olds) == 1
        base = before[0][1] if alone else printed
        touched = said != base and any(it.by or it.ends for it in (*bases, version))
        if said == printed or not (touched or sheet.takes_untracked):
            return
        apart = [sheet.news[k] for k, at in sheet.apart.items() if at == i]
        outcome: Outcome = "split" if apart else "joined" if j in sheet.joined.values() else "changed"
        mine = carried_by(it, printed, said, None if sheet.takes_untracked else base)
        silent = sheet.takes_untracked and (base != printed or not alone)
        by, at = who([*bases, version, *apart], ends=outcome != "changed", silent=silent)
        kind: FindingKind = "replace" if said else "delete"
        self._add(
            (j, 0, i),
            self._act(i),
            _worded(
                _about(it, match),
                mine,
                kind=kind,
                outcome=outcome,
                came=said,
                by=by,
                at=at,
                remarks=self._remarks([*bases, version]),
                refused=refusal(it, mine),
            ),
        )

    def _label(self, i: int, j: int, label: str, before: str) -> None:
        """Labels are given by the draft; one that was typed over, or taken out while its words stay, is only told."""
        it, version = self.sheet.body[i], self.sheet.news[j]
        is_new = bool(label) and label.replace("\u00a0", " ") != it.label
        stays = any(self.sheet.links.get((b, j)) for b in self.sheet.match_of[i].news)
        is_gone = stays and not label and bool(it.label) and before == it.label
        if (is_new or is_gone) and (self.sheet.takes_untracked or label != before):
            by, at = who([*self._bases(i), version], ends=False, silent=label == before)
            told = replace(_about(it, self.sheet.match_of[i]), kind="label", outcome="relabelled", refused="label")
            told = replace(told, base=it.label, now=it.label, came=label, by=by, at=at)
            self._add((j, 1, i), _NO_ACT, told)

    def _gone(self, i: int, last: int) -> None:
        sheet, it, bases = self.sheet, self.sheet.body[i], self._bases(i)
        tracked = any(base.by or base.ends for base in bases)
        if not tracked and not sheet.takes_untracked:
            return
        outcome: Outcome = "moved" if i in sheet.moved else "joined" if i in sheet.joined else "deleted"
        by, at = who(bases, ends=outcome == "joined", silent=not tracked)
        mine = carried_by(it, sheet.printed[i], "", None)
        missing = _MISSING if sheet.copy.anchored else _MISSING_WITHOUT_ANCHORS
        about = _about(it, sheet.match_of.get(i), missing)
        self._add(
            (last, 4, i),
            self._act(i),
            _worded(
                about,
                mine,
                kind="delete",
                outcome=outcome,
                by=by,
                at=at,
                remarks=self._remarks(bases),
                refused=refusal(it, mine),
            ),
        )

    def _came(self, j: int) -> None:
        sheet, version = self.sheet, self.sheet.news[j]
        origin = next((i for i, at in sheet.moved.items() if at == j), sheet.apart.get(j))
        tracked = bool(version.by or version.ends)
        place = self._places.get(j)
        if place is None or not (tracked or sheet.takes_untracked):
            return
        it = sheet.body[place.at]
        outcome: Outcome = "moved" if j in sheet.moved.values() else "split" if j in sheet.apart else "inserted"
        label, said = sheet.said(place.at if origin is None else origin, version)
        by, at = who([version], ends=outcome == "split" or not version.by, silent=not tracked)
        mine = Wording("same", said or label)
        about = replace(_about(it, sheet.match_of.get(place.at), _BESIDE_NOTHING), base="", now="")
        if sheet.copy.paragraphs[version.came[0]].kind not in ("", "text", it.kind):
            about = replace(about, confidence=min(about.confidence, _BESIDE_ANOTHER_KIND), matched="place")
        self._add(
            (j, 0, 0),
            _NO_ACT if origin is None else self._act(origin),
            _worded(
                about,
                mine,
                kind=place.side,
                outcome=outcome,
                came=f"{label} {said}".strip(),
                by=by,
                at=at,
                remarks=self._remarks([version]),
                refused=refusal(it, mine),
            ),
        )

    def _new_note(self, j: int, key: str, place: int) -> None:
        """A footnote without words: it is told, and its mark left out. place: among those of the paragraph."""
        note, at = self.sheet.keys.found[key], self._at(j)
        if at is None:
            return
        by, when = who([note.shall or self.sheet.news[j]], ends=False, silent=False)
        told = replace(
            _about(self.sheet.body[at], self.sheet.match_of.get(at), _BESIDE_NOTHING),
            kind="new note",
            outcome="noted",
            base="",
            now="",
            refused="empty-note",
        )
        self._add((j, 2, place), _NO_ACT, replace(told, by=by, at=when))

    def notes(self) -> None:
        """The footnotes of the draft, in its order."""
        keys = self.sheet.keys
        for k, (name, (it, printed)) in enumerate(self.sheet.notes.items()):
            self._note(k, it, printed, [key for key in keys.found if keys.names[key] == name])

    def _note(self, k: int, it: Standing, printed: str, mine: Sequence[str]) -> None:
        sheet = self.sheet
        told: set[str] = set()
        for key in mine:
            note = sheet.keys.found[key]
            base, said = sheet.keys.written(note.was), sheet.keys.written(note.shall)
            if said in {printed, *told} or (said == base and not sheet.takes_untracked):
                continue
            versions = [version for version in (note.was, note.shall) if version]
            by, at = who(versions, ends=False, silent=sheet.takes_untracked and base != printed)
            wording = carried_by(it, printed, said, None if sheet.takes_untracked else base)
            # One note of the draft has one wording: a second one that a file gives it is only told.
            first = not told
            told.add(said)
            anchored = it.id in sheet.copy.paragraphs[note.came].anchors
            about = replace(_about(it, None, sheet.keys.sure.get(key, 1.0)), matched="anchor" if anchored else "words")
            refused: Refused = "new-note" if not first else refusal(it, wording) if said else "empty-note"
            kind: FindingKind = "new note" if not first else "replace" if said else "delete"
            self._add(
                (len(sheet.news), 0, k),
                _NO_ACT,
                _worded(
                    about,
                    wording,
                    kind=kind,
                    outcome="changed",
                    came=said,
                    by=by,
                    at=at,
                    remarks=self._remarks(versions),
                    refused=refused,
                ),
            )

    def comments(self) -> None:
        """Comments on paragraphs that nobody changed."""
        sheet = self.sheet
        at_new = {at: j for j, version in reversed([*enumerate(sheet.news)]) for at in version.came}
        j = 0
        for at, came in enumerate(sheet.copy.paragraphs):
            j = at_new.get(at, j)
            on = self._commented(came, j) if came.remarks and at not in self.told else None
            if on is not None:
                told = _comment(replace(on[0], remarks=came.remarks), on[1].state)
                self._add((len(sheet.news) if came.note else j, 3, at), _NO_ACT, told)

    def _commented(self, came: Came, j: int) -> tuple[Finding, Standing] | None:
        sheet = self.sheet
        name = sheet.keys.names.get(came.note, "") if came.note else ""
        if name in sheet.notes:
            return _about(sheet.notes[name][0], None), sheet.notes[name][0]
        if came.note:  # A note that the draft has not is spoken of where it is marked.
            marked = (at for at, it in enumerate(sheet.news) if any(piece.note == came.note for piece in it.pieces))
            j = next(marked, j)
        i = self._at(j)
        return None if i is None else (_about(sheet.body[i], sheet.match_of.get(i)), sheet.body[i])

    def _add(self, place: tuple[int, int, int], act: int, finding: Finding) -> None:
        new = self.sheet.keys.new
        marked = [*dict.fromkeys((*notes.marks(finding.text), *notes.marks(finding.came)))] if new else []
        if found := tuple((key, new[key]) for key in marked if key in new):
            finding = replace(finding, notes=found)
        if finding.refused not in ("", "gone") and finding.remarks:
            # What cannot be proposed has no reason; its comments can be remarks all the same.
            self.found += [(place, act, replace(finding, remarks=())), (place, _NO_ACT, _comment(finding, ""))]
        else:
            self.found.append((place, act, finding))


def _comment(about: Finding, state: str) -> Finding:
    """The comments of a finding as one of their own: a remark, where the paragraph still stands."""
    return replace(
        about,
        kind="comment",
        outcome="commented",
        came=about.base,
        text="",
        by=tuple(sorted({it.by for it in about.remarks})),
        at=max(it.at for it in about.remarks),
        carried="same",
        notes=(),
        refused="gone" if state == "deleted" else "",
    )


def _about(it: Standing, match: Match | None, sure: float = 1.0) -> Finding:
    """A finding about a paragraph of the draft, without what is found. sure: where there is no match that says so."""
    return Finding(
        number=0,
        kind="replace",
        outcome="changed",
        paragraph=it.id,
        label=it.label,
        base=it.text,
        now=it.now,
        came="",
        text="",
        confidence=match.confidence if match else sure,
        matched=match.matched if match else "place",
    )


def _worded(about: Finding, mine: Wording, **facts: Any) -> Finding:
    return replace(about, text=mine.text, carried=mine.carried, **facts)

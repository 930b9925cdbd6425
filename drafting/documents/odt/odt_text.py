"""The words of an OpenDocument text: runs in their style, with their changes, notes and remarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from drafting.documents.odt.odt_changes import Changes, begin, end, signed, stood
from drafting.documents.odt.odt_xml import add, words
from drafting.documents.tree import Remark, Span
from drafting.documents.typeset import UNCHANGED, Note, Run

_CHANGES = {"equal": "", "insert": "Insertion", "delete": "Deletion"}
_STYLES = {
    (False, False): "",
    (True, False): "Emphasis",
    (False, True): "Strong_20_Emphasis",
    (True, True): "Strong_20_and_20_emphasised",
}


@dataclass
class Writer:
    """Writes runs at the end of elements. notes: by number."""

    changes: Changes
    notes: Mapping[int, Note]

    def runs(self, place: etree._Element, runs: Sequence[Run], within: Span = UNCHANGED) -> None:
        """Changes that a delegation made are tracked. within: a change that holds for all of the runs already."""
        for (change, by, at), group in groupby(runs, lambda run: (run.change, run.by, run.at)):
            if change == "equal" or not by or (change, by) == (within.change, within.by):
                self._plain(place, group, shows=not by)
            elif change == "insert":
                name = self.changes.insertion(by, at)
                begin(place, name)
                self._plain(place, group)
                end(place, name)
            else:
                name, kept = self.changes.deletion(by, at)
                self._plain(add(kept, "text:p"), group)
                stood(place, name)

    def shown(self, place: etree._Element, runs: Sequence[Run]) -> None:
        """Runs whose changes are seen by their style and tracked by nobody."""
        self._plain(place, runs, shows=True)

    def _plain(self, place: etree._Element, runs: Iterable[Run], *, shows: bool = False) -> None:
        for run in runs:
            style = _CHANGES[run.change] if shows else ""
            outer = add(place, "text:span", {"text:style-name": style}) if style else place
            if run.number:
                self._mark(outer, run)
            else:
                words(outer, run.text, _STYLES[run.italic, run.bold])

    def _mark(self, place: etree._Element, run: Run) -> None:
        """The note itself at its first mark, a reference to it at the others."""
        number, named = str(run.number), f"ftn{run.number}"
        if not run.first:
            raised = add(place, "text:span", {"text:style-name": "Footnote_20_anchor"})
            reference = {"text:note-class": "footnote", "text:reference-format": "text", "text:ref-name": named}
            add(raised, "text:note-ref", reference).text = number
            return
        note = add(place, "text:note", {"text:id": named, "text:note-class": "footnote"})
        add(note, "text:note-citation").text = number
        body = add(add(note, "text:note-body"), "text:p", {"text:style-name": "Footnote"})
        self.remarks(body, self.notes[run.number].remarks)
        self.runs(body, self.notes[run.number].runs)

    def remarks(self, place: etree._Element, remarks: Sequence[Remark]) -> None:
        """What is said of a paragraph, as comments at its head."""
        for remark in remarks:
            comment = add(place, "office:annotation")
            signed(comment, remark.by, remark.at)
            add(comment, "meta:creator-initials").text = remark.code
            for line in remark.text.split("\n"):
                words(add(comment, "text:p"), line)

"""What was recognised in a file, told: as plain data, and its brackets by class."""

from drafting.documents.tree import Recognition
from drafting.domain.bracket_report import Report, report
from drafting.domain.bracket_spans import BOUNDS
from drafting.domain.brackets import read_all


def to_json(recognition: Recognition) -> dict[str, object]:
    """Plain data for `drafting read FILE --json`: blocks without the notes, notes, warnings, check, brackets."""
    blocks = [b for b in recognition.blocks if b.kind != "note"]
    brackets = bracketed(recognition)
    return {
        "blocks": [{"kind": b.kind, "label": b.label, "level": b.level, "text": b.text} for b in blocks],
        "notes": [{"key": b.label, "text": b.text} for b in recognition.blocks if b.kind == "note"],
        "warnings": [{"code": w.code, "block": w.block, "detail": w.detail} for w in recognition.warnings],
        "check": {"read": recognition.read, "stored": recognition.stored, "lost": recognition.lost},
        "brackets": {
            "by_class": dict(brackets.by_kind),
            "by_depth": {str(depth): count for depth, count in sorted(brackets.by_depth.items())},
            "diagnostics": dict(brackets.diagnostics),
        },
    }


def bracketed(recognition: Recognition) -> Report:
    """The brackets of the whole by class; one is matched up to the next title, heading or note."""
    blocks = recognition.blocks
    bounds = [index for index, block in enumerate(blocks) if block.kind in BOUNDS]
    return report(read_all([block.text for block in blocks], bounds))

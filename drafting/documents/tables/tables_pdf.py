"""The amendment table as a PDF: landscape A4, tagged, its head on every page."""

from dataclasses import asdict
from typing import Any

from drafting.documents.pdf.pdf_out import printed
from drafting.documents.tables.tables import AmendmentTable, Offer, Row, is_whole, own_text, page_parts, pieces
from drafting.documents.typeset import RIGHT_TO_LEFT


def write_pdf(table: AmendmentTable) -> bytes:
    """Equal tables give equal bytes."""
    data = {
        "name": table.words.name,
        "title": table.title,
        "text_language": table.language,
        "right_to_left": table.language in RIGHT_TO_LEFT,
        "header": table.header,
        "columns": table.words.columns,
        "legend": [asdict(it) for it in pieces(table.words.legend, {})],
        "empty": table.empty,
        "footer": page_parts(table),
        "rows": [_row(it, table) for it in table.rows],
    }
    return printed("amendment_table.typ", data, table.spoken, table.changed.date())


def _row(row: Row, table: AmendmentTable) -> dict[str, Any]:
    return {
        "name": row.name,
        "state": row.state,
        "text": [asdict(it) for it in own_text(row, table.numbers)],
        "whole": is_whole(row, None),
        "offers": [_offer(it, row, table) for it in row.offers],
    }


def _offer(offer: Offer, row: Row, table: AmendmentTable) -> dict[str, Any]:
    return {
        "by": offer.by,
        "what": offer.what,
        "runs": [asdict(it) for it in pieces(offer.spans, table.numbers)],
        "reason": table.words.reason.replace("{reason}", offer.reason) if offer.reason else "",
        "received": offer.received,
        "status": offer.status,
        "decided": offer.decided,
        "decision": offer.decision,
        "is_open": offer.is_open,
        "whole": is_whole(row, offer),
    }

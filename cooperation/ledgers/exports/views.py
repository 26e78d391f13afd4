"""The download of a ledger's list: what the reader sees, filtered and sorted as the list is."""

from __future__ import annotations

from collections.abc import Iterator

from django.views.decorators.http import require_GET

from cooperation import access
from cooperation.calendar import today
from cooperation.exports import stream_download
from cooperation.ledgers.declared import ledger_at
from cooperation.ledgers.exports.columns import FileColumn, file_columns
from cooperation.ledgers.exports.csv_stream import csv_stream
from cooperation.ledgers.exports.marks import mark_column, marked
from cooperation.ledgers.exports.reading import chunks
from cooperation.ledgers.exports.source import list_table
from cooperation.ledgers.exports.tally import Tally
from cooperation.ledgers.exports.xlsx_stream import xlsx_stream
from cooperation.period import programme_of
from cooperation.sectors import get_sector
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import FORMATS, safe_name


@require_GET
@access.account_required
def ledger_file(request, sector: str, ledger: str, fmt: str):
    """The list as a file; `columns=all` adds what the list does not show."""
    found, programme = ledger_at(sector, ledger), programme_of(request)
    everything = request.GET.get("columns") == "all"
    table = list_table(found, programme, request.user, request.GET)
    columns = file_columns(table, everything=everything)
    tally = Tally(columns, found.totals, sample=programme.sample)
    parts = [SAMPLE_MARK] if programme.sample else []
    name = safe_name([*parts, str(found.label), programme.name, today().isoformat()], fmt)
    return stream_download(
        request,
        _parts(fmt, found, table.ordered(), columns, tally),
        FORMATS[fmt],
        name=name,
        kind=f"ledger-{fmt}",
        counted=tally,
        programme=programme,
        scope=f"{get_sector(sector).label} · {found.label}",
    )


def _parts(fmt, ledger, rows, columns: list[FileColumn], tally: Tally) -> Iterator[bytes]:
    """The file's bytes; of a sample every row says so."""
    read = chunks(rows, columns)
    if tally.sample:
        columns = [*columns, mark_column()]
        read = marked(read)
    if fmt == "xlsx":
        return xlsx_stream(str(ledger.label), columns, read, tally)
    return csv_stream(columns, read, tally)

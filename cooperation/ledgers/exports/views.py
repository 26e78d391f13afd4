"""The download of a ledger's list: what the reader sees, filtered and sorted as the list is."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import repeat

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cooperation import access
from cooperation.calendar import today
from cooperation.ledgers.declared import ledger_at
from cooperation.ledgers.exports.columns import FileColumn, file_columns
from cooperation.ledgers.exports.csv_stream import csv_stream
from cooperation.ledgers.exports.reading import Chunk, chunks
from cooperation.ledgers.exports.source import list_table
from cooperation.ledgers.exports.tally import Tally
from cooperation.ledgers.exports.xlsx_stream import xlsx_stream
from cooperation.period import programme_of
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import FORMATS, safe_name

log = logging.getLogger("cooperation.ledgers.exports")


@require_GET
@access.account_required
def ledger_file(request, sector: str, ledger: str, fmt: str):
    """The list as a file; `columns=all` adds what the list does not show."""
    found, programme = ledger_at(sector, ledger), programme_of(request)
    everything = request.GET.get("columns") == "all"
    table = list_table(found, programme, request.user, request.GET)
    columns = file_columns(table, everything=everything)
    response = StreamingHttpResponse(
        _parts(fmt, found, table.ordered(), columns, sample=programme.sample),
        content_type=FORMATS[fmt],
    )
    parts = [SAMPLE_MARK] if programme.sample else []
    name = safe_name([*parts, str(found.label), programme.name, today().isoformat()], fmt)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    log.info(
        "%s takes %s.%s of %s (%s): %s",
        request.user.username, found.name, fmt, programme.code,
        "all columns" if everything else "as shown", request.GET.urlencode()[:500],
    )  # fmt: skip
    return response


def _parts(fmt, ledger, rows, columns: list[FileColumn], *, sample: bool) -> Iterator[bytes]:
    """The file's bytes; of a sample every row says so."""
    read = chunks(rows, columns)
    tally = Tally(columns, ledger.totals, sample=sample)
    if sample:
        columns = [*columns, FileColumn("", _("Notice"), (), repeat)]
        read = _marked(read)
    if fmt == "xlsx":
        return xlsx_stream(str(ledger.label), columns, read, tally)
    return csv_stream(columns, read, tally)


def _marked(read: Generator[Chunk, None, None]) -> Generator[Chunk, None, None]:
    """Each row with the mark of a sample."""
    with closing(read):
        for chunk in read:
            yield [*chunk, [SAMPLE_MARK] * len(chunk[0])]

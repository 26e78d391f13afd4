"""The CSV of one ledger's rows of a period, for whoever runs the product: all rows, no reader."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cooperation.ledgers.columns import columns_of
from cooperation.ledgers.exports.columns import file_columns
from cooperation.ledgers.exports.csv_stream import csv_stream
from cooperation.ledgers.exports.marks import mark_column, marked
from cooperation.ledgers.exports.reading import chunks
from cooperation.ledgers.exports.tally import Tally
from cooperation.ledgers.scope import pairing_choices
from cooperation.models import Pairing, Programme
from cooperation.sectors import Ledger, all_sectors


class UnknownLedger(LookupError):
    """No sector keeps a ledger of this name; the text lists those there are."""


def ledger_names() -> list[str]:
    """Every ledger that can be asked for, as sector.ledger."""
    return [
        f"{sector.slug}.{ledger.slug}"
        for sector in all_sectors()
        for ledger in sector.ledgers
        if not ledger.reference
    ]


def find_ledger(name: str) -> Ledger:
    """The ledger of that name; UnknownLedger if there is none."""
    for sector in all_sectors():
        for ledger in sector.ledgers:
            if not ledger.reference and name == f"{sector.slug}.{ledger.slug}":
                return ledger
    raise UnknownLedger(", ".join(ledger_names()))


def ledger_csv(
    ledger: Ledger,
    programme: Programme,
    first: datetime.date,
    last: datetime.date,
    pairing: Pairing | None = None,
) -> Iterator[bytes]:
    """The rows dated within some days, of the programme or of one pairing, with their totals."""
    day = ledger.model.dated_by
    rows = ledger.queryset().in_programme(programme)
    rows = rows.filter(**{f"{day}__gte": first, f"{day}__lte": last})
    if pairing is not None:
        rows = rows.filter(pairing=pairing)
    names = pairing_choices(programme).by_key
    shown = columns_of(ledger.table, "").shown
    table = ledger.table(rows, order_by="", pairing_names=names, columns=shown)
    columns = file_columns(table, everything=False)
    tally = Tally(columns, ledger.totals, sample=programme.sample)
    read = chunks(table.ordered(), columns)
    if programme.sample:
        columns, read = [*columns, mark_column()], marked(read)
    yield from csv_stream(columns, read, tally)
    if tally.broken:
        raise RuntimeError("Reading the ledger failed; the file is incomplete.")

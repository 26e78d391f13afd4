"""The ledgers asked for with a pack: the rows of its period as of the sealing, as CSV.

A ledger row can be changed and taken out, so these are not built again; the manifest says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.calendar import last_day
from cooperation.formatting import PLAIN, numbers_in
from cooperation.ledgers.columns import columns_of
from cooperation.ledgers.exports.columns import file_columns
from cooperation.ledgers.exports.csv_stream import csv_stream
from cooperation.ledgers.exports.marks import mark_column, marked
from cooperation.ledgers.exports.reading import chunks
from cooperation.ledgers.exports.tally import Tally
from cooperation.ledgers.scope import pairing_choices
from cooperation.ledgers.tables import LedgerTable
from cooperation.meetings.packs.kinds import Made, folder
from cooperation.models import Meeting, User
from cooperation.sectors import Ledger, Sector, all_sectors
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text
from cooperation.spreadsheets.workbooks import safe_name

# A pack is kept for good and printed on paper; the whole ledger has its own download.
MOST_ROWS = 20_000


class UnknownLedger(LookupError):
    """No sector keeps a ledger of this name."""


def offered_ledgers() -> list[tuple[str, str]]:
    """The ledgers that may go into a pack: key and name. Reference lists are no ledgers."""
    return [
        (f"{sector.slug}.{ledger.slug}", f"{sector.label} · {ledger.label}")
        for sector in all_sectors()
        for ledger in sector.ledgers
        if not ledger.reference
    ]


def ledger_files(
    keys: Iterable[str], meeting: Meeting, user: User | None, language: str
) -> Iterator[Made]:
    """One file for each key, with the rows that the user sees, in one language."""
    for sector, ledger in map(_found, keys):
        with override(language), numbers_in(PLAIN):
            content = b"".join(_parts(ledger, meeting, user))
            mark = [SAMPLE_MARK] if meeting.programme.sample else []
            name = safe_name([*mark, str(sector.label), str(ledger.label)], "csv")
            yield Made(folder(language) + name, "ledger", language, False, content)


def _found(key: str) -> tuple[Sector, Ledger]:
    for sector in all_sectors():
        for ledger in sector.ledgers:
            if key == f"{sector.slug}.{ledger.slug}" and not ledger.reference:
                return sector, ledger
    raise UnknownLedger(key)


def _parts(ledger: Ledger, meeting: Meeting, user: User | None) -> Iterator[bytes]:
    table = _table(ledger, meeting, user)
    rows = table.ordered()
    sample = meeting.programme.sample
    columns = file_columns(table, everything=False)
    tally = Tally(columns, ledger.totals, sample=sample)
    read = chunks(rows[:MOST_ROWS], columns)
    if sample:
        columns, read = [*columns, mark_column()], marked(read)
    yield from csv_stream(columns, read, tally)
    if tally.broken:
        raise RuntimeError(f"Reading the ledger {ledger.slug} failed.")
    if tally.rows == MOST_ROWS and (total := rows.count()) > MOST_ROWS:
        yield _cut_line(total)


def _table(ledger: Ledger, meeting: Meeting, user: User | None) -> LedgerTable:
    """The list with its usual columns: rows dated from January to the cut-off month. A command
    without an account has those of the whole programme."""
    day = ledger.model.dated_by
    first = datetime.date(meeting.year, 1, 1)
    last = last_day(datetime.date(meeting.year, meeting.through, 1))
    rows = ledger.queryset() if user is None else ledger.queryset().visible_to(user)
    rows = rows.in_programme(meeting.programme)
    rows = rows.filter(**{f"{day}__gte": first, f"{day}__lte": last})
    if meeting.pairing is not None:
        rows = rows.filter(pairing=meeting.pairing)
    names = pairing_choices(meeting.programme).by_key
    shown = columns_of(ledger.table, "").shown
    return ledger.table(rows, order_by="", pairing_names=names, columns=shown)


def _cut_line(total: int) -> bytes:
    words = _(
        "This file holds the first %(most)d of %(total)d rows. The ledger's own list has all of "
        "them to download."
    )
    line = csv_text([[words % {"most": MOST_ROWS, "total": total}]])
    return line.removeprefix("\ufeff").encode()

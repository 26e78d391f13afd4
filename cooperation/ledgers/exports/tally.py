"""What went into a file: how many rows, what they add up to, and whether all of them did."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext

from cooperation.ledgers.exports.columns import FileColumn
from cooperation.ledgers.exports.reading import Chunk
from cooperation.models.ledger import exact
from cooperation.spreadsheets.cells import SAMPLE_MARK

log = logging.getLogger("cooperation.ledgers.exports")
# Before the number in the first cell of the last line; what reads a file back knows it by them.
TOTAL_MARKS = ("合计", "Total")


@dataclass
class Tally:
    """Counts and adds up what passes; the file's last lines are made from it.

    totals: the columns to add up. most: how many rows the file can hold (None: any number).
    cut: rows are missing because the file is full. broken: because reading failed.
    """

    columns: Sequence[FileColumn]
    totals: Sequence[str] = ()
    most: int | None = None
    sample: bool = False
    rows: int = 0
    cut: bool = False
    broken: bool = False
    sums: dict[str, Decimal] = field(default_factory=dict)

    def over(self, chunks: Generator[Chunk, None, None]) -> Iterator[Chunk]:
        """The chunks, counted. A file that has begun cannot become an error page any more, so a
        failure ends it with a line that says so. Whatever ends it ends the reading too."""
        try:
            for chunk in chunks:
                chunk = self._that_fit(chunk)
                self._add(chunk)
                yield chunk
                if self.cut:
                    return
        except Exception:
            log.exception("An export failed after %d rows.", self.rows)
            self.broken = True
        finally:
            chunks.close()

    def _that_fit(self, chunk: Chunk) -> Chunk:
        if self.most is None or self.rows + len(chunk[0]) <= self.most:
            return chunk
        self.cut = True
        return [cells[: self.most - self.rows] for cells in chunk]

    def _add(self, chunk: Chunk) -> None:
        self.rows += len(chunk[0])
        for column, cells in zip(self.columns, chunk, strict=False):
            if column.name in self.totals:
                given = [value for value in cells if value is not None]
                if given:
                    self.sums[column.name] = self.sums.get(column.name, Decimal(0)) + sum(given)

    def lines(self) -> Iterator[list[Any]]:
        """The totals below their columns; then what is missing, in words."""
        if self.broken:
            yield [gettext("This file is incomplete: reading the rows failed. Download it again.")]
            return
        words = ngettext("Total (%(n)d row)", "Total (%(n)d rows)", self.rows) % {"n": self.rows}
        line: list[Any] = [words]
        for column in self.columns[1:]:
            total = self.sums.get(column.name)
            line.append(None if total is None else exact(total))
        yield [*line, *([SAMPLE_MARK] if self.sample else [])]
        if self.cut:
            yield [
                gettext(
                    "A workbook holds no more rows: the list has others that are not in this "
                    "file. Download the CSV, or filter the list."
                )
            ]

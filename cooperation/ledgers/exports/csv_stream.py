"""CSV as it grows: BOM and head at once, then chunk after chunk of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache

from cooperation.ledgers.exports.columns import FileColumn
from cooperation.ledgers.exports.reading import Chunk
from cooperation.ledgers.exports.tally import Tally
from cooperation.scoreboard.rows import plain
from cooperation.spreadsheets.cells import BOM, cell

# Names, kinds and days come back again and again; amounts do not.
_cell = lru_cache(maxsize=16_384)(cell)


def csv_stream(
    columns: Sequence[FileColumn], chunks: Generator[Chunk, None, None], tally: Tally
) -> Iterator[bytes]:
    """The file in parts, with what the tally says as its last lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(BOM)
    writer.writerow([cell(column.title) for column in columns])
    yield _taken(out)
    writers = [plain if column.kind == "number" else _cell for column in columns]
    for chunk in tally.over(chunks):
        written = (map(write, cells) for write, cells in zip(writers, chunk, strict=True))
        writer.writerows(zip(*written, strict=True))
        yield _taken(out)
    for line in tally.lines():
        writer.writerow([cell(value) for value in line])
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()

"""The mark of a sample on every row of a file."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from itertools import repeat

from django.utils.translation import gettext as _

from cooperation.ledgers.exports.columns import FileColumn
from cooperation.ledgers.exports.reading import Chunk
from cooperation.spreadsheets.cells import SAMPLE_MARK


def mark_column() -> FileColumn:
    """The column that says so."""
    return FileColumn("", _("Notice"), (), repeat)


def marked(read: Generator[Chunk, None, None]) -> Generator[Chunk, None, None]:
    """Each row with the mark of a sample."""
    with closing(read):
        for chunk in read:
            yield [*chunk, [SAMPLE_MARK] * len(chunk[0])]

"""A folder of seed files that a test may spoil."""

import csv
import shutil

import pytest
from django.conf import settings
from django.utils import translation

SEEDS = settings.BASE_DIR / "seeds"


class Folder:
    """A copy of the seed files. Rows count as spreadsheets do: the header is row 1."""

    def __init__(self, path):
        self.path = path

    def read(self, file):
        """All rows of a file, the header first."""
        with (self.path / file).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))

    def save(self, file, rows):
        """Write all rows of a file."""
        with (self.path / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)

    def set(self, file, row, column, value):
        """Change one cell."""
        rows = self.read(file)
        rows[row - 1][rows[0].index(column)] = value
        self.save(file, rows)

    def repeat(self, file, row):
        """Add a copy of a row at the end."""
        rows = self.read(file)
        self.save(file, [*rows, rows[row - 1]])

    def row_of(self, file, **cells):
        """The number of the one row with these cells."""
        rows = self.read(file)
        found = [
            number
            for number, row in enumerate(rows, 1)
            if all(row[rows[0].index(column)] == value for column, value in cells.items())
        ]
        assert len(found) == 1, found
        return found[0]


@pytest.fixture
def folder(tmp_path):
    """A copy of the product's own seeds."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return Folder(tmp_path / "seeds")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield

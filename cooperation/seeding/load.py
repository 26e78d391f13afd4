"""Loading a folder of seed files: check everything, then write everything or nothing."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from cooperation.models import Programme
from cooperation.sectors import all_sectors
from cooperation.seeding.check import read_book
from cooperation.seeding.indicators import INDICATORS
from cooperation.seeding.pairings import MEMBERS, PAIRINGS, PROGRAMMES
from cooperation.seeding.places import PLACE_CHANGES, PLACES, SOURCES
from cooperation.seeding.problems import Problems
from cooperation.seeding.published import ACTIVITIES, LEFT_OUT, READINGS
from cooperation.seeding.tables import Book, Table
from cooperation.seeding.tiles import check_tiles
from cooperation.seeding.write import Shelf, Tally, write_table

# In the order of what names what.
CORE_TABLES = (
    PLACES,
    PLACE_CHANGES,
    SOURCES,
    PROGRAMMES,
    PAIRINGS,
    MEMBERS,
    INDICATORS,
    READINGS,
    ACTIVITIES,
    LEFT_OUT,
)


def seed_tables() -> tuple[Table, ...]:
    """The core's files and those that the sectors describe in their `seed` hook."""
    own = [table for sector in all_sectors() if sector.seed for table in sector.seed()]
    return (*CORE_TABLES, *own)


def check_seeds(directory: Path) -> tuple[tuple[Table, ...], Book]:
    """Read and check all files; `SeedError` lists every problem."""
    tables, problems = seed_tables(), Problems()
    book = read_book(directory, tables, problems)
    check_tiles(directory, book, problems)
    problems.stop_if_any()
    return tables, book


def load_seeds(directory: Path) -> list[Tally]:
    """Load a folder in one transaction: what became of each file's rows."""
    tables, book = check_seeds(directory)
    problems, shelf, tallies = Problems(), Shelf(), []
    with transaction.atomic():
        for table in tables:
            tallies.append(write_table(table, shelf, book, problems))
            problems.stop_if_any()
        if any(tally.created or tally.changed for tally in tallies):
            Programme.objects.all().raise_data_version()
    return tallies

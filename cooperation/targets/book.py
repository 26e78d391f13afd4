"""The targets of a programme and year as the database knows them: three statements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from cooperation.models import Indicator, Pairing, Programme, Target
from cooperation.scoreboard import CountedIndicator
from cooperation.scoreboard.catalogue import indicators_in_force

Key = tuple[int, int]  # indicator, pairing


class Row(NamedTuple):
    """A recorded target, as light as the grid needs it; without a value it was withdrawn."""

    pk: int
    indicator: int
    pairing: int
    year: int
    value: Decimal | None
    document_no: str
    in_force_from: datetime.date
    recorded_at: datetime.datetime
    display_name: str | None
    username: str | None

    @property
    def by(self) -> str:
        """Who recorded it; rows from files have nobody."""
        return self.display_name or self.username or ""


_FIELDS = (
    "pk",
    "indicator_id",
    "pairing_id",
    "year",
    "value",
    "document_no",
    "in_force_from",
    "recorded_at",
    "recorded_by__display_name",
    "recorded_by__username",
)


class Book:
    """Who may have which target in a year, what was recorded, and what counts of it.

    Columns: the city pairing, whose targets are the whole city's, then its groups.
    """

    def __init__(self, programme: Programme, year: int):
        self.programme = programme
        self.year = year
        self.first, self.last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        self.city, self.groups = _columns(programme, self.first, self.last)
        self.indicators = indicators_in_force(self.last, None)
        rows = Target.objects.filter(
            pairing__programme=programme, year__in=(year - 1, year)
        ).order_by("in_force_from", "recorded_at", "pk")
        self._rows = [Row(*row) for row in rows.values_list(*_FIELDS)]

    @property
    def columns(self) -> list[Pairing]:
        """The pairings that stand in the grid."""
        return [*([self.city] if self.city else []), *self.groups]

    @property
    def rows(self) -> Iterable[Row]:
        """Everything recorded for the year, the newest in force last."""
        return (row for row in self._rows if row.year == self.year)

    @property
    def version(self) -> str:
        """Changes with every target that anybody adds."""
        keys = [row.pk for row in self.rows]
        return f"{len(keys)}-{max(keys, default=0)}"

    def known_at(self, version: str) -> int | None:
        """The last row that a page of this version showed; None if there was no such page."""
        count, _dash, last = version.partition("-")
        if not (count.isascii() and last.isascii() and count.isdigit() and last.isdigit()):
            return None
        return int(last) if len(last) < 19 else None

    @cached_property
    def newest(self) -> dict[Key, Row]:
        """The row in force at the year's end, also where it says "withdrawn"."""
        return self.newest_until(None)

    @cached_property
    def counted(self) -> dict[Key, Row]:
        """What counts at the year's end."""
        return {key: row for key, row in self.newest.items() if row.value is not None}

    @cached_property
    def year_before(self) -> dict[Key, Decimal]:
        """What counted at the end of the year before."""
        rows = {
            _key(r): r for r in self._rows if r.year < self.year and r.in_force_from < self.first
        }
        return {key: row.value for key, row in rows.items() if row.value is not None}

    def newest_until(self, last_pk: int | None) -> dict[Key, Row]:
        """The same as a page saw it that knew the rows up to a key (None = all)."""
        return {
            _key(row): row
            for row in self.rows
            if row.in_force_from <= self.last and (last_pk is None or row.pk <= last_pk)
        }

    def has_own_share(self, indicator: CountedIndicator) -> bool:
        """Whether 市本级 itself works on it: then the groups need not sum to the whole city."""
        city = self.city
        return bool(city and city.reports and indicator.applies(city, self.year))


def may_have_target(indicator: CountedIndicator | Indicator, pairing: Pairing, year: int) -> bool:
    """Whether a pairing can have a target for it in a year.

    A target of the city pairing is the whole city's, also of what only groups report.
    """
    if pairing.kind == Pairing.Kind.CITY and indicator.applies_to == Indicator.AppliesTo.GROUPS:
        return True
    return indicator.applies(pairing, year)


def _key(row: Row) -> Key:
    return row.indicator, row.pairing


def _columns(
    programme: Programme, first: datetime.date, last: datetime.date
) -> tuple[Pairing | None, list[Pairing]]:
    """The city pairing, and the groups below it that count in its totals in the year."""
    rows = list(Pairing.objects.filter(programme=programme).with_ends())
    city = next((p for p in rows if p.kind == Pairing.Kind.CITY), None)
    groups = [
        p
        for p in rows
        if city
        and p.parent_id == city.pk
        and p.reports
        and (p.since is None or p.since <= last)
        and (p.until is None or p.until > first)
    ]
    return city, groups

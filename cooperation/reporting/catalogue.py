"""The indicators as the gate needs them: by code, with the definition in force."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db.models import QuerySet

from cooperation.calendar import last_day
from cooperation.keeping import kept_under_version
from cooperation.models import Indicator, IndicatorVersion, Pairing, Programme
from cooperation.prepared import Prepared
from cooperation.scoreboard import CountedIndicator


class Catalogue:
    """The indicators of some sectors, read once (three statements)."""

    def __init__(self, sectors: Iterable[str]):
        found = _indicators(set(sectors))
        versions: dict[int, list[IndicatorVersion]] = defaultdict(list)
        for version in _versions([one.pk for one in found]):
            versions[version.indicator_id].append(version)
        self._know(found, versions)

    def _know(
        self, indicators: list[Indicator], versions: Mapping[int, list[IndicatorVersion]]
    ) -> None:
        self._by_code = {indicator.code: indicator for indicator in indicators}
        self._by_pk = {indicator.pk: indicator for indicator in indicators}
        self._versions = versions
        self.owed = lru_cache(maxsize=None)(self._owed)
        self.version = lru_cache(maxsize=None)(self._version)

    @classmethod
    def kept(cls, programme: Programme, sector: str) -> Catalogue:
        """The indicators of a sector, for pages: no statement while the data version stands.

        Editing an indicator raises the version. What is written is judged by a fresh one.
        """

        def read():
            made = cls([sector])
            return list(made._by_code.values()), dict(made._versions)

        kept = kept_under_version(programme, f"catalogue:{sector}", read)
        catalogue = cls.__new__(cls)
        catalogue._know(*kept)
        return catalogue

    def get(self, code: str) -> Indicator | None:
        """The indicator of a code."""
        return self._by_code.get(code)

    def by_pk(self, pk: int) -> Indicator | None:
        """The indicator of a primary key."""
        return self._by_pk.get(pk)

    def all(self) -> list[Indicator]:
        """All of them, in the order of the agreements."""
        return list(self._by_code.values())

    def _version(self, indicator: Indicator, month: datetime.date) -> IndicatorVersion | None:
        known = self._versions.get(indicator.pk, [])
        in_force = [version for version in known if version.valid_from <= last_day(month)]
        return (in_force or known[:1] or [None])[-1]

    def name(self, indicator: Indicator, month: datetime.date) -> str:
        """The name in the active language, as of a month."""
        version = self.version(indicator, month)
        return version.name if version else indicator.code

    def decimals(self, indicator: Indicator, month: datetime.date) -> int:
        """How many decimals a figure may have."""
        version = self.version(indicator, month)
        return version.decimals if version else 0

    def _owed(self, pairing: Pairing, sector: str, side: str, year: int) -> tuple[Indicator, ...]:
        return tuple(
            indicator
            for indicator in self._by_code.values()
            if indicator.sector == sector
            and indicator.side == side
            and indicator.applies(pairing, year)
        )


@Prepared
def _indicators(sectors: set[str]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(sector__in=sectors).prefetch_related("not_for")


@Prepared
def _versions(indicators: list[int]) -> QuerySet[IndicatorVersion]:
    return IndicatorVersion.objects.filter(indicator__in=indicators).order_by("valid_from")


class CountedCatalogue:
    """The same answers from a board's indicators, all of one month: no statement at all.

    For the saving of single cells, where three statements more would be a quarter of all.
    """

    def __init__(self, indicators: Iterable[CountedIndicator]):
        self._by_code = {one.code: one for one in indicators}

    def get(self, code: str) -> CountedIndicator | None:
        """The indicator of a code."""
        return self._by_code.get(code)

    def owed(
        self, pairing: Pairing, sector: str, side: str, year: int
    ) -> tuple[CountedIndicator, ...]:
        """What a side of a pairing reports in a year."""
        return tuple(
            one
            for one in self._by_code.values()
            if one.sector == sector and one.side == side and one.applies(pairing, year)
        )

    def name(self, indicator: CountedIndicator, _month: datetime.date) -> str:
        """The name in the active language."""
        return indicator.name

    def decimals(self, indicator: CountedIndicator, _month: datetime.date) -> int:
        """How many decimals a figure may have."""
        return indicator.decimals

"""The indicators of a board, each with the definition in force on the period's last day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from cooperation.models import Indicator, IndicatorVersion, Pairing, in_language
from cooperation.prepared import Prepared

_COLUMNS = (
    "indicator_id",
    "valid_from",
    "name_zh",
    "name_en",
    "definition_zh",
    "definition_en",
    "unit_zh",
    "unit_en",
    "decimals",
    "indicator__code",
    "indicator__sector",
    "indicator__kind",
    "indicator__side",
    "indicator__headline",
    "indicator__confirmable",
    "indicator__position",
    "indicator__part_of__code",
    "indicator__sums_to__code",
    "indicator__applies_to",
    "indicator__valid_from_year",
    "indicator__valid_to_year",
    "milestones__month",
    "milestones__share",
    "indicator__not_for",
)


@dataclass(slots=True)
class CountedIndicator:
    """An indicator as it is named, defined and owed on a day."""

    id: int
    version_from: datetime.date
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    unit_zh: str
    unit_en: str
    decimals: int
    code: str
    sector: str
    kind: str
    side: str
    headline: bool
    confirmable: bool
    position: int
    part_of: str | None
    sums_to: str | None
    applies_to: str
    valid_from_year: int | None
    valid_to_year: int | None
    milestones: dict[int, Decimal] = field(default_factory=dict)
    not_for: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name in the active language."""
        return in_language(self.name_zh, self.name_en)

    @property
    def unit(self) -> str:
        """The unit in the active language."""
        return in_language(self.unit_zh, self.unit_en)

    @property
    def definition(self) -> str:
        """The definition (口径) in the active language."""
        return in_language(self.definition_zh, self.definition_en)

    @property
    def is_stock(self) -> bool:
        """Whether it counts a state and not what was added in the year."""
        return self.kind == Indicator.Kind.STOCK

    @property
    def depth(self) -> int:
        """1 for a subset (其中) or a part, else 0."""
        return 1 if self.part_of or self.sums_to else 0

    def counted_in(self, year: int) -> bool:
        """Whether it is counted at all in a year."""
        return (self.valid_from_year or year) <= year <= (self.valid_to_year or year)

    def applies(self, pairing: Pairing, year: int) -> bool:
        """Whether a pairing has to report it in a year: "not applicable" is not "missing"."""
        if (self.not_for and pairing.id in self.not_for) or not self.counted_in(year):
            return False
        if self.applies_to == Indicator.AppliesTo.EVERY:
            return True
        city = pairing.kind == Pairing.Kind.CITY
        return city == (self.applies_to == Indicator.AppliesTo.CITY)


# Picks from all indicators: what depends on several of them is quicker told than asked for.
Choice = Callable[[Collection[CountedIndicator]], Iterable[CountedIndicator]]


def family(code: str) -> Choice:
    """The indicator, what it is a part of, and what is a part of it."""

    def chosen(every: Collection[CountedIndicator]) -> Iterable[CountedIndicator]:
        above = {up for one in every if one.code == code for up in (one.part_of, one.sums_to)}
        return [
            one
            for one in every
            if code in (one.code, one.part_of, one.sums_to) or one.code in above
        ]

    return chosen


def _versions(**condition: Any) -> QuerySet:
    """Each version of an indicator, the oldest first, in the catalogue's order."""
    rows = IndicatorVersion.objects.filter(**condition)
    ordered = rows.order_by("indicator__position", "indicator__code", "valid_from")
    return ordered.values_list(*_COLUMNS)


@Prepared
def _every_version() -> QuerySet:
    return _versions()


@Prepared
def _versions_of(codes: Collection[str]) -> QuerySet:
    return _versions(indicator__code__in=codes)


def indicators_in_force(
    day: datetime.date, wanted: Iterable[Indicator | str] | Q | Choice | None
) -> tuple[CountedIndicator, ...]:
    """The wanted indicators, or all of the day's year, in the catalogue's order.

    A `Q` over `Indicator` chooses within the same statement, a `Choice` from all of them. One
    statement: milestones and exceptions come as further rows of the same version.
    """
    codes = None
    if isinstance(wanted, Q):
        rows: Iterable[tuple] = _versions(indicator__in=Indicator.objects.filter(wanted))
    elif wanted is None or callable(wanted):
        rows = _every_version()
    else:
        codes = {str(getattr(one, "code", one)) for one in wanted}
        rows = _versions_of(codes)
    chosen: dict[int, CountedIndicator] = {}
    for *columns, month, share, exception in rows:
        pk, valid_from = columns[0], columns[1]
        known = chosen.get(pk)
        if known is None or (known.version_from != valid_from and valid_from <= day):
            known = chosen[pk] = CountedIndicator(*columns)
        if exception is not None:
            known.not_for.add(exception)
        if month is not None and known.version_from == valid_from:
            known.milestones[month] = share
    _refuse_unknown(codes, chosen)
    if codes is not None:
        return tuple(chosen.values())
    picked = wanted(chosen.values()) if callable(wanted) else chosen.values()
    return tuple(one for one in picked if one.counted_in(day.year))


def definitions_of(code: str) -> list[CountedIndicator]:
    """Every definition of an indicator, the oldest first; without milestones. One statement."""
    found: dict[datetime.date, CountedIndicator] = {}
    for *columns, _month, _share, exception in _versions_of([code]):
        known = found.setdefault(columns[1], CountedIndicator(*columns))
        if exception is not None:
            known.not_for.add(exception)
    if not found:
        raise LookupError(f"No such indicator: {code}")
    return list(found.values())


def _refuse_unknown(codes: set[str] | None, chosen: Mapping[int, CountedIndicator]) -> None:
    unknown = (codes or set()) - {one.code for one in chosen.values()}
    if unknown:
        raise LookupError(f"No such indicator: {', '.join(sorted(map(str, unknown)))}")

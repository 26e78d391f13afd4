"""What the database knows: visible figures, targets in force, published readings.

Three statements, whatever the number of pairings. Figures come as light tuples by SQL:
hundreds of thousands of model instances would cost more than everything else together.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from cooperation.models import PublishedReading, Target
from cooperation.prepared import Prepared
from cooperation.progress import Given

Key = tuple[int, int]  # pairing, indicator
Years = dict[int, dict[int, Given]]  # year → month → what was given


class Reading(NamedTuple):
    """A published figure, as light as the board needs it."""

    id: int
    pairing_id: int
    indicator_id: int
    whole: bool
    value: Decimal
    basis: str
    cutoff: datetime.date
    exactness: str
    published_on: datetime.date | None
    note: str


class Agreed(NamedTuple):
    """The target that counts, with the document it stands in."""

    value: Decimal
    document_no: str
    in_force_from: datetime.date


@dataclass(frozen=True, slots=True)
class Horizon:
    """What may be known: until the end of a day (None = now), approved figures only or all.

    until: a moment of that day instead of its end; what was recorded at it is not known yet.
    """

    as_of: datetime.date | None = None
    approved_only: bool = False
    until: datetime.datetime | None = None

    @property
    def moment(self) -> datetime.datetime | None:
        """The first moment that is no longer known, in the offices' time zone."""
        if self.until is not None or self.as_of is None:
            return self.until
        if self.as_of == datetime.date.max:
            return None
        following = self.as_of + datetime.timedelta(days=1)
        return datetime.datetime.combine(
            following, datetime.time.min, timezone.get_default_timezone()
        )


# The newest submission of each report that is approved, or still awaits its review. One that
# was returned or withdrawn by then never shows, and the approved one before it shows again.
# standing: 0 awaits its review, 1 approved, 2 approved and being corrected.
# The CROSS JOIN keeps SQLite, which has no statistics, from the wrong order; the month as a
# text spares it a conversion per row.
_VISIBLE = """
WITH shown AS MATERIALIZED (
  SELECT id, pairing_id, month, standing FROM (
    SELECT s.id, r.pairing_id, r.month || '' AS month,
           CASE WHEN v.decision IS NULL THEN 0 WHEN EXISTS (
             SELECT 1 FROM cooperation_review o
             WHERE o.submission_id = s.id AND o.decision = 'reopened' {o_known}
           ) THEN 2 ELSE 1 END AS standing,
           ROW_NUMBER() OVER (PARTITION BY s.report_id ORDER BY s.number DESC) AS place
    FROM cooperation_monthlyreport r
    JOIN cooperation_submission s ON s.report_id = r.id {s_known}
    LEFT JOIN cooperation_review v ON v.submission_id = s.id
         AND v.decision IN ('approved', 'returned', 'withdrawn') {v_known}
    WHERE r.pairing_id IN ({pairings}) AND r.month BETWEEN %s AND %s
      AND {sector} IN ({sectors}) AND {shows}
  ) numbered WHERE place = 1
)
SELECT shown.pairing_id, f.indicator_id, shown.month, f.basis, f.value, shown.standing
FROM shown CROSS JOIN cooperation_figure f
WHERE f.submission_id = shown.id AND f.indicator_id IN ({indicators}) AND f.value IS NOT NULL
"""
_SHOWS = "(v.decision IS NULL OR v.decision = 'approved')"
_SHOWS_APPROVED = "v.decision = 'approved'"


def visible_figures(
    pairings: Collection[int],
    indicators: Collection[int],
    sectors: Collection[str],
    first: datetime.date,
    last: datetime.date,
    horizon: Horizon,
) -> dict[Key, Years]:
    """The figures that show, of the months from `first` to `last`: one statement."""
    figures: dict[Key, Years] = {}
    if not pairings or not indicators or first > last:
        return figures
    sql, params = _statement(pairings, indicators, sectors, first, last, horizon)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    months: dict[str, tuple[int, int]] = {}
    values: dict[Any, Decimal] = {}  # many counts are alike; a look-up is cheaper
    for pairing, indicator, day, basis, value, standing in rows:
        year, month = months.get(day) or months.setdefault(day, (int(day[:4]), int(day[5:7])))
        number = values.get(value)
        if number is None:
            number = values[value] = exact(value)
        given = Given(month, basis, number, standing > 0, standing == 2)
        years = figures.get((pairing, indicator))
        if years is None:
            years = figures[pairing, indicator] = {}
        known = years.get(year)
        if known is None:
            years[year] = {month: given}
        else:
            known[month] = given
    return figures


def exact(value: Any) -> Decimal:
    """A figure as it went in: SQLite hands out floats, 15 digits of which are true."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) or value.is_integer():
        return Decimal(int(value))
    return round(Decimal(f"{value:.15g}"), 4)


def _statement(
    pairings: Collection[int],
    indicators: Collection[int],
    sectors: Collection[str],
    first: datetime.date,
    last: datetime.date,
    horizon: Horizon,
) -> tuple[str, list]:
    moment = horizon.moment
    known = [connection.ops.adapt_datetimefield_value(moment)] * 3 if moment else []
    adapt = connection.ops.adapt_datefield_value
    sql = _VISIBLE.format(
        **{f"{alias}_known": f"AND {alias}.at < %s" if moment else "" for alias in "osv"},
        shows=_SHOWS_APPROVED if horizon.approved_only else _SHOWS,
        # Without statistics SQLite would take an index of four values for the better one.
        sector="r.sector || ''" if connection.vendor == "sqlite" else "r.sector",
        pairings=_places(pairings),
        sectors=_places(sectors),
        indicators=_places(indicators),
    )
    return sql, [*known, *pairings, adapt(first), adapt(last), *sectors, *indicators]


def _places(values: Collection) -> str:
    return ", ".join(["%s"] * len(values))


def targets_in_force(
    pairings: Collection[int],
    indicators: Collection[int],
    year: int,
    last: datetime.date,
    horizon: Horizon,
) -> dict[Key, Agreed]:
    """The newest target of the year in force by a day; a later record of that day wins.

    One that was withdrawn is none.
    """
    rows = _target_rows(set(pairings), set(indicators), year, last, horizon.moment)
    found: dict[Key, Agreed | None] = {}
    for pairing, indicator, value, number, since in rows:
        agreed = None if value is None else Agreed(value, number, since)
        found[pairing, indicator] = agreed
    return {key: target for key, target in found.items() if target is not None}


@Prepared
def _target_rows(
    pairings: set[int],
    indicators: set[int],
    year: int,
    last: datetime.date,
    moment: datetime.datetime | None,
) -> QuerySet:
    rows = Target.objects.filter(
        pairing__in=pairings, indicator__in=indicators, year=year, in_force_from__lte=last
    )
    if moment:
        rows = rows.filter(recorded_at__lt=moment)
    return rows.order_by("in_force_from", "recorded_at", "pk").values_list(
        "pairing_id", "indicator_id", "value", "document_no", "in_force_from"
    )


def published_readings(
    pairings: Collection[int],
    indicators: Collection[int],
    last: datetime.date,
    horizon: Horizon,
) -> dict[tuple[int, int, bool], list[Reading]]:
    """Readings with a cut-off until a day; unknown before they were published.

    Asked for a moment: also unknown before they were entered here. A day is looked back at with
    all that is known of it by now; a moment is what somebody printed and must not change.
    """
    rows = _reading_rows(set(pairings), set(indicators), last, horizon.as_of, horizon.until)
    readings: dict[tuple[int, int, bool], list[Reading]] = defaultdict(list)
    for reading in map(Reading._make, rows):
        readings[reading.pairing_id, reading.indicator_id, reading.whole].append(reading)
    return readings


@Prepared
def _reading_rows(
    pairings: set[int],
    indicators: set[int],
    last: datetime.date,
    as_of: datetime.date | None,
    until: datetime.datetime | None,
) -> QuerySet:
    rows = PublishedReading.objects.filter(
        pairing__in=pairings, indicator__in=indicators, cutoff__lte=last
    )
    if as_of:
        known_from = Coalesce(F("published_on"), F("cutoff"))
        rows = rows.annotate(known_from=known_from).filter(known_from__lte=as_of)
    if until:
        rows = rows.filter(recorded_at__lt=until)
    return rows.order_by("cutoff", "pk").values_list(*Reading._fields)

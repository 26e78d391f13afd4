"""Figures that show, kept by year: of large programmes the scoreboard reads these, not the facts.

One row holds twelve months, so a nation's two years are twenty thousand short texts instead of
half a million rows to join and to number. They hold what `visible_figures` answers for now and
nothing that was worked out from it: what is counted, owed and covered is decided on the way
out, as ever. Whoever releases figures calls `refresh` in the same transaction;
`manage.py rollup` makes all of them anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from cooperation.bulk import insert
from cooperation.models import Basis, Indicator, MonthlyReport, Pairing, Programme, VisibleYear
from cooperation.prepared import Prepared
from cooperation.progress import Given
from cooperation.scoreboard.facts import Horizon, Key, Years, visible_figures

BATCH = 2000
# So many pairings are worked out at once when a whole programme is made anew.
PAIRINGS = 50
# A pairing and a year.
PairingYear = tuple[int, int]

_MEANINGS = [
    (basis, approved, correcting)
    for basis in Basis.values
    for approved, correcting in ((False, False), (True, False), (True, True))
]
_LETTERS = dict(zip(_MEANINGS, "abcdefghi", strict=True))
_MEANING = {letter: meaning for meaning, letter in _LETTERS.items()}


def packed(figures: dict[int, Given] | None) -> str:
    """A year's figures as a text; empty where nothing was given."""
    if not figures:
        return ""
    places = [""] * 12
    for month, given in figures.items():
        letter = _LETTERS[given.basis, given.approved, given.correcting]
        places[month - 1] = f"{letter}{given.value:f}"
    return ",".join(places)


# What a place of a month says, kept while one board is read: many counts are alike.
Known = list[dict[str, Given]]


def none_known() -> Known:
    """Nothing yet, month by month."""
    return [{} for _month in range(13)]


def unpacked(
    text: str, first: int = 1, last: int = 12, known: Known | None = None
) -> dict[int, Given]:
    """The figures in a text, of the months from `first` to `last`; `known` spares those alike."""
    figures = {}
    for month, place in enumerate(text.split(",")[:last], 1):
        if not place or month < first:
            continue
        given = known[month].get(place) if known else None
        if given is None:
            basis, approved, correcting = _MEANING[place[0]]
            given = Given(month, basis, Decimal(place[1:]), approved, correcting)
            if known:
                known[month][place] = given
        figures[month] = given
    return figures


@Prepared
def _kept_rows(
    pairings: set[int], indicators: set[int], first: int, last: int, approved_only: bool
) -> QuerySet:
    text = Coalesce("approved", "shown") if approved_only else F("shown")
    return VisibleYear.objects.filter(
        pairing__in=pairings, indicator__in=indicators, year__range=(first, last)
    ).values_list("pairing_id", "indicator_id", "year", text)


def kept_figures(
    pairings: Collection[int],
    indicators: Collection[int],
    first: datetime.date,
    last: datetime.date,
    approved_only: bool,
) -> dict[Key, Years]:
    """What `visible_figures` answers for now, from what is kept: one statement."""
    figures: dict[Key, Years] = {}
    if not pairings or not indicators or first > last:
        return figures
    rows = _kept_rows(set(pairings), set(indicators), first.year, last.year, approved_only)
    # One pairing's counts are seldom alike.
    known = none_known() if len(pairings) > 1 else None
    for pairing, indicator, year, packed_year in rows:
        begin = first.month if year == first.year else 1
        end = last.month if year == last.year else 12
        found = unpacked(packed_year, begin, end, known) if packed_year else None
        if not found:
            continue
        years = figures.get((pairing, indicator))
        if years is None:
            years = figures[pairing, indicator] = {}
        years[year] = found
    return figures


# --- keeping them --------------------------------------------------------------------------------


def refresh(programmes: Collection[int], changed: Iterable[PairingYear]) -> None:
    """Keep the years of some pairings anew, inside the transaction that released their figures.

    Call it after the programmes' data version was raised: that lets one release at a time go
    on, so that the facts read here are those of all releases before. Does nothing (one
    statement) for programmes that keep no years.
    """
    kept = Programme.objects.filter(pk__in=programmes, rolled_up=True)
    # In no order: theirs is by their programme, and in a transaction that releases a thousand
    # times each joined row of it would be looked for among a thousand versions.
    own = Pairing.objects.filter(programme__in=kept).order_by()
    pairings = set(own.values_list("pk", flat=True))
    by_year: dict[int, set[int]] = {}
    for pairing, year in changed:
        if pairing in pairings:
            by_year.setdefault(year, set()).add(pairing)
    for year, some in by_year.items():
        rows = VisibleYear.objects.filter(pairing__in=some, year=year)
        rows._raw_delete(rows.db)
        VisibleYear.objects.bulk_create(_rows(some, (year, year)), batch_size=BATCH)


def rebuild(programme: Programme) -> int:
    """Keep a programme's years from now on, made anew from its facts; how many rows there are."""
    with transaction.atomic():
        # No release in between: each raises the data version of this row.
        Programme.objects.select_for_update().get(pk=programme.pk)
        rows = VisibleYear.objects.filter(pairing__programme=programme)
        rows._raw_delete(rows.db)
        made = 0
        for row in _in_batches(programme_rows(programme)):
            made += len(insert(VisibleYear, row))
        Programme.objects.filter(pk=programme.pk).update(rolled_up=True)
        programme.rolled_up = True
    return made


def programme_rows(programme: Programme) -> Iterator[VisibleYear]:
    """The rows that a programme's facts call for."""
    pairings = list(programme.pairings.order_by("pk").values_list("pk", flat=True))
    reports = MonthlyReport.objects.filter(pairing__programme=programme).order_by("month")
    first, last = reports.first(), reports.last()
    if first is None or last is None:
        return
    for start in range(0, len(pairings), PAIRINGS):
        yield from _rows(pairings[start : start + PAIRINGS], (first.month.year, last.month.year))


def _rows(pairings: Collection[int], years: tuple[int, int]) -> Iterator[VisibleYear]:
    indicators = dict(Indicator.objects.values_list("pk", "sector"))
    first, last = datetime.date(years[0], 1, 1), datetime.date(years[1], 12, 31)
    scope = pairings, list(indicators), set(indicators.values()), first, last
    shown = visible_figures(*scope, Horizon())
    approved = visible_figures(*scope, Horizon(approved_only=True))
    for pairing, indicator in sorted({*shown, *approved}):
        now, then = shown.get((pairing, indicator), {}), approved.get((pairing, indicator), {})
        for year in sorted({*now, *then}):
            text, checked = packed(now.get(year)), packed(then.get(year))
            yield VisibleYear(
                pairing_id=pairing,
                indicator_id=indicator,
                year=year,
                shown=text,
                approved=None if checked == text else checked,
            )


def _in_batches(rows: Iterator[VisibleYear]) -> Iterator[list[VisibleYear]]:
    batch: list[VisibleYear] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

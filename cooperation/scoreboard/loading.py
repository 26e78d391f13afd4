"""`scoreboard()`: one call, a handful of SQL statements, every number of a period.

Five statements: pairings, indicators, targets, figures (or the years kept of them), readings.
One more looks for older counts of a stock that somebody did not give for two years, and one
for citations when asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from cooperation import progress
from cooperation.models import Indicator, Pairing, Programme
from cooperation.prepared import Prepared
from cooperation.progress import newest_stock
from cooperation.scoreboard import facts
from cooperation.scoreboard.board import Board
from cooperation.scoreboard.catalogue import Choice, CountedIndicator, indicators_in_force
from cooperation.scoreboard.facts import Horizon, Key, Years
from cooperation.scoreboard.standings import Standings
from cooperation.scoreboard.years import kept_figures


def scoreboard(
    programme: Programme,
    year: int,
    through: int,
    pairings: Iterable[Pairing | str] | None = None,
    indicators: Iterable[Indicator | str] | Q | Choice | None = None,
    as_of: datetime.date | None = None,
    approved_only: bool = False,
    since: bool = True,
    history: bool = False,
    moment: datetime.datetime | None = None,
) -> Board:
    """The numbers of a programme from January to month `through` of a year.

    pairings, indicators: models, slugs or codes; None = all. Named pairings bring their rows
    only; the city pairing among them brings 市本级 and the total. LookupError for unknown ones.
    Of indicators also a `Q` over them or a `Choice` from all.
    as_of: what was known at the end of that day; moment: before a moment, so that what is
    recorded later on the same day stays out. approved_only: for readers outside.
    since=False leaves out the total since pairing, and with it the reading of closed years;
    history=True reads them all the same, for projections.
    """
    if not 1 <= through <= 12:
        raise ValueError("A year has the months 1 to 12.")
    pairings = None if pairings is None else list(pairings)
    if moment is not None:
        as_of = timezone.localdate(moment)
    horizon = Horizon(as_of, approved_only, moment)
    last = progress.month_end(year, through)
    everyone = _pairings(programme, pairings)
    city = next((p for p in everyone if p.kind == Pairing.Kind.CITY), None)
    shown = _shown(everyone, pairings, city, year, last, as_of)
    with_city = pairings is None or city in shown
    parts = [p for p in everyone if _counts(p, city) and _known(p, as_of)] if with_city else []
    counted = indicators_in_force(last, indicators)
    ids = [one.id for one in counted]
    pairing_ids = {p.pk for p in (*shown, *parts)}
    wanted = pairing_ids | ({city.pk} if with_city and city else set())
    first = datetime.date(programme.since.year if since or history else year - 1, 1, 1)
    standings = Standings(
        programme,
        city,
        parts,
        _figures(programme, pairing_ids, counted, first, last, horizon),
        facts.published_readings(wanted, ids, last, horizon),
    )
    board = Board(
        programme,
        year,
        through,
        as_of,
        approved_only,
        counted,
        tuple(p for p in shown if p is not city),
        city,
        with_city,
        with_city,
        since,
        since or history,
        standings,
        facts.targets_in_force(wanted, ids, year, last, horizon),
        moment,
    )
    if first > programme.since:
        fetch_older_counts(board, pairing_ids, first, horizon)
    return board


def _figures(
    programme: Programme,
    pairings: Collection[int],
    counted: Iterable[CountedIndicator],
    first: datetime.date,
    last: datetime.date,
    horizon: Horizon,
) -> dict[Key, Years]:
    """What shows: from the years kept, where the programme keeps them and no day is asked for."""
    counted = list(counted)
    ids = [one.id for one in counted]
    if programme.rolled_up and horizon.as_of is None:
        return kept_figures(pairings, ids, first, last, horizon.approved_only)
    sectors = {one.sector for one in counted}
    return facts.visible_figures(pairings, ids, sectors, first, last, horizon)


def _pairings(programme: Programme, wanted: Sequence[Pairing | str] | None) -> list[Pairing]:
    """The reporting pairings and the named ones, with their places: one statement.

    None at all where the caller has loaded what it names; the city alone brings others along.
    """
    loaded = [p for p in wanted or () if isinstance(p, Pairing) and _is_loaded(p, programme)]
    if wanted is not None and len(loaded) == len(wanted):
        return sorted(loaded, key=lambda pairing: (pairing.position, pairing.slug))
    slugs = {getattr(one, "slug", one) for one in wanted or ()}
    found = _reporting_or_named(programme.pk, slugs)
    unknown = slugs - {pairing.slug for pairing in found}
    if unknown:
        raise LookupError(f"No such pairing: {', '.join(sorted(map(str, unknown)))}")
    return found


@Prepared
def _reporting_or_named(programme: int, slugs: Collection[str]) -> QuerySet[Pairing]:
    wanted = Q(reports=True) | Q(kind=Pairing.Kind.CITY) | Q(slug__in=slugs)
    found = Pairing.objects.filter(wanted, programme=programme)
    return found.with_ends().order_by("position", "slug")


def _is_loaded(one: Pairing, programme: Programme) -> bool:
    """Whether a pairing below the city is here with its places."""
    return (
        one.programme_id == programme.pk
        and one.kind != Pairing.Kind.CITY
        and {"east_place", "west_place"} <= one._state.fields_cache.keys()
    )


def _shown(
    everyone: Sequence[Pairing],
    wanted: Iterable[Pairing | str] | None,
    city: Pairing | None,
    year: int,
    last: datetime.date,
    as_of: datetime.date | None,
) -> list[Pairing]:
    if wanted is not None:
        slugs = {getattr(one, "slug", one) for one in wanted}
        return [pairing for pairing in everyone if pairing.slug in slugs]
    begin = datetime.date(year, 1, 1)
    return [
        pairing
        for pairing in everyone
        if _counts(pairing, city)
        and _known(pairing, as_of)
        and (pairing.since is None or pairing.since <= last)
        and (pairing.until is None or pairing.until > begin)
    ]


def _counts(pairing: Pairing, city: Pairing | None) -> bool:
    """Whether it counts in the total: 市本级 and the reporting pairings right below it."""
    below = city is not None and pairing.parent_id == city.pk
    return pairing.reports and (pairing == city or below)


def _known(pairing: Pairing, as_of: datetime.date | None) -> bool:
    return as_of is None or pairing.since is None or pairing.since <= as_of


def fetch_older_counts(
    board: Board, pairing_ids: set[int], first: datetime.date, horizon: Horizon
) -> None:
    """Counts of stocks from before the years fetched, for those that need them."""
    known, year = board.standings, board.year - 1
    pairings = [p for p in {*known.parts, *board.pairings} if p.pk in pairing_ids and p.reports]
    lacking = {
        (pairing.pk, one.id)
        for one in board.indicators
        if one.is_stock
        for pairing in pairings
        if one.applies(pairing, year) or one.applies(pairing, board.year)
        if not newest_stock(known.figures.get((pairing.pk, one.id), {}), year, board.through)
    }
    if not lacking:
        return
    lacked = {one for _, one in lacking}
    older = _figures(
        board.programme,
        {pk for pk, _ in lacking},
        [one for one in board.indicators if one.id in lacked],
        board.programme.since.replace(day=1),
        first - datetime.timedelta(days=1),
        horizon,
    )
    for key in lacking & older.keys():
        known.figures.setdefault(key, {}).update(older[key])

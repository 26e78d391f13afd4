"""Restated figures: what was presented at a moment and is another value now.

*Presented* is the scoreboard as known at the moment `since` (of the newest sealed pack of the
last meeting, else the end of the meeting's day), up to the period presented then. *Restated* is
the visible figure of a month, an indicator and a pairing that is another one on the board given
(or counts something else: the month, the year so far), is no longer there, or was not there
then; a published number in whose place reports stand, or that came late; and a target of the
board's year that is another one. Looked at are the months presented of the board's year, and the
year before, all twelve, as the columns of the last year show them: its corrections move nothing
in this year's totals, save the count of a stock that still stands. Later months are progress,
not restatements: they are one amount, so that everything adds up from then to now.

What a line did to the total is told by exchanging the figures one by one in the order of the
months. So where the year to date was corrected, the effect lies at the month whose figure the
total is read from, and a late month that a later year to date contained already did nothing.
The bridges of the dashboard cut elsewhere, at the newest month of each pairing's own number
then; a meeting cuts at the period it presented, so that late and new are the same for all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.bridge import TARGET
from cooperation.meetings.restated.differences import (
    ZERO,
    Difference,
    changed_targets,
    differences,
    whole_city,
)
from cooperation.meetings.restated.effects import Effect, effect_of
from cooperation.meetings.restated.presented import Period, day_ended, presented_at
from cooperation.meetings.restated.reasons import NO_ORIGIN, Origin, Reasons, target_origins
from cooperation.models import Pairing
from cooperation.scoreboard import Board, CountedIndicator, scoreboard
from cooperation.scoreboard.facts import Horizon


@dataclass(frozen=True, slots=True)
class Line:
    """One restated value: what it was, what it is, who says so and why, what it did.

    kind: as a step of a bridge (`bridge.CORRECTED` and so on). pairing: None for the whole
    city. month: its first day; None for what belongs to no month, then `year` tells. units:
    effect on the indicator's total, or on the one pairing's number; points: the same of a
    headline indicator in hundredths of the target, None where completion is unknown.
    """

    kind: str
    pairing: Pairing | None
    indicator: CountedIndicator
    year: int
    month: datetime.date | None
    old: Decimal | None
    new: Decimal | None
    basis_old: str
    basis_new: str
    units: Decimal
    points: Decimal | None
    origin: Origin = NO_ORIGIN

    @property
    def place(self) -> str:
        """Whose figure it is, in the active language. A target of the city is the whole city's."""
        if self.pairing is None or (self._is_city and self.kind == TARGET):
            return _("Whole city")
        return _("City level") if self._is_city else self.pairing.name

    @property
    def _is_city(self) -> bool:
        return self.pairing is not None and self.pairing.kind == Pairing.Kind.CITY

    @property
    def reason(self) -> str:
        """As it was given for a correction that is approved, or for a target."""
        return self.origin.reason

    @property
    def reason_kind(self) -> str:
        """A `CorrectionKind`, or the `Review.Decision` that took it back."""
        return self.origin.reason_kind

    @property
    def by(self) -> str:
        """Display name of the account that handed it in, took it back or recorded it."""
        return self.origin.by

    @property
    def office(self) -> str:
        """The account's office, else the end of the pairing whose report it is."""
        if self.origin.office or self.pairing is None:
            return self.origin.office
        ends = {"east": self.pairing.east_name, "west": self.pairing.west_name}
        return ends.get(self.origin.side, "")

    @property
    def side(self) -> str:
        """east or west; empty for what is no report's."""
        return self.origin.side

    @property
    def at(self) -> datetime.datetime | None:
        """When."""
        return self.origin.at

    @property
    def approved_by(self) -> str:
        """Display name of who approved it; empty while it waits."""
        return self.origin.approved_by

    @property
    def approved_at(self) -> datetime.datetime | None:
        """When it was approved."""
        return self.origin.approved_at

    @property
    def submission_then_id(self) -> int | None:
        """The submission that showed then."""
        return self.origin.submission_then_id

    @property
    def submission_now_id(self) -> int | None:
        """The submission that shows now."""
        return self.origin.submission_now_id


@dataclass(frozen=True, slots=True)
class Restatement:
    """What is restated between a moment and a board.

    since: the first moment that was not known then. period: what was presented then. lines: in
    the board's order of indicators and pairings, oldest month first. effects: one per headline
    indicator (and pairing, on a board without the city), also where nothing moved. compared: how
    many figures of then were looked at.
    """

    board: Board
    since: datetime.datetime
    period: Period
    lines: tuple[Line, ...]
    effects: tuple[Effect, ...]
    compared: int

    @property
    def nothing(self) -> bool:
        """Whether all figures presented then still stand."""
        return not self.lines

    @property
    def new_months(self) -> tuple[datetime.date, ...]:
        """The months of the board's year that were not presented then."""
        same = self.period.year == self.board.year
        first = self.period.through + 1 if same else 1
        return tuple(
            datetime.date(self.board.year, month, 1)
            for month in range(first, self.board.through + 1)
        )


def restated(
    board: Board, since: datetime.datetime, presented: tuple[int, int] | None = None
) -> Restatement:
    """What of the figures presented at a moment is another one on the board.

    presented: year and month of the period then, where the caller knows it. A board of the whole
    city, or of pairings; its own moment is "now". A fixed number of statements.
    """
    period = Period(*presented) if presented else presented_at(board, since)
    period = min(period, Period(board.year, board.through))
    then = _board_then(board, since, period)
    found = list(_found(then, board, period))
    lines = _Lines(board, since, then, found, period)
    return Restatement(
        board,
        since,
        period,
        tuple(lines.line(one) for one in found),
        tuple(lines.effects.values()),
        _compared(then, board, period),
    )


def _board_then(board: Board, since: datetime.datetime, period: Period) -> Board:
    # The end of a day is asked for as that day, so that published figures go by their publication:
    # nothing was sealed then.
    day = day_ended(since)
    return scoreboard(
        board.programme,
        *period,
        pairings=None if board.with_city else board.pairings,
        indicators=[one.code for one in board.indicators],
        approved_only=board.approved_only,
        since=False,
        as_of=day,
        moment=None if day else since,
    )


def _pairings(then: Board, now: Board) -> list[Pairing]:
    known = {p.pk: p for p in (*then.standings.parts, *now.standings.parts, *now.pairings)}
    return sorted(known.values(), key=lambda one: (one.position, one.slug))


def _found(then: Board, now: Board, period: Period) -> Iterator[Difference]:
    """Indicator by indicator: the targets, the published total, then the pairings' figures."""
    targets = changed_targets(then, now) if period.year == now.year else []
    pairings = _pairings(then, now)
    order = {pairing.pk: number for number, pairing in enumerate(pairings)}
    targets.sort(key=lambda one: order.get(one.pairing.pk, -1) if one.pairing else -1)
    for indicator in now.indicators:
        yield from (one for one in targets if one.indicator is indicator)
        months = [
            one
            for pairing in pairings
            for one in differences(then, now, pairing, indicator, period)
        ]
        whole = whole_city(then, now, indicator, period) if now.with_city else None
        if whole and (whole.old, whole.basis_old) != (whole.new, whole.basis_new):
            yield whole if _goes_on(indicator, now, period) else replace(whole, units=ZERO)
        for one in months:
            # A published total is not the sum of the pairings: their figures did nothing to it.
            moved = whole is None and _goes_on(indicator, now, period)
            yield one if moved else replace(one, units=ZERO)


def _goes_on(indicator: CountedIndicator, now: Board, period: Period) -> bool:
    """Whether the number presented is the beginning of now's: a flow begins anew each year."""
    return indicator.is_stock or period.year == now.year


class _Lines:
    """Lines made of differences, with their effects and origins."""

    def __init__(
        self,
        board: Board,
        since: datetime.datetime,
        then: Board,
        found: list[Difference],
        period: Period,
    ):
        until = board.moment or Horizon(board.as_of).moment
        self.reasons = Reasons.of(found, since, until, board.approved_only)
        targets = [one for one in found if one.kind == TARGET]
        self.targets = target_origins(board, targets, until)
        self.effects: dict[tuple[int | None, str], Effect] = {}
        for indicator in (one for one in board.indicators if one.headline):
            for pairing in [None] if board.with_city else board.pairings:
                key = pairing.pk if pairing else None, indicator.code
                own = [one for one in found if self._key(board, one) == key]
                self.effects[key] = effect_of(then, board, indicator, pairing, period, own)
        self.board = board

    @staticmethod
    def _key(board: Board, one: Difference) -> tuple[int | None, str]:
        whole = board.with_city or one.pairing is None
        return None if whole else one.pairing.pk, one.indicator.code

    def line(self, one: Difference) -> Line:
        """With its points, where it moved a headline indicator."""
        effect = self.effects.get(self._key(self.board, one))
        pairing = one.pairing
        origin = self.reasons.origin(one)
        if one.kind == TARGET and pairing:
            origin = self.targets.get((pairing.pk, one.indicator.id), NO_ORIGIN)
        return Line(
            one.kind,
            pairing,
            one.indicator,
            one.year,
            one.first_day,
            one.old,
            one.new,
            one.basis_old,
            one.basis_new,
            one.units,
            effect.points_of(one) if effect else None,
            origin,
        )


def _compared(then: Board, board: Board, period: Period) -> int:
    """How many figures of then were compared: of the months presented, and the year before."""
    return sum(
        1
        for years in then.standings.figures.values()
        for year, months in years.items()
        if year >= board.year - 1
        for month in months
        if (year, month) <= period
    )

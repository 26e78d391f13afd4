"""Bridges between two boards: the same indicator as it was known then and as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cooperation.bridge import NEW, PRESS, Bridge, End, Part, Seen, bridge, split
from cooperation.models import Pairing
from cooperation.scoreboard import Board, CountedIndicator, Row, Standing
from cooperation.scoreboard.rows import OWN, PAIRING, TOTAL

NOTHING = Standing()


@dataclass(frozen=True, slots=True)
class Crossing:
    """One indicator of the city or of one pairing, then and now, with the bridge between.

    then: None where the year had not begun or the board of then does not know the row. Keys of
    the steps: on the city's bridge the pairing, on a pairing's the month of what is new.
    """

    then: Row | None
    now: Row
    bridge: Bridge

    @property
    def from_zero(self) -> bool:
        """Whether the year to date began after `then`, so that it starts at nothing."""
        return self.then is None


def city_crossing(then: Board, now: Board, code: str) -> Crossing:
    """The whole city's, step by step the pairings that its total adds up.

    A published total is not made of them: then the whole way is one step.
    """
    indicator = now.indicator(code)
    new, old = now.row(TOTAL, None, code), _row(then, now, TOTAL, None, code)
    if new.reading or (old and old.reading):
        parts = _whole(old, new)
    else:
        known = {p.pk: p for p in (*then.standings.parts, *now.standings.parts)}
        ordered = sorted(known.values(), key=lambda p: (p.position, p.slug))
        parts = [part for p in ordered for part in _parts(then, now, indicator, p, bool(old))]
    return Crossing(old, new, bridge(_end(old, new), _now(new), parts))


def pairing_crossing(then: Board, now: Board, code: str, pairing: Pairing) -> Crossing:
    """One pairing's own (on the city pairing 市本级), step by step the months that are new."""
    kind = OWN if now.city and now.city.pk == pairing.pk else PAIRING
    new = now.row(kind, pairing.pk, code)
    old = _row(then, now, kind, pairing.pk, code)
    found = _parts(then, now, new.indicator, pairing, bool(old))
    parts = [part._replace(key=None) for part in found if part.kind != NEW]
    added = sum((part.units for part in found if part.kind == NEW), Decimal(0))
    if added or any(part.kind != PRESS for part in found):
        months = [] if new.indicator.is_stock else list(_months(old, now, new))
        parts += months or [Part(None, NEW, added)] * bool(added)
    return Crossing(old, new, bridge(_end(old, new), _now(new), parts))


def _row(then: Board, now: Board, kind: str, pairing_id: int | None, code: str) -> Row | None:
    """The row of then; none of another year for what is counted from January on."""
    try:
        row = then.row(kind, pairing_id, code)
    except KeyError:
        return None
    return row if row.indicator.is_stock or then.year == now.year else None


def _end(old: Row | None, new: Row) -> End:
    """The bridge's beginning; a year to date that had not begun is nothing, not unknown."""
    if old is None:
        start = None if new.indicator.is_stock or new.ytd is None else Decimal(0)
        return End(start, new.target)
    return End(old.ytd, old.target)


def _now(new: Row) -> End:
    return End(new.ytd, new.target)


def _whole(old: Row | None, new: Row) -> list[Part]:
    units = (new.ytd or Decimal(0)) - ((old.ytd if old else None) or Decimal(0))
    return [Part(None, PRESS, units)] if units else []


def _parts(
    then: Board, now: Board, indicator: CountedIndicator, pairing: Pairing, began: bool
) -> list[Part]:
    """What one pairing brought. began: whether the board of then counts at all."""
    new = now.standings.of(pairing, indicator, now.year, now.through)
    old = NOTHING
    if began and (pairing in then.standings.parts or pairing in then.pairings):
        old = then.standings.of(pairing, indicator, then.year, then.through)
    again = _again(then, now, indicator, pairing, old)
    return [Part(pairing, *one) for one in split(_seen(old), again, _seen(new))]


def _again(
    then: Board, now: Board, indicator: CountedIndicator, pairing: Pairing, old: Standing
) -> Seen:
    """The months that were in the earlier number, as they are known now."""
    if old.until is None:
        return Seen(None, 0)
    year, month = old.until.year, old.until.month
    same = now.standings.of(pairing, indicator, year, month)
    if same.ytd is None and year < now.year - 1:
        return _seen(old)  # an older count than the board has read: nothing is said against it
    if year < then.year:
        # Its coverage is that of its own year; the earlier number's is that of the year then.
        return Seen(same.ytd, old.covered)
    return _seen(same)


def _months(old: Row | None, now: Board, new: Row) -> Iterator[Part]:
    """What each later month added to the year to date."""
    first = old.now.until.month if old and old.now.until else 0
    before = Decimal(0)
    for month in range(max(first, 1), now.through + 1):
        stands = now.standings.of(new.pairing, new.indicator, now.year, month)
        # Until its offices gave anything, the press may stand here; it is no month's work.
        reached = stands.ytd if stands.source == "reported" else None
        reached = Decimal(0) if reached is None else reached
        if month > first and reached != before:
            yield Part(month, NEW, reached - before)
        before = reached


def _seen(standing: Standing) -> Seen:
    return Seen(standing.ytd, standing.covered, standing.source == "published")

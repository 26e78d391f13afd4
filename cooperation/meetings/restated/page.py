"""What the page of a meeting's changes shows, all texts ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.bridge import NEW, TARGET, End
from cooperation.formatting import (
    UNKNOWN,
    chinese,
    list_comma,
    months_text,
    number,
    percent,
    period_name,
    signed,
    year_name,
)
from cooperation.meetings.restated.effects import ORDER, Amount, Effect
from cooperation.meetings.restated.restatement import Restatement
from cooperation.meetings.restated.selection import Selection
from cooperation.meetings.restated.words import kind_word
from cooperation.waterfall import waterfall

END = "end"


@dataclass(frozen=True, slots=True)
class Moved:
    """One kind of change of a headline number: units, points; both empty where it moved nothing."""

    units: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """A line of the table of headline numbers: what was presented, what moved it, now."""

    name: str
    unit: str
    sector: str
    whose: str
    then: str
    then_completion: str
    moved: tuple[Moved, ...]
    now: str
    now_completion: str


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a bridge's table. css: the kind of step, or `end`."""

    name: str
    css: str
    drawing: SafeString
    units: str
    points: str
    value: str
    completion: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bridge of one headline number that restated figures moved."""

    effect: Effect
    in_points: bool
    steps: tuple[Step, ...]


def page_context(chosen: Selection) -> dict:
    """Everything but the table."""
    found = chosen.restatement
    return {
        "programme": chosen.meeting.programme,
        "meeting": chosen.meeting,
        "chosen": chosen,
        "found": found,
        "now_name": period_name(chosen.board.year, chosen.board.through),
        "scope": chosen.meeting.pairing.name if chosen.meeting.pairing else _("Whole city"),
        **(_compared(found) if found else {}),
    }


def _compared(found: Restatement) -> dict:
    kinds = [kind for kind in ORDER if any(kind in _kinds(one) for one in found.effects)]
    moved = [one for one in found.effects if _kinds(one) - {NEW}]
    return {
        "summary": summary(found),
        "then_name": period_name(*found.period),
        "looked_at": looked_at(found),
        "kinds": [kind_word(kind) for kind in kinds],
        "headlines": [_headline(one, kinds) for one in found.effects if _known(one)],
        "bridges": [_drawn(one) for one in moved],
        "new_months": new_months(found),
    }


def _kinds(effect: Effect) -> set[str]:
    return {one.kind for one in effect.amounts}


def _known(effect: Effect) -> bool:
    return effect.bridge.then.value is not None or effect.bridge.now.value is not None


def summary(found: Restatement) -> str:
    """How many figures are restated, of which kinds; or that all still stand."""
    if found.nothing:
        return _("All figures that were presented then still stand.")
    count = len(found.lines)
    first = ngettext(
        "%(count)d figure that was presented then is another one now",
        "%(count)d figures that were presented then are others now",
        count,
    ) % {"count": count}
    counts = {kind: sum(line.kind == kind for line in found.lines) for kind in ORDER}
    told = [f"{kind_word(kind)} {n}" for kind, n in counts.items() if n]
    moved = sum(bool(_kinds(one) - {NEW}) for one in found.effects)
    if not moved:
        last = _("no headline indicator moved by it")
    else:
        last = ngettext(
            "%(count)d headline indicator moved by it",
            "%(count)d headline indicators moved by it",
            moved,
        ) % {"count": moved}
    return _("%(count)s (%(kinds)s); %(moved)s.") % {
        "count": first,
        "kinds": list_comma().join(told),
        "moved": last,
    }


def looked_at(found: Restatement) -> str:
    """What was compared, so that an empty list says what it is empty of."""
    words = _(
        "Compared: %(figures)s monthly figures of %(before)s and %(period)s, the published "
        "figures of these periods, and the targets of %(year)s, as known then and as known now."
    )
    board = found.board
    return words % {
        "figures": number(found.compared),
        "before": year_name(board.year - 1),
        "period": period_name(*found.period),
        "year": year_name(board.year),
    }


def new_months(found: Restatement) -> str:
    """The months that came after those presented; empty where there are none."""
    months = [month.month for month in found.new_months]
    if not months:
        return ""
    return f"{year_name(found.board.year)}{'' if chinese() else ' '}{months_text(months)}"


def _headline(effect: Effect, kinds: list[str]) -> Headline:
    amounts = {one.kind: one for one in effect.amounts}
    indicator, bridge = effect.indicator, effect.bridge
    return Headline(
        indicator.name,
        indicator.unit,
        indicator.sector,
        effect.pairing.name if effect.pairing else "",
        number(bridge.then.value, indicator.decimals),
        _completion(bridge.then),
        tuple(_moved(effect, amounts.get(kind)) for kind in kinds),
        number(bridge.now.value, indicator.decimals),
        _completion(bridge.now),
    )


def _completion(end: End) -> str:
    return "" if end.completion is None else percent(end.completion)


def _moved(effect: Effect, amount: Amount | None) -> Moved:
    if amount is None:
        return Moved()
    units = "" if amount.kind == TARGET else signed(amount.units, effect.indicator.decimals)
    return Moved(units, "" if amount.points is None else signed(amount.points))


def _drawn(effect: Effect) -> Drawn:
    """In points of completion where both are known, else in units."""
    bridge = effect.bridge
    in_points = bridge.points is not None
    if in_points:
        start, end = bridge.then.completion, bridge.now.completion
    else:
        start, end = bridge.then.value, bridge.now.value
    lengths = [(one.points if in_points else one.units) or Decimal(0) for one in effect.amounts]
    drawings = waterfall(start or Decimal(0), lengths, end or Decimal(0))
    return Drawn(effect, in_points, tuple(_steps(effect, drawings)))


def _steps(effect: Effect, drawings: list[SafeString]) -> Iterator[Step]:
    bridge, places = effect.bridge, effect.indicator.decimals
    value = bridge.then.value or Decimal(0)
    completion = bridge.then.completion or Decimal(0)
    in_points = bridge.points is not None
    first, *between, last = drawings
    yield Step(
        _("Presented"), END, first, "", "", number(bridge.then.value, places),
        percent(bridge.then.completion),
    )  # fmt: skip
    for one, drawing in zip(effect.amounts, between, strict=True):
        value += one.units
        completion += one.points or Decimal(0)
        moved = _moved(effect, one)
        yield Step(
            kind_word(one.kind), one.kind, drawing, moved.units, moved.points,
            number(value, places), percent(completion) if in_points else UNKNOWN,
        )  # fmt: skip
    yield Step(
        _("Now"), END, last, "", "", number(bridge.now.value, places),
        percent(bridge.now.completion),
    )  # fmt: skip

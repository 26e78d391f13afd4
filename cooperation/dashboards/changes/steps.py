"""The steps of a bridge as they are printed: each with its drawing, units, points, and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import progress
from cooperation.bridge import CORRECTED, LATE, NEW, PRESS, TAKEN_BACK, TARGET, Step
from cooperation.dashboards.changes.crossing import Crossing
from cooperation.dashboards.changes.selection import Selection
from cooperation.dashboards.words import city_level
from cooperation.formatting import UNKNOWN, day, month_name, number, percent, period_name, signed
from cooperation.models import Pairing
from cooperation.waterfall import waterfall

PAST = (CORRECTED, LATE, TAKEN_BACK)
ORDER = (*PAST, PRESS, NEW, TARGET)
MOST = 40
# How the two ends are drawn; a step bears the name of its kind.
END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the bridge's table. css: the kind of step, or `end`.

    units, points: how far the step went; value, completion: where it arrived.
    """

    name: SafeString | str
    what: str
    css: str
    drawing: SafeString
    units: str
    points: str
    value: SafeString | str
    completion: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How far some steps together went."""

    name: SafeString | str
    what: str
    css: str
    units: Decimal
    points: Decimal | None


def kind_word(kind: str) -> str:
    """What a step is, in words."""
    return {
        CORRECTED: _("Corrected figures"),
        LATE: _("Months reported late"),
        TAKEN_BACK: _("Months taken back"),
        NEW: _("New months"),
        PRESS: _("Published figure"),
        TARGET: _("Change of the target"),
    }[kind]


def lines_of(chosen: Selection, crossing: Crossing) -> list[Line]:
    """The bridge from end to end; without completions it is drawn and told in units alone."""
    bridge, places = crossing.bridge, crossing.now.indicator.decimals
    in_points = bridge.points is not None
    amounts = _amounts(chosen, crossing)
    value = bridge.then.value or Decimal(0)
    completion = bridge.then.completion or Decimal(0)
    start, end = (completion, bridge.now.completion) if in_points else (value, bridge.now.value)
    drawings = waterfall(
        start,
        [(one.points if in_points else one.units) or Decimal(0) for one in amounts],
        end or Decimal(0),
    )
    lines = [_begin(chosen, crossing, drawings[0])]
    for one, drawing in zip(amounts, drawings[1:-1], strict=True):
        value += one.units
        completion += one.points or Decimal(0)
        lines.append(
            Line(
                one.name,
                one.what,
                one.css,
                drawing,
                "" if one.css == TARGET else signed(one.units, places),
                signed(one.points),
                number(value, places),
                percent(completion) if in_points else UNKNOWN,
            )
        )
    return [*lines, _finish(chosen, crossing, drawings[-1])]


def _amounts(chosen: Selection, crossing: Crossing) -> list[Amount]:
    """What stands on each line: a step, and at last the smallest ones together."""
    steps, rest = _ordered(crossing.bridge.steps)
    found = [
        Amount(_name(chosen, crossing, step), _what(step), step.kind, step.units, step.points)
        for step in steps
    ]
    if rest:
        words = ngettext("%(count)d smaller step", "%(count)d smaller steps", len(rest))
        points = progress.known_sum(step.points for step in rest)
        units = sum((step.units for step in rest), Decimal(0))
        last = len(found) - sum(step.kind == TARGET for step in steps)
        found.insert(last, Amount(words % {"count": len(rest)}, "", NEW, units, points))
    return found


def _ordered(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """First what became of the past, then what is new, the largest first, last the target; and
    the smallest of what is new where there are too many to read."""
    found = sorted(steps, key=lambda step: (ORDER.index(step.kind), _size(step)))
    if len(found) <= MOST:
        return found, []
    new = [step for step in found if step.kind == NEW]
    rest = new[max(MOST - (len(found) - len(new)) - 1, 0) :]
    return [step for step in found if step not in rest], rest


def _size(step: Step) -> Decimal:
    """Months stay in their order, pairings stand by what they brought."""
    return -abs(step.units) if isinstance(step.key, Pairing) else Decimal(0)


def _name(chosen: Selection, crossing: Crossing, step: Step) -> SafeString | str:
    if isinstance(step.key, Pairing):
        url = chosen.query(pairing=step.key.slug, indicator=crossing.now.indicator.code)
        return format_html('<a href="{}">{}</a>', url, pairing_name(step.key))
    if isinstance(step.key, int):
        return month_name(chosen.now.year, step.key)
    return kind_word(step.kind)


def _what(step: Step) -> str:
    return "" if step.key is None else kind_word(step.kind)


def pairing_name(pairing: Pairing) -> str:
    """市本级 for the city pairing, whose own figures they are."""
    return city_level() if pairing.kind == Pairing.Kind.CITY else pairing.name


def _begin(chosen: Selection, crossing: Crossing, drawing: SafeString) -> Line:
    """Where it stood; a year that had not begun stood at nothing."""
    then, row = crossing.bridge.then, crossing.then
    value: SafeString | str = number(then.value, crossing.now.indicator.decimals)
    if row is not None:
        value = chosen.origin.frame(chosen.frame).figure(row, value)
    what = _("%(period)s, as known on %(day)s") % {
        "period": period_name(chosen.origin.year, chosen.origin.through),
        "day": day(chosen.origin.day),
    }
    if crossing.from_zero:
        what = _("start of the year")
    return Line(_("Then"), what, END, drawing, "", "", value, percent(then.completion))


def _finish(chosen: Selection, crossing: Crossing, drawing: SafeString) -> Line:
    """Where it stands."""
    now, row = crossing.bridge.now, crossing.now
    value = chosen.frame.figure(row, number(now.value, row.indicator.decimals))
    what = period_name(chosen.now.year, chosen.now.through)
    return Line(_("Now"), what, END, drawing, "", "", value, percent(now.completion))

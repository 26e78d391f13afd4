"""The annex of restated figures as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import bridge, formatting
from cooperation.formatting import rounded
from cooperation.meetings.material import Material
from cooperation.meetings.workbook.annexes import Annex, Line
from cooperation.meetings.workbook.styles import Pen, number_format

if TYPE_CHECKING:
    from cooperation.meetings.restated import Line as RestatedLine
    from cooperation.meetings.restated import Restatement
    from cooperation.meetings.restated.effects import Effect


def write_restated(material: Material, pen: Pen, page: Worksheet) -> None:
    """Line by line what was another figure at the last meeting; then the effects."""
    restated = material.restated
    if restated is None:
        return
    annex = Annex(material, pen, page, (5, 26, 26, 10, 12, 12, 12, 9, 34, 26, 17))
    annex.head(
        _("Changes to figures since %(day)s")
        % {"day": formatting.day(timezone.localdate(restated.since))},
        [
            _("No."),
            _("Pairing"),
            _("Indicator"),
            _("Month"),
            _("Value then"),
            _("Value now"),
            _("Effect (units)"),
            _("Effect (points)"),
            _("Reason"),
            _("Recorded by"),
            _("Recorded at"),
        ],
    )
    nothing = _("All figures of the last meeting still stand.")
    annex.part(_("Restated figures"), map(_line, restated.lines), nothing)
    annex.part(_("Effect on the main indicators"), _effects(restated))


def _line(line: RestatedLine) -> Line:
    decimals = line.indicator.decimals
    month = formatting.day(line.month, "month") if line.month else formatting.year_name(line.year)
    who = " · ".join(part for part in (line.office, line.by) if part)
    at = f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}" if line.at else ""
    return [
        line.place,
        line.indicator.name,
        month,
        _number(line.old, decimals),
        _number(line.new, decimals),
        _number(line.units, decimals, signed=True),
        _number(line.points, 2, signed=True),
        line.reason,
        who,
        at,
    ]


def _effects(restated: Restatement) -> Iterator[Line]:
    """Of each the number then, what moved it by kind, and the number now: they add up."""
    for effect in restated.effects:
        place = effect.pairing.name if effect.pairing else _("Whole city")
        name, decimals = effect.indicator.name, effect.indicator.decimals
        then, now = effect.bridge.then.value, effect.bridge.now.value
        rest = [None, None, None, None, _("Presented at the last meeting")]
        yield [place, name, "", _number(then, decimals), *rest[:3], rest[4]]
        yield from _amounts(effect, place)
        rest[4] = _("As it stands now")
        yield [place, name, "", None, _number(now, decimals), *rest[:2], rest[4]]


def _amounts(effect: Effect, place: str) -> Iterator[Line]:
    for amount in effect.amounts:
        yield [
            place,
            effect.indicator.name,
            "",
            None,
            None,
            _number(amount.units, effect.indicator.decimals, signed=True),
            _number(amount.points, 2, signed=True),
            _kinds()[amount.kind],
        ]


def _kinds() -> dict[str, str]:
    return {
        bridge.CORRECTED: _("Corrected figures"),
        bridge.LATE: _("Months reported late"),
        bridge.TAKEN_BACK: _("Months taken back"),
        bridge.NEW: _("New months"),
        bridge.PRESS: _("Published figure"),
        bridge.TARGET: _("Change of the target"),
    }


def _number(value: Decimal | None, decimals: int, *, signed: bool = False) -> Any:
    """A number with its format; unknown is an empty cell."""
    if value is None:
        return None
    return rounded(value, decimals), number_format(decimals, signed=signed)

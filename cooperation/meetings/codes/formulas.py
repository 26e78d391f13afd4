"""A printed value with its unit, and how it comes about: the formula in words, then its numbers.

Every number is a field of the scoreboard's row; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.formatting import (
    UNKNOWN,
    day,
    month_label,
    month_name,
    number,
    percent,
    period_name,
    signed,
)
from cooperation.scoreboard import Row


class Told(NamedTuple):
    """What is told of a column: its name, the value as it is printed, the formula in words.

    numbers: the formula with its numbers, where there is one. coverage: the months behind it.
    """

    name: str
    value: str
    words: str
    numbers: str = ""
    coverage: str = ""


def told(row: Row, column: str) -> Told:
    """One of `text.COLUMNS` of a row."""
    return _COLUMNS[column](row)


def _figure(row: Row, value: Decimal | None) -> str:
    return number(value, row.indicator.decimals)


def _with_unit(row: Row, value: Decimal | None) -> str:
    return UNKNOWN if value is None else f"{_figure(row, value)} {row.indicator.unit}"


def _ytd(row: Row) -> Told:
    if row.reading:
        words = _("A published figure, up to %(day)s.") % {"day": day(row.cutoff)}
    elif row.indicator.is_stock:
        words = _("The newest count up to the end of the period: %(day)s.")
        words %= {"day": day(row.value_date)}
    elif row.kind == "total":
        words = _("The sum of what the city level and the pairings reported.")
    else:
        words = _("The newest reported year to date, and the months reported after it.")
    name = _("Latest count") if row.indicator.is_stock else _("Year to date")
    return Told(name, _with_unit(row, row.ytd), words, coverage=_coverage(row.covered, row.due))


def _coverage(covered: int | None, due: int | None) -> str:
    return f"{covered}/{due}" if due else ""


def _month(row: Row) -> Told:
    words = _("%(month)s alone: what was reported for the month, or what it adds to the sum.")
    name = _("This month")
    words %= {"month": month_name(row.year, row.through)}
    return Told(name, _with_unit(row, row.month), words)


def _target(row: Row) -> Told:
    name = _("Target of the year")
    if row.agreed is None:
        return Told(name, UNKNOWN, _("No target is recorded for this year."))
    since = _("In force from %(day)s") % {"day": day(row.agreed.in_force_from)}
    words = _("The newest target in force at the end of the period.")
    document = row.target_document
    words = " · ".join(part for part in (words, document, since) if part)
    return Told(name, _with_unit(row, row.target), words)


def _completion(row: Row) -> Told:
    words = _("year to date ÷ target of the year × 100, not capped")
    numbers = f"{_figure(row, row.ytd)} ÷ {_figure(row, row.target)} × 100"
    coverage = _coverage(row.covered, row.due)
    return Told(_("Completion"), percent(row.completion), words, numbers, coverage)


def _share(row: Row) -> Told:
    milestones = row.indicator.milestones
    if not milestones:
        words = _("the months that have passed ÷ the twelve months of the year")
        return Told(_("Share of the year"), percent(row.share), words, f"{row.through} ÷ 12")
    reached = [month for month in milestones if month <= row.through]
    words = _("milestone of %(month)s") % {"month": month_label(max(reached, default=row.through))}
    return Told(_("Share of the year"), percent(row.share), words)


def _pace(row: Row) -> Told:
    words = _("completion less the share of the year, in points, rounded once")
    numbers = f"{percent(row.completion)} − {percent(row.share)}"
    return Told(_("Against pace"), signed(row.pace_diff), words, numbers)


def _last_year(row: Row) -> Told:
    period = period_name(row.year - 1, row.through)
    coverage = _coverage(row.last_year_covered, row.last_year_due)
    value = _with_unit(row, row.last_year)
    return Told(_("Same time last year"), value, period, coverage=coverage)


def _change(row: Row) -> Told:
    words = _(
        "(year to date − same time last year) ÷ same time last year × 100, only where both years "
        "are complete"
    )
    now, last = _figure(row, row.ytd), _figure(row, row.last_year)
    value = UNKNOWN if row.change is None else f"{signed(row.change)}%"
    return Told(_("Change on last year"), value, words, f"({now} − {last}) ÷ {last} × 100")


def _since(row: Row) -> Told:
    words = _("the years since the pairing began, added up; “≥” where months are missing")
    value = _with_unit(row, row.since_pairing)
    if row.since_pairing is not None and row.since_partial:
        value = f"≥ {value}"
    coverage = _coverage(row.since_covered, row.since_due)
    return Told(_("Since pairing"), value, words, coverage=coverage)


def _needed(row: Row) -> Told:
    words = _("(target of the year − year to date) ÷ the months that are left")
    numbers = f"({_figure(row, row.target)} − {_figure(row, row.ytd)}) ÷ {12 - row.through}"
    return Told(_("Needed a month"), _with_unit(row, row.needed_per_month), words, numbers)


def _average(row: Row) -> Told:
    words = _("year to date ÷ the months behind it, only where none is missing")
    numbers = f"{_figure(row, row.ytd)} ÷ {row.through if row.kind == 'total' else row.due}"
    return Told(_("Average a month"), _with_unit(row, row.average_per_month), words, numbers)


def _subset_share(row: Row) -> Told:
    words = _("the number ÷ the number it is a part of × 100, where both cover the same months")
    whole = row.whole()
    numbers = f"{_figure(row, row.ytd)} ÷ {_figure(whole, whole.ytd)} × 100" if whole else ""
    return Told(_("Share of its whole"), percent(row.subset_share), words, numbers)


def _covered(row: Row) -> Told:
    words = _("how many of the monthly reports due are in the number")
    return Told(_("Months covered"), str(row.covered), words)


def _due(row: Row) -> Told:
    words = _("how many monthly reports were due for the period, of all places together")
    return Told(_("Months due"), str(row.due), words)


_COLUMNS: dict[str, Callable[[Row], Told]] = {
    "month": _month,
    "ytd": _ytd,
    "target": _target,
    "completion": _completion,
    "pace_diff": _pace,
    "last_year": _last_year,
    "change": _change,
    "since_pairing": _since,
    "needed_per_month": _needed,
    "covered": _covered,
    "due": _due,
    "share": _share,
    "average_per_month": _average,
    "subset_share": _subset_share,
}

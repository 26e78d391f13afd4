"""A chart in one sentence, and where its numbers come from: for those who do not see it.

The sentence repeats numbers that the scoreboard gave; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperation.dashboards.citations import brief_value
from cooperation.dashboards.words import coverage_words
from cooperation.formatting import brief, day, month_name, number, percent

Values = Sequence[Decimal | None]


def year_sentence(board, row, series, points: Sequence = ()) -> str:
    """The cumulative chart: where the year stands, against its target and the year before."""
    said = []
    if any(value is not None for value in series.ytd):
        said = _standing(board, row)
    elif points:
        said = [_published(points)]
    else:
        said = [_("Nothing is reported for %(year)d yet") % {"year": board.year}]
    if row.last_year is not None and row.ytd is not None:
        said.append(_("a year before %(value)s") % {"value": _value(row.last_year, row.indicator)})
    return _sentence(said)


def months_sentence(board, row, series) -> str:
    """The monthly chart: its highest and lowest month, and what is still needed a month."""
    known = [(value, month) for month, value in enumerate(series.month, 1) if value is not None]
    if not known:
        return ""
    said = []
    if len(known) > 1:
        highest, lowest = max(known), min(known, key=lambda pair: pair[0])
        for text, (value, month) in (
            (_("Highest in %(month)s: %(value)s"), highest),
            (_("lowest in %(month)s: %(value)s"), lowest),
        ):
            name = month_name(board.year, month)
            said.append(text % {"month": name, "value": _value(value, row.indicator)})
    else:
        value, month = known[0]
        name = month_name(board.year, month)
        said.append(f"{name} {_value(value, row.indicator)}")
    if row.needed_per_month is not None and board.through < 12:
        needed = brief(row.needed_per_month, row.indicator.decimals)
        said.append(_("still needed a month: %(needed)s") % {"needed": needed})
    return _sentence(said)


def readings_sentence(points: Sequence) -> str:
    """Published readings over the years: how many, the first and the newest."""
    text = ngettext("%(n)d published figure", "%(n)d published figures", len(points))
    said = [text % {"n": len(points)}, f"{day(points[0].cutoff)}: {points[0].label}"]
    if len(points) > 1:
        said.append(f"{day(points[-1].cutoff)}: {points[-1].label}")
    return _sentence(said)


def source_words(row, points: Sequence = ()) -> str:
    """What stands behind the numbers: 各单位月报，已报月 22/24; 公开数据."""
    parts = []
    if row.source in ("reported", "mixed"):
        parts.append(reports_words(coverage_words(row)))
    if points or row.source in ("published", "mixed"):
        parts.append(published_words())
    return pgettext("between statements", "; ").join(parts)


def reports_words(months: str) -> str:
    """The offices' reports as a source, with the months that stand behind the numbers."""
    return _("monthly reports of the offices, months %(months)s") % {"months": months}


def published_words() -> str:
    """The source of a chart of readings alone."""
    return _("published figures, each with its source on the page")


def _standing(board, row) -> list[str]:
    """By the end of the month so much, of the target so many per cent, where the pace is."""
    said = [
        _("By the end of %(month)s: %(value)s %(unit)s")
        % {
            "month": month_name(board.year, board.through),
            "value": brief_value(row),
            "unit": row.indicator.unit,
        }
    ]
    if row.completion is not None:
        said.append(
            _("%(percent)s of the target of %(target)s")
            % {
                "percent": percent(row.completion, 1),
                "target": brief(row.target, row.indicator.decimals),
            }
        )
    if row.completion is not None and row.share is not None:
        said.append(_("pace %(percent)s") % {"percent": percent(row.share, 1)})
    return said


def _published(points: Sequence) -> str:
    newest = points[-1]
    return _("Published up to %(day)s: %(value)s") % {
        "day": day(newest.cutoff),
        "value": newest.label,
    }


def _value(value: Decimal, indicator) -> str:
    return number(value, indicator.decimals)


def _sentence(said: Iterable[str]) -> str:
    comma = pgettext("within a sentence", ", ")
    return comma.join(said) + pgettext("end of a sentence", ".")

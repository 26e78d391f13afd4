"""How a value of a row is written in a sentence: the number as a run that knows its figure.

The reader's style of numbers has no say here: a sealed text reads alike for everybody.
Chinese writes digits without groups, as the offices do; English groups them by thin spaces.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils.translation import pgettext

from cooperation import formatting
from cooperation.meetings.briefing.patterns import Runs, say
from cooperation.meetings.text import Run, ref
from cooperation.scoreboard import CountedIndicator, Row

# What a unit of money is in yuan.
_YUAN = {"元": 1, "万元": 10**4}
# Steps of money by language, largest first: factor, name, decimals. A step is as exact as one
# 万元 (亿元, billion) or as the figure itself; idle zeros are dropped: 14.612 亿元.
_STEPS = {
    True: ((10**8, "亿元", 4), (10**4, "万元", 4), (1, "元", 2)),
    False: ((10**9, "billion yuan", 5), (10**6, "million yuan", 4), (1, "yuan", 0)),
}
_HUNDRED = Decimal(100)


def written(value: Decimal, places: int) -> str:
    """Digits with at most so many decimals and no idle zeros: 14.6120 → 14.612."""
    text = formatting.number(value, places)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(formatting.THIN_SPACE, "") if formatting.chinese() else text


def amount(value: Decimal, indicator: CountedIndicator, finer: int = 0) -> tuple[str, str]:
    """A value of an indicator and the unit it is written in: 146120 万元 → 14.612, 亿元.

    finer: decimals more than its own, for an average of few: 0.3 次 a month.
    """
    places = min(indicator.decimals + finer, 6)
    value = formatting.rounded(value, places)
    yuan = _YUAN.get(indicator.unit_zh)
    if yuan is None:
        return written(value, places), indicator.unit
    factor, name, most = next(
        step
        for step in _STEPS[formatting.chinese()]
        if abs(value) * yuan >= step[0] or step[1] == indicator.unit_zh or step[0] == 1
    )
    return written(value * yuan / factor, most), name


def share_text(value: Decimal, *, whole: bool) -> str:
    """A share in per cent with one decimal; with two where one would make it 100 and it is not.

    whole: whether it is (at least) all of what it is a share of.
    """
    one = formatting.rounded(value, 1)
    places = 1 if (one >= _HUNDRED) == whole and (one or not value) else 2
    return formatting.percent(value, places)


def points_text(value: Decimal) -> str:
    """Points without their sign, one decimal; two where one would print 0.0."""
    places = 1 if formatting.rounded(value, 1) else 2
    return formatting.number(abs(value), places)


def figure(row: Row, column: str, tone: str = "") -> Runs:
    """The number of a column and its unit: 1250人; 82.1%; 7.1 (points)."""
    value = getattr(row, column)
    if column in ("completion", "share", "subset_share", "change"):
        text, unit = _per_cent(row, column, value), ""
    elif column == "pace_diff":
        text, unit = points_text(value), ""
    elif column in ("covered", "due"):
        text, unit = str(value), ""
    elif column.endswith("_per_month") and abs(value) < 10:
        text, unit = amount(value, row.indicator, finer=1)
    else:
        text, unit = amount(value, row.indicator)
    number = Run(text, ref(row, column), tone)
    return (
        say(pgettext("in a sentence", "%(number)s %(unit)s"), number=number, unit=unit)
        if unit
        else (number,)
    )


def _per_cent(row: Row, column: str, value: Decimal) -> str:
    if column == "completion":
        return share_text(value, whole=row.ytd >= row.target)
    if column == "change":
        return share_text(abs(value), whole=abs(value) >= _HUNDRED)
    return share_text(value, whole=value >= _HUNDRED)


def long_day(value: datetime.date) -> str:
    """2021年12月25日; 25 December 2021."""
    if formatting.chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {formatting.month_name(value.year, value.month)}"


def short_day(value: datetime.date) -> str:
    """12月25日; 25 December."""
    if formatting.chinese():
        return f"{value.month}月{value.day}日"
    return f"{value.day} {formatting.month_name(value.year, value.month).split()[0]}"

"""Numbers and dates as they are printed. Formatting only: no figure is computed here.

Unknown prints as "—", never as 0. Thousands are grouped by thin spaces; halves round away
from zero; a minus is a true minus.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

UNKNOWN = "—"
THIN_SPACE = "\u2009"
MINUS = "\u2212"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# How a reader wants large numbers at a glance: all digits, or 万/亿 (million, billion).
PLAIN, SHORT = "plain", "short"
NUMBER_STYLES = (PLAIN, SHORT)
_style: ContextVar[str] = ContextVar("number_style", default=PLAIN)
# What a unit of money is in yuan, and the steps by language: factor, name, decimals.
_YUAN = {"元": 1, "万元": 10**4, "亿元": 10**8, "yuan": 1, "10k yuan": 10**4}
_MONEY = {
    True: ((10**4, "万元", 2), (10**8, "亿元", 2)),
    False: ((1, "yuan", 0), (10**6, "million yuan", 2), (10**9, "billion yuan", 2)),
}
_COUNTS = {
    True: ((10**4, "万{}", 1), (10**8, "亿{}", 2)),
    False: ((10**6, "million {}", 2), (10**9, "billion {}", 2)),
}
_SHARES = frozenset({"", "%", "‰"})
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(7))


def rounded(value: Decimal, places: int) -> Decimal:
    """Half away from zero."""
    result = value.quantize(_STEPS[places], ROUND_HALF_UP)
    return result or abs(result)  # no "−0.00"


def number(value: Decimal | int | None, decimals: int = 0) -> str:
    """A figure with its indicator's decimals: 1234.5 → "1 234.50" for two decimals."""
    if value is None:
        return UNKNOWN
    text = f"{rounded(Decimal(value), decimals):,f}".replace(",", THIN_SPACE)
    return MINUS + text[1:] if text[0] == "-" else text


def digits(value: Decimal | None) -> str:
    """Digits and a point, nothing else, as a figure is typed: 7860.8900 → "7860.89"."""
    return "" if value is None else f"{value.normalize():f}"


def number_style() -> str:
    """The reader's style of brief numbers. Whoever keeps a finished page keys it by this too."""
    return _style.get()


@contextmanager
def numbers_in(style: str) -> Iterator[None]:
    """Brief numbers in this style for a while, as `translation.override` does with words."""
    before = _style.set(style if style in NUMBER_STYLES else PLAIN)
    try:
        yield
    finally:
        _style.reset(before)


def brief(value: Decimal | int | None, decimals: int = 0, unit: str = "") -> str:
    """A figure on a tile or in a sentence: no decimals from 1000 on, nor where there are none.

    Its unit stands elsewhere; with `unit` the text may be in 万 or 亿 and then says so: 12.3万
    beside 人, 14.61亿 beside 万元. Without `unit` it never is.
    """
    text, scaled = brief_with_unit(value, unit, decimals)
    if value is None or number_style() == PLAIN or (scaled == unit and unit not in _YUAN):
        return text
    # Money always says its step: 5 633 below 1.02 亿元 would be read as 亿.
    step = scaled.removesuffix(unit).rstrip()
    if unit in _YUAN:
        step = scaled.removesuffix("元" if len(scaled) > 1 else "").removesuffix(" yuan")
    return f"{text}{step}" if chinese() else f"{text}\u00a0{step}"


def brief_with_unit(value: Decimal | int | None, unit: str, decimals: int = 0) -> tuple[str, str]:
    """A brief figure and the unit that it is in: 146120 万元 → ("14.61", "亿元").

    In the plain style the unit is the indicator's own. Which step applies is told from the
    number as it would be printed, so that 9999.6 万元 is 1.00 亿元 and never 10 000 万元.
    """
    if value is None:
        return UNKNOWN, unit
    value = Decimal(value)
    whole = abs(value) >= 1000 or value == value.to_integral_value()
    text, shown_unit = number(value, 0 if whole else decimals), unit
    if number_style() == PLAIN:
        return text, unit
    shown = rounded(value, 0 if whole else decimals)
    for factor, name, places in _steps(unit):
        if abs(shown) >= factor or factor < 1:
            scaled = value / factor
            places = 0 if scaled == scaled.to_integral_value() else places
            shown = rounded(scaled, places) * factor
            text, shown_unit = number(scaled, places), name
    return text, shown_unit


def _steps(unit: str) -> list[tuple[Decimal, str, int]]:
    """The units that one may be shown in, smallest first: how many of it, name, decimals."""
    if unit in _SHARES:
        return []
    base = _YUAN.get(unit)
    if base is None:
        counts = _COUNTS[chinese()]
        return [(Decimal(factor), name.format(unit), places) for factor, name, places in counts]
    # English has no short way to say 10k yuan: its money is shown in yuan, million, billion.
    money = [m for m in _MONEY[chinese()] if m[1] != unit and (m[0] > base or not chinese())]
    return [(Decimal(factor) / base, name, places) for factor, name, places in money]


def percent(value: Decimal | None, places: int = 2) -> str:
    """A share that is already in per cent."""
    return UNKNOWN if value is None else f"{number(value, places)}%"


def signed(value: Decimal | None, places: int = 2) -> str:
    """A difference with its sign; a difference of nothing has none."""
    if value is None:
        return UNKNOWN
    text = number(value, places)
    return f"+{text}" if rounded(Decimal(value), places) > 0 else text


def chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "zh-hans").startswith("zh")


def year_name(year: int) -> str:
    """2025年, 2025."""
    return f"{year}年" if chinese() else str(year)


def month_name(year: int, month: int) -> str:
    """2025年9月, September 2025."""
    return f"{year}年{month}月" if chinese() else f"{_MONTHS[month - 1]} {year}"


def month_label(month: int) -> str:
    """9月, Sep: on an axis or in a table's head."""
    return f"{month}月" if chinese() else _MONTHS[month - 1][:3]


def month_labels() -> list[str]:
    """Those of a year, January first."""
    if chinese():
        return [f"{month}月" for month in range(1, 13)]
    return [name[:3] for name in _MONTHS]


def months_text(months: Iterable[int]) -> str:
    """Months with runs drawn together: 1—3月、5月; Jan–Mar, May."""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    if chinese():
        return "、".join(f"{r[0]}月" if len(r) == 1 else f"{r[0]}—{r[-1]}月" for r in runs)
    return ", ".join(
        month_label(r[0]) if len(r) == 1 else f"{month_label(r[0])}–{month_label(r[-1])}"
        for r in runs
    )


def list_comma() -> str:
    """What stands between names: 三乡镇、东区街道; Sanxiang, Dongqu."""
    return "、" if chinese() else ", "


def period_name(year: int, through: int) -> str:
    """January to the month: 2025年1—9月, January–September 2025."""
    return span_name(year, 1, through)


def span_name(year: int, first: int, last: int) -> str:
    """Some months of a year: 2025年3—9月, March–September 2025."""
    if first == last:
        return month_name(year, last)
    if chinese():
        return f"{year}年{first}—{last}月"
    return f"{_MONTHS[first - 1]}–{_MONTHS[last - 1]} {year}"


def day(value: datetime.date | None, precision: str = "day") -> str:
    """A date as exactly as it is known."""
    if value is None:
        return UNKNOWN
    if precision == "year":
        return f"{value.year}"
    return f"{value:%Y-%m}" if precision == "month" else f"{value:%Y-%m-%d}"


def days(first: datetime.date, last: datetime.date | None, precision: str = "day") -> str:
    """One date or a range: 2024-06-19—20."""
    start = day(first, precision)
    if last is None or day(last, precision) == start:
        return start
    if precision == "day" and (first.year, first.month) == (last.year, last.month):
        return f"{start}—{last:%d}"
    return f"{start}—{day(last, precision)}"

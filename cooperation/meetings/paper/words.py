"""Words of the printed files: states, days, numbers of headings."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.formatting import chinese, day, month_name
from cooperation.scoreboard import Row
from cooperation.state_words import shown_state, state_word

SHAPES = {"ok": "●", "watch": "▲", "late": "■", "partial": "○", "published": "◇"}
_DIGITS = "零一二三四五六七八九"


def state_text(row: Row) -> str:
    """■ 滞后; ○ 数据不全 7/9."""
    state = shown_state(row)
    text = f"{SHAPES.get(state, '—')} {state_word(state)}"
    partly = row.ytd is not None and row.covered < row.due
    return f"{text} {row.covered}/{row.due}" if partly else text


def long_day(value: datetime.date) -> str:
    """2025年9月30日, 30 September 2025."""
    if chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {month_name(value.year, value.month)}"


def long_moment(value: datetime.datetime) -> str:
    """2025年10月8日 17:30, in the offices' time."""
    local = timezone.localtime(value)
    return f"{long_day(local.date())} {local:%H:%M}"


def exact_day(value: datetime.date, precision: str) -> str:
    """A day as exactly as it is known, in words."""
    if precision == "day":
        return long_day(value)
    return month_name(value.year, value.month) if precision == "month" else day(value, "year")


def chinese_number(value: int) -> str:
    """1 → 一, 12 → 十二, up to 99."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def heading_number(first: int, second: int = 0) -> str:
    """一、 and （一）; 1.  and 1.1 ."""
    if chinese():
        return f"（{chinese_number(second)}）" if second else f"{chinese_number(first)}、"
    return f"{first}.{second} " if second else f"{first}. "


def annex_number(number: int) -> str:
    """附件1, Annex 1."""
    return _("Annex %(number)d") % {"number": number}

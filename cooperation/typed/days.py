"""Typed text → a day, as offices really type it; the same for every channel."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.typed.chinese_numbers import DIGITS, TENS, chinese_number
from cooperation.typed.numbers import LONGEST, Finding, normal

YEARS = range(1949, 2101)

_SIGNS = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?", re.ASCII)
_DENSE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?")
_YEARLESS = re.compile(r"(\d{1,2}[-/.年])?\d{1,2}[-/.月]\d{1,2}[日号]?", re.ASCII)
_IN_CHINESE = re.compile(f"[{''.join(DIGITS)}{''.join(TENS)}]+")
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WRITE_SO = _("Write it as 2025-03-01")


@dataclass(frozen=True, slots=True)
class DayReading:
    """What a typed text says; empty text is no day and no problem."""

    value: datetime.date | None = None
    normalised: bool = False
    problem: Finding | None = None


def read_day(text: str) -> DayReading:
    """Read a day: 2025-3-1, 2025/3/1, 20250301, 2025年3月1日, 二〇二五年三月一日."""
    if len(text) > LONGEST:
        return _refuse("D00", _("this is not a day"))
    bare = normal(text)
    if not bare:
        return DayReading()
    if _MOMENT.fullmatch(bare):
        return _moment(bare)
    bare = _digits(bare.replace(" ", ""))
    match = _SIGNS.fullmatch(bare) or _WORDS.fullmatch(bare) or _DENSE.fullmatch(bare)
    if not match:
        if _YEARLESS.fullmatch(bare):
            return _refuse("D11", _("the year is not clear"))
        return _refuse("D00", _("this is not a day"))
    return _day(*map(int, match.groups()), plain=bool(_PLAIN.fullmatch(text.strip())))


def _digits(bare: str) -> str:
    """Chinese numerals as digits: 二〇二五年三月一日 → 2025年3月1日."""

    def plain(match: re.Match) -> str:
        value = chinese_number(match[0])
        return match[0] if value is None else str(value)

    return _IN_CHINESE.sub(plain, bare)


def _day(year: int, month: int, day: int, *, plain: bool) -> DayReading:
    if year not in YEARS:
        return _refuse("D21", _("this day cannot be meant"))
    try:
        return DayReading(datetime.date(year, month, day), normalised=not plain)
    except ValueError:
        return _refuse("D09", _("there is no such day"))


def _moment(bare: str) -> DayReading:
    """A moment with its zone is a day of the offices' zone."""
    try:
        moment = datetime.datetime.fromisoformat(bare)
        if moment.tzinfo:
            moment = moment.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError):
        return _refuse("D09", _("there is no such day"))
    return _day(moment.year, moment.month, moment.day, plain=False)


def _refuse(code: str, reason) -> DayReading:
    return DayReading(problem=Finding(code, reason, _WRITE_SO))

"""The logic checks at the foot of the official table: parts add up, "of which" fits its whole.

They compare numbers of the board and correct none. Only numbers that speak for the same
time can be compared: same source, same day, same months behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.formatting import number
from cooperation.scoreboard import Row


@dataclass(frozen=True)
class Check:
    """One relation that should hold, and whether it does."""

    holds: bool
    sentence: str


def checks(rows: Sequence[Row]) -> list[Check]:
    """The relations among the rows of one place that can be checked."""
    by_code = {row.indicator.code: row for row in rows}
    found = []
    for whole in rows:
        code = whole.indicator.code
        parts = [row for row in rows if row.indicator.sums_to == code]
        if parts and _comparable(whole, parts):
            found.append(_sum_check(whole, parts))
    for part in rows:
        upper = by_code.get(part.indicator.part_of or "")
        if upper and _comparable(upper, [part]):
            found.append(_subset_check(upper, part))
    return found


def _comparable(whole: Row, parts: Iterable[Row]) -> bool:
    basis = whole.source, whole.value_date, whole.covered
    return whole.ytd is not None and all(
        part.ytd is not None and (part.source, part.value_date, part.covered) == basis
        for part in parts
    )


def _sum_check(whole: Row, parts: Sequence[Row]) -> Check:
    added = sum((part.ytd for part in parts if part.ytd is not None), Decimal(0))
    sentence = _("%(place)s: %(parts)s = %(sum)s; %(whole)s = %(value)s") % {
        "place": whole.name,
        "parts": " + ".join(part.indicator.name for part in parts),
        "sum": number(added, whole.indicator.decimals),
        "whole": whole.indicator.name,
        "value": number(whole.ytd, whole.indicator.decimals),
    }
    return Check(added == whole.ytd, sentence)


def _subset_check(whole: Row, part: Row) -> Check:
    sentence = _("%(place)s: %(part)s %(value)s; %(whole)s %(upper)s") % {
        "place": whole.name,
        "part": part.indicator.name,
        "value": number(part.ytd, part.indicator.decimals),
        "whole": whole.indicator.name,
        "upper": number(whole.ytd, whole.indicator.decimals),
    }
    return Check(whole.ytd is not None and part.ytd is not None and part.ytd <= whole.ytd, sentence)

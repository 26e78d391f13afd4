"""What time a number speaks of, said before it or in brackets behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation import formatting
from cooperation.meetings.briefing.patterns import Runs, say
from cooperation.meetings.briefing.printing import figure, long_day, short_day
from cooperation.meetings.text import Run
from cooperation.progress import month_end
from cooperation.scoreboard import Row
from cooperation.scoreboard.standings import MIXED, PUBLISHED

T = TypeVar("T")


def opening(row: Row) -> str:
    """2025年1—9月，; 截至2025年9月末，; 2021年1月1日至12月25日（公开数据），."""
    stock = row.indicator.is_stock
    if row.reading:
        return _published(row, stock)
    if stock:
        return _("At the end of %(month)s: ") % {
            "month": formatting.month_name(row.year, row.through)
        }
    return _("%(period)s: ") % {"period": formatting.period_name(row.year, row.through)}


def _published(row: Row, stock: bool) -> str:
    cutoff = row.reading.cutoff
    words = {"day": long_day(cutoff), "short": short_day(cutoff), "year": cutoff.year}
    if stock:
        return _("As of %(day)s (published): ") % words
    if (cutoff.month, cutoff.day) == (12, 31):
        return _("The whole of %(year)d (published, up to %(short)s): ") % words
    return _("1 January to %(short)s %(year)d (published): ") % words


def basis(row: Row) -> tuple:
    """Rows of the same basis share an opening."""
    stock = row.indicator.is_stock
    return (stock, row.reading.cutoff) if row.reading else (stock,)


def by_period(items: Iterable[T], row_of: Callable[[T], Row]) -> list[tuple[str, Sequence[T]]]:
    """Items of one basis under their opening, in the order in which the bases first appear."""
    groups: dict[tuple, list[T]] = {}
    for item in items:
        groups.setdefault(basis(row_of(item)), []).append(item)
    return [(opening(row_of(group[0])), group) for group in groups.values()]


def exactness(row: Row) -> str:
    """约, 至少: before a published number that is no exact one."""
    reading = row.reading
    words = {"about": _("about "), "at_least": _("at least ")}
    return words.get(reading.exactness, "") if reading else ""


def doubts(row: Row) -> list[Runs]:
    """已报7/9个月，截至2025年7月31日，未审定: what lacks behind a number.

    Whether it is approved is said of headline indicators; the others are counted at the end.
    """
    return [*coverage(row), *(_standing(row) if row.indicator.headline else ())]


def coverage(row: Row) -> list[Runs]:
    """How far the offices' number is covered, where it is not whole."""
    if row.reading or row.ytd is None or row.covered >= row.due:
        return []
    if row.kind == "total" and row.source == PUBLISHED:
        return [
            say(
                _("published for %(given)s of %(parts)s reporting units only"),
                given=row.parts_given,
                parts=row.parts,
            )
        ]
    counts = {"covered": figure(row, "covered"), "due": figure(row, "due")}
    if row.kind == "total":
        text = _("sum of what was reported, %(covered)s of %(due)s months")
        found = [say(text, **counts)]
        return [*found, say(_("published figures included"))] if row.source == MIXED else found
    found = [say(_("%(covered)s/%(due)s months reported"), **counts)]
    last = month_end(row.year, row.through)
    if row.value_date and row.value_date < last:
        found.append(say(pgettext("in brackets", "up to %(day)s"), day=long_day(row.value_date)))
    return found


def _standing(row: Row) -> list[Runs]:
    words = []
    if row.pending:
        words.append((Run(_("not yet approved")),))
    if row.correcting:
        words.append((Run(_("being corrected")),))
    return words

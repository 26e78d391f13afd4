"""The projection to the year's end in words: the range, the target, what it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperation.formatting import brief, list_comma, percent, span_name
from cooperation.projection import (
    LIKELY,
    MILESTONES,
    OPEN,
    UNLIKELY,
    YEARS,
    Projection,
    Range,
    back_test,
    prospect,
)

# From June on, by two completed years at least, a range bears a word about the target.
JUDGED_FROM, JUDGED_BY = 6, 2
TOO_EARLY = "too_early"
# A number whose groups must not part at a line's end.
_GROUPED = re.compile(r"\d+(?:\u2009\d{3})+(?:\.\d+)?")


def outlook_sentence(board, row) -> str:
    """预计全年 9 800—10 400 人，目标 10 000 能否完成尚不确定（按2024年各月进度推算）。

    Plain text, to be escaped where it is printed; empty where nothing is projected: of stocks,
    published numbers, years that are over, and where no month is covered by all who owe it.
    """
    expected = still_open(board, row)
    if expected is None:
        return ""
    said = {
        LIKELY: _("Expected for the year: {range} {unit}; the target of {target} is in reach"),
        OPEN: _("Expected for the year: {range} {unit}; the target of {target} is uncertain"),
        UNLIKELY: _(
            "Expected for the year: {range} {unit}; the target of {target} is out of reach at "
            "this rate"
        ),
        None: _("Expected for the year: {range} {unit}"),
    }[None if _reached(row) else _verdict(row, expected)]
    return _("{said} ({basis}).").format(
        said=said.format(
            range=range_words(expected.end, row.indicator.decimals),
            unit=row.indicator.unit,
            target=brief(row.target, row.indicator.decimals),
        ),
        basis=basis_words(board, expected),
    )


def with_outlook(foot: SafeString, board, row) -> SafeString:
    """The foot of a card with the outlook below it, where there is one."""
    text = mark_safe(
        _GROUPED.sub(r'<span class="nowrap">\g<0></span>', escape(outlook_sentence(board, row)))
    )
    return format_html("{}<br>{}", foot, text) if foot and text else foot or text


def still_open(board, row) -> Projection | None:
    """The row's projection; None where there is none or the year is over."""
    if board.reported_through(row) == 12:
        return None  # told before the earlier years are looked through
    return board.projection(row)


def range_words(expected: Range, decimals: int) -> str:
    """9 800—10 400; 约 10 000 where both ends print alike."""
    low, high = brief(expected.low, decimals), brief(expected.high, decimals)
    if low == high:
        return pgettext("exactness", "about %s") % low
    return pgettext("a range of numbers", "{low}–{high}").format(low=low, high=high)


def basis_words(board, expected: Projection) -> str:
    """Whose course the projection follows, and from when, where that is not the period's end."""
    if expected.basis == YEARS:
        text = _("as the months of {years} went").format(years=years_words(expected.years))
    elif expected.basis == MILESTONES:
        text = _("as the milestones go")
    else:
        text = _("all months taken for equal")
    if expected.through == board.through:
        return text
    since = _("from {span}, the newest that is complete").format(
        span=span_name(board.year, 1, expected.through)
    )
    return f"{text}{pgettext('within a sentence', ', ')}{since}"


def years_words(years: Sequence[int]) -> str:
    """2021—2024; 2021、2023."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return pgettext("a range of numbers", "{low}–{high}").format(low=years[0], high=years[-1])
    return list_comma().join(map(str, years))


def outlook_facts(board, row) -> list[tuple[str, str, str]]:
    """What is expected, what is needed, and how far such projections were off: label, value, note.

    Empty where nothing is projected.
    """
    expected = still_open(board, row)
    if expected is None:
        return []
    decimals, unit = row.indicator.decimals, row.indicator.unit
    facts = [
        (
            _("Expected for the year"),
            f"{range_words(expected.end, decimals)} {unit}",
            _("middle of the range: %s") % brief(expected.end.middle, decimals),
        )
    ]
    if row.target is not None:
        facts.append(
            (_("Target"), f"{brief(row.target, decimals)} {unit}", _prospect(row, expected))
        )
    if row.needed_per_month is not None:
        average = row.average_per_month
        note = _("so far %s a month") % brief(average, decimals) if average is not None else ""
        facts.append((_("Still needed a month"), brief(row.needed_per_month, decimals), note))
    if expected.per_month:
        facts.append(
            (
                _("Expected a month until December"),
                range_words(expected.per_month, decimals),
                basis_words(board, expected),
            )
        )
    return facts


def _reached(row) -> bool:
    return row.ytd is not None and row.target is not None and row.ytd >= row.target


def _prospect(row, expected: Projection) -> str:
    if _reached(row):
        return _("reached")
    return {
        LIKELY: _("in reach: the whole range lies at or above it"),
        OPEN: _("uncertain: it lies within the range"),
        UNLIKELY: _("out of reach at this rate: the whole range lies below it"),
        None: "",
        TOO_EARLY: _("too early in the year, or too few years, to say"),
    }[_verdict(row, expected) or (TOO_EARLY if row.target else None)]


def _verdict(row, expected: Projection) -> str | None:
    """Whether the target will be met, where past years bear such a word: before the middle of
    the year, or after a single year, every fifth to third would have been wrong."""
    if expected.through < JUDGED_FROM or len(expected.years) < JUDGED_BY:
        return None
    return prospect(expected, row.target)


def tried_words(board, row) -> str:
    """How far the same projection was off in completed years; empty where none can tell."""
    expected = still_open(board, row)
    found = back_test(board.completed_years(row), expected.through) if expected else None
    if found is None:
        return ""
    text = ngettext(
        "Tried on {years} at the same month: off by {error} (a straight line: {straight}); "
        "{within} of {count} year ended within its range.",
        "Tried on {years} at the same month: off by {error} on average (a straight line: "
        "{straight}); {within} of {count} years ended within their range.",
        len(found.years),
    )
    return text.format(
        years=years_words(found.years),
        error=percent(found.error, 1),
        straight=percent(found.straight, 1),
        within=found.within,
        count=len(found.years),
    )


def why_none(board, row) -> str:
    """Why nothing is projected where a reader may expect it; empty where there is no question."""
    if row.indicator.is_stock or row.ytd is None or still_open(board, row):
        return ""
    if row.reading:
        return _("The number is a published one: without the offices’ months nothing is projected.")
    through = board.reported_through(row)
    if through and not board.is_owed_all_year(row):
        return _("Not all who owe it owe the whole year: nothing is projected.")
    if not through:
        return _("No month is reported by all who owe it: nothing is projected.")
    if through < 12:
        return _("The year has not begun to count: nothing is projected.")
    return ""

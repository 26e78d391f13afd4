"""The course of a cell as bars. Drawn by the server, shaped by classes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import month_name, number
from cooperation.scoreboard import Course
from cooperation.scoreboard.course import (
    APPROVED,
    CORRECTING,
    NOT_DUE,
    PENDING,
    UNREPORTED,
    MonthOfCourse,
)

HEIGHT = 64
STEP, WIDTH = 12, 9
# A month of nothing is a line that can be seen; a month without a figure an empty box.
LINE, BOX = 2, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where it stands, how it is drawn, what it says when pointed at."""

    x: int
    y: int
    height: int
    css: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars with the words around them."""

    bars: Sequence[Bar]
    width: int
    base: int
    label: str
    first: str
    last: str
    top: str
    height: int = HEIGHT


def state_words(state: str) -> tuple[str, str]:
    """Class and word of a month's state."""
    return {
        APPROVED: ("s-ok", pgettext("report", "Approved")),
        PENDING: ("s-partial", _("Not yet approved")),
        CORRECTING: ("s-watch", pgettext("report", "Correcting")),
        UNREPORTED: ("s-unreported", pgettext("state", "Not reported")),
        NOT_DUE: ("s-not_due", pgettext("state", "Not due")),
    }[state]


def chart_of(course: Course, draft: Decimal | None = None) -> Chart:
    """The months as bars, the last one marked.

    `draft`: the working value of the last month where it is a month's own; it is drawn as an
    outline, because it is not a figure yet.
    """
    months, decimals = course.months, course.indicator.decimals
    known = [one.value for one in months if one.value is not None]
    if draft is not None:
        known.append(draft)
    high, low = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    span = high - low or Decimal(1)
    # The marked line below the base must stay in the picture.
    base = round((HEIGHT - LINE) * high / span) if high > low else HEIGHT - LINE
    bars = [
        _bar(place, one, base, span, decimals, draft if place == len(months) - 1 else None)
        for place, one in enumerate(months)
    ]
    first, last = months[0].month, months[-1].month
    return Chart(
        bars,
        len(months) * STEP,
        base,
        _label(course, known),
        month_name(first.year, first.month),
        month_name(last.year, last.month),
        number(high, decimals) if known else "",
    )


def _bar(
    place: int,
    one: MonthOfCourse,
    base: int,
    span: Decimal,
    decimals: int,
    draft: Decimal | None,
) -> Bar:
    value = one.value if draft is None else draft
    name = month_name(one.month.year, one.month.month)
    css = "draft" if draft is not None else one.state
    if value is None:
        words = _("not due") if one.state == NOT_DUE else _("no figure of its own")
        return Bar(place * STEP, base - BOX, BOX, f"gap {one.state}", f"{name}: {words}")
    length = round((HEIGHT - LINE) * abs(value) / span)
    if length < LINE:
        css, length = f"{css} zero" if not value else css, LINE
    y = base if value < 0 else base - length
    label = f"{name}: {number(value, decimals)}"
    return Bar(place * STEP, y, length, css, label)


def _label(course: Course, known: Sequence[Decimal]) -> str:
    """What somebody hears who does not see the bars."""
    months, one = course.months, course.indicator
    last = months[-1]
    words = _("%(indicator)s, %(count)d months up to %(month)s") % {
        "indicator": one.name,
        "count": len(months),
        "month": month_name(last.month.year, last.month.month),
    }
    if not known:
        return _("%(chart)s: no figures") % {"chart": words}
    return _("%(chart)s: from %(low)s to %(high)s, %(gaps)d months without a figure") % {
        "chart": words,
        "low": number(min(known), one.decimals),
        "high": number(max(known), one.decimals),
        "gaps": sum(1 for month in months if month.value is None),
    }

"""A projection in a chart: a fan from the newest complete month to December, and its columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cooperation.dashboards.outlook import range_words
from cooperation.formatting import brief, chinese, rounded
from cooperation.projection import Projection, Range


def fan(expected: Projection, colour: str, decimals: int) -> list[dict[str, Any]]:
    """The area between low and high, and the middle dotted within it; never a bare line."""
    start = Range(expected.ytd, expected.ytd, expected.ytd)
    known = [(expected.through, start)]
    known += [(month, one) for month, one in enumerate(expected.months, 1) if one]
    xs = [month for month, _one in known]
    words = ["", *(range_words(one, decimals) for _month, one in known[1:])]
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "line": {"color": colour, "width": 0},
        "hoverinfo": "skip",
        "opacity": 0.4,
    }
    middle = {
        "type": "scatter",
        "mode": "lines",
        "name": _("Expected"),
        "x": xs,
        "y": _ys(known, "middle", decimals),
        "text": words,
        "hovertemplate": "%{text}",
        "line": {"color": colour, "width": 1.5, "dash": "dot"},
    }
    return [
        {**edge, "y": _ys(known, "low", decimals)},
        {**edge, "y": _ys(known, "high", decimals), "fill": "tonexty"},
        middle,
    ]


def _ys(known: list[tuple[int, Range]], which: str, decimals: int) -> list[float]:
    return [float(rounded(getattr(one, which), decimals)) for _month, one in known]


def fan_lines(expected: Projection, decimals: int) -> tuple[str, ...]:
    """The name at the fan's right end: what is expected, from, to."""
    end = expected.end
    dash = "—" if chinese() else "–"
    return _("Expected"), f"{brief(end.low, decimals)}{dash}", brief(end.high, decimals)


def fan_columns(expected: Projection) -> list[tuple[str, list[Decimal | None]]]:
    """The table's columns: low, middle and high of each month to come."""
    heads = [(_("Expected, low"), "low"), (_("middle"), "middle"), (_("high"), "high")]
    return [
        (head, [getattr(one, which) if one else None for one in expected.months])
        for head, which in heads
    ]

"""The explanations that count: of each cell the newest one."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from cooperation.models import Explanation

# pairing, indicator, first day of the month
CellKey = tuple[int, int, datetime.date]


def newest_explanations(
    pairings: Collection[int],
    indicators: Collection[int],
    first: datetime.date,
    last: datetime.date,
) -> dict[CellKey, Explanation]:
    """The newest explanation of each cell from month to month, with its parts.

    Two statements, or one where nothing was ever explained.
    """
    if not pairings or not indicators:
        return {}
    rows = Explanation.objects.filter(
        pairing__in=pairings, indicator__in=indicators, month__gte=first, month__lte=last
    )
    found: dict[CellKey, Explanation] = {}
    for row in rows.with_parts():
        found.setdefault((row.pairing_id, row.indicator_id, row.month), row)
    return found

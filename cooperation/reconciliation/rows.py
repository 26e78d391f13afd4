"""Where the rows behind a ledger's sum are listed."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from django.urls import reverse

from cooperation import progress
from cooperation.models import Pairing, Programme
from cooperation.sectors import Sector


def rows_address(
    sector: Sector, code: str, programme: Programme, pairing: Pairing, month: datetime.date
) -> str:
    """The ledger's list with exactly the rows of the month; of a stock all until its end.

    Empty where the sector does not say where the rows are listed.
    """
    behind = sector.behind.get(code)
    if behind is None:
        return ""
    query = {"programme": programme.code, "pairing": pairing.slug, **behind.query}
    if not behind.stock:
        query["since"] = month.isoformat()
    query["until"] = progress.month_end(month.year, month.month).isoformat()
    return f"{reverse(f'{sector.slug}:{behind.ledger}-list')}?{urlencode(query)}"

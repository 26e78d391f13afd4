"""Where a comparison leads: the rows behind the ledger's sum, and its own page."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from cooperation import progress
from cooperation.models import Pairing, Programme
from cooperation.sectors import Sector


def rows_address(
    sector: Sector, code: str, programme: Programme, pairing: Pairing, month: datetime.date
) -> str:
    """The ledger's list with exactly the rows of the month; of a stock all until its end.

    Empty where the sector does not say where the rows are listed.
    """
    last = progress.month_end(month.year, month.month)
    return rows_between(sector, code, programme, pairing, month, last)


def rows_between(
    sector: Sector,
    code: str,
    programme: Programme,
    pairing: Pairing | None,
    first: datetime.date,
    last: datetime.date,
) -> str:
    """The same for some months, of one pairing or of all (None)."""
    behind = sector.behind.get(code)
    if behind is None:
        return ""
    query = {"programme": programme.code}
    if pairing:
        query["pairing"] = pairing.slug
    query |= behind.query
    if not behind.stock:
        query["since"] = first.isoformat()
    query["until"] = last.isoformat()
    return _address(f"{sector.slug}:{behind.ledger}-list", [], query)


def cell_address(
    sector: Sector, code: str, programme: Programme, pairing: Pairing, month: datetime.date
) -> str:
    """The page of one comparison, where it is explained."""
    place = [pairing.slug, code, f"{month:%Y-%m}"]
    return _address(f"{sector.slug}:reconciliation-cell", place, {"programme": programme.code})


def _address(name: str, place: list[str], query: dict[str, str]) -> str:
    """Empty where the product has no such page (a sector that is put in by a test)."""
    try:
        return f"{reverse(name, args=place)}?{urlencode(query)}"
    except NoReverseMatch:
        return ""

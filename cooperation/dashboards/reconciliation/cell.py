"""One comparison with its history, and what its form does."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from cooperation.dashboards.reconciliation.lines import Line, lines_of
from cooperation.models import Explanation, Programme, User
from cooperation.reconciliation import (
    Comparison,
    TypedParts,
    blank_parts,
    compare_cell,
    compared_pairings,
    explain,
    may_explain,
    read_parts,
    seen_numbers,
)
from cooperation.sectors import Sector


@dataclass
class Cell:
    """What the page shows; `typed` is the form of whoever may fill it in.

    given: all explanations of the cell, the newest first. stale: the numbers changed after
    the page was opened.
    """

    line: Line
    given: Sequence[Explanation]
    may_explain: bool
    typed: TypedParts | None
    status: int = 200
    stale: bool = False

    @property
    def one(self) -> Comparison:
        """The comparison itself."""
        return self.line.one


def cell_of(
    programme: Programme, sector: Sector, user: User, pairing: str, code: str, month: str
) -> Cell:
    """The cell of an address; not found where it is outside the programme or the scope."""
    day = _month(month, programme)
    found = {p.slug: p for p in compared_pairings(user, programme, sector.slug)}.get(pairing)
    one = compare_cell(programme, sector, found, code, day) if found else None
    if one is None:
        raise Http404(code)
    given = Explanation.objects.visible_to(user).filter(
        pairing=one.pairing, indicator=one.indicator.id, month=day
    )
    allowed = may_explain(user, one.pairing, one.indicator)
    (line,) = lines_of([one], programme, sector, user)
    typed = blank_parts(one, one.given) if allowed and one.differs else None
    return Cell(line, list(given.with_parts()), allowed, typed)


def answer(cell: Cell, post: Mapping[str, str], user: User) -> bool:
    """Keep what was typed; False where it is refused, and then the page says why."""
    if not cell.may_explain:
        raise PermissionDenied(_("This figure is not yours to explain."))
    one = cell.one
    typed = read_parts(post, one)
    cell.typed, cell.status = typed, 422
    if typed.seen != seen_numbers(one):
        # What was typed explains other numbers; it stays, to be looked at again.
        cell.stale, cell.status = True, 409
        typed.seen = seen_numbers(one)
        return False
    if typed.problems:
        return False
    if not typed.given:
        typed.problems = typed.lacking(one)
        return False
    explain(one, typed, by=user)
    return True


def _month(text: str, programme: Programme) -> datetime.date:
    """The first day of a month of the programme."""
    try:
        day = datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404(text) from None
    if not programme.since.replace(day=1) <= day <= programme.until:
        raise Http404(text)
    return day

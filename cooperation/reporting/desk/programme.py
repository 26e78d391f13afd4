"""Which programme a desk opens with."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import Q

from cooperation import access
from cooperation.models import MonthlyReport, Programme, User
from cooperation.period import programme_of, programmes_for

State = MonthlyReport.State


def programme_with_work(request, today: datetime.date) -> Programme:
    """The one in the address; else the first that has open work for this person.

    Without any, the first that collects reports by now; one statement where there are several.
    """
    named = programme_of(request)
    programmes = programmes_for(request)
    if request.GET.get("programme") or len(programmes) == 1:
        return named
    busy = _with_open_work(request.user, programmes)
    collecting = [one for one in programmes if _collects(one, today)]
    found = [one for one in programmes if one.pk in busy] or collecting or [named]
    return found[0]


def _with_open_work(user: User, programmes: Sequence[Programme]) -> set[int]:
    """The programmes in which something was begun, came back, or waits for this person."""
    enters = access.forms_with(user, access.ENTER) & Q(state__in=[State.DRAFT, State.RETURNED])
    reviews = access.forms_with(user, access.REVIEW) & Q(state=State.SUBMITTED)
    rows = MonthlyReport.objects.filter(enters | reviews, pairing__programme__in=programmes)
    return set(rows.order_by().values_list("pairing__programme", flat=True).distinct())


def _collects(programme: Programme, today: datetime.date) -> bool:
    """Whether reports of a month that has begun are asked for."""
    first = programme.collect_from or programme.since
    return first <= min(today, programme.until)

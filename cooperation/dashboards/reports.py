"""Who has reported: pairing × month × sector, in words."""

from __future__ import annotations

import math
from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cooperation.access import account_required, is_staff
from cooperation.calendar import due_calendar
from cooperation.dashboards.frame import PER_PAGE, Frame, page_number
from cooperation.dashboards.reported import filed_reports
from cooperation.filing import word
from cooperation.formatting import month_labels
from cooperation.models import Indicator, MonthlyReport, Pairing
from cooperation.sectors import all_sectors

STATES = ("approved", "submitted", "correcting", "returned", "late", "missing")


@account_required
def report_list(request):
    """The state of every owed monthly report of the year."""
    frame = Frame.of(request)
    pairings = Pairing.objects.visible_to(request.user).reporting_in(frame.programme)
    indicators = list(Indicator.objects.prefetch_related("not_for"))
    sectors = [
        sector for sector in all_sectors() if any(i.sector == sector.slug for i in indicators)
    ]
    chosen = request.GET.get("sector", "")
    chosen = chosen if chosen in {sector.slug for sector in sectors} else ""
    pages = math.ceil(len(pairings) / PER_PAGE)
    page = page_number(request.GET.get("page", ""), pages)
    filed = filed_reports(
        pairings[(page - 1) * PER_PAGE : page * PER_PAGE],
        indicators,
        frame.period.year,
        frame.period.through,
        timezone.localdate(),
        due_calendar(frame.programme),
        chosen,
        frame.period.as_of,
    )
    context = frame.context(
        filed=filed,
        opened=_opened(request.user, frame.programme, frame.period.year),
        form_url=reverse("admin:monthly-list"),
        blocks=[
            {"pairing": pairing, "url": frame.pairing_url(pairing), "lines": list(lines)}
            for pairing, lines in groupby(filed.lines, key=lambda line: line.pairing)
        ],
        heads=month_labels(),
        sectors=sectors,
        sector=chosen,
        words=[(f"r-{state}", word(state)) for state in STATES],
        page=page,
        pages=range(1, pages + 1) if pages > 1 else (),
    )
    return render(request, "dashboards/report_list.html", context)


def _opened(user, programme, year: int) -> set[int]:
    """The reports of a year whose form this reader may open; officials have no workplace."""
    if not is_staff(user):
        return set()
    reports = MonthlyReport.objects.visible_to(user)
    found = reports.filter(pairing__programme=programme, month__year=year)
    return set(found.values_list("pk", flat=True))

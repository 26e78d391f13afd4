"""A year of the calendar on one page: what is off, what is worked, when reports fall due.

Administrators write a year as the State Council publishes it: lines of days with a name.
"""

from __future__ import annotations

import calendar
import datetime
import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation import access
from cooperation.calendar import DueCalendar, WorkingDays, due_calendar, today
from cooperation.calendar.year import YearPlan, day_name, read_year
from cooperation.changes import Change, write
from cooperation.formatting import month_label, year_name
from cooperation.models import CalendarDay, Programme, User
from cooperation.period import programme_of
from cooperation.sectors import all_sectors

YEARS = range(2021, 2051)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_year(request):
    """The year in the address, or this one."""
    year = _year(request.GET.get("year", ""))
    writes = access.can_administer(request.user)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        if not {"off", "worked"} <= request.POST.keys():
            raise SuspiciousOperation("the year's days are missing")
        plan, problems = read_year(year, request.POST)
        if not problems:
            changed = keep_year(plan, by=request.user)
            messages.success(request, _("Saved: %(n)s days changed.") % {"n": changed})
            return redirect(f"{reverse('admin:calendar-year')}?year={year}")
        typed = {kind: request.POST.get(kind, "") for kind in ("off", "worked")}
        return _page(request, year, writes, typed, problems)
    plan = YearPlan.of(year, WorkingDays.load())
    typed = {"off": plan.lines(plan.off), "worked": plan.lines(plan.worked)}
    return _page(request, year, writes, typed, [])


@transaction.atomic
def keep_year(plan: YearPlan, *, by: User) -> int:
    """Write what differs from the built-in calendar; gives how many rows changed.

    PermissionDenied for whoever does not keep the whole installation's master data. Of two
    people at once the second one waits, then compares with what the first one wrote.
    """
    if not access.can_administer(by):
        raise PermissionDenied
    list(Programme.objects.select_for_update().order_by("pk").values_list("pk"))
    kept = {row.date: row for row in CalendarDay.objects.filter(date__year=plan.year)}
    wanted = plan.rows()
    gone = [row for day, row in kept.items() if day not in wanted]
    made = [
        CalendarDay(date=day, working=worked, name_zh=name)
        for day, (worked, name) in wanted.items()
        if day not in kept
    ]
    changed = []
    for day, (worked, name) in wanted.items():
        row = kept.get(day)
        if row and (row.working, row.name_zh) != (worked, name):
            row.working, row.name_zh, row.name_en = worked, name, ""
            changed.append(row)
    count = len(gone) + len(made) + len(changed)
    if count:
        before = YearPlan.of(plan.year, WorkingDays.load())
        CalendarDay.objects.filter(pk__in=[row.pk for row in gone]).delete()
        CalendarDay.objects.bulk_create(made)
        CalendarDay.objects.bulk_update(changed, ["working", "name_zh", "name_en"])
        row = (made or changed or gone)[0]
        write(by, row, "change", Change(_in_words(before), _in_words(plan)))
        Programme.objects.raise_data_version()
    return count


def _in_words(plan: YearPlan) -> str:
    return f"off: {plan.lines(plan.off)}\nworked: {plan.lines(plan.worked)}"


def _year(text: str) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{4}", text, re.ASCII) else today().year
    return min(max(number, YEARS[0]), YEARS[-1])


def _page(request, year: int, writes: bool, typed: dict, problems: list) -> TemplateResponse:
    programme, days = programme_of(request), WorkingDays.load()
    due = due_calendar(programme)
    shown = [one for one in (year - 1, year, year + 1) if one in YEARS]
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar of %(year)s") % {"year": year_name(year)},
        "programme": programme,
        "year": year,
        "years": shown,
        "known": days.known(year),
        "months": [_month(year, month, days, due) for month in range(1, 13)],
        "due_rows": _due_rows(year, due),
        "typed": typed,
        "problems": problems,
        "writes": writes,
    }
    status = 422 if problems else 200
    return TemplateResponse(request, "admin/calendar_year.html", context, status=status)


def _month(year: int, month: int, days: WorkingDays, due: DueCalendar) -> dict:
    """Weeks from Monday; None for days of other months."""
    dues = _dues(year, month, due)
    weeks = [
        [
            _day(datetime.date(year, month, number), days, dues) if number else None
            for number in week
        ]
        for week in calendar.Calendar().monthdayscalendar(year, month)
    ]
    return {"label": month_label(month), "weeks": weeks}


def _day(day: datetime.date, days: WorkingDays, dues: set[datetime.date]) -> dict:
    worked, weekday = days.worked(day), day.weekday() < 5
    css = ("" if worked else "off") if worked == weekday else ("worked" if worked else "holiday")
    words = [day_name(day, days)] if worked != weekday else []
    words += [_("reports due")] if day in dues else []
    return {"number": day.day, "css": f"{css} due" if day in dues else css, "words": words}


def _sectors(due: DueCalendar) -> list[tuple[str, str]]:
    """All sectors together, then those with a rule of their own."""
    own = [(s.slug, str(s.label)) for s in all_sectors() if s.slug in due.rules]
    return [("", _("All sectors")), *own]


def _dues(year: int, month: int, due: DueCalendar) -> set[datetime.date]:
    before = datetime.date(year - (month == 1), month - 1 or 12, 1)
    earlier = datetime.date(before.year - (before.month == 1), before.month - 1 or 12, 1)
    return {due.due(slug, one) for slug, _label in _sectors(due) for one in (before, earlier)}


def _due_rows(year: int, due: DueCalendar) -> list[dict]:
    """Due day and last day in time of each month's report."""
    rows = []
    for slug, label in _sectors(due):
        days = []
        for month in range(1, 13):
            one = datetime.date(year, month, 1)
            last = due.deadline(slug, one)
            days.append((due.due(slug, one), last if last != due.due(slug, one) else None))
        rows.append({"label": label, "days": days})
    return rows


def calendar_pages(site):
    """URL patterns for the staff's site."""
    return [path("calendar/", site.admin_view(calendar_year), name="calendar-year")]


admin.site.pages.append(calendar_pages)

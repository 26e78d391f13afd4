"""The wide form, inside the admin."""

from __future__ import annotations

from itertools import groupby

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation.filing import word
from cooperation.formatting import number, year_name
from cooperation.models import Basis, MonthlyReport, Side
from cooperation.reporting.wide.choice import Choice, choice_of
from cooperation.reporting.wide.deeds import Outcome, act
from cooperation.reporting.wide.sheet import sheet_of
from cooperation.sectors import sector_label


@require_http_methods(["GET", "HEAD", "POST"])
def monthly_wide(request):
    """One indicator of all pairings over the months of a year."""
    choice = choice_of(request)
    if request.method != "POST":
        return _page(request, choice, Outcome(sheet_of(choice), 200))
    outcome = act(request, choice)
    if outcome.status != 302:
        return _page(request, choice, outcome)
    for sentence in outcome.told:
        messages.success(request, sentence)
    for sentence in outcome.warned:
        messages.warning(request, sentence)
    return redirect(f"{reverse('admin:monthly-wide')}?{choice.query()}")


def _page(request, choice: Choice, outcome: Outcome) -> TemplateResponse:
    one = choice.indicator
    context = {
        **admin.site.each_context(request),
        "title": _("Wide form %(year)s") % {"year": year_name(choice.year)},
        "programme": choice.programme,
        "choice": choice,
        "query": choice.query(),
        "sheet": outcome.sheet,
        "outcome": outcome,
        "side": Side(one.side).label,
        "sector": sector_label(one.sector),
        "years": [(year, choice.query(year=year, page="")) for year in choice.programme.years],
        "sectors": _sectors(choice),
        "tabs": _tabs(choice),
        "bases": [
            (value, label, choice.query(basis="" if value == Basis.MONTH else value))
            for value, label in ((Basis.MONTH, _("This month")), (Basis.YTD, _("Year to date")))
        ],
        "pages": _pages(choice),
        "page": choice.page,
        "changes": _changes(outcome),
        "form_url": reverse("admin:monthly-list"),
    }
    return TemplateResponse(request, "admin/monthly_wide.html", context, status=outcome.status)


def _sectors(choice: Choice) -> list[dict]:
    """A tab for each sector, leading to its first indicator."""
    return [
        {
            "label": sector_label(slug),
            "query": choice.query(indicator=next(ones).code, page=""),
            "current": slug == choice.indicator.sector,
        }
        for slug, ones in groupby(_by_sector(choice), key=lambda one: one.sector)
    ]


def _by_sector(choice: Choice) -> list:
    order = list(dict.fromkeys(one.sector for one in choice.indicators))
    return sorted(choice.indicators, key=lambda one: order.index(one.sector))


def _tabs(choice: Choice) -> list[dict]:
    """A tab for each indicator of the sector; the side where this person fills in both."""
    inside = [one for one in choice.indicators if one.sector == choice.indicator.sector]
    both = len({one.side for one in inside}) > 1
    return [
        {
            "label": one.name,
            "side": Side(one.side).label if both else "",
            "query": choice.query(indicator=one.code, page=""),
            "current": one.code == choice.indicator.code,
            "depth": one.depth,
        }
        for one in inside
    ]


def _pages(choice: Choice) -> list[tuple[int, str]]:
    if choice.pages < 2:
        return []
    return [(n, choice.query(page=n)) for n in range(1, choice.pages + 1)]


def _changes(outcome: Outcome) -> list[dict]:
    """What somebody else changed meanwhile, in words."""
    cells, decimals = outcome.sheet.cells, outcome.sheet.indicator.decimals
    found = []
    for stale in outcome.changes:
        pairing, month = stale.place
        cell = cells.get(f"{pairing}-{month.month}")
        closed = stale.state in (MonthlyReport.State.SUBMITTED, MonthlyReport.State.APPROVED)
        found.append(
            {
                "label": cell.label if cell else f"{month:%Y-%m}",
                "theirs": word(stale.state) if closed else number(stale.change.theirs[1], decimals),
                "yours": number(stale.change.yours[1], decimals),
                "by": stale.change.by,
                "at": stale.change.at,
            }
        )
    return found

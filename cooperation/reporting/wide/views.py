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
from cooperation.reporting.wide.choice import Choice, choice_of, shown_query
from cooperation.reporting.wide.deeds import Outcome, act
from cooperation.reporting.wide.sheet import sheet_of
from cooperation.sectors import sector_label


@require_http_methods(["GET", "HEAD", "POST"])
def monthly_wide(request):
    """One indicator, or all of a sector and side, of all pairings over the months of a year."""
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
        "cells": outcome.sheet.cells,
        "stocks": any(one.is_stock for one in choice.shown),
        "flows": any(not one.is_stock for one in choice.shown),
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
    """A tab for each sector, leading to its first indicator, or to all of them."""
    return [
        {
            "label": sector_label(slug),
            "query": choice.query(**shown_query(next(ones), choice.whole), page=""),
            "current": slug == choice.indicator.sector,
        }
        for slug, ones in groupby(_by_sector(choice), key=lambda one: one.sector)
    ]


def _by_sector(choice: Choice) -> list:
    order = list(dict.fromkeys(one.sector for one in choice.indicators))
    return sorted(choice.indicators, key=lambda one: order.index(one.sector))


def _tabs(choice: Choice) -> list[dict]:
    """All of the sector and a tab for each; the side where this person fills in both."""
    inside = [one for one in choice.indicators if one.sector == choice.indicator.sector]
    firsts = {one.side: one for one in reversed(inside)}
    return [
        {
            "label": _("All indicators") if whole else one.name,
            "side": Side(one.side).label if len(firsts) > 1 else "",
            "query": choice.query(**shown_query(one, whole), page=""),
            "current": whole == choice.whole and one.code == choice.indicator.code,
            "depth": 0 if whole else one.depth,
        }
        for whole, ones in ((True, reversed(firsts.values())), (False, inside))
        for one in ones
    ]


def _pages(choice: Choice) -> list[tuple[int, str]]:
    if choice.pages < 2:
        return []
    return [(n, choice.query(page=n)) for n in range(1, choice.pages + 1)]


def _changes(outcome: Outcome) -> list[dict]:
    """What somebody else changed meanwhile, in words."""
    known = {one.code: one for one in outcome.sheet.choice.shown}
    cells, found = outcome.sheet.cells, []
    for stale in outcome.changes:
        pairing, month = stale.place
        one = known[stale.change.indicator]
        cell = cells.get(f"{pairing}-{month.month}-{one.id}")
        closed = stale.state in (MonthlyReport.State.SUBMITTED, MonthlyReport.State.APPROVED)
        found.append(
            {
                "label": cell.label if cell else f"{month:%Y-%m}",
                "theirs": word(stale.state)
                if closed
                else number(stale.change.theirs[1], one.decimals),
                "yours": number(stale.change.yours[1], one.decimals),
                "by": stale.change.by,
                "at": stale.change.at,
            }
        )
    return found

"""The indicators: all of them for the city, and one with its definition, curves and readings."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cooperation.access import reader_required
from cooperation.dashboards import matrix
from cooperation.dashboards.citations import readings_of, up_to
from cooperation.dashboards.curves import curves, published_years
from cooperation.dashboards.detail import figure_table, known_rows, place_table
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.headline import card
from cooperation.dashboards.published import published_table
from cooperation.dashboards.states import legend
from cooperation.freshness import revalidated
from cooperation.models import Indicator
from cooperation.sectors import sector_label


@reader_required
@revalidated()
def indicator_list(request):
    """Every indicator of the year: the whole city, or by pairing where they fit side by side."""
    frame = Frame.of(request)
    # Since the pairing began is a column of the indicator's own page: it reads every year.
    board = frame.board(since=False)
    context = {"board": board, "legend": legend(board.rows)}
    if request.GET.get("view") != "pairings" or len(board.pairings) > matrix.WIDEST:
        context["table"] = figure_table(frame, board, known_rows(board.totals()), since=False)
    else:
        caption = matrix.caption_words()
        context["matrix"] = matrix.by_indicator(
            board,
            board.pairings,
            caption,
            indicator_url=frame.indicator_url,
            pairing_url=frame.pairing_url,
        )
    context["fits"] = len(board.pairings) <= matrix.WIDEST
    return render(request, "dashboards/indicator_list.html", frame.context(**context))


@reader_required
@revalidated()
def indicator_detail(request, code):
    """What is counted and how (口径), who stands where, how the year runs, what is published."""
    frame = Frame.of(request)
    indicator = Indicator.objects.in_year(frame.period.year).filter(code=code).first()
    if indicator is None:
        raise Http404(code)
    board = frame.board(indicators=[code])
    if not board.indicators:
        raise Http404(code)
    counted = board.indicators[0]
    total = board.row("total", None, code)
    readings = [
        r
        for r in readings_of(frame.programme, frame.period.as_of)
        if r.indicator_id == indicator.pk
    ]
    whole = [r for r in readings if r.whole and r.basis != "since"]
    past = up_to(whole, frame.period.last_day)
    charts = curves(board, total)
    if len({r.cutoff.year for r in whole}) > 1 or (whole and not charts):
        charts.append(published_years(counted, whole, frame.programme.years))
    context = frame.context(
        board=board,
        indicator=counted,
        card=card(board, total, "", past[-1] if past else None),
        table=place_table(frame, board, board.rows_of(code)),
        charts=charts,
        published=published_table(frame, readings, with_indicator=False) if readings else None,
        related=_related(frame, indicator),
        sector_label=sector_label(indicator.sector),
        sector_url=_sector_url(frame, indicator.sector),
    )
    return render(request, "dashboards/indicator_detail.html", context)


def _sector_url(frame: Frame, sector: str) -> str:
    """The sector's page, where the ledgers under the figure are; it is never public."""
    if not frame.request.user.is_authenticated:
        return ""
    try:
        return f"{reverse(f'{sector}:home')}?{frame.period.query}"
    except NoReverseMatch:
        return ""


def _related(frame: Frame, indicator: Indicator) -> list[dict]:
    """The whole, the total and the parts of an indicator, by name."""
    links = [
        (_("Subset of"), Indicator.objects.filter(pk=indicator.part_of_id)),
        (_("Part of the total"), Indicator.objects.filter(pk=indicator.sums_to_id)),
        (_("Of which"), Indicator.objects.filter(part_of=indicator)),
        (_("Parts"), Indicator.objects.filter(sums_to=indicator)),
    ]
    found = []
    for label, queryset in links:
        items = [
            {"name": str(_latest_name(other)), "url": frame.indicator_url(other)}
            for other in queryset.prefetch_related("versions")
        ]
        if items:
            found.append({"label": label, "items": items})
    return found


def _latest_name(indicator: Indicator) -> str:
    versions = list(indicator.versions.all())
    return versions[-1].name if versions else indicator.code

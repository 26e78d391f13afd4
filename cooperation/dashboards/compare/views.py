"""The page of a comparison, the part of it that a changed choice swaps, and its file."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from cooperation.access import account_required, reader_required
from cooperation.dashboards.compare.boards import Comparison, drawn_of
from cooperation.dashboards.compare.choices import Choices
from cooperation.dashboards.compare.curves import MOST, curves_of
from cooperation.dashboards.compare.files import comparison_csv, file_name
from cooperation.dashboards.compare.form import offers
from cooperation.dashboards.compare.table import comparison_table
from cooperation.dashboards.states import legend
from cooperation.exports import download
from cooperation.formatting import list_comma, months_text
from cooperation.spreadsheets.workbooks import FORMATS


@reader_required
def compare(request):
    """Any pairings, indicators and years beside each other, up to the same month."""
    compared = compared_on_page(Choices.of(request))
    choices = compared.choices
    context = choices.frame.context(
        choices=choices,
        offers=offers(choices),
        months_words=months_text(range(1, choices.frame.period.through + 1)),
        years_words=list_comma().join(str(year) for year in choices.years),
        **_shown(choices, compared),
    )
    part = request.htmx and not request.htmx.history_restore_request
    name = "dashboards/_comparison.html" if part else "dashboards/compare.html"
    response = render(request, name, context | {"part": part})
    patch_vary_headers(response, ["HX-Request"])
    return response


def compared_on_page(choices: Choices) -> Comparison:
    """The page's combinations; what is published where nobody chose and nobody reports."""
    if choices.by_itself and not choices.reported:
        choices = choices.of_publications()
    return Comparison(choices, choices.lines_of_page, drawn_of(choices, MOST))


def _shown(choices: Choices, compared: Comparison) -> dict:
    """The table and the drawings; nothing where the catalogue counts nothing in the year."""
    if not compared.years:
        return {}
    rows = [compared.row(one, line) for line in compared.lines for one in compared.years]
    return {
        "counted": True,
        "silent": compared.silent,
        "table": comparison_table(compared, _("Comparison: one line for each year")),
        "legend": legend(rows),
        "tally": _tally(choices, compared),
        "curves": curves_of(compared),
        "drawings": [
            (one.name, choices.drawing_url(one.code), one.code == choices.drawn)
            for one in choices.indicators
        ],
        "page": choices.page,
        "pages": range(1, choices.pages + 1) if choices.pages > 1 else (),
    }


def _tally(choices: Choices, compared: Comparison) -> tuple[int, int, int] | None:
    """How many rose and fell; nothing to say of a part of the table, nor where all is unknown."""
    found = compared.tally()
    return found if choices.pages == 1 and (found[0] or found[1]) else None


@account_required
def compare_file(request):
    """Every page of it as CSV."""
    choices = Choices.of(request)
    return download(
        request,
        comparison_csv(choices),
        FORMATS["csv"],
        name=file_name(choices),
        kind="compare-csv",
        programme=choices.frame.programme,
        year=choices.frame.period.year,
        through=choices.frame.period.through,
        rows=len(choices.lines) * len(choices.years),
    )

"""The two charts of an indicator, cumulative and monthly, from one row's series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cooperation.dashboards import chart_words, charts
from cooperation.dashboards.charts import Chart, End, Point, sector_colour
from cooperation.dashboards.citations import reading_value
from cooperation.dashboards.fan import fan, fan_columns, fan_lines
from cooperation.dashboards.outlook import basis_words, still_open
from cooperation.formatting import brief


def curves(board, row, prefix: str = "") -> list[Chart]:
    """Cumulative and monthly chart; nothing where nothing is known."""
    series = board.series(row)
    indicator = row.indicator
    points = [Point(r.cutoff, r.value, reading_value(r, indicator.decimals)) for r in series.points]
    drawn = []
    if _any(series.ytd) or points or _any(series.last_ytd):
        drawn.append(_cumulative(board, row, series, points, prefix))
    if indicator.kind == "flow" and _any(series.month):
        drawn.append(_monthly(board, row, series, prefix))
    return drawn


def _cumulative(board, row, series, points, prefix) -> Chart:
    indicator = row.indicator
    title = _("%(name)s: year to date") if indicator.kind == "flow" else _("%(name)s: count")
    notes = []
    if _any(series.ytd):
        notes.append(_("thick: this year"))
    if _any(series.target):
        notes.append(_("dashed: target path"))
    if _any(series.last_ytd):
        notes.append(_("thin: last year"))
    if points:
        notes.append(_("diamond: published figure at its cut-off day"))
    columns = [(str(board.year), series.ytd), (str(board.year - 1), series.last_ytd)]
    if _any(series.target):
        columns.append((_("Target path"), series.target))
    expected, drawn = still_open(board, row), {}
    if expected:
        colour, decimals = sector_colour(indicator.sector), indicator.decimals
        end = End(expected.end.middle, fan_lines(expected, decimals), colour)
        drawn = {"fan": fan(expected, colour, decimals), "fan_end": end}
        notes.append(_("fan: expected, {basis}").format(basis=basis_words(board, expected)))
        columns += fan_columns(expected)
    caption = _caption(indicator)
    table = charts.months_table(columns, indicator.decimals, caption)
    if points:
        table += charts.points_table(points, caption)
    return Chart(
        id=_id(prefix, indicator.code, "ytd"),
        title=title % {"name": indicator.name},
        note=f"{indicator.unit} · " + " · ".join(notes),
        figure=charts.cumulative(
            sector=indicator.sector,
            decimals=indicator.decimals,
            unit=indicator.unit,
            actual=series.ytd,
            last_year=series.last_ytd,
            path=series.target,
            target=row.target,
            points=points,
            **drawn,
        ),
        table=table,
        sector=indicator.sector,
        summary=chart_words.year_sentence(board, row, series, points),
        source=chart_words.source_words(row, points),
    )


def _monthly(board, row, series, prefix) -> Chart:
    indicator, partly = row.indicator, series.partly
    notes = [_("dark: this year")]
    if _any(series.last_month):
        notes.append(_("pale: last year"))
    if any(partly):
        notes.append(_("hollow: some reports are missing"))
    if row.needed_per_month is not None and board.through < 12:
        notes.append(
            _("dotted: still needed a month, %(needed)s")
            % {"needed": brief(row.needed_per_month, indicator.decimals, indicator.unit)}
        )
    columns = [(str(board.year), series.month), (str(board.year - 1), series.last_month)]
    return Chart(
        id=_id(prefix, indicator.code, "month"),
        title=_("%(name)s: by month") % {"name": indicator.name},
        note=f"{indicator.unit} · " + " · ".join(notes),
        figure=charts.monthly(
            sector=indicator.sector,
            decimals=indicator.decimals,
            months=series.month,
            last_year=series.last_month,
            through=board.through,
            needed=row.needed_per_month,
            partly=partly,
        ),
        table=charts.months_table(columns, indicator.decimals, _caption(indicator), partly),
        sector=indicator.sector,
        summary=chart_words.months_sentence(board, row, series),
        source=chart_words.source_words(row),
    )


def published_years(
    indicator, readings: Iterable, years: Sequence[int], prefix: str = ""
) -> Chart | None:
    """Published readings over the years of a programme; None where there are none."""
    points = [Point(r.cutoff, r.value, reading_value(r, indicator.decimals)) for r in readings]
    if not points:
        return None
    return Chart(
        id=_id(prefix, indicator.code, "years"),
        title=_("%(name)s: published figures") % {"name": indicator.name},
        note=f"{indicator.unit} · "
        + _("each point at its cut-off day; not joined, years start anew"),
        figure=charts.years_of_readings(sector=indicator.sector, points=points, years=years),
        table=charts.points_table(points, _caption(indicator)),
        sector=indicator.sector,
        summary=chart_words.readings_sentence(points),
        source=chart_words.published_words(),
    )


def _caption(indicator) -> str:
    return f"{indicator.name} ({indicator.unit})"


def _id(prefix: str, code: str, kind: str) -> str:
    return "-".join(filter(None, ("chart", prefix, code.replace(".", "-"), kind)))


def _any(values) -> bool:
    return any(value is not None for value in values)

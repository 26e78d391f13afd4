"""A chart as it stands on a page: title, sentence, drawing, table, its PNG.

Put together here and not by a template: forty names and words of eight charts took a tenth of
the overview's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django import template
from django.utils.html import conditional_escape, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.charts import Chart
from cooperation.period import Period

register = template.Library()


@register.filter
def drawn_for(charts: Iterable[Chart], period: Period) -> SafeString:
    """`{{ charts|drawn_for:period }}`: one after the other, their common words looked up once; the
    period and its programme stand in the foot of each PNG.

    Without JavaScript the table stays and words say so; keys lead through the points, each of
    which is read out.
    """
    words = _Words(
        chart=escape(_("chart")),
        keys=escape(
            _("Left and right arrow keys go through the points, up and down through the series.")
        ),
        off=escape(_("The drawing needs JavaScript; the same numbers stand in the table.")),
        data=escape(_("Show the data")),
        png=escape(_("PNG image of the chart")),
        foot=escape(period.foot),
        source=escape(_("Source")),
        programme=escape(period.programme.name),
        made=escape(_("drawn on")),
    )
    return mark_safe("".join(_drawn(chart, words) for chart in charts))


@dataclass(frozen=True)
class _Words:
    """What all charts of a page say alike, escaped."""

    chart: str
    keys: str
    off: str
    data: str
    png: str
    foot: str
    source: str
    programme: str
    made: str


def _drawn(chart: Chart, words: _Words) -> str:
    key, title, note = escape(chart.id), escape(chart.title), escape(chart.note)
    said = escape(chart.summary) or note
    source = escape(chart.source) or words.programme
    sector = f' data-sector="{escape(chart.sector)}"' if chart.sector else ""
    return (
        f'<figure class="chart card"{sector} aria-labelledby="{key}-title"><figcaption>'
        f'<b id="{key}-title">{title}</b><span class="card-note" id="{key}-note">{note}</span>'
        f'</figcaption>\n<p class="chart-said" id="{key}-said">{said}</p>\n'
        f'<div class="plot js-on" data-chart="{key}" tabindex="0" role="application" '
        f'aria-roledescription="{words.chart}" aria-labelledby="{key}-title" '
        f'aria-describedby="{key}-said {key}-keys"></div>{json_script(chart.figure, chart.id)}\n'
        f'<p class="visually-hidden" id="{key}-keys">{words.keys}</p>'
        f'<p class="visually-hidden" aria-live="polite" data-now="{key}"></p>\n'
        f'<p class="chart-off js-off">{words.off}</p>\n'
        f'<div class="chart-foot"><details class="data"><summary>{words.data}'
        f"</summary>{conditional_escape(chart.table)}</details>\n"
        f'<button type="button" class="chart-png js-on" data-png="{key}" '
        f'aria-label="{words.png}: {title}" title="{words.png}" data-foot="{words.foot}" '
        f'data-source="{words.source}: {source}" '
        f'data-made="{words.made}">PNG</button></div></figure>\n'
    )

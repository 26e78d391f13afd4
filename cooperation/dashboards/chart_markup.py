"""A chart as it stands on a page: title, sentence, drawing, table, its PNG.

Put together here and not by a template: forty names and words of eight charts took a tenth of
the overview's time.
"""

from __future__ import annotations

from html import escape

from django import template
from django.utils.html import conditional_escape, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.charts import Chart
from cooperation.period import Period

register = template.Library()


@register.filter
def drawn_for(chart: Chart, period: Period) -> SafeString:
    """`{{ chart|drawn_for:period }}`: the period and its programme stand in the PNG's foot.

    Without JavaScript the table stays and words say so; keys lead through the points, each of
    which is read out.
    """
    key, title = escape(chart.id), escape(chart.title)
    note, png = escape(chart.note), escape(_("PNG image of the chart"))
    said = escape(chart.summary) or note
    source = escape(chart.source or period.programme.name)
    keys = _("Left and right arrow keys go through the points, up and down through the series.")
    sector = f' data-sector="{escape(chart.sector)}"' if chart.sector else ""
    return mark_safe(
        f'<figure class="chart card"{sector} aria-labelledby="{key}-title"><figcaption>'
        f'<b id="{key}-title">{title}</b><span class="card-note" id="{key}-note">{note}</span>'
        f'</figcaption>\n<p class="chart-said" id="{key}-said">{said}</p>\n'
        f'<div class="plot js-on" data-chart="{key}" tabindex="0" role="application" '
        f'aria-roledescription="{escape(_("chart"))}" aria-labelledby="{key}-title" '
        f'aria-describedby="{key}-said {key}-keys"></div>{json_script(chart.figure, chart.id)}\n'
        f'<p class="visually-hidden" id="{key}-keys">{escape(keys)}</p>'
        f'<p class="visually-hidden" aria-live="polite" data-now="{key}"></p>\n'
        '<p class="chart-off js-off">'
        f"{escape(_('The drawing needs JavaScript; the same numbers stand in the table.'))}</p>\n"
        f'<div class="chart-foot"><details class="data"><summary>{escape(_("Show the data"))}'
        f"</summary>{conditional_escape(chart.table)}</details>\n"
        f'<button type="button" class="chart-png js-on" data-png="{key}" '
        f'aria-label="{png}: {title}" title="{png}" data-foot="{escape(period.foot)}" '
        f'data-source="{escape(_("Source"))}: {source}" '
        f'data-made="{escape(_("drawn on"))}">PNG</button></div></figure>\n'
    )

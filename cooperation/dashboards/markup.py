"""Parts that stand on a page many times, put together here and not by a template: a card or a line
takes the template engine a hundred names to look up.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation.dashboards.headline import Card
from cooperation.formatting import day
from cooperation.models import Activity

register = template.Library()


@register.filter
def as_card(card: Card) -> SafeString:
    """`{{ card|as_card }}`: name, state, number with its bullet, months, facts, coverage, foot."""
    name, older = escape(card.name), " older" if card.older else ""
    title = f'<a href="{escape(card.url)}">{name}</a>' if card.url else f"<span>{name}</span>"
    unit = f'<span class="unit">{escape(card.unit)}</span>' if card.unit else ""
    trend = ""
    if card.trend:
        said = escape(_("by month; strokes: last year"))
        trend = f'<figure class="trend-of">{card.trend}<figcaption>{said}</figcaption></figure>'
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{conditional_escape(value)}</dd></div>"
        for label, value in card.facts
    )
    cover = f'<p class="cover">{escape(card.coverage)}</p>' if card.coverage else ""
    foot = f'<p class="need">{card.foot}</p>' if card.foot else ""
    return SafeString(
        f'<article class="card headline{older}" data-sector="{escape(card.sector)}">'
        f'<div class="headline-top">{title}{card.chip}</div>\n'
        f'<p class="num-xl">{conditional_escape(card.value)}{unit}</p>{card.bullet}\n'
        f"{trend}\n<dl>{facts}</dl>\n{cover}{foot}</article>\n"
    )


@register.simple_tag(takes_context=True)
def activity_lines(context: template.Context, activities: Iterable[Activity]) -> SafeString:
    """`{% activity_lines activities %}`: day, title and kind of each, leading to its own page."""
    root = reverse("activity-list")
    kept = context["kept"].more
    query = escape(f"?{urlencode({'programme': context['programme'].code})}{kept}")
    lines = "".join(
        f'<li><span class="when">{day(one.start, one.precision)}</span>'
        f'<a href="{root}{one.pk}/{query}">{escape(one.title)}</a>'
        f'<span class="chip plain">{escape(one.kind_name)}</span></li>'
        for one in activities
    )
    if lines:
        return SafeString(f'<ul class="rows">{lines}</ul>')
    said = escape(_("No activity is recorded up to this month."))
    return SafeString(f'<p class="empty">{said}</p>')

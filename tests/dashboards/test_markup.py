"""Cards and lines of activities, put together without a template: what people wrote is text."""

import datetime
from types import SimpleNamespace

from django.template import Context, Template
from django.utils.safestring import mark_safe

from cooperation.dashboards.headline import Card
from cooperation.models import Activity

WRITTEN = """<img src=x onerror="alert('1')">"""
AS_TEXT = "&lt;img src=x onerror=&quot;alert(&#x27;1&#x27;)&quot;&gt;"


def rendered(source, **context):
    return Template("{% load markup %}" + source).render(Context(context))


def test_card_shows_words_as_text():
    card = Card(
        code="x", sector=WRITTEN, name=WRITTEN, url=f"/?{WRITTEN}", value=WRITTEN, unit=WRITTEN,
        chip=mark_safe("<i>chip</i>"), bullet=mark_safe("<svg></svg>"), facts=((WRITTEN, WRITTEN),),
        foot=mark_safe("<em>foot</em>"), older=True, trend=mark_safe("<svg/>"), coverage=WRITTEN,
    )  # fmt: skip
    html = rendered("{{ card|as_card }}", card=card)
    assert WRITTEN not in html
    assert html.count(AS_TEXT) == 8
    for own in ("<i>chip</i>", "<svg></svg>", "<em>foot</em>", 'class="card headline older"'):
        assert own in html


def test_card_leaves_out_what_there_is_not():
    card = Card(
        code="x", sector="labor", name="n", url="", value="—", unit="", chip=mark_safe(""),
        bullet=mark_safe(""), facts=(), foot=mark_safe(""),
    )  # fmt: skip
    html = rendered("{{ card|as_card }}", card=card)
    assert "<span>n</span>" in html
    for part in ("<a ", "unit", "figure", "cover", "need", "older"):
        assert part not in html


def test_activities_lead_to_their_pages_in_the_same_programme():
    one = Activity(
        pk=7, kind="visit", title_zh=WRITTEN, start=datetime.date(2021, 3, 1), precision="month"
    )
    context = {
        "programme": SimpleNamespace(code="a b"),
        "kept": SimpleNamespace(more="&as_of=2024-01-01"),
        "activities": [one],
    }
    html = rendered("{% activity_lines activities %}", **context)
    assert 'href="/activities/7/?programme=a+b&amp;as_of=2024-01-01"' in html
    assert '<span class="when">2021-03</span>' in html
    assert (WRITTEN in html, AS_TEXT in html) == (False, True)
    assert 'class="empty"' in rendered(
        "{% activity_lines activities %}", **context | {"activities": []}
    )

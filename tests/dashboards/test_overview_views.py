"""The overview by the choices in its address: the table's and the map's."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.slow
SAMPLE = "/?programme=sample-city"


def page(reader, query=""):
    reader.cookies["django_language"] = "en"
    response = reader.get(SAMPLE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_map_is_coloured_by_the_indicator_in_the_address(reader):
    plain, coloured = page(reader), page(reader, "&map=labor.jobs")
    assert 'class="p1"' in plain
    assert '<option value="labor.jobs" selected>' in coloured
    assert re.search(r'<path class="m b\d" d="[^"]*"><title>[^<]*% done', coloured)
    assert "100% or more" in coloured


def test_the_other_forms_keep_the_choices(reader):
    html = page(reader, "&map=labor.jobs&heat=completion")
    assert html.count('<input type="hidden" name="map" value="labor.jobs">') == 1
    assert html.count('<input type="hidden" name="heat" value="completion">') == 2
    assert "matrix by-completion" in html


@pytest.mark.parametrize("query", ["&map=nothing", "&map=%F0%9F%98%80&heat=nothing"])
def test_a_choice_that_there_is_not_leads_to_the_groups_with_a_note(reader, query):
    html = page(reader, query)
    assert 'class="p1"' in html
    assert "it shows the groups" in html
    assert "by-completion" not in html


def test_the_ring_leads_to_who_has_not_reported(reader):
    assert re.search(r'href="/reports/\?programme=sample-city[^"]*">Who has not rep', page(reader))


@pytest.mark.parametrize("query", ["", "&map=labor.jobs&heat=completion"])
def test_statements_with_any_choice(reader, query, django_assert_num_queries):
    with django_assert_num_queries(12):
        page(reader, query)


def test_a_reader_without_account_is_led_to_no_reports_and_fetches_nothing(
    programmes, db, settings
):
    settings.PUBLIC_DASHBOARD = True
    html = Client().get(SAMPLE).content.decode()
    assert 'class="ring"' in html
    assert 'href="/reports/' not in html
    assert "hx-get" not in html


def test_the_news_of_the_reader_are_a_fragment(reader):
    html = page(reader)
    url = re.search(r'hx-get="([^"]*)"', html)[1].replace("&amp;", "&")
    fragment = reader.get(url).content.decode()
    assert fragment.strip().startswith('<section class="card since-look">')
    assert "<html" not in fragment


def test_published_figures_alone_offer_no_choice_of_completion(reader):
    reader.cookies["django_language"] = "en"
    html = reader.get("/?programme=zs-lps-2021&map=labor.east_jobs").content.decode()
    assert 'class="seg small"' not in html
    assert "no figure known" in html
    assert 'fill="url(#hatch)"' in html
    assert "What lags most" not in html
    assert "What moved most" not in html

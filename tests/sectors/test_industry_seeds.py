"""What was published about the industrial cooperation, and no more than that."""

import datetime

import pytest

from cooperation.models import Activity
from industry.models import Enterprise, Park, Payment, Project, PromotionEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published"), pytest.mark.slow]


def test_enterprises_of_the_reports_are_real_and_cited():
    found = Enterprise.objects.filter(sources__code="xkb-2021-04").order_by("name_zh")
    clusters = {enterprise.name_zh: enterprise.cluster for enterprise in found}
    assert clusters == {
        "奥马电器": "appliances",
        "樱雪集团": "appliances",
        "六盘水双元铝业公司": "aluminium",
    }
    assert not Enterprise.objects.filter(sources=None).exists()
    assert not Enterprise.objects.filter(sample=True).exists()


def test_no_project_was_published_with_a_day():
    assert not Project.everything.exists()
    assert not Payment.everything.exists()


def test_park_without_an_opening_day_counts_in_no_month():
    from cooperation.sectors import get_sector

    park = Park.objects.get()
    assert (park.pairing.slug, park.opened_on) == ("xiaolan-panzhou", None)
    parks = get_sector("industry").sums["industry.parks"]
    assert parks([park.pairing_id], datetime.date(2021, 1, 1), datetime.date(2025, 12, 31)) == []


def test_fair_of_march_is_known_to_the_month():
    event = PromotionEvent.objects.get()
    assert (event.date, event.precision) == (datetime.date(2021, 3, 1), "month")
    assert event.activity.code == "2021-03-investment-fair"
    assert (event.attending, event.signed, event.signed_amount) == (None, None, None)


def test_plans_of_april_are_no_events():
    tour = Activity.objects.get(code="2021-04-study-tour-planned")
    shows = Activity.objects.get(code="2021-04-promotion-planned")
    assert {tour.kind, shows.kind} == {"other"}
    for words in ("横栏镇花木产业集群", "古镇镇灯饰产业集群", "奥马电器", "樱雪集团"):
        assert words in tour.text_zh
    for words in ("五金装备制造", "先进装备制造", "铝产业", "纺织产业"):
        assert words in shows.text_zh

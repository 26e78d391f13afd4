"""The list and detail pages of 保障: filters, totals, statements, what was taken out."""

import datetime
import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.models import AidPayment, AidProject, Donation, Place, Source
from cooperation.sectors import get_sector
from tests.sectors import support_rows as make

pytestmark = pytest.mark.slow

D = datetime.date
SECTOR = get_sector("support")
NAMES = [ledger.name for ledger in SECTOR.ledgers]


def page(client, name, query=""):
    return client.get(f"{reverse(f'support:{name}-list')}?programme=try&{query}")


def count(response):
    return response.context["page"].count


def totals(response):
    return {name: found.value for name, found in response.context["page"].totals.items()}


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", response.content.decode())))


def test_addresses_are_the_sectors_own():
    assert NAMES == ["project", "fund", "payment", "posting", "donation"]
    for ledger in SECTOR.ledgers:
        assert reverse(f"support:{ledger.name}-list") == f"/support/{ledger.slug}/"
        assert reverse(f"support:{ledger.name}-detail", args=[7]) == f"/support/{ledger.slug}/7/"
    assert reverse("support:home") == "/support/"


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("project", "status=carried_out", 3),
        ("project", "status=cancelled", 1),
        ("project", "status=unknown", 1),
        ("project", "status=under_way", 2),
        ("project", "kind=village", 4),
        ("project", "kind=health", 0),
        ("project", "progress=25-49", 1),
        ("project", "progress=100", 0),
        ("project", "progress=unknown", 3),
        ("project", "place=六枝", 2),
        ("project", "place=Liuzhi", 2),
        ("project", "place=花脚", 1),
        ("project", "q=合作社", 1),
        ("project", "budget_min=100&budget_max=100", 3),
        ("project", "since=2022-03-02", 0),
        ("project", "", 4),
        ("payment", "kind=village", 2),
        ("payment", "place=花脚", 1),
        ("payment", "q=road", 2),
        ("payment", "amount_min=11", 1),
        ("fund", "origin=province", 1),
        ("fund", "q=〔2022〕5", 1),
        ("fund", "q=某村", 1),
        ("fund", "pairing=two", 0),
        ("posting", "role=specialists", 2),
        ("posting", "role=cadre", 1),
        ("posting", "role=doctor&direction=west_to_east", 1),
        ("posting", "place=木岗", 1),
        ("posting", "people_min=4", 1),
        ("donation", "kind=goods", 2),
        ("donation", "q=校服", 1),
        ("donation", "place=六枝", 1),
        ("donation", "amount_max=10", 1),
    ],
)
def test_filters_find(signed_in, world, query, name, found):
    county = Place.objects.create(code="c", level="county", name_zh="六枝特区", name_en="Liuzhi")
    town = Place.objects.create(
        code="t", level="township", name_zh="木岗镇", name_en="Mugang", parent=county
    )
    near = make.project(world, district=town, site="花脚村", progress=40)
    make.project(world, district=county, owner="某合作社")
    make.project(world, status="cancelled", status_reason="选址")
    make.project(world, status="", budget=None, approved_on=None)
    far = AidProject.objects.exclude(pk=near.pk).first()
    make.payment(world, project=near)
    make.payment(world, project=far, amount=12)
    make.fund(world, origin="province", document_no="粤协〔2022〕5号")
    make.fund(world, project=near)
    make.posting(world, role="cadre", place=town)
    make.posting(world, people=5)
    make.posting(world, role="doctor", direction="west_to_east")
    make.donation(world, place=town)
    make.donation(world, kind="goods", goods="校服", amount=57)
    make.donation(world, kind="goods", amount=None)
    response = page(signed_in, name, query)
    assert response.context["page"].filter.form.is_valid()
    assert count(response) == found


def test_totals_keep_apart_what_must_not_be_added(signed_in, world):
    project = make.project(world)
    make.payment(world, project=project)
    make.payment(world, project=project, amount="2.5")
    make.donation(world)
    make.donation(world, kind="goods", amount=57)
    assert totals(page(signed_in, "project")) == {"budget": 100, "paid": Decimal("12.5")}
    assert totals(page(signed_in, "donation")) == {"cash": Decimal("8.14"), "goods_value": 57}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rows", [1, 40])
def test_list_costs_the_same_at_every_size(signed_in, world, name, rows, django_assert_num_queries):
    for number in range(rows):
        make.MAKE[name](world, world.two if number % 2 else world.one)
    page(signed_in, name)
    with django_assert_num_queries(6):
        response = page(signed_in, name)
    assert count(response) == rows
    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("name", NAMES)
def test_each_column_sorts_both_ways(signed_in, world, name):
    make.MAKE[name](world)
    make.MAKE[name](world, world.two)
    ledger = next(ledger for ledger in SECTOR.ledgers if ledger.name == name)
    for column in ledger.table.base_columns:
        for sort in (column, f"-{column}"):
            response = page(signed_in, name, f"sort={sort}")
            assert not response.context["page"].bad_sort
            assert len(response.context["page"].rows) == 2


@pytest.mark.parametrize("name", NAMES)
def test_row_that_was_taken_out_is_in_no_list_and_says_so(signed_in, world, name):
    row = make.MAKE[name](world)
    address = f"{reverse(f'support:{name}-detail', args=[row.pk])}?programme=try"
    assert signed_in.get(address).status_code == 200
    row.deleted_at = timezone.now()
    row.save()
    assert count(page(signed_in, name)) == 0
    assert "移出台账" in text_of(signed_in.get(address))


def test_payment_of_a_project_that_was_taken_out_is_nowhere(signed_in, world):
    row = make.payment(world)
    AidProject.objects.filter(pk=row.project_id).update(deleted_at=timezone.now())
    assert count(page(signed_in, "payment")) == 0
    assert AidPayment.everything.count() == 1
    address = f"{reverse('support:payment-detail', args=[row.pk])}?programme=try"
    assert signed_in.get(address).status_code == 404


def test_project_shows_its_money(signed_in, world):
    project = make.project(world, progress=40, owner="某村股份经济合作社")
    make.fund(world, project=project, document_no="粤协〔2022〕5号", amount="60.5")
    make.payment(world, project=project, amount="10.25", note="首付款")
    project.sources.add(Source.objects.create(code="s", title="某日报报道"))
    url = reverse("support:project-detail", args=[project.pk])
    text = text_of(signed_in.get(f"{url}?programme=try"))
    for words in (
        "粤协〔2022〕5号 60.50",
        "2022-05-01 10.25 首付款",
        "某村股份经济合作社",
        "某日报报道",
    ):
        assert words in text


def test_project_page_costs_the_same_with_much_money(signed_in, world, django_assert_num_queries):
    project = make.project(world, budget=None)
    url = f"{reverse('support:project-detail', args=[project.pk])}?programme=try"
    signed_in.get(url)
    for payments in (1, 30):
        for _ in range(payments):
            make.payment(world, project=project)
            make.fund(world, project=project)
        with django_assert_num_queries(9):
            signed_in.get(url)


def test_ledgers_are_never_public(client, world, settings):
    settings.PUBLIC_DASHBOARD = True
    for name in NAMES:
        assert page(client, name).status_code == 302


def test_clerk_sees_the_rows_of_the_own_pairing(client, world, clerk, other_clerk):
    make.donation(world, world.one)
    make.donation(world, world.two)
    client.force_login(other_clerk)
    assert count(page(client, "donation")) == 1
    client.force_login(clerk)
    assert count(page(client, "donation")) == 0
    assert Donation.objects.count() == 2

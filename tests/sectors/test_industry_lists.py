"""Industry's lists: what they find, what they show, and how many statements they cost."""

import datetime

import pytest

from cooperation.models import Place
from tests.sectors.test_lists import column, table

D = datetime.date
PAGES = {
    "projects": "/industry/projects/",
    "payments": "/industry/payments/",
    "parks": "/industry/parks/",
    "residents": "/industry/residents/",
    "events": "/industry/events/",
    "enterprises": "/industry/enterprises/",
}


@pytest.fixture
def rows(world):
    """Two enterprises from two townships, with a row of theirs in every ledger."""
    for number, name in enumerate(("甲", "乙"), 1):
        place = Place.objects.create(code=f"T{number}", level="township", name_zh=f"{name}镇")
        enterprise = world.enterprise(
            f"{name}厂", origin=place, cluster=("lighting", "textiles")[number - 1]
        )
        pairing = (world.one, world.two)[number - 1]
        park = world.park(pairing, name_zh=f"{name}园", opened_on=D(2020 + number, 6, 1))
        world.resident(park, f"{name}厂", since=D(2020 + number, 7, 1))
        event = world.event(pairing, title_zh=f"{name}会", date=D(2020 + number, 3, 28))
        project = world.project(
            pairing, enterprise=enterprise, park=park, promotion=event, cluster=enterprise.cluster,
            signed_on=D(2020 + number, 8, 1), contract_amount=100 * number,
        )  # fmt: skip
        world.payment(project, D(2020 + number, 9, 1), 10 * number)
    return world


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["乙厂", "甲厂"]),
        ("q=甲厂", ["甲厂"]),
        ("q=乙园", ["乙厂"]),
        ("pairing=one", ["甲厂"]),
        ("cluster=textiles", ["乙厂"]),
        ("contract_min=150", ["乙厂"]),
        ("contract_max=150", ["甲厂"]),
        ("since=2022-01-01", ["乙厂"]),
        ("by=talks&since=2022-01-01", []),
        ("stage_then=signed&until=2021-12-31", ["甲厂"]),
        ("stage_then=standing", ["乙厂", "甲厂"]),
        ("stage_then=signed&since=2022-01-01", ["乙厂"]),
        ("stage_then=talks", []),
        ("park=none", []),
        ("park=x", ["乙厂", "甲厂"]),
    ],
)
def test_projects_are_found(signed_in, rows, query, found):
    assert column(signed_in.get(f"{PAGES['projects']}?{query}")) == found


@pytest.mark.slow
def test_rows_are_found_by_park_origin_and_event(signed_in, rows):
    from industry.models import Park, PromotionEvent

    park, event = Park.objects.get(name_zh="甲园"), PromotionEvent.objects.get(title_zh="乙会")
    origin = Place.objects.get(code="T2")
    for page, query, number, found in (
        ("projects", f"park={park.pk}", 0, ["甲厂"]),
        ("projects", f"promotion={event.pk}", 0, ["乙厂"]),
        ("projects", f"origin={origin.pk}", 0, ["乙厂"]),
        ("payments", f"park={park.pk}", 1, ["甲厂"]),
        ("payments", f"origin={origin.pk}", 1, ["乙厂"]),
        ("residents", f"park={park.pk}", 0, ["甲厂"]),
        ("enterprises", f"origin={origin.pk}", 0, ["乙厂"]),
        ("enterprises", "cluster=lighting", 0, ["甲厂"]),
        ("parks", "state=there&until=2021-12-31", 0, ["甲园"]),
        ("parks", "state=gone", 0, []),
        ("residents", "state=there&until=2021-12-31", 0, ["甲厂"]),
        ("events", "q=乙会", 0, ["乙会"]),
        ("payments", "amount_min=15", 1, ["乙厂"]),
    ):
        assert column(signed_in.get(f"{PAGES[page]}?{query}"), number) == found, (page, query)


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize("more", [0, 40])
def test_statements_do_not_grow_with_the_rows(
    client, rows, official, page, more, django_assert_max_num_queries
):
    for number in range(more):
        park = rows.park(name_zh=f"园{number}")
        rows.resident(park, f"厂{number}")
        event = rows.event(title_zh=f"会{number}")
        project = rows.project(enterprise_zh=f"厂{number}", park=park, promotion=event)
        rows.payment(project, D(2022, 1, 1), 3)
    client.force_login(official)
    client.get(PAGES[page])
    # Session, account, programmes; views; pairings, count and sums, rows.
    with django_assert_max_num_queries(7):
        response = client.get(PAGES[page])
    assert len(table(response)) == min(2 + more, 50)


@pytest.mark.slow
def test_no_list_shows_a_payment_or_resident_of_a_row_taken_out(signed_in, rows):
    from django.utils import timezone

    from industry.models import Park, Project

    Project.objects.filter(enterprise__name_zh="甲厂").update(deleted_at=timezone.now())
    Park.objects.filter(name_zh="甲园").update(deleted_at=timezone.now())
    for page in ("projects", "payments", "parks", "residents"):
        assert len(table(signed_in.get(PAGES[page]))) == 1, page


@pytest.mark.slow
def test_details_show_stages_money_residents_and_outcomes(signed_in, rows):
    from industry.models import Park, Project, PromotionEvent

    project = Project.objects.get(enterprise__name_zh="甲厂")
    project.talks_on, project.started_on = D(2021, 7, 2), D(2021, 8, 31)
    project.stage = "started"
    project.save()
    html = signed_in.get(f"{PAGES['projects']}{project.pk}/?programme=try").content.decode()
    for words in ("2021-07-02", "2021-08-31", "2021-09-01", "10.00", "甲镇", "甲会"):
        assert words in html
    park = Park.objects.get(name_zh="甲园")
    html = signed_in.get(f"{PAGES['parks']}{park.pk}/?programme=try").content.decode()
    assert html.count("甲厂") == 2
    event = PromotionEvent.objects.get(title_zh="甲会")
    html = signed_in.get(f"{PAGES['events']}{event.pk}/?programme=try").content.decode()
    assert "甲厂" in html


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("projects", "park={park}"),
        ("projects", "promotion={event}"),
        ("payments", "park={park}"),
        ("residents", "park={park}"),
    ],
)
def test_key_in_the_address_tells_no_name_of_another_pairing(
    client, rows, official, other_clerk, page, query
):
    from industry.models import Park, PromotionEvent

    keys = {
        "park": Park.objects.get(name_zh="甲园").pk,
        "event": PromotionEvent.objects.get(title_zh="甲会").pk,
    }
    named = {}
    for user in (official, other_clerk):
        client.force_login(user)
        html = client.get(f"{PAGES[page]}?{query.format(**keys)}").content.decode()
        named[user.username] = "甲园" in html or "甲会" in html
    assert named == {"official": True, "other_clerk": False}


def test_page_of_an_event_names_no_project_of_another_pairing(world):
    from industry.details import of_event

    event = world.event(world.city)
    world.project(world.one, promotion=event)
    (below,) = of_event(event)
    assert below.rows == ()

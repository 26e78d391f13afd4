"""Who works in one programme never meets a row of another."""

import datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from consumption.models import Purchase
from industry.models import Project
from labor.models import TransferBatch

FAR = "别处"
DAY = datetime.date(2023, 5, 4)

PAGES = [
    "/",
    "/pairings/",
    "/indicators/",
    "/indicators/labor.test_jobs/",
    "/reports/",
    "/reports/export.csv",
    "/reports/export.json",
    "/activities/",
    "/labor/",
    "/labor/batches/",
    "/industry/",
    "/industry/projects/",
    "/consumption/",
    "/consumption/purchases/",
    "/support/",
]
WORKPLACE = [
    "/admin/",
    "/admin/monthly/",
    "/admin/cooperation/activity/",
    "/admin/cooperation/activity/add/",
    "/admin/cooperation/monthlyreport/",
    "/admin/cooperation/publishedreading/",
    "/admin/cooperation/target/",
    "/admin/labor/transferbatch/",
    "/admin/industry/project/",
    "/admin/consumption/purchase/",
]


@pytest.fixture
def far_rows(ground):
    """A ledger row of each sector in the other programme, all with its mark."""
    pairing, mark = ground.other.group, {"note": FAR}
    return [
        TransferBatch.objects.create(
            pairing=pairing, start=DAY, travel="coach", people=53, title_zh=FAR, **mark
        ),
        Project.objects.create(
            pairing=pairing, enterprise_zh=FAR, kind="new_landing", stage="signed", **mark
        ),
        Purchase.objects.create(
            pairing=pairing,
            date=DAY,
            product_zh=FAR,
            product_kind="fruit",
            mode="direct",
            channel="fair",
            amount="1.5",
            **mark,
        ),
    ]


@pytest.mark.parametrize("who", ["official", "clerk", "reviewer", "secretary"])
def test_pages_and_files_never_name_another_programme(as_person, far_rows, who):
    client = as_person(who)
    for path in PAGES if who == "official" else [*PAGES, *WORKPLACE]:
        response = client.get(path)
        if response.status_code != 403:
            body = b"".join(response) if response.streaming else response.content
            assert response.status_code == 200, path
            assert FAR not in body.decode("utf-8-sig"), path


def test_the_mark_would_be_seen(as_person, far_rows):
    client = as_person("stranger")
    seen = {path for path in PAGES if FAR in client.get(path).getvalue().decode("utf-8-sig")}
    assert seen == set(PAGES)


@pytest.mark.parametrize("who", ["official", "clerk", "reviewer", "secretary"])
def test_another_programme_in_the_address_is_not_found(as_person, ground, who):
    client = as_person(who)
    for path in PAGES:
        assert client.get(path, {"programme": "far"}).status_code == 404, path
    for path in (
        f"/pairings/{ground.other.group.slug}/",
        f"/activities/{ground.other.activity.pk}/",
    ):
        for programme in ("far", "own"):
            assert client.get(path, {"programme": programme}).status_code == 404, path
        assert client.get(path).status_code == 404, path


def test_rows_of_another_programme_are_not_found(as_person, far_rows):
    client = as_person("official")
    for row, path in zip(
        far_rows, ("labor/batches", "industry/projects", "consumption/purchases"), strict=True
    ):
        assert client.get(f"/{path}/{row.pk}/").status_code == 404, path


def our_models():
    labels = ("cooperation", "labor", "industry", "consumption")
    return [model for label in labels for model in apps.get_app_config(label).get_models()]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label_lower)
def test_every_model_says_who_sees_it(model, people):
    """One `visible_to` per model; nothing of it opens to a deactivated account."""
    rows = model._default_manager
    assert rows.visible_to(people.official).count() <= rows.count()
    if model._meta.model_name in {"programme", "pairing", "monthlyreport", "target"}:
        people.official.is_active = False
        assert not rows.visible_to(people.official).exists()
        assert not rows.visible_to(AnonymousUser()).exists()

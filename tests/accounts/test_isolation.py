"""Who works in one programme never meets a row of another."""

import datetime

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Q

from consumption.models import Product, Purchase
from cooperation.prepared import Prepared
from industry.models import Enterprise, Project
from labor.models import TransferBatch
from tests.people import PEOPLE

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

FAR = "别处"
DAY = datetime.date(2023, 5, 4)
ITS = {"programme": "far"}

PAGES = [
    "/",
    "/pairings/",
    "/indicators/",
    "/changes/",
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
            pairing=pairing,
            enterprise=Enterprise.objects.create(name_zh=FAR),
            kind="new_landing",
            stage="signed",
            signed_on=DAY,
            **mark,
        ),
        Purchase.objects.create(
            pairing=pairing,
            date=DAY,
            product=Product.objects.create(name_zh=FAR, kind="fruit"),
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


# Pages, lists and files with a mark of the row, and addresses of the row itself. Released
# figures are the programme's: who sees it sees them, so its rule decides over the exports.
PLACES = {
    "cooperation.programme": (FAR, PAGES, []),
    "cooperation.pairing": (
        "/pairings/far-xiaolan-panzhou/",
        ["/pairings/"],
        ["/pairings/far-xiaolan-panzhou/"],
    ),
    "cooperation.activity": (
        "别处互访",
        ["/?year=2023", "/activities/", "/support/?year=2023"],
        ["/activities/{pk}/", "/admin/cooperation/activity/{pk}/change/"],
    ),
    "cooperation.publishedreading": (
        "321",
        ["/admin/cooperation/publishedreading/"],
        ["/admin/cooperation/publishedreading/{pk}/change/"],
    ),
    "cooperation.target": (
        "别处〔2025〕",
        ["/admin/cooperation/target/"],
        ["/admin/cooperation/target/{pk}/change/"],
    ),
    "labor.transferbatch": (
        "/{pk}/",
        ["/labor/batches/", "/admin/labor/transferbatch/"],
        ["/labor/batches/{pk}/", "/admin/labor/transferbatch/{pk}/change/"],
    ),
    "industry.project": (
        "/{pk}/",
        ["/industry/projects/", "/admin/industry/project/"],
        ["/industry/projects/{pk}/", "/admin/industry/project/{pk}/change/"],
    ),
    "consumption.purchase": (
        "/{pk}/",
        ["/consumption/purchases/", "/admin/consumption/purchase/"],
        ["/consumption/purchases/{pk}/", "/admin/consumption/purchase/{pk}/change/"],
    ),
}


@pytest.mark.parametrize("label", PLACES)
def test_one_rule_hides_a_row_everywhere(as_person, ground, far_rows, monkeypatch, label):
    """Pages, lists, exports and the workplace ask the same `visible_to`."""
    ground.other.programme.activities.update(sector="support")
    model = apps.get_model(label)
    row = model._default_manager.filter(of_half(model, ground.other)).get()
    mark, lists, own = PLACES[label]
    mark, *own = [path.format(pk=row.pk) for path in (mark, *own)]
    client = as_person("stranger")

    def text(path):
        return client.get(path).getvalue().decode("utf-8-sig").split("<main", 1)[-1]

    def met():
        cache.clear()
        there = {path for path in own if client.get(path, ITS).status_code == 200}
        return there | {path for path in lists if mark in text(path)}

    assert met() == {*lists, *own}
    ask = Prepared.__call__

    def anew(self, *values):
        self._made.clear()  # the statement of the rule before
        return ask(self, *values)

    monkeypatch.setattr(Prepared, "__call__", anew)
    monkeypatch.setattr(type(model._default_manager.all()), "visible_to", lambda s, _user: s.none())
    assert met() == set()


def of_half(model, half):
    """The rows of one half of the ground."""
    own = {"programme": Q(pk=half.programme.pk), "pairing": Q(pk=half.group.pk)}
    if model._meta.model_name in own:
        return own[model._meta.model_name]
    names = {field.name for field in model._meta.fields}
    return Q(programme=half.programme) if "programme" in names else Q(pairing=half.group)


@pytest.mark.parametrize("who", PEOPLE)
def test_workplace_lists_are_what_the_person_sees(people, far_rows, rf, who):
    """No admin widens `visible_to`, and none narrows it."""
    for model, model_admin in site._registry.items():
        request = rf.get("/admin/")
        request.user = people.all[who]
        rows = set(model_admin.get_queryset(request).values_list("pk", flat=True))
        seen = model._default_manager.visible_to(request.user)
        assert rows == set(seen.values_list("pk", flat=True)), model

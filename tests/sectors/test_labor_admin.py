"""Labor's ledgers at the staff's workplace: who writes, what is refused, what is logged."""

import datetime

import pytest

from cooperation.models import ChangeLog
from labor.models import JobFair, Training, Workshop, WorkshopCount, WorkshopStatus
from tests.sectors import labor_rows as rows
from tests.sectors.test_admin import errors

pytestmark = pytest.mark.slow

D = datetime.date
NO_HISTORY = {
    f"{inline}-{kind}_FORMS": "0"
    for inline in ("statuses", "counts")
    for kind in ("TOTAL", "INITIAL")
}
FORMS = {
    "training": (
        Training,
        {
            "start": "2022-03-01", "precision": "day", "topic_zh": "焊工", "brand": "technician",
            "days": "5", "people": "40", "lifted": "20",
        },
    ),
    "jobfair": (
        JobFair,
        {"date": "2022-03-01", "precision": "day", "title_zh": "春风行动", "posts": "90"},
    ),
    "workshop": (
        Workshop,
        {"name_zh": "甲车间", "opened": "2022-01-10", "precision": "day", **NO_HISTORY},
    ),
}  # fmt: skip


def inline(name, *lines):
    data = {f"{name}-TOTAL_FORMS": str(len(lines)), f"{name}-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        data |= {f"{name}-{number}-{field}": value for field, value in line.items()}
    return data


@pytest.mark.parametrize("kind", FORMS)
def test_clerk_adds_changes_and_is_logged(client, world, clerk, kind):
    model, form = FORMS[kind]
    client.force_login(clerk)
    address = f"/admin/labor/{kind}/"
    response = client.post(f"{address}add/", {"pairing": world.one.pk, **form})
    assert response.status_code == 302, errors(response)
    row = model.objects.get()
    assert row.updated_by == clerk
    form = {"pairing": world.one.pk, **form, "note": "补充说明", "change_reason": "补充"}
    response = client.post(f"{address}{row.pk}/change/", form)
    assert response.status_code == 302, errors(response)
    entries = ChangeLog.objects.filter(model=model._meta.label).order_by("pk")
    assert [(entry.action, entry.by) for entry in entries] == [("add", clerk), ("change", clerk)]
    assert entries[1].after == "note: 补充说明"
    assert entries[1].reason == "补充"


@pytest.mark.parametrize("kind", FORMS)
def test_clerk_writes_only_the_assigned_pairing(client, world, clerk, kind):
    model, form = FORMS[kind]
    client.force_login(clerk)
    response = client.post(f"/admin/labor/{kind}/add/", {"pairing": world.two.pk, **form})
    assert len(errors(response)) == 1
    make = {"training": rows.training, "jobfair": rows.job_fair, "workshop": rows.workshop}[kind]
    foreign = make(world, world.two)
    assert client.get(f"/admin/labor/{kind}/{foreign.pk}/change/").status_code == 404
    assert str(foreign) not in client.get(f"/admin/labor/{kind}/").content.decode()
    assert model.objects.count() == 1


@pytest.mark.parametrize("kind", FORMS)
def test_reviewer_reads_and_official_stays_out(client, world, official, kind):
    reviewer = world.person("reviewer", "reviewer", pairing=world.one)
    client.force_login(reviewer)
    assert client.get(f"/admin/labor/{kind}/").status_code == 200
    assert client.get(f"/admin/labor/{kind}/add/").status_code == 403
    client.force_login(official)
    assert client.get(f"/admin/labor/{kind}/").status_code == 403


def test_workshop_is_entered_with_its_history(client, world, clerk):
    client.force_login(clerk)
    _model, form = FORMS["workshop"]
    history = inline(
        "statuses", {"since": "2022-03-01", "status": "paused", "reason": "订单不足"}
    ) | inline("counts", {"date": "2022-02-01", "people": "30", "lifted": "12"})
    data = {"pairing": world.one.pk, **form, **history}
    response = client.post("/admin/labor/workshop/add/", data)
    assert response.status_code == 302, errors(response)
    assert WorkshopStatus.objects.get().reason == "订单不足"
    assert WorkshopCount.objects.get().people == 30


@pytest.mark.parametrize(
    "history",
    [
        inline("statuses", {"since": "2022-01-09", "status": "in_production"}),
        inline("counts", {"date": "2022-01-09", "people": "3"}),
    ],
)
def test_nothing_is_told_before_the_opening(client, world, clerk, history):
    client.force_login(clerk)
    _model, form = FORMS["workshop"]
    data = {"pairing": world.one.pk, **form, **history}
    response = client.post("/admin/labor/workshop/add/", data)
    assert len(errors(response)) == 1
    assert "2022-01-10" in errors(response)[0]
    assert not Workshop.objects.exists()


def test_more_lifted_than_people_is_refused(client, world, clerk):
    client.force_login(clerk)
    _model, form = FORMS["training"]
    data = {"pairing": world.one.pk, **form, "lifted": "41"}
    assert len(errors(client.post("/admin/labor/training/add/", data))) == 1
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("page", "field"), [("transferbatch", "origin"), ("jobfair", "place"), ("workshop", "township")]
)
def test_clerk_finds_the_township_by_typing(client, world, clerk, page, field):
    place = rows.township("w9", "石桥镇")
    client.force_login(clerk)
    html = client.get(f"/admin/labor/{page}/add/").content.decode()
    assert f'data-field-name="{field}"' in html
    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "labor", "model_name": page, "field_name": field, "term": "石桥"},
    )
    assert [one["id"] for one in found.json()["results"]] == [str(place.pk)]

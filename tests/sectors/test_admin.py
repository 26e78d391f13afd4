"""The ledgers at the staff's workplace: who may write which rows, and what is checked."""

import datetime

import pytest

from consumption.models import Purchase
from cooperation.models import ChangeLog
from industry.models import Payment, Project
from labor.models import Employer, TransferBatch

pytestmark = pytest.mark.slow

BATCH = "/admin/labor/transferbatch/"


def batch_form(world, **fields):
    return {
        "pairing": world.one.pk,
        "start": "2021-02-17",
        "precision": "day",
        "travel": "coach",
        "people": "53",
        "receipts-TOTAL_FORMS": "0",
        "receipts-INITIAL_FORMS": "0",
        **fields,
    }


def receipts(*rows):
    data = {"receipts-TOTAL_FORMS": str(len(rows)), "receipts-INITIAL_FORMS": "0"}
    for number, (employer, people) in enumerate(rows):
        data[f"receipts-{number}-employer"] = employer.pk
        data[f"receipts-{number}-people"] = people
    return data


def errors(response):
    form = response.context["adminform"].form
    found = [e for messages in form.errors.values() for e in messages]
    for formset in response.context["inline_admin_formsets"]:
        found += list(formset.formset.non_form_errors())
    return found


def test_clerk_adds_a_batch_with_its_employers(client, world, clerk):
    tcl = Employer.objects.create(name_zh="TCL电器")
    client.force_login(clerk)
    response = client.post(f"{BATCH}add/", batch_form(world, **receipts((tcl, "20"))))
    assert response.status_code == 302, errors(response)
    batch = TransferBatch.objects.get()
    assert (batch.people, batch.updated_by, batch.start) == (53, clerk, datetime.date(2021, 2, 17))
    assert list(batch.receipts.values_list("employer__name_zh", "people")) == [("TCL电器", 20)]
    assert ChangeLog.objects.filter(model="labor.TransferBatch", action="add").count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"lifted": "54"}, "脱贫人口数不能多于本批人数。"),
        ({"end": "2021-02-16"}, "结束日期不能早于开始日期。"),
        ({"start": "2020-12-31"}, "该日期不在结对期间内。"),
        ({"people": "0"}, "一批至少有一人。"),
        ({"precision": "month"}, "日期须精确到日；只知月份的，写作当月1日。"),
    ],
)
def test_wrong_batch_is_refused_in_words(client, world, clerk, fields, message):
    client.force_login(clerk)
    response = client.post(f"{BATCH}add/", batch_form(world, **fields))
    assert errors(response) == [message]
    assert not TransferBatch.objects.exists()


def test_employers_cannot_receive_more_than_travelled(client, world, clerk):
    one, two = (Employer.objects.create(name_zh=name) for name in "甲乙")
    client.force_login(clerk)
    data = batch_form(world, **receipts((one, "30"), (two, "24")))
    response = client.post(f"{BATCH}add/", data)
    assert errors(response) == ["各企业接收人数之和多于本批人数。"]
    data = batch_form(world, **receipts((one, "30"), (two, "23")))
    assert client.post(f"{BATCH}add/", data).status_code == 302


def test_clerk_writes_only_the_assigned_pairing_and_sector(client, world, clerk):
    client.force_login(clerk)
    response = client.post(f"{BATCH}add/", batch_form(world, pairing=world.two.pk))
    assert len(errors(response)) == 1
    foreign = world.batch(world.two)
    assert client.get(f"{BATCH}{foreign.pk}/change/").status_code in (302, 403, 404)
    assert f"{BATCH}{foreign.pk}/change/" not in client.get(BATCH).content.decode()
    assert client.get("/admin/consumption/purchase/add/").status_code == 403
    assert client.get("/admin/industry/project/add/").status_code == 403


def test_official_never_enters_the_workplace(client, world, official):
    client.force_login(official)
    assert client.get(BATCH).status_code == 403


def test_reviewer_reads_and_does_not_write(client, world):
    reviewer = world.person("reviewer", "reviewer", pairing=world.one)
    batch = world.batch()
    client.force_login(reviewer)
    assert client.get(f"{BATCH}{batch.pk}/change/").status_code == 200
    data = batch_form(world, people="1", change_reason="x")
    assert client.post(f"{BATCH}{batch.pk}/change/", data).status_code == 403
    assert client.get(f"{BATCH}add/").status_code == 403


def test_change_is_logged_with_before_and_after(client, world, clerk):
    batch = world.batch(people=50, start=datetime.date(2021, 2, 17))
    client.force_login(clerk)
    data = batch_form(world, people="51", change_reason="补登一人")
    response = client.post(f"{BATCH}{batch.pk}/change/", data)
    assert response.status_code == 302, errors(response)
    entry = ChangeLog.objects.get(model="labor.TransferBatch", action="change")
    assert (entry.before, entry.after, entry.by) == ("people: 50", "people: 51", clerk)
    assert entry.reason == "补登一人"


def test_project_with_payments_and_purchase_can_be_entered(client, world, other_clerk):
    client.force_login(other_clerk)
    response = client.post(
        "/admin/industry/project/add/",
        {
            "pairing": world.two.pk,
            "enterprise": world.enterprise("某灯饰公司").pk,
            "kind": "new_landing",
            "stage": "signed",
            "cluster": "lighting",
            "contract_amount": "5000",
            "signed_on": "2022-04-01",
            "payments-TOTAL_FORMS": "1",
            "payments-INITIAL_FORMS": "0",
            "payments-0-paid_on": "2022-05-01",
            "payments-0-amount": "120.5",
        },
    )
    assert response.status_code == 302, errors(response)
    assert Payment.objects.get().project == Project.objects.get()
    response = client.post(
        "/admin/consumption/purchase/add/",
        {
            "pairing": world.two.pk,
            "date": "2022-04-01",
            "precision": "day",
            "buyer_kind": "union",
            "product": world.product().pk,
            "channel": "union",
            "mode": "direct",
            "amount": "1.25",
        },
    )
    assert response.status_code == 302, errors(response)
    assert Purchase.objects.get().amount == 1.25


def test_lists_and_forms_open(client, world, other_clerk):
    world.purchase(world.two)
    world.project(world.two)
    client.force_login(other_clerk)
    for page in (
        "labor/transferbatch",
        "industry/project",
        "consumption/purchase",
        "labor/employer",
    ):
        for part in ("", "add/"):
            html = client.get(f"/admin/{page}/{part}").content.decode()
            assert " style=" not in html, page
            assert "<script>" not in html, page

"""Industry at the workplace: who may write which rows, and what is checked."""

import datetime

import pytest

from cooperation.models import ChangeLog
from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident
from tests.sectors.test_admin import errors

pytestmark = pytest.mark.slow

D = datetime.date
PROJECT = "/admin/industry/project/"


def rows_below(name, *rows, initial=0):
    data = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        data |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return data


def project_form(world, *payments, initial=0, **fields):
    return {
        "pairing": world.two.pk,
        "enterprise": world.enterprise("某灯饰公司").pk,
        "kind": "new_landing",
        "stage": "signed",
        "cluster": "lighting",
        "contract_amount": "5000",
        "signed_on": "2022-04-01",
        **rows_below("payments", *payments, initial=initial),
        **fields,
    }


def all_errors(response):
    found = errors(response)
    for formset in response.context["inline_admin_formsets"]:
        for below in formset.formset.errors:
            found += [text for texts in below.values() for text in texts]
    return found


@pytest.fixture
def entering(client, other_clerk):
    client.force_login(other_clerk)
    return client


def pay(day, amount, **more):
    return {"paid_on": day, "amount": amount, **more}


def test_project_is_entered_with_its_payments(entering, world):
    data = project_form(world, pay("2022-05-01", "120.5"), pay("2022-06-01", "4879.5"))
    response = entering.post(f"{PROJECT}add/", data)
    assert response.status_code == 302, all_errors(response)
    assert set(Payment.objects.values_list("pairing", flat=True)) == {world.two.pk}
    assert ChangeLog.objects.filter(model="industry.Project", action="add").count() == 1


def test_more_money_than_the_contract_asks_for_a_reason(entering, world):
    entering.cookies["django_language"] = "en"
    payments = (pay("2022-05-01", "120.5"), pay("2022-06-01", "4879.51"))
    response = entering.post(f"{PROJECT}add/", project_form(world, *payments))
    (sentence,) = errors(response)
    assert "5000.01" in sentence
    assert "5000," in sentence or "5000." in sentence
    assert not Project.objects.exists()
    data = project_form(world, *payments, over_contract_reason="追加投资")
    assert entering.post(f"{PROJECT}add/", data).status_code == 302


def test_payment_outside_the_pairing_is_refused(entering, world):
    response = entering.post(f"{PROJECT}add/", project_form(world, pay("2020-05-01", "1")))
    assert len(all_errors(response)) == 1
    assert not Payment.objects.exists()


def test_contract_and_payment_are_corrected_together(entering, world):
    """The form compares what will be, not what is recorded."""
    project = world.project(world.two, contract_amount=100, signed_on=D(2022, 4, 1))
    payment = world.payment(project, D(2022, 5, 1), 90)
    data = project_form(
        world,
        pay("2022-05-01", "40", id=payment.pk, project=project.pk),
        initial=1,
        enterprise=project.enterprise_id,
        contract_amount="50",
        change_reason="录入更正",
    )
    response = entering.post(f"{PROJECT}{project.pk}/change/", data)
    assert response.status_code == 302, all_errors(response)
    entry = ChangeLog.objects.get(model="industry.Project", action="change")
    assert "contract_amount: 100" in entry.before
    assert f"payment {payment.pk} amount: 40" in entry.after


def test_payment_is_taken_out_and_not_erased(entering, world):
    project = world.project(world.two, signed_on=D(2022, 4, 1))
    payment = world.payment(project, D(2022, 5, 1), 90)
    row = pay("2022-05-01", "90", id=payment.pk, project=project.pk, DELETE="on")
    data = project_form(
        world, row, initial=1, enterprise=project.enterprise_id, change_reason="重复录入"
    )
    response = entering.post(f"{PROJECT}{project.pk}/change/", data)
    assert response.status_code == 302, all_errors(response)
    assert not Payment.objects.exists()
    assert Payment.everything.get().deleted_at is not None


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"stage": "talks", "talks_on": "2022-03-01"}, "later stage"),
        ({"stage": "started"}, "day on which"),
        ({"talks_on": "2022-04-02"}, "follow one another"),
        ({"stage": "ended", "ended_on": "2022-05-01"}, "why"),
        ({"jobs": "3", "jobs_lifted": "4"}, "not more than all jobs"),
    ],
)
def test_wrong_project_is_refused_in_words(entering, world, fields, word):
    entering.cookies["django_language"] = "en"
    response = entering.post(f"{PROJECT}add/", project_form(world, **fields))
    assert [word in text for text in errors(response)] == [True]


def test_payment_on_its_own_lies_where_its_project_does(entering, world):
    foreign = world.project(world.one)
    own = world.project(world.two, contract_amount=10)
    data = {"project": foreign.pk, "paid_on": "2022-05-01", "amount": "5"}
    address = "/admin/industry/payment/add/"
    assert len(errors(entering.post(address, data))) == 1
    too_much = data | {"amount": "11", "project": own.pk}
    assert len(errors(entering.post(address, too_much))) == 1
    response = entering.post(address, data | {"project": own.pk})
    assert response.status_code == 302, errors(response)
    payment = Payment.objects.get()
    assert (payment.pairing, payment.project) == (world.two, own)


def test_park_is_entered_with_its_residents(entering, world):
    enterprise = world.enterprise("某厂")
    data = {
        "pairing": world.two.pk,
        "name_zh": "某园区",
        "opened_on": "2022-01-01",
        **rows_below("residents", {"enterprise": enterprise.pk, "since": "2022-02-01"}),
    }
    response = entering.post("/admin/industry/park/add/", data)
    assert response.status_code == 302, all_errors(response)
    assert Resident.objects.get().pairing == Park.objects.get().pairing == world.two


def test_event_and_enterprise_can_be_entered(entering, world):
    data = {"pairing": world.two.pk, "date": "2022-03-28", "precision": "day", "title_zh": "推介会"}
    response = entering.post("/admin/industry/promotionevent/add/", data)
    assert response.status_code == 302, errors(response)
    assert PromotionEvent.objects.get().signed is None
    data = {"name_zh": "新来的厂", "cluster": "lighting"}
    response = entering.post("/admin/industry/enterprise/add/", data)
    assert response.status_code == 302, errors(response)
    assert Enterprise.objects.get(name_zh="新来的厂").sample is False


@pytest.mark.parametrize("model", ["project", "payment", "park", "resident", "promotionevent"])
def test_clerk_of_another_sector_is_kept_out(client, clerk, model):
    client.force_login(clerk)
    for part in ("", "add/"):
        assert client.get(f"/admin/industry/{model}/{part}").status_code == 403


@pytest.mark.parametrize(
    "model", ["project", "payment", "park", "resident", "promotionevent", "enterprise"]
)
def test_lists_and_forms_open(entering, world, model):
    project = world.project(world.two)
    world.payment(project, D(2022, 1, 1), 5)
    world.resident(world.park(world.two))
    world.event(world.two)
    for part in ("", "?q=某", "add/"):
        response = entering.get(f"/admin/industry/{model}/{part}")
        assert response.status_code == 200
        html = response.content.decode()
        assert " style=" not in html
        assert "<script>" not in html

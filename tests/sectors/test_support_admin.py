"""The ledgers of 保障 at the staff's workplace: who may write which rows, what is refused."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from cooperation.models import AidPayment, AidProject, ChangeLog, Donation, Posting
from tests.sectors import support_rows as make

pytestmark = pytest.mark.slow

D = datetime.date
ADMIN = "/admin/cooperation"
MODELS = ("aidproject", "aidfund", "aidpayment", "posting", "donation")


@pytest.fixture(autouse=True)
def _in_english():
    """The words themselves are the catalogue's; here it matters which of them is said."""
    with translation.override("en"):
        yield


@pytest.fixture
def keeper(world):
    """Fills in this sector of the first group."""
    return world.person("keeper", "clerk", pairing=world.one, sector="support")


@pytest.fixture
def at_work(client, keeper):
    client.force_login(keeper)
    client.cookies["django_language"] = "en"
    return client


def errors(response):
    return [e for found in response.context["adminform"].form.errors.values() for e in found]


def payment_form(project, **fields):
    return {
        "pairing": project.pairing_id,
        "project": project.pk,
        "date": "2022-05-01",
        "precision": "day",
        "amount": "10",
        **fields,
    }


def test_clerk_adds_one_row_of_each_ledger(at_work, world, keeper):
    common = {"pairing": world.one.pk, "precision": "day"}
    rows = {
        "aidproject": {
            "pairing": world.one.pk,
            "name_zh": "某村道路",
            "kind": "village",
            "budget": "100",
            "approved_on": "2022-03-01",
            "status": "approved",
        },
        "aidfund": {**common, "date": "2022-03-01", "origin": "city", "amount": "50"},
        "posting": {
            **common, "since": "2022-03-01", "role": "cadre", "direction": "east_to_west",
            "people": "2", "sent_by": "某局",
        },
        "donation": {
            **common, "date": "2022-03-01", "donor": "某商会", "kind": "cash", "amount": "8.14",
        },
    }  # fmt: skip
    for model, data in rows.items():
        response = at_work.post(f"{ADMIN}/{model}/add/", data)
        assert response.status_code == 302, (model, errors(response))
    project = AidProject.objects.get()
    response = at_work.post(f"{ADMIN}/aidpayment/add/", payment_form(project))
    assert response.status_code == 302, errors(response)
    assert AidPayment.objects.get().project == project
    assert (Posting.objects.get().updated_by, Donation.objects.get().amount) == (
        keeper,
        Decimal("8.14"),
    )
    assert ChangeLog.objects.filter(action="add").count() == 5


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "100.01"}, "With this payment more is paid out than budgeted."),
        ({"amount": "0"}, "An amount is greater than zero."),
        ({"date": "2020-12-31"}, "The pairing did not exist on this day."),
        ({"date": "2022-05-02", "precision": "month"}, "A date is known to the day"),
    ],
)
def test_wrong_payment_is_refused_in_words(at_work, world, fields, said):
    project = make.project(world)
    response = at_work.post(f"{ADMIN}/aidpayment/add/", payment_form(project, **fields))
    (message,) = errors(response)
    assert message.startswith(said)
    assert not AidPayment.objects.exists()


def test_reason_on_the_project_lets_more_be_paid(at_work, world):
    project = make.project(world, overspend_reason="材料涨价")
    data = payment_form(project, amount="100.01")
    assert at_work.post(f"{ADMIN}/aidpayment/add/", data).status_code == 302


def test_payment_goes_to_a_project_of_the_same_pairing(at_work, world):
    at_work.force_login(world.person("keeper_of_both", "clerk", sector="support"))
    project = make.project(world, world.two)
    data = payment_form(project, pairing=world.one.pk)
    response = at_work.post(f"{ADMIN}/aidpayment/add/", data)
    assert errors(response) == ["The project belongs to another pairing."]
    assert not AidPayment.objects.exists()


def test_project_of_another_pairing_is_not_offered(at_work, world):
    project = make.project(world, world.two)
    data = payment_form(project, pairing=world.one.pk)
    assert len(errors(at_work.post(f"{ADMIN}/aidpayment/add/", data))) == 1


def test_cancelled_project_says_why(at_work, world):
    data = {
        "pairing": world.one.pk,
        "name_zh": "某村道路",
        "kind": "village",
        "status": "cancelled",
    }
    response = at_work.post(f"{ADMIN}/aidproject/add/", data)
    assert errors(response) == ["Say why the project was cancelled."]


def test_clerk_of_another_sector_or_pairing_writes_nothing(client, world, clerk, other_clerk):
    row = make.donation(world, world.one)
    client.force_login(clerk)
    assert client.get(f"{ADMIN}/donation/add/").status_code == 403
    client.force_login(other_clerk)
    assert client.get(f"{ADMIN}/donation/add/").status_code == 200
    assert client.get(f"{ADMIN}/donation/{row.pk}/change/").status_code == 404
    data = {
        "pairing": world.one.pk, "precision": "day", "date": "2022-03-01", "donor": "某商会",
        "kind": "cash", "amount": "1",
    }  # fmt: skip
    assert len(errors(client.post(f"{ADMIN}/donation/add/", data))) == 1
    assert Donation.objects.count() == 1


def test_reviewer_reads_and_does_not_write(client, world):
    row = make.donation(world)
    client.force_login(world.person("reviewer", "reviewer", pairing=world.one))
    assert client.get(f"{ADMIN}/donation/{row.pk}/change/").status_code == 200
    assert client.get(f"{ADMIN}/donation/add/").status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_forms_open(at_work, world, model):
    for row in make.MAKE.values():
        row(world)
    for part in ("", "add/", "?q=某"):
        response = at_work.get(f"{ADMIN}/{model}/{part}")
        assert response.status_code == 200
        assert " style=" not in response.content.decode()


def test_list_costs_the_same_at_every_size(at_work, world, django_assert_num_queries):
    for model, kind in zip(MODELS, make.MAKE, strict=True):
        counts = []
        for rows in (1, 10):
            for _ in range(rows):
                make.MAKE[kind](world, project=make.project(world)) if kind in {
                    "fund",
                    "payment",
                } else make.MAKE[kind](world)
            at_work.get(f"{ADMIN}/{model}/")
            with django_assert_num_queries(12, exact=False) as found:
                at_work.get(f"{ADMIN}/{model}/")
            counts.append(len(found))
        assert counts[0] == counts[1], model


def test_front_page_has_the_sectors_ledgers_together(at_work):
    groups = at_work.get("/admin/").context["app_list"]
    names = [row["object_name"] for group in groups for row in group["models"]]
    start = names.index("AidProject")
    assert names[start : start + 5] == [
        "AidProject", "AidFund", "AidPayment", "Posting", "Donation",
    ]  # fmt: skip

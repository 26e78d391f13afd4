"""What a reviewer reads of the differences between figures and ledgers."""

import datetime

import pytest
from django.urls import reverse

from cooperation.models import Explanation
from cooperation.reporting import actions
from labor.models import TransferBatch
from tests.reporting.test_form_ledgers import CODE, form, handed_in
from tests.reporting.world import MARCH


@pytest.fixture
def reviewer(client, world):
    client.force_login(world.reviewer)
    return client


@pytest.fixture
def report(world):
    """60 declared, 53 in the ledger."""
    TransferBatch.objects.create(
        pairing=world.group, start=datetime.date(2024, 3, 2), travel="coach", people=53
    )
    report = form(world)
    handed_in(world, report, 60, MARCH)
    return report


def review(client, report):
    return client.get(reverse("admin:monthly-review", args=[report.pk]))


def test_an_unexplained_difference_is_shown(reviewer, report):
    page = review(reviewer, report)
    (line,) = page.context["sheet"].differing
    assert (line.compared.declared, line.compared.ledger, line.compared.difference) == (60, 53, 7)
    assert page.context["sheet"].unexplained == 1
    html = page.content.decode()
    assert f'data-difference="{CODE}"' in html
    assert "+7" in html
    # The reviewer judges; the clerk explains.
    assert "<fieldset" not in html


def test_the_parts_of_an_explanation_are_shown(reviewer, world, report):
    given = Explanation.objects.create(
        pairing=world.group, indicator=world.indicators[CODE], month=MARCH,
        declared=60, ledger=53, by=world.clerk,
    )  # fmt: skip
    given.parts.create(kind="not_yet_in_ledger", amount=8)
    given.parts.create(kind="other_source", amount=-1, note="用工台账")
    page = review(reviewer, report)
    assert page.context["sheet"].unexplained == 0
    html = page.content.decode()
    assert "用工台账" in html
    assert "+8" in html


def test_what_agrees_or_has_no_rows_is_no_difference(reviewer, world, report):
    TransferBatch.objects.create(pairing=world.group, start=MARCH, travel="coach", people=7)
    assert review(reviewer, report).context["sheet"].differing == []
    TransferBatch.objects.all().delete()
    assert review(reviewer, report).context["sheet"].differing == []


def test_only_what_shows_is_compared(reviewer, world, report):
    """A submission that was returned is no declared figure."""
    submission = report.submissions.get()
    actions.return_(submission, by=world.reviewer, reason="look again")
    page = reviewer.get(reverse("admin:monthly-submission", args=[report.pk, 1]))
    assert page.context["sheet"].differing == []

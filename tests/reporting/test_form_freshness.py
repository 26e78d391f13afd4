"""The form keeps what stands around its cells; whatever changes it shows on the next page."""

import pytest
from django.urls import reverse

from cooperation.models import IndicatorVersion, Role
from cooperation.reporting import actions
from cooperation.targets.book import Book
from cooperation.targets.document import Document
from cooperation.targets.record import record_targets
from tests.reporting.test_form_cells import answer, send
from tests.reporting.world import APRIL, MARCH, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

LATE = {"reason_kind": "late_source", "reason": "the source came late"}


@pytest.fixture
def page(client, world):
    """The form of April, opened before and after something happens."""
    report = world.report(APRIL)
    world.chief = world.person("chief", Role.ADMINISTRATOR)
    # Of the whole installation: only such a one edits definitions.
    world.chief.assignments.update(programme=None)

    def look():
        client.force_login(world.clerk)
        return client.get(reverse("admin:monthly-form", args=[report.pk]))

    look()
    return look


def line(response, code="labor.jobs"):
    return response.context["sheet"].line(code)


def edit(client, world, obj, **changes):
    """Change a row on its own page of the workplace, as an administrator does."""
    client.force_login(world.chief)
    address = reverse(f"admin:cooperation_{obj._meta.model_name}_change", args=[obj.pk])
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {field.html_name: field.value() for form in forms for field in form}
    data = {name: "" if value is None else value for name, value in data.items()}
    changed = client.post(address, data | {"change_reason": "test"} | changes)
    assert changed.status_code == 302, changed.context["adminform"].form.errors


def test_a_month_approved_meanwhile(page, world):
    assert line(page()).last_month == "—"
    submission = world.submitted(MARCH)
    assert line(page()).last_month == "10"
    actions.return_(submission, by=world.reviewer, reason="again")
    assert line(page()).last_month == "—"
    world.approved(MARCH, jobs=11, east_jobs=7)
    assert line(page()).last_month == "11"


def test_a_correction_of_an_approved_month(page, world):
    report = world.approved(MARCH).report
    assert line(page()).last_month == "10"
    actions.reopen(report, by=world.clerk, version=fresh(report).version, **LATE)
    # The approved figure shows until the correction is handed in.
    assert line(page()).last_month == "10"
    world.handed_in(world.fill(report, jobs=12, east_jobs=8))
    assert line(page()).last_month == "12"


def test_a_target_recorded_meanwhile(page, world, client):
    assert line(page()).target == "—"
    cell = world.indicators["labor.jobs"].pk, world.group.pk
    record_targets(
        world.programme,
        2024,
        {cell: "120"},
        document=Document("1", "2024-01-01", "first"),
        version=Book(world.programme, 2024).version,
        by=world.chief,
    )
    assert line(page()).target == "120"
    cell = answer(send(client, world.report(APRIL), jobs={"text": "30"}))
    assert cell["completion"] == "25.00%"


def test_a_definition_edited_meanwhile(page, world, client):
    known = IndicatorVersion.objects.get(indicator=world.indicators["labor.jobs"])
    assert line(page()).indicator.decimals == 0
    assert send(client, world.report(APRIL), jobs={"text": "1.5"}).status_code == 422
    edit(client, world, known, name_zh="新名", decimals="1")
    assert line(page()).indicator.name == "新名"
    assert "新名" in page().content.decode()
    assert send(client, world.report(APRIL), jobs={"text": "1.5"}).status_code == 200


def test_a_due_rule_made_meanwhile(page, world, client):
    assert page().context["due"].isoformat() == "2024-05-10"
    client.force_login(world.chief)
    rule = {"programme": world.programme.pk, "sector": "", "day": 14, "grace": 0}
    assert client.post(reverse("admin:cooperation_duerule_add"), rule).status_code == 302
    assert page().context["due"].isoformat() == "2024-05-14"


def test_a_pairing_edited_meanwhile(page, world, client):
    assert len(line(page()).due) == 12
    edit(client, world, world.group, since="2024-03-01", east_body_zh="新体")
    assert list(line(page()).due) == list(range(3, 13))
    assert "新体" in page().content.decode()


def test_nobody_sees_another_form_for_it(page, world, client):
    """What is kept serves whoever may open the form, and nobody else."""
    page()
    client.force_login(world.person("nearby", Role.CLERK, pairing=world.other))
    address = reverse("admin:monthly-form", args=[world.report(APRIL).pk])
    assert client.get(address).status_code == 404
    assert send(client, world.report(APRIL), seen=1, jobs={"text": "1"}).status_code == 404

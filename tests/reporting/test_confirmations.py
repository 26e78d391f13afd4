"""The page on which one side confirms or disputes the other side's figures of a month."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cooperation.models import Role, Statement
from cooperation.reporting import actions, dialogue
from tests.reporting.world import APRIL, MARCH, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

PAGE = "/admin/confirmations/?programme=test"


@pytest.fixture
def world(world):
    for code in ("labor.jobs", "labor.east_jobs"):
        world.indicators[code].confirmable = True
        world.indicators[code].save()
    return world


@pytest.fixture
def east(client, world):
    user = world.person("east", Role.CLERK, side="east", pairing=world.group)
    client.force_login(user)
    return user


def figures(submission):
    return {figure.indicator.code: figure for figure in submission.figures.all()}


def test_page_lists_what_the_other_side_sees(client, world, east):
    world.approved(MARCH)
    shown = figures(world.submitted(APRIL))
    world.submitted(APRIL, pairing=world.other)
    html = client.get(PAGE).content.decode()
    keys = {int(key) for key in re.findall(r'name="figure" value="(\d+)" form="confirm"', html)}
    assert keys == {shown["labor.jobs"].pk, shown["labor.east_jobs"].pk}
    assert "2 项未回应" in html
    assert '<option value="2024-03">' in html
    assert f"{world.group}" in html
    assert reverse("admin:monthly-cell", args=[world.report(APRIL).pk, "labor.jobs"]) in html


def test_several_are_confirmed_at_once(client, world, east):
    shown = figures(world.submitted())
    keys = [shown["labor.jobs"].pk, shown["labor.east_jobs"].pk]
    for _twice in "12":
        response = client.post(PAGE, {"action": "confirm", "figure": keys})
        assert response.status_code == 302
    assert sorted(Statement.objects.values_list("figure", flat=True)) == keys
    assert "已确认2项数据" in client.get(response.url).content.decode()


def test_one_that_changed_refuses_all_and_is_named(client, world, east):
    shown = figures(world.submitted())
    keys = [shown["labor.jobs"].pk, shown["labor.east_jobs"].pk]
    report = world.report()
    actions.withdraw(report.submissions.get(), by=world.clerk)
    actions.submit(fresh(report), by=world.clerk, version=fresh(report).version)
    newer = figures(report.submissions.last())
    keys[1] = newer["labor.east_jobs"].pk
    response = client.post(PAGE, {"action": "confirm", "figure": keys})
    alert = re.search(r'role="alert">.*?</ul>', response.content.decode(), re.DOTALL)[0]
    assert response.status_code == 409
    assert "名labor.jobs" in alert
    assert "名labor.east_jobs" not in alert
    assert not Statement.objects.exists()


def test_one_is_disputed_with_value_and_sentence(client, world, east):
    figure = figures(world.submitted())["labor.jobs"]
    data = {"action": "dispute", "figure": figure.pk, "value": "９", "sentence": "少一人"}
    assert client.post(PAGE, data).status_code == 302
    html = client.get(PAGE).content.decode()
    assert Statement.objects.get().value == 9
    assert "有异议" in html
    assert "相差−1" in html
    refused = client.post(PAGE, {**data, "value": "九十个", "sentence": "保留"})
    assert refused.status_code == 422
    assert 'value="九十个"' in refused.content.decode()
    assert ">保留</textarea>" in refused.content.decode()


def test_a_disputed_figure_that_was_replaced_is_said_to_be(client, world, east):
    figure = figures(world.submitted())["labor.jobs"]
    actions.withdraw(figure.submission, by=world.clerk)
    data = {"action": "dispute", "figure": figure.pk, "value": "9", "sentence": "少一人"}
    assert client.post(PAGE, data).status_code == 409


def test_the_responsible_side_reads_objections_to_its_figures(client, world, east):
    shown = figures(world.submitted())
    dialogue.dispute_figure(
        figure=shown["labor.jobs"], value=Decimal(9), sentence="少一人", by=east
    )
    client.force_login(world.person("west", Role.CLERK, side="west", pairing=world.group))
    html = client.get(PAGE).content.decode()
    assert "少一人" in html
    assert "名labor.east_jobs" not in html
    assert 'name="figure"' not in html


@pytest.mark.parametrize(
    ("data", "status"),
    [({"action": "confirm"}, 302), ({"action": "confirm", "figure": "x"}, 400),
     ({"action": "confirm", "figure": "99999"}, 403), ({"action": "approve"}, 400), ({}, 400),
     ({"action": "dispute"}, 403), ({"action": "dispute", "figure": ["1", "2"]}, 403)],
)  # fmt: skip
def test_nonsense_is_refused(client, world, east, data, status):
    world.submitted()
    assert client.post(PAGE, data).status_code == status
    assert not Statement.objects.exists()


def test_other_pairings_figures_are_not_ones_own(client, world, east):
    figure = figures(world.submitted(pairing=world.other))["labor.jobs"]
    for action in ("confirm", "dispute"):
        data = {"action": action, "figure": figure.pk, "sentence": "不符"}
        assert client.post(PAGE, data).status_code == 403
    assert not Statement.objects.exists()


@pytest.mark.parametrize("month", ["2024-13", "abc", "2030-01", ""])
def test_a_month_without_figures_gives_the_newest_one(client, world, east, month):
    world.submitted()
    page = client.get(PAGE, {"programme": "test", "month": month})
    assert '<option value="2024-03" selected>' in page.content.decode()


def test_an_empty_programme_says_so(client, world, east):
    assert "没有需要确认的数据" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_statements_do_not_grow(client, world, more, django_assert_num_queries):
    user = world.person("easts", Role.REVIEWER, side="east")
    client.force_login(user)
    for pairing in [world.group, world.other, world.city][: more + 1]:
        shown = figures(world.submitted(pairing=pairing))
        dialogue.confirm_figure(figure=shown["labor.jobs"], by=user)
    with django_assert_num_queries(7):
        client.get(PAGE)

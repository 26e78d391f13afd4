"""Disputes on the page of a pairing: for officials with both values, never for the public."""

import re
from decimal import Decimal

import pytest

from cooperation.models import Role
from cooperation.reporting import actions, dialogue
from tests.reporting.world import APRIL, MARCH, World

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db):
    world = World()
    jobs = world.indicators["labor.jobs"]
    jobs.confirmable = True
    jobs.save()
    world.east = world.person("east", Role.CLERK, side="east", pairing=world.group)
    world.official = world.person("official", Role.OFFICIAL)
    return world


def dispute(world, submission, value="9", sentence="少一人"):
    figure = submission.figures.get(indicator__code="labor.jobs")
    value = None if value is None else Decimal(value)
    return dialogue.dispute_figure(figure=figure, value=value, sentence=sentence, by=world.east)


def page(client, world, pairing=None, **query):
    query = {"programme": "test", "year": 2024, "through": 6, **query}
    slug = (pairing or world.group).slug
    response = client.get(f"/pairings/{slug}/", query)
    assert response.status_code == 200
    return response.content.decode()


def disputes(html):
    found = re.search(r'<section class="card" id="disputes">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def test_a_dispute_names_both_values_the_difference_and_the_sides(client, world):
    world.east.display_name = "张三"
    world.east.save()
    dispute(world, world.approved(MARCH))
    client.force_login(world.official)
    html = page(client, world)
    section = disputes(html)
    for text in ("2024年3月", "<b>10</b>", "西市", ">9<", "东市", ">−1<", "少一人"):
        assert text in section
    assert "张三" not in html
    assert "对方有异议：3月" in html


def test_a_dispute_without_a_value_has_no_difference(client, world):
    dispute(world, world.approved(MARCH), value=None)
    client.force_login(world.official)
    assert disputes(page(client, world)).count(">—<") == 2


def test_other_pages_and_earlier_periods_show_none(client, world):
    dispute(world, world.approved(APRIL))
    client.force_login(world.official)
    assert not disputes(page(client, world, world.other))
    assert not disputes(page(client, world, through=3))
    assert not disputes(page(client, world, as_of="2024-05-01"))
    assert disputes(page(client, world))


def test_a_confirmed_or_corrected_figure_is_disputed_no_longer(client, world):
    submission = world.submitted(MARCH)
    statement = dispute(world, submission)
    client.force_login(world.official)
    assert disputes(page(client, world))
    dialogue.confirm_figure(figure=statement.figure, by=world.east)
    assert not disputes(page(client, world))
    dispute(world, submission)
    actions.withdraw(submission, by=world.clerk)
    assert not disputes(page(client, world))


def test_the_public_reads_no_disputes(client, world, settings):
    """An objection names a value that nobody approved, in an office's own words."""
    settings.PUBLIC_DASHBOARD = True
    dispute(world, world.approved(MARCH), sentence="审定的")
    html = page(client, world)
    assert not disputes(html)
    assert "有异议" not in html
    client.force_login(world.official)
    assert "审定的" in disputes(page(client, world))


@pytest.mark.parametrize("months", [1, 4])
def test_disputes_cost_one_statement(client, world, months, django_assert_num_queries):
    for number in range(1, months + 1):
        dispute(world, world.approved(MARCH.replace(month=number)))
    client.force_login(world.official)
    with django_assert_num_queries(16):
        page(client, world)

"""What stood at a month's end, and at which stage a project was on a day: judged day by day."""

import datetime
import random
from decimal import Decimal

import pytest
from django.utils import timezone

from cooperation.calendar import last_day, next_month
from cooperation.sectors import get_sector
from industry.models import Project
from industry.models.projects import REACHED_ON
from tests.sectors.industry_rows import INDUSTRY_STATES, fill_industry

pytestmark = pytest.mark.slow

D = datetime.date
FIRST, LAST = D(2021, 1, 1), D(2023, 6, 30)


@pytest.fixture
def rows(world):
    fill_industry([world.city, world.one, world.two], random.Random(11))
    return world


def states(stays, pairings):
    """(pairing, month) → how many stand at its end, from a pairing's first row on."""
    found, month = {}, FIRST
    while month <= LAST:
        end = last_day(month)
        for pairing in pairings:
            own = [stay for stay in stays if stay[0] == pairing and stay[1] <= end]
            if own:
                there = [stay for stay in own if stay[2] is None or stay[2] > end]
                found[pairing, month] = Decimal(len(there))
        month = next_month(month)
    return found


@pytest.mark.parametrize("code", sorted(INDUSTRY_STATES))
def test_states_equal_the_naive_ones(rows, code, django_assert_num_queries):
    total = get_sector("industry").sums[code]
    for pairings in ([rows.one.pk], [rows.city.pk, rows.one.pk, rows.two.pk]):
        with django_assert_num_queries(1):
            found = total(pairings, FIRST, LAST)
        expected = states(INDUSTRY_STATES[code](), pairings)
        assert {(pk, month): value for pk, month, value in found} == expected
        assert len(found) == len(expected) > 20
        assert all(type(value) is Decimal for _, _, value in found)


def test_period_that_begins_later_knows_the_rows_before(world):
    world.park(opened_on=D(2021, 3, 31))
    parks = get_sector("industry").sums["industry.parks"]
    assert parks([world.one.pk], D(2022, 5, 1), D(2022, 5, 31)) == [
        (world.one.pk, D(2022, 5, 1), Decimal(1))
    ]
    assert parks([world.one.pk], D(2021, 2, 1), D(2021, 2, 28)) == []


def test_park_that_closes_on_the_last_day_is_gone_and_leaves_zero(world):
    world.park(opened_on=D(2021, 1, 5), closed_on=D(2021, 3, 31))
    parks = get_sector("industry").sums["industry.parks"]
    found = [value for _, _, value in parks([world.one.pk], FIRST, D(2021, 4, 30))]
    assert found == [1, 1, 0, 0]


def test_resident_goes_with_its_park(world):
    park = world.park(opened_on=D(2021, 1, 5), closed_on=D(2021, 3, 1))
    world.resident(park, since=D(2021, 1, 6))
    residents = get_sector("industry").sums["industry.park_enterprises"]
    found = [value for _, _, value in residents([world.one.pk], FIRST, D(2021, 4, 30))]
    assert found == [1, 1, 0, 0]
    park.deleted_at = timezone.now()
    park.save()
    assert residents([world.one.pk], FIRST, D(2021, 4, 30)) == []


def test_payments_of_a_project_that_was_taken_out_do_not_count(world):
    project = world.project()
    world.payment(project, D(2022, 1, 1), 5)
    kept = world.payment(world.project(), D(2022, 1, 1), 7)
    project.deleted_at = timezone.now()
    project.save()
    invested = get_sector("industry").sums["industry.invested"]
    assert invested([world.one.pk], FIRST, LAST) == [(world.one.pk, D(2022, 1, 1), Decimal(7))]
    kept.deleted_at = timezone.now()
    kept.save()
    assert invested([world.one.pk], FIRST, LAST) == []


def stage_on(project, day):
    """The last of the stages reached by a day, and since when."""
    reached = [(s, getattr(project, on)) for s, on in REACHED_ON.items()]
    reached = [(s.value, since) for s, since in reached if since and since <= day]
    return reached[-1] if reached else (None, None)


@pytest.mark.parametrize("day", [D(2020, 10, 31), D(2021, 6, 30), D(2022, 2, 28), D(2030, 1, 1)])
def test_stage_of_a_day_follows_from_the_days(rows, day):
    found = {p.pk: (p.stage_then, p.stage_since) for p in Project.objects.on_day(day)}
    assert found == {p.pk: stage_on(p, day) for p in Project.objects.all()}


def test_stage_at_the_end_of_time_is_the_stage_kept(rows):
    for project in Project.objects.on_day(D(2099, 1, 1)):
        assert project.stage_then == project.stage


def test_project_that_started_in_may_is_signed_in_april(world):
    world.project(signed_on=D(2022, 1, 10), started_on=D(2022, 5, 3))
    april, may = (Project.objects.on_day(day).get() for day in (D(2022, 4, 30), D(2022, 5, 31)))
    assert (april.stage_then, may.stage_then) == ("signed", "started")
    assert (april.stage_since, may.stage_since) == (D(2022, 1, 10), D(2022, 5, 3))

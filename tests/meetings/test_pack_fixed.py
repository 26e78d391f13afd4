"""What is fixed with the seal: what it compared with, its scope, its numbers."""

import datetime
from copy import deepcopy

import pytest
from django.db.models import RestrictedError
from django.urls import reverse
from django.utils import timezone

from cooperation.meetings.packs.seal import Order, seal
from cooperation.models import Meeting, Role
from tests.reporting.world import MARCH, World
from tests.rows import until_module_ends

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        world = World()
        world.secretary = world.person("secretary", Role.SECRETARY)
        world.approved(MARCH)
        world.target("labor.jobs", 2024, 100)
        world.early = meet(world, datetime.date(2024, 1, 10), 12, year=2023)
        world.meeting = meet(world, datetime.date(2024, 4, 20), 4)
        yield world


def meet(world, on, through, year=2024):
    return Meeting.objects.create(
        programme=world.programme, title_zh="联席会议", on=on, year=year, through=through
    )


@pytest.fixture
def world(module_world, db, client):
    found = deepcopy(module_world)
    client.force_login(found.secretary)
    return found


@pytest.fixture
def pack(world, doubles):
    return seal(Order(world.meeting, world.secretary, timezone.now()), kinds=doubles)


def test_a_pack_keeps_what_it_compared_with(world, pack):
    assert pack.compared == world.early
    assert timezone.localdate(pack.since) == datetime.date(2024, 1, 11)
    meet(world, datetime.date(2024, 4, 1), 3)
    with pytest.raises(RestrictedError):
        world.early.delete()
    first = meet(world, datetime.date(2023, 12, 1), 10, year=2023)
    assert first.delete()

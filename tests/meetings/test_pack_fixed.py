"""What is fixed with the seal: what it compared with, its scope, its numbers."""

import datetime
from copy import deepcopy

import pytest
from django.db.models import RestrictedError
from django.urls import reverse
from django.utils import timezone

from cooperation.meetings.packs.seal import Order, seal
from cooperation.models import Export, Meeting, Role
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


def test_pages_and_audit_speak_of_the_sealed_scope(world, pack, client):
    Meeting.objects.filter(pk=world.meeting.pk).update(pairing=world.group, year=2023, through=2)
    answer = client.get(reverse("pack-detail", args=[pack.code]))
    assert (answer.context["scope"], answer.context["period_name"]) == ("全市", "2024年1—4月")
    client.get(reverse("pack-file", args=[pack.code, pack.files.first().pk]))
    taken = Export.objects.get(kind="pack-file")
    assert (taken.scope, taken.pairing, taken.year, taken.through) == ("全市", None, 2024, 4)


@pytest.mark.parametrize("name", ["meeting", "early"])
def test_the_workplace_locks_what_was_sealed(world, pack, client, name):
    """The early one has no pack of its own: the later one's compares with it."""
    one = getattr(world, name)
    address = reverse("admin:cooperation_meeting_change", args=[one.pk])
    fields = set(client.get(address).context["adminform"].form.fields)
    assert fields.isdisjoint({"programme", "pairing", "on", "year", "through"})
    assert "封存材料" in client.get(address).content.decode()
    lines = {f"{kind}-{form}_FORMS": 0 for kind in ("agenda", "decisions", "items")
             for form in ("TOTAL", "INITIAL")}  # fmt: skip
    typed = {"title_zh": "新名", "on": "2024-05-01", "year": 2023, "through": 1, "pairing": 1}
    assert client.post(address, lines | typed).status_code == 302
    before = one.on, one.year, one.through
    one.refresh_from_db()
    assert one.title_zh == "新名"
    assert (one.on, one.year, one.through, one.pairing) == (*before, None)

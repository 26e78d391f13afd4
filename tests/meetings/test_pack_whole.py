"""A pack with all its real files: sealed, and its data files built again on another day."""

import datetime
import json

import pytest
from django.utils import timezone

from cooperation.meetings.packs import seal as sealing
from cooperation.meetings.packs.kinds import FILES
from cooperation.meetings.packs.material import Boards
from cooperation.meetings.packs.seal import Order, seal
from cooperation.meetings.packs.verification import verify
from cooperation.models import Meeting, Role
from tests.meetings.test_packs import change_everything
from tests.reporting.world import MARCH, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def world(db):
    world = World()
    world.secretary = world.person("secretary", Role.SECRETARY)
    world.submission = world.approved(MARCH)
    world.target("labor.jobs", 2024, 100)
    for day, through in ((datetime.date(2024, 3, 20), 2), (datetime.date(2024, 4, 20), 4)):
        world.meeting = Meeting.objects.create(
            programme=world.programme,
            title_zh=f"联席会议{through}",
            title_en=f"Joint meeting {through}",
            on=day,
            year=2024,
            through=through,
        )
    return world


def test_data_files_of_a_whole_pack_are_built_again_weeks_later(world, monkeypatch):
    order = Order(world.meeting, world.secretary, timezone.now(), ledgers=["labor.batches"])
    pack = seal(order)
    manifest = json.loads(bytes(pack.files.get(kind="manifest").content))
    kinds = {(file.kind, file.language) for file in pack.files.all()}
    lacking = {(one["kind"], one["language"]) for one in manifest["missing"]}
    made = {"csv", "json", "xlsx", "docx", "html", "pdf", "ledger"}
    wanted = {(kind, language) for kind in made for language in ("zh-hans", "en")}
    assert kinds | lacking == wanted | {("manifest", ""), ("zip", "")}
    assert lacking <= {("pdf", "zh-hans"), ("pdf", "en")}
    change_everything(world, world.meeting)
    later = timezone.now() + datetime.timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    found = {one.name: one.result for one in verify(pack, FILES).files}
    data = set(pack.files.filter(data=True).values_list("name", flat=True))
    assert len(data) == 6
    assert {name for name, result in found.items() if result == "equal"} == data
    assert set(found.values()) == {"equal", "intact"}


def test_the_same_order_makes_the_same_files(world):
    """Nothing in a file tells when it was written: only its code and moment do."""
    order = Order(world.meeting, world.secretary, timezone.now(), languages=["zh-hans"])
    first = contents(order)
    assert first == contents(order)


def contents(order):
    made = sealing._contents(order, "K7P2Q", FILES, lambda words: None, Boards())
    return {one.name: one.content for one in made.files}

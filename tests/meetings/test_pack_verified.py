"""What checking a pack finds: what was put in, taken out or exchanged, and what is only renamed."""

import datetime
import hashlib
import json
from copy import deepcopy

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cooperation.append_only import drop_triggers
from cooperation.meetings.packs import material as collecting
from cooperation.meetings.packs import page, verification
from cooperation.meetings.packs.seal import Order, seal
from cooperation.meetings.packs.verification import verify
from cooperation.models import Export, Meeting, PackFile, Role
from tests.reporting.world import MARCH, World
from tests.rows import until_module_ends

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    """A sample, whose files the database lets go: what the check is for is tried on it."""
    with until_module_ends(django_db_blocker):
        world = World(sample=True)
        world.secretary = world.person("secretary", Role.SECRETARY)
        world.approved(MARCH)
        world.meeting = Meeting.objects.create(
            programme=world.programme,
            title_zh="联席会议",
            on=datetime.date(2024, 4, 20),
            year=2024,
            through=4,
        )
        yield world


@pytest.fixture
def world(module_world, db):
    return deepcopy(module_world)


@pytest.fixture
def pack(world, doubles):
    return seal(Order(world.meeting, world.secretary, timezone.now()), kinds=doubles)


def found(pack, kinds):
    return {one.name: one.result for one in verify(pack, kinds).files if not one.good}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def forged(pack, name, content=b"forged", **fields):
    """A file exchanged with care: its own checksum and size are right."""
    fields = {"content": content, "sha256": sha(content), "size": len(content)} | fields
    pack.files.filter(name=name).update(**fields)


def names(pack, **of):
    return list(pack.files.filter(**of).order_by("pk").values_list("name", flat=True))


def test_a_file_that_was_put_in(pack, doubles):
    """The triggers refuse it: somebody who can take them off is found by the check."""
    connection.check_constraints()
    drop_triggers()
    PackFile.objects.create(pack=pack, name="中文/extra.pdf", kind="pdf", language="zh-hans",
                            sha256=sha(b"x"), size=1, content=b"x")  # fmt: skip
    assert found(pack, doubles) == {"中文/extra.pdf": "extra"}


def test_a_file_that_was_taken_out(pack, doubles):
    gone = names(pack, kind="docx")[0]
    pack.files.filter(name=gone).delete()
    assert found(pack, doubles) == {gone: "missing"}


@pytest.mark.parametrize("kind", ["docx", "csv", "json"])
def test_a_file_that_was_exchanged_with_its_checksum(pack, doubles, kind):
    one = names(pack, kind=kind)[0]
    forged(pack, one)
    assert found(pack, doubles) == {one: "altered"}


@pytest.mark.parametrize(
    "fields",
    [{"data": False}, {"kind": "pdf"}, {"language": ""}, {"sha256": "0" * 64}, {"size": 1}],
)
def test_a_row_that_says_another_thing_than_the_manifest(pack, doubles, fields):
    one = names(pack, kind="csv")[0]
    pack.files.filter(name=one).update(**fields)
    assert found(pack, doubles)[one] in ("altered", "damaged")
    assert len(found(pack, doubles)) == 1


def test_a_renamed_file_is_missing_and_put_in(pack, doubles):
    one = names(pack, kind="docx")[0]
    pack.files.filter(name=one).update(name="other.docx")
    assert found(pack, doubles) == {one: "missing", "other.docx": "extra"}


def test_a_manifest_of_another_content_or_none(pack, doubles):
    content = bytes(pack.files.get(kind="manifest").content)
    lines = json.loads(content)
    lines["files"].pop()
    forged(pack, "manifest.json", json.dumps(lines).encode())
    assert found(pack, doubles) == {"manifest.json": "altered"}
    pack.files.filter(name="manifest.json").delete()
    assert found(pack, doubles) == {"manifest.json": "missing"}


def test_a_zip_is_the_one_of_the_audit_list(pack, doubles):
    (whole,) = names(pack, kind="zip")
    real = bytes(pack.files.get(kind="zip").content)
    forged(pack, whole)
    assert found(pack, doubles) == {whole: "altered"}
    forged(pack, whole, real)
    assert found(pack, doubles) == {}
    pack.files.filter(name=whole).delete()
    assert found(pack, doubles) == {whole: "missing"}
    Export.objects.filter(code=pack.code).delete()
    assert set(found(pack, doubles).values()) == {"missing"}


def rename_programme(world):
    world.programme.name_zh = world.programme.name_en = "改名"
    world.programme.save()


def rename_indicator(world):
    version = world.indicators["labor.jobs"].versions.get()
    version.name_zh = version.name_en = "改名"
    version.save()


def another_order(world):
    world.indicators["labor.jobs"].position = 99
    world.indicators["labor.jobs"].save()


@pytest.mark.parametrize("edit", [rename_programme, rename_indicator, another_order])
def test_the_same_numbers_under_other_names(world, pack, doubles, edit):
    edit(world)
    pack.refresh_from_db()
    checked = verify(type(pack).objects.get(pk=pack.pk), doubles)
    assert {one.result for one in checked.files} <= {"words", "intact", "equal"}
    assert "words" in {one.result for one in checked.files}
    assert checked.as_sealed
    assert not checked.good


def test_other_numbers_are_named(world, pack, doubles, client, monkeypatch):
    """A target that is dated back past the seal: what nobody should be able to do."""
    target = world.target("labor.jobs", 2024, 500)
    type(target).objects.filter(pk=target.pk).update(recorded_at=pack.moment - DAY)
    checked = verify(pack, doubles)
    assert checked.as_sealed
    assert {one.result for one in checked.files} == {"numbers", "intact"}
    (one,) = [one for one in checked.files if one.name in names(pack, kind="json", language="en")]
    assert ("500", None) in {(change.now, change.sealed) for change in one.changes}
    assert one.count == len(one.changes) + one.more
    monkeypatch.setattr(page, "verify", lambda pack: verify(pack, doubles))
    client.force_login(world.secretary)
    text = client.get(reverse("pack-detail", args=[pack.code]), {"check": "1"}).content.decode()
    assert "年度目标 — → 500" in text


DAY = datetime.timedelta(days=1)


def test_building_again_makes_the_board_alone(pack, doubles, monkeypatch):
    def never(*about, **more):
        raise AssertionError

    monkeypatch.setattr(collecting, "material_of", never)
    monkeypatch.setattr("cooperation.meetings.briefing.briefing", never)
    monkeypatch.setattr("cooperation.meetings.restated.restated", never)
    assert not hasattr(verification, "material_of")
    assert verify(pack, doubles).rebuilt == 6

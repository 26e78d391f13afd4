"""A pack is sealed once, is built again the same whatever comes later, and is never altered."""

import datetime
import hashlib
import io
import json
import zipfile
from copy import deepcopy
from dataclasses import replace

import pytest
from django.utils import timezone

from cooperation.meetings.packs.differences import differences
from cooperation.meetings.packs.seal import Order, Refused, newest_pack, seal
from cooperation.meetings.packs.verification import verify
from cooperation.models import (
    BriefingEdit,
    Export,
    Meeting,
    Pack,
    PackFile,
    Place,
    PlaceChange,
    Role,
    Target,
)
from cooperation.reporting import actions
from tests.meetings.doubles import stand_in
from tests.reporting.world import APRIL, MARCH, World, fresh
from tests.rows import until_module_ends

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        world = World()
        world.secretary = world.person("secretary", Role.SECRETARY)
        world.submission = world.approved(MARCH)
        world.target("labor.jobs", 2024, 100)
        world.meeting = Meeting.objects.create(
            programme=world.programme,
            title_zh="第三次联席会议",
            on=datetime.date(2024, 4, 20),
            year=2024,
            through=4,
        )
        yield world


@pytest.fixture
def world(module_world, db):
    return deepcopy(module_world)


@pytest.fixture
def order(world, doubles):
    return Order(world.meeting, world.secretary, timezone.now())


@pytest.fixture
def sealed(order, doubles):
    return seal(order, kinds=doubles)


def results(pack, kinds):
    return {one.name: one.result for one in verify(pack, kinds).files}


def change_everything(world, meeting):
    """A correction, an approval the same day, a target, a merger, an edited briefing."""
    report = fresh(world.submission.report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="late_source")
    corrected = world.handed_in(world.fill(report, jobs=20, east_jobs=16))
    actions.approve(corrected, by=world.reviewer)
    world.submitted(APRIL)
    Target.objects.create(
        pairing=world.group,
        indicator=world.indicators["labor.jobs"],
        year=2024,
        value=500,
        in_force_from=datetime.date(2024, 1, 1),
    )
    merged = Place.objects.create(code="5201", level="county", name_zh="并入的县")
    PlaceChange.objects.create(
        from_place=world.west, to_place=merged, date=datetime.date(2024, 6, 1), kind="merge"
    )
    BriefingEdit.objects.create(meeting=meeting, language="zh-hans", key="overall", text="改写")


def test_data_files_are_built_again_the_same_after_all_that_comes_later(world, sealed, doubles):
    before = {file.name: bytes(file.content) for file in sealed.files.all()}
    change_everything(world, sealed.meeting)
    found = results(sealed, doubles)
    data = {file.name for file in sealed.files.filter(data=True)}
    assert len(data) == 6
    assert {name for name, result in found.items() if result == "equal"} == data
    assert {result for name, result in found.items() if name not in data} == {"intact"}
    assert {file.name: bytes(file.content) for file in sealed.files.all()} == before


def test_what_was_known_is_what_counts(world, sealed, order, doubles):
    """The same files of a later moment are others: the comparison can fail."""
    change_everything(world, sealed.meeting)
    later = replace(order, moment=timezone.now(), supersedes=sealed, reason="更正后重报")
    newer = seal(later, kinds=doubles)
    old = dict(sealed.files.filter(data=True).values_list("name", "sha256"))
    new = dict(newer.files.filter(data=True).values_list("name", "sha256"))
    assert old.keys() == new.keys()
    assert not set(old.values()) & set(new.values())
    assert set(results(newer, doubles).values()) == {"equal", "intact"}


def test_a_damaged_and_a_vanished_file_are_told(sealed, doubles, monkeypatch):
    one = sealed.files.filter(data=True).first()
    monkeypatch.setattr(PackFile, "from_db", classmethod(damaged(one.pk)))
    assert results(sealed, doubles)[one.name] == "damaged"
    monkeypatch.undo()
    stand_in(monkeypatch)
    found = results(sealed, doubles[1:])
    assert found[one.name] == "gone"


def damaged(pk):
    """Rows of files as the database hands them out, one of them with other bytes."""
    make = PackFile.from_db.__func__

    def from_db(cls, db, names, values):
        file = make(cls, db, names, values)
        if file.pk == pk and "content" in names:
            file.content = b"other"
        return file

    return from_db


def test_manifest_names_every_file_with_its_checksum(world, sealed):
    manifest = json.loads(bytes(sealed.files.get(kind="manifest").content))
    listed = {one["name"]: one for one in manifest["files"]}
    files = {file.name: file for file in sealed.files.exclude(kind__in=["manifest", "zip"])}
    assert listed.keys() == files.keys()
    for name, file in files.items():
        content = bytes(file.content)
        assert listed[name]["sha256"] == file.sha256 == hashlib.sha256(content).hexdigest()
        assert listed[name]["size"] == file.size == len(content)
        assert listed[name]["data"] == file.data
    whole = bytes(sealed.files.get(kind="manifest").content)
    assert sealed.manifest_sha256 == hashlib.sha256(whole).hexdigest()
    assert manifest["scope"] == {"year": 2024, "through": 4, "pairing": None}
    assert (manifest["code"], manifest["sealed_by"]) == (sealed.code, "secretary")
    assert whole.decode().index('"code"') < whole.decode().index('"files"')


def test_a_renderer_that_is_not_there_is_named_and_the_rest_is_sealed(sealed):
    manifest = json.loads(bytes(sealed.files.get(kind="manifest").content))
    assert manifest["missing"] == [
        {"kind": "pdf", "language": language, "reason": "ImportError: cannot load library 'pango'"}
        for language in ("zh-hans", "en")
    ]


def test_zip_holds_all_files_and_the_manifest_dated_to_the_moment(sealed):
    whole = bytes(sealed.files.get(kind="zip").content)
    local = timezone.localtime(sealed.moment)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {one.filename: archive.read(one) for one in archive.infolist()}
        dates = {one.date_time[:5] for one in archive.infolist()}
    files = {file.name: bytes(file.content) for file in sealed.files.exclude(kind="zip")}
    assert members == files
    assert list(members) == sorted(members)
    assert dates == {local.timetuple()[:5]}


def test_sealing_is_an_event_under_the_packs_code(sealed):
    event, whole = Export.objects.get(), sealed.files.get(kind="zip")
    assert (event.code, event.kind, event.sha256) == (sealed.code, "pack", whole.sha256)
    assert (event.purpose, event.by, event.moment) == (
        "第三次联席会议", sealed.sealed_by, sealed.moment,
    )  # fmt: skip


def test_without_figures_nothing_is_sealed(order, doubles):
    order.meeting.year = 2023
    with pytest.raises(Refused):
        seal(order, kinds=doubles)
    assert not Pack.objects.exists()
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("supersedes", "reason"),
    [(None, ""), (None, "更正"), ("newest", ""), ("newest", "  "), ("newest", "字" * 301),
     ("newest", "电话13800138000"), ("newest", "\x01")],
)  # fmt: skip
def test_a_second_pack_names_the_one_it_supersedes_and_why(
    order, sealed, doubles, supersedes, reason
):
    again = replace(order, supersedes=sealed if supersedes else None, reason=reason)
    with pytest.raises(Refused):
        seal(again, kinds=doubles)
    assert Pack.objects.count() == 1


def test_only_the_newest_pack_is_superseded(order, sealed, doubles):
    second = seal(replace(order, supersedes=sealed, reason="更正"), kinds=doubles)
    assert (second.number, newest_pack(order.meeting)) == (2, second)
    with pytest.raises(Refused):
        seal(replace(order, supersedes=sealed, reason="更正"), kinds=doubles)
    third = seal(replace(order, supersedes=second, reason="再更正"), kinds=doubles)
    assert [pack.number for pack in Pack.objects.newest_first()] == [3, 2, 1]
    assert newest_pack(order.meeting) == third


def test_another_pack_sealed_meanwhile_keeps_this_one_out(order, doubles):
    """Two secretaries at once: the second is refused when it comes to be written."""
    sealed_meanwhile = []

    def step(words):
        if not sealed_meanwhile:
            sealed_meanwhile.append(None)
            sealed_meanwhile.append(seal(order, kinds=doubles))

    with pytest.raises(Refused):
        seal(order, kinds=doubles, step=step)
    assert [sealed_meanwhile[1]] == list(Pack.objects.all())


def test_what_fails_in_the_end_leaves_nothing(order, doubles):
    def refuse(pack):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        seal(order, kinds=doubles, then=refuse)
    assert not Pack.objects.exists()
    assert not PackFile.objects.exists()
    assert not Export.objects.exists()


def test_edits_recorded_before_the_moment_are_in_it(world, order, doubles):
    def edit(text):
        BriefingEdit.objects.create(
            meeting=order.meeting, language="zh-hans", key="overall", text=text
        )

    edit("写在之前")
    order = replace(order, moment=timezone.now())
    edit("写在之后")
    pack = seal(order, kinds=doubles)
    texts = {f.language: bytes(f.content).decode() for f in pack.files.filter(kind="docx")}
    assert "写在之前" in texts["zh-hans"]
    assert "写在" not in texts["en"]


def test_differences_say_what_is_another_number_today(world, sealed):
    assert differences(sealed).count == 0
    change_everything(world, sealed.meeting)
    found = differences(sealed)
    group = {
        (one.key[2], one.column): (one.sealed, one.now, one.change)
        for one in found.shown
        if one.key[1] == world.group.slug
    }
    assert group["labor.jobs", "ytd"] == (10, 30, 20)
    assert group["labor.jobs", "target"] == (100, 500, 400)
    assert group["labor.jobs", "month"] == (None, 10, None)
    assert ("labor.workshops", "ytd") not in group


def test_one_languages_pack_of_one_pairing(world, order, doubles):
    order.meeting.pairing = world.group
    pack = seal(replace(order, languages=["en"]), kinds=doubles)
    assert set(pack.files.values_list("language", flat=True)) == {"en", ""}
    data = json.loads(bytes(pack.files.get(kind="json").content))
    assert {row["row"] for row in data["rows"]} == {"pairing"}
    assert pack.pairing == world.group
    assert set(results(pack, doubles).values()) == {"equal", "intact"}

"""What is fixed with the seal: what it compared with, its scope, its numbers."""

import datetime
from copy import deepcopy

import pytest
from django.db.models import RestrictedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cooperation.exports import record_export
from cooperation.meetings.codes import coder
from cooperation.meetings.codes.formulas import told
from cooperation.meetings.packs import sealed
from cooperation.meetings.packs.differences import differences
from cooperation.meetings.packs.seal import Order, seal
from cooperation.meetings.packs.sealed import sealed_rows
from cooperation.meetings.text import FigureRef
from cooperation.models import Export, Meeting, Pairing, PublishedReading, Role
from cooperation.scoreboard import scoreboard
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


def read_later(world):
    """A published figure that is entered after the seal, of a day before it."""
    PublishedReading.objects.create(
        pairing=world.other,
        indicator=world.indicators["labor.jobs"],
        value=77,
        basis="ytd",
        cutoff=datetime.date(2024, 2, 29),
        published_on=datetime.date(2024, 3, 1),
    )


def code(world, pack, column, *, kind="total", pairing=None, of="labor.jobs"):
    one = world.indicators[of].pk
    place = pairing.pk if pairing else None
    printed = coder(pack.code, 2024, 4)
    return reverse("figure-code", args=[printed(FigureRef(kind, place, one, column, 2024, 4))])


def test_then_is_what_was_sealed_whatever_is_entered_later(world, pack, client):
    read_later(world)
    page = client.get(reverse("pack-detail", args=[pack.code]))
    found = {(one.key, one.column): (one.sealed, one.now)
             for one in page.context["differences"].shown}  # fmt: skip
    assert found[("total", "city", "labor.jobs"), "ytd"] == (10, 87)
    assert found[("pairing", "other", "labor.jobs"), "ytd"] == (None, 77)
    answer = client.get(code(world, pack, "ytd"))
    figure = answer.context["figure"]
    assert (figure.then_row.ytd, figure.now_row.ytd, figure.same) == (10, 87, False)
    assert figure.then.value.startswith("10")
    assert not figure.recomputed
    assert "已有变动" in answer.content.decode()


def test_a_code_of_the_pairing_and_of_the_city_level_say_the_sealed_value(world, pack, client):
    for kind, pairing, column in (
        ("pairing", world.group, "completion"),
        ("own", world.city, "covered"),
        ("total", None, "due"),
        ("total", None, "since_pairing"),
    ):
        figure = client.get(code(world, pack, column, kind=kind, pairing=pairing)).context["figure"]
        assert not figure.recomputed, kind
        assert figure.same
        board = scoreboard(world.programme, 2024, 4, moment=pack.moment)
        row = board.row(kind, pairing.pk if pairing else None, "labor.jobs")
        assert getattr(figure.then_row, column) == getattr(row, column)
        assert figure.then == told(row, column)


def test_what_the_data_file_does_not_hold_is_worked_out_again_and_says_so(world, pack, client):
    for column in ("change", "needed_per_month", "average_per_month", "share"):
        answer = client.get(code(world, pack, column))
        assert answer.context["figure"].recomputed
        assert "按封存时点重新计算" in answer.content.decode()
    answer = client.get(code(world, pack, "subset_share", of="labor.jobs_lifted"))
    assert answer.context["figure"].then.value == "40.00%"
    assert answer.context["figure"].then.numbers == "4 ÷ 10 × 100"
    # A file that is no pack is not kept at all.
    event = record_export(
        kind="report-csv", name="a.csv", by=world.secretary, programme=world.programme,
        year=2024, through=4, data=b"",
    )  # fmt: skip
    answer = client.get(code(world, event, "ytd"))
    assert answer.context["figure"].recomputed
    assert "按当时所知数据重新计算" in answer.content.decode()


def test_a_row_that_is_gone_is_told_by_its_sealed_names(world, pack):
    Pairing.objects.filter(pk=world.group.pk).update(reports=False)
    found = {(one.key, one.column): one for one in differences(pack).shown}
    gone = found[("pairing", "group", "labor.jobs"), "ytd"]
    assert (gone.sealed, gone.now, gone.change, gone.decimals) == (10, None, None, 0)
    assert (gone.indicator, gone.unit) == ("名labor.jobs", "人")


def test_names_are_the_readers_and_a_damaged_file_is_passed_over(pack, monkeypatch):
    def first():
        return next(iter(sealed_rows(pack).values())).fields["indicator_name"]

    with override("en"):
        english = first()
    with override("zh-hans"):
        assert english != first()
        monkeypatch.setattr(sealed, "checksum", lambda content: "")
        assert sealed_rows(pack) is None
        assert differences(pack).recomputed

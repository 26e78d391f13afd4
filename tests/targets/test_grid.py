"""The grid of targets as an administrator meets it, without JavaScript."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cooperation.models import Assignment, ChangeLog, Place, Role, Target
from cooperation.scoreboard import scoreboard
from cooperation.targets.sheet import Sheet
from tests.targets.conftest import DOCUMENT

pytestmark = pytest.mark.slow


def codes(response):
    return sorted(set(re.findall(r'<li data-code="([^"]+)"', response.content.decode())))


def recorded():
    rows = Target.objects.order_by("pk").values_list("indicator__code", "pairing__slug", "value")
    return [tuple(row) for row in rows]


def test_grid_has_a_cell_for_each_indicator_and_pairing(admin_client, world):
    world.agree(120)
    html = admin_client.get(world.url()).content.decode()
    names = set(re.findall(r'name="t-(\d+-\d+)"', html))
    pairings = (world.city, world.group, world.other)
    assert names == {f"{i.pk}-{p.pk}" for i in world.indicators.values() for p in pairings}
    assert f'name="t-{world.name()}" id="t-{world.name()}" value="120"' in html


def test_save_writes_the_changed_cells_only(save, world):
    world.agree(120)
    version = world.programme.data_version
    response = save(jobs="120", east_jobs="60", near_jobs="", workshops="1，200")
    assert response.status_code == 302
    assert recorded()[1:] == [
        ("labor.east_jobs", "group", Decimal(60)),
        ("labor.workshops", "group", Decimal(1200)),
    ]
    row = Target.objects.last()
    assert (row.document_no, row.in_force_from) == ("协作〔2024〕1号", datetime.date(2024, 1, 15))
    assert (row.recorded_by, row.reason) == (world.administrator, "调整")
    world.programme.refresh_from_db()
    assert world.programme.data_version == version + 1
    assert "协作〔2024〕1号" in ChangeLog.objects.get().after


def test_a_revision_is_a_new_row_and_counts(save, world):
    old = world.agree(120)
    assert save(jobs="150").status_code == 302
    assert Target.objects.filter(pk=old.pk, value=120).exists()
    board = scoreboard(world.programme, 2024, 12)
    rows = {
        r.pairing.slug: r.target
        for r in board.rows
        if r.pairing and r.indicator.code == "labor.jobs"
    }
    assert rows["group"] == 150


@pytest.mark.parametrize("word", ["取消", "清空", "withdrawn"])
def test_a_target_is_withdrawn_by_a_word_never_by_a_blank(save, world, word):
    world.agree(120)
    assert codes(save(jobs=" ")) == ["L19"]
    assert Target.objects.count() == 1
    assert save(jobs=word).status_code == 302
    assert Target.objects.last().value is None
    assert world.book().counted == {}
    board = scoreboard(world.programme, 2024, 12)
    assert {r.target for r in board.rows if r.indicator.code == "labor.jobs"} == {None}
    assert save(jobs="130").status_code == 302
    assert world.book().counted[world.key()].value == 130


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "K01"),
        ("-5", "K01"),
        ("12.5", "N18"),
        ("(123)", "N13"),
        ("1e3", "N21"),
        ("NaN", "N25"),
        ("٣", "N27"),
        ("½", "N29"),
        ("300-500", "N37"),
        ("同上", "N39"),
        ("12 3", "N41"),
        ("1、234", "N05"),
        ("12家", "M06"),
        ("TRUE", "N45"),
        ("12345678901234", "N47"),
        ("9" * 400, "N23"),
        ("9" * 2000, "N49"),
        ("13800138000", "P01"),
        ("1\x00", "T21"),
        ("=1+1", "N00"),
    ],
)
def test_what_cannot_be_a_target_is_said_and_kept(save, typed, code):
    response = save(jobs=typed, east_jobs="7")
    assert (response.status_code, codes(response)) == (422, [code])
    assert recorded() == []
    assert 'value="7"' in response.content.decode()


def test_all_problems_at_once(save):
    response = save(
        jobs="x", east_jobs="0", document_no=" ", in_force_from="2024-02-30", reason="\x01"
    )
    assert codes(response) == ["D09", "K01", "K07", "N00", "T21"]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("document_no", "", "K07"),
        ("document_no", "\u200b", "K07"),
        ("document_no", "字" * 101, "T17"),
        ("document_no", "电话13800138000", "P01"),
        ("in_force_from", "", "K08"),
        ("in_force_from", "2022-12-31", "K08"),
        ("in_force_from", "2025-01-01", "K08"),
        ("in_force_from", "24-1-1", "D11"),
        ("in_force_from", "2024-13-01", "D09"),
        ("reason", "", "K09"),
        ("reason", "字" * 301, "T17"),
    ],
)
def test_the_document_is_required(save, world, field, text, code):
    world.agree(120)
    response = save(jobs="130", **{field: text})
    assert (response.status_code, codes(response)) == (422, [code])
    assert Target.objects.count() == 1


def test_a_first_target_needs_no_reason(save):
    assert save(jobs="130", reason="").status_code == 302


def test_nothing_changed_is_said(save, world):
    world.agree(120)
    assert codes(save(jobs="120")) == ["K06"]


def test_a_target_that_would_not_count_is_refused(save, world):
    world.agree(120, since=datetime.date(2024, 6, 1))
    assert codes(save(jobs="130")) == ["K05"]
    assert save(jobs="130", in_force_from="2024年6月1日").status_code == 302
    assert world.book().counted[world.key()].value == 130


def test_a_subset_is_not_greater_than_its_whole(save, world):
    assert codes(save(jobs="10", jobs_lifted="11")) == ["L01"]
    world.agree(10)
    assert codes(save(jobs_lifted="11")) == ["L01"]


def test_a_slip_of_the_unit_is_asked_and_can_be_confirmed(save, world):
    world.agree(120, year=2023)
    response = save(jobs="1200000")
    assert codes(response) == ["M01"]
    assert "120" in response.content.decode()
    confirmed = {f"ok-{world.name()}": "1200000"}
    assert save(confirmed, jobs="1200001").status_code == 422
    assert save(confirmed, jobs="1200000").status_code == 302


def test_a_conversion_is_asked(save, world):
    cells = {f"t-{world.name('industry.invested')}": "5000元"}
    assert codes(save(cells)) == ["N33"]
    assert save(cells | {f"ok-{world.name('industry.invested')}": "5000元"}).status_code == 302
    assert Target.objects.get().value == Decimal("0.5")


def test_a_stale_grid_is_refused_with_both_values(save, world):
    world.agree(120)
    version = world.book().version
    world.agree(150, since=datetime.date(2024, 1, 10))
    response = save(jobs="140", east_jobs="77", version=version)
    html = response.content.decode()
    assert response.status_code == 409
    assert Target.objects.count() == 2
    conflict = html[html.index('id="conflict"') : html.index("<form", html.index('id="conflict"'))]
    assert ">150<" in conflict
    assert ">140<" in conflict
    assert 'value="140" data-was="120"' in html
    assert 'value="77"' in html
    assert save(jobs="140").status_code == 302


def test_a_stale_grid_takes_over_what_was_not_touched(save, world):
    world.agree(120)
    version = world.book().version
    world.agree(150, since=datetime.date(2024, 1, 10))
    html = save(jobs="120", east_jobs="77", version=version).content.decode()
    assert f'id="t-{world.name()}" value="150"' in html


@pytest.mark.parametrize("version", ["", "0", "x-y", "9-99999999999999999999", "-", "0-1"])
def test_a_forged_version_is_refused(save, version, admin_client, world):
    data = dict(DOCUMENT) | {"version": version, "action": "save", f"t-{world.name()}": "5"}
    assert admin_client.post(world.url(), data).status_code == 409
    assert recorded() == []


def test_the_same_post_twice_is_recorded_once(save, world):
    version = world.book().version
    assert save(jobs="5", version=version).status_code == 302
    assert save(jobs="5", version=version).status_code == 409
    assert Target.objects.count() == 1


def test_strange_fields_are_left_alone(save, world):
    cells = {"t-999999-1": "5", "t-x-y": "5", f"t-{world.name()}-1": "5", "t-": "5"}
    assert codes(save(cells)) == ["K06"]


def test_a_cell_to_which_the_indicator_does_not_apply(save, admin_client, world):
    world.indicators["labor.jobs"].not_for.add(world.group)
    assert codes(save(jobs="5")) == ["K04"]
    assert f'name="t-{world.name()}"' not in admin_client.get(world.url()).content.decode()


def line_of(sheet, code):
    return next(li for s in sheet.sections for li in s.lines if li.indicator.code == code)


def test_sums_stand_against_the_city(world):
    world.agree(100, pairing=world.city)
    world.agree(40)
    line = line_of(Sheet(world.book()), "labor.jobs")
    assert (line.allocation.total, line.allocation.left) == (40, 60)
    assert (line.allocation.given, line.allocation.due) == (1, 2)
    assert line.allocation.state[0] == "s-none"
    typed = {world.key(pairing=world.other): "70"}
    over = line_of(Sheet(world.book(), typed), "labor.jobs").allocation
    assert (over.total, over.left, over.state[0]) == (110, -10, "s-late")
    world.indicators["labor.jobs"].applies_to = "groups"
    world.indicators["labor.jobs"].save()
    assert line_of(Sheet(world.book()), "labor.jobs").allocation.state[0] == "s-watch"


def test_check_adds_up_and_writes_nothing(save, world):
    response = save({f"t-{world.name(pairing=world.city)}": "50"}, action="check", jobs="80")
    assert response.status_code == 200
    assert "s-late" in response.content.decode()
    assert recorded() == []


def test_copy_is_a_draft(admin_client, save, world):
    world.agree(100, year=2023)
    world.agree(30, year=2023, code="labor.east_jobs")
    world.agree(35, code="labor.east_jobs")
    html = admin_client.get(world.url(copy=1)).content.decode()
    assert f'id="t-{world.name()}" value="100" data-was=""' in html
    assert f'id="t-{world.name("labor.east_jobs")}" value="35"' in html
    assert Target.objects.filter(year=2024).count() == 1
    assert save(jobs="100", east_jobs="35").status_code == 302
    assert Target.objects.filter(year=2024).count() == 2


def test_what_counted_last_year_is_what_was_in_force_by_its_end(world):
    world.agree(100, year=2023)
    world.agree(130, year=2023, since=datetime.date(2023, 6, 1))
    world.agree(999, year=2023, since=datetime.date(2024, 1, 1))
    assert world.book().year_before == {world.key(): 130}


def test_history_shows_every_row(admin_client, world):
    world.agree(120)
    world.agree(150, since=datetime.date(2024, 6, 1), reason="年中调整")
    html = admin_client.get(world.url("targets-history", indicator="labor.jobs")).content.decode()
    assert html.index("150") < html.index("年中调整") < html.index("120")
    assert admin_client.get(world.url("targets-history", indicator="x")).status_code == 404


def test_the_secretary_reads_and_writes_nothing(client, world):
    world.agree(120)
    client.force_login(world.secretary)
    html = client.get(world.url()).content.decode()
    assert "120" in html
    assert 'name="t-' not in html
    data = dict(DOCUMENT) | {"version": world.book().version, "action": "save"}
    for name in ("targets-grid", "targets-upload"):
        assert client.post(world.url(name), data | {f"t-{world.name()}": "5"}).status_code == 403
    assert Target.objects.count() == 1


def test_an_administrator_of_another_programme_does_not_write_here(client, world, ground):
    own = world.person("elsewhere", Role.OFFICIAL)
    Assignment.objects.create(user=own, role=Role.ADMINISTRATOR, programme=ground.programme)
    client.force_login(own)
    assert client.get(world.url()).status_code == 200
    assert client.post(world.url(), {"action": "save"}).status_code == 403


@pytest.mark.parametrize("year", ["", "abc", "1", "99999", "２０２４", "-1", "2024.5"])
def test_years_out_of_reach_lead_to_one_that_exists(admin_client, world, year):
    assert admin_client.get(world.url(year=year)).status_code == 200


@pytest.mark.parametrize("groups", [4, 40])
def test_statements_do_not_grow_with_the_pairings(
    admin_client, world, groups, django_assert_max_num_queries
):
    for number in range(groups - 2):
        place = Place.objects.create(code=f"x{number}", level="county", name_zh=f"县{number}")
        world.pairing(f"g{number}", "group", world.city, west_body_zh=str(place))
    pairings = world.programme.pairings.all()
    assert pairings.count() == groups + 1
    world.agree(120)
    with django_assert_max_num_queries(12):
        assert admin_client.get(world.url()).status_code == 200
    data = dict(DOCUMENT) | {"version": world.book().version, "action": "save"}
    data |= {f"t-{world.name(pairing=p)}": "5" for p in pairings.exclude(kind="city")}
    with django_assert_max_num_queries(12):
        assert admin_client.post(world.url(), data).status_code == 302
    assert Target.objects.filter(pairing__in=pairings).count() == groups + 1


def test_the_grid_is_linked_where_targets_are_listed(admin_client, client, world):
    for page in ("index", "cooperation_target_changelist"):
        assert (
            reverse("admin:targets-grid")
            in admin_client.get(reverse(f"admin:{page}")).content.decode()
        )
    client.force_login(world.clerk)
    html = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:targets-grid") not in html

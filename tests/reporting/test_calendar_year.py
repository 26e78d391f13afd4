"""A year of the calendar on one page: read as it counts, written as it is published."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from cooperation.admin.calendar_year import keep_year
from cooperation.calendar import DueCalendar, WorkingDays
from cooperation.calendar.year import YearPlan, days_of, read_year
from cooperation.models import CalendarDay, ChangeLog, DueRule
from tests.reporting.world import fresh

URL = "/admin/calendar/"
D = datetime.date


@pytest.mark.parametrize("year", range(2021, 2028))
def test_what_a_year_says_is_read_back_as_the_same_year(year):
    days = WorkingDays()
    plan = YearPlan.of(year, days)
    texts = {"off": plan.lines(plan.off), "worked": plan.lines(plan.worked)}
    again, problems = read_year(year, texts)
    assert problems == []
    assert (again.off, again.worked) == (plan.off, plan.worked)
    # Nothing differs from the built-in calendar, so nothing has to be kept.
    assert again.rows() == {}


def test_lines_are_as_the_notice_has_them():
    plan = YearPlan.of(2024, WorkingDays())
    assert "2024-02-12至2024-02-16 春节" in plan.lines(plan.off).split("\n")
    assert "2024-02-18 春节" in plan.lines(plan.worked).split("\n")
    assert "2024-10-01至2024-10-07 国庆节" in plan.lines(plan.off).split("\n")


def test_an_unknown_year_keeps_what_is_written():
    texts = {"off": "2040年10月1日至2040/10/7　国庆节\n", "worked": "2040-9-29 国庆节"}
    plan, problems = read_year(2040, texts)
    assert problems == []
    rows = plan.rows()
    assert {day: worked for day, (worked, _name) in rows.items()} == {
        **{D(2040, 10, n): False for n in (1, 2, 3, 4, 5)},
        D(2040, 9, 29): True,
    }
    days = WorkingDays(rows)
    assert not any(days.worked(D(2040, 10, n)) for n in range(1, 8))
    assert days.worked(D(2040, 9, 29))
    assert sum(days.worked(day) for day in days_of(2040)) == 261 - 5 + 1


BAD = [
    ("off", "春节", "D00"),
    ("off", "2040-13-01 元旦", "D09"),
    ("off", "2040-02-30 春节", "D09"),
    ("off", "2-5 春节", "D11"),
    ("off", "2041-02-05 春节", "D20"),
    ("off", "2040-02-12至2040-02-05 春节", "D27"),
    ("off", "2040-02-06", "T17"),
    ("off", "2040-02-06 " + "春" * 200, "T17"),
    ("off", "2040-02-06 13800138000", "T17"),
    ("off", "2040-02-06至2040-02-07至2040-02-08 春节", "D00"),
    ("worked", "2040-02-06 春节", "D31"),
    ("off", "x" * 30_000, "N49"),
    ("off", "2040-02-06 \0", "N49"),
    ("off", "=1+1 春节", "D00"),
]


@pytest.mark.parametrize(("kind", "line", "code"), BAD)
def test_bad_lines_are_named(kind, line, code):
    _plan, problems = read_year(2040, {kind: f"\n{line}"})
    assert [problem.code for problem in problems] == [code]
    if code != "N49":
        assert "第2行" in problems[0].sentence


@pytest.fixture
def office(client, world):
    world.clerk.is_superuser = True
    world.clerk.save()
    client.force_login(world.clerk)
    return client


def test_an_administrator_writes_a_year(office, world):
    page = office.get(f"{URL}?year=2040")
    assert page.context["known"] is False
    data = {"off": "2040-10-01至2040-10-07 国庆节", "worked": "2040-09-29 国庆节"}
    assert office.post(f"{URL}?year=2040", data).status_code == 302
    assert CalendarDay.objects.count() == 6
    page = office.get(f"{URL}?year=2040")
    assert page.context["known"] is True
    assert page.context["typed"]["off"] == "2040-10-01至2040-10-05 国庆节"
    due = DueCalendar({"": (1, 0)}, WorkingDays.load())
    assert due.due("labor", D(2040, 9, 1)) == D(2040, 10, 8)
    assert fresh(world.programme).data_version == world.programme.data_version + 1
    log = ChangeLog.objects.get()
    assert "2040-10-01" in log.after
    assert "2040-10-01" not in log.before
    # The same again changes nothing; an emptied year is as it was.
    office.post(f"{URL}?year=2040", data)
    assert ChangeLog.objects.count() == 1
    office.post(f"{URL}?year=2040", {"off": "", "worked": ""})
    assert CalendarDay.objects.count() == 0


def test_nobody_else_writes_a_year(world):
    with pytest.raises(PermissionDenied):
        keep_year(YearPlan(2040, off={D(2040, 10, 1): "国庆节"}), by=world.clerk)
    assert not CalendarDay.objects.exists()


def test_only_what_differs_from_the_library_is_kept(office):
    page = office.get(f"{URL}?year=2024")
    typed = dict(page.context["typed"])
    assert office.post(f"{URL}?year=2024", typed).status_code == 302
    assert CalendarDay.objects.count() == 0
    typed["off"] += "\n2024-02-09 除夕"
    office.post(f"{URL}?year=2024", typed)
    assert [(r.date, r.working) for r in CalendarDay.objects.all()] == [(D(2024, 2, 9), False)]


def test_everything_typed_stays_on_a_refusal(office):
    data = {"off": "2040-10-01 国庆节\n乱", "worked": "2040-10-01 国庆节"}
    page = office.post(f"{URL}?year=2040", data)
    assert page.status_code == 422
    assert page.context["typed"] == data
    assert {p.code for p in page.context["problems"]} == {"D00", "D30", "D31"}
    assert not CalendarDay.objects.exists()


def test_due_days_of_each_sector_are_shown(office, world):
    DueRule.objects.create(programme=world.programme, day=10)
    DueRule.objects.create(programme=world.programme, sector="labor", day=5, grace=2)
    page = office.get(f"{URL}?year=2024&programme={world.programme.code}")
    rows = {str(row["label"]): row["days"] for row in page.context["due_rows"]}
    assert rows["全部板块"][0] == (D(2024, 2, 18), None)
    assert rows["劳务协作"][3] == (D(2024, 5, 6), D(2024, 5, 8))


@pytest.mark.parametrize("year", ["abc", "0000", "9999", "2024.5", "２０２４"])
def test_nonsense_in_the_address_shows_a_year(office, year):
    assert office.get(f"{URL}?year={year}").status_code == 200

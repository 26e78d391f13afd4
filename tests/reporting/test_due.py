"""Due days: the day of the rule, moved past the days that China has off."""

import datetime

import pytest
from django.core.cache import cache

from cooperation.calendar import DueCalendar, WorkingDays, due_calendar, library_years
from cooperation.models import CalendarDay, DueRule, Programme
from tests.reporting.world import fresh

D = datetime.date
DAYS = WorkingDays()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        # Spring Festival 2024: off from the 10th (Saturday) to the 17th, worked on the 4th and
        # 18th, both Sundays. New Year's Eve was an ordinary Friday.
        (D(2024, 2, 4), True),
        (D(2024, 2, 9), True),
        (D(2024, 2, 10), False),
        (D(2024, 2, 16), False),
        (D(2024, 2, 17), False),
        (D(2024, 2, 18), True),
        # National Day and Mid-Autumn 2025: off from the 1st to the 8th of October, worked on
        # Sunday the 28th of September and Saturday the 11th of October.
        (D(2025, 9, 28), True),
        (D(2025, 9, 30), True),
        (D(2025, 10, 1), False),
        (D(2025, 10, 8), False),
        (D(2025, 10, 9), True),
        (D(2025, 10, 11), True),
        (D(2025, 10, 12), False),
        # A year that the library does not know: weekends.
        (D(2040, 10, 1), True),
        (D(2040, 10, 6), False),
    ],
)
def test_working_day(day, worked):
    assert DAYS.worked(day) is worked


@pytest.mark.parametrize(
    ("month", "rule", "due"),
    [
        (D(2024, 1, 1), 10, D(2024, 2, 18)),  # a Saturday in the festival → the worked Sunday
        (D(2024, 1, 1), 9, D(2024, 2, 9)),
        (D(2025, 9, 1), 5, D(2025, 10, 9)),  # in the National Day week
        (D(2025, 9, 1), 11, D(2025, 10, 11)),  # a worked Saturday stays
        (D(2025, 9, 1), 12, D(2025, 10, 13)),  # a Sunday → Monday
        (D(2024, 12, 1), 1, D(2025, 1, 2)),  # New Year's Day; December is due next year
        (D(2021, 12, 1), 1, D(2022, 1, 4)),  # New Year's Day and its weekend, worked from the 4th
        (D(2023, 1, 1), 28, D(2023, 2, 28)),  # the shortest month
        (D(2024, 1, 1), 28, D(2024, 2, 28)),  # and in a leap year
        (D(2022, 3, 1), 10, D(2022, 4, 11)),  # a Sunday
    ],
)
def test_due_day_is_moved_to_a_working_day(month, rule, due):
    calendar = DueCalendar({"": (rule, 0)}, DAYS)
    assert calendar.due("labor", month) == due
    assert calendar.deadline("labor", month) == due


def test_every_due_day_is_worked_and_close():
    calendar = DueCalendar({"": (10, 0)}, DAYS)
    months = [D(year, month, 1) for year in range(2004, 2030) for month in range(1, 13)]
    days = [calendar.due("labor", month) for month in months]
    assert all(DAYS.worked(day) for day in days)
    assert days == sorted(days)
    assert {day.day for day in days if day.year < 2027} <= set(range(10, 20))


def test_grace_is_counted_from_the_due_day_and_moved_too():
    calendar = DueCalendar({"": (10, 0), "labor": (8, 3)}, DAYS)
    month = D(2024, 6, 1)  # the 8th of July 2024 was a Monday
    assert calendar.due("labor", month) == D(2024, 7, 8)
    assert calendar.deadline("labor", month) == D(2024, 7, 11)
    assert not calendar.overdue("labor", month, D(2024, 7, 11))
    assert calendar.overdue("labor", month, D(2024, 7, 12))
    assert calendar.due("industry", month) == D(2024, 7, 10)
    weekend = DueCalendar({"": (10, 3)}, DAYS)
    assert weekend.deadline("labor", month) == D(2024, 7, 15)


def test_what_is_not_collected_is_never_overdue():
    calendar = DueCalendar({}, DAYS, collect_from=D(2024, 4, 1))
    assert not calendar.overdue("labor", D(2024, 3, 1), D(2030, 1, 1))
    assert calendar.overdue("labor", D(2024, 4, 1), D(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        (D(2024, 2, 18), -3, D(2024, 2, 7)),  # before the festival
        (D(2024, 2, 18), 1, D(2024, 2, 19)),
        (D(2025, 10, 9), -1, D(2025, 9, 30)),
        (D(2025, 10, 10), 1, D(2025, 10, 11)),
        (D(2024, 12, 31), 1, D(2025, 1, 2)),
        (D(2024, 7, 10), 0, D(2024, 7, 10)),
    ],
)
def test_working_days_away(day, count, there):
    assert DAYS.shifted(day, count) == there
    first, last = sorted((day, there))
    assert DAYS.between(first, last) == abs(count)


@pytest.mark.parametrize(
    ("day", "festival"),
    [
        (D(2024, 2, 10), True),
        (D(2024, 2, 9), False),
        (D(2024, 2, 18), False),
        (D(2025, 10, 1), False),
        (D(2040, 2, 12), False),
    ],
)
def test_spring_festival(day, festival):
    assert DAYS.spring_festival(day) is festival


def test_rows_of_administrators_come_before_the_library(db):
    CalendarDay.objects.create(date=D(2024, 2, 18), working=False, name_zh="春节加放")
    CalendarDay.objects.create(date=D(2040, 10, 1), working=False, name_zh="国庆节")
    days = WorkingDays.load()
    assert not days.worked(D(2024, 2, 18))
    assert days.spring_festival(D(2024, 2, 18))
    assert DueCalendar({}, days).due("labor", D(2024, 1, 1)) == D(2024, 2, 19)
    assert not days.worked(D(2040, 10, 1))
    assert days.known(2040)
    assert not days.known(2041)
    assert days.known(library_years()[-1])


def test_rules_of_a_programme_are_read_once(world, django_assert_num_queries):
    programme = world.programme
    DueRule.objects.create(programme=programme, day=5)
    DueRule.objects.create(programme=programme, sector="labor", day=6, grace=2)
    with django_assert_num_queries(2):
        calendar = due_calendar(programme)
        for month in range(1, 13):
            calendar.deadline("labor", D(2024, month, 1))
    assert calendar.due("labor", D(2024, 6, 1)) == D(2024, 7, 8)
    assert calendar.due("industry", D(2024, 5, 1)) == D(2024, 6, 5)
    with django_assert_num_queries(0):
        due_calendar(programme)


def test_editing_a_rule_or_a_day_shows_at_once(client, world):
    world.clerk.is_superuser = True
    world.clerk.save()
    client.force_login(world.clerk)
    month = D(2024, 6, 1)
    assert due_calendar(fresh(world.programme)).due("labor", month) == D(2024, 7, 10)
    client.post(
        "/admin/cooperation/duerule/add/",
        {"programme": world.programme.pk, "sector": "", "day": 3, "grace": 0},
    )
    assert due_calendar(fresh(world.programme)).due("labor", month) == D(2024, 7, 3)
    client.post(
        "/admin/cooperation/calendarday/add/",
        {"date": "2024-07-03", "name_zh": "试", "name_en": ""},
    )
    assert CalendarDay.objects.get().working is False
    assert due_calendar(fresh(world.programme)).due("labor", month) == D(2024, 7, 4)
    assert Programme.objects.get().data_version == world.programme.data_version + 2
    assert cache.get(f"due-calendar:{world.programme.pk}:{world.programme.data_version}")


def test_calendar_page_names_the_years_that_nobody_knows(client, world):
    world.clerk.is_superuser = True
    world.clerk.save()
    client.force_login(world.clerk)
    Programme.objects.update(until=D(2040, 12, 31))
    page = client.get("/admin/cooperation/calendarday/")
    assert page.context["unknown"] == list(range(library_years()[-1] + 1, 2042))
    CalendarDay.objects.create(date=D(2040, 10, 1), working=False, name_zh="国庆节")
    page = client.get("/admin/cooperation/calendarday/")
    assert 2040 not in page.context["unknown"]
    assert ", 2039, 2041" in page.content.decode()

"""Joint meetings of a sample programme: two that were held, the next one, and one of a group.

Their days follow from the months of the sample. Only the next one's day follows from the day on
which the sample is made, as it must lie ahead of whoever tries things out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from cooperation.calendar import last_day
from cooperation.models import AgendaItem, Decision, Meeting, OpenItem, Pairing, Programme

Words = tuple[str, str]

# Days from a month's end to the meeting that presents it, and at least from today to the next.
AFTER, AHEAD = 20, 16
HALF_A_YEAR = 6

AGENDA: tuple[Words, ...] = (
    ("样例：通报协作进展情况", "Sample: progress of the cooperation"),
    ("样例：研究进度滞后事项", "Sample: what is behind its pace"),
    ("样例：听取上次会议事项办理情况", "Sample: what became of the last meeting's items"),
    ("样例：部署下阶段工作", "Sample: work until the next meeting"),
)
DECISIONS: tuple[Words, ...] = (
    (
        "样例：月报按期报送，逾期单位在下次会议上说明。",
        "Sample: monthly reports come in time; whoever is late explains it at the next meeting.",
    ),
    (
        "样例：进度滞后的结对单位另行报送推进安排。",
        "Sample: pairings behind their pace hand in a plan of their own.",
    ),
)
WEST: Words = ("样例：西部协作牵头部门", "Sample: the western lead office")
EAST: Words = ("样例：东部协作牵头部门", "Sample: the eastern lead office")


@dataclass(frozen=True)
class Task:
    """Something given out: what, by whom, due and done so many days after the meeting."""

    text: Words
    office: Words
    due: int | None
    done: int | None = None
    outcome: str = ""


FIRST: tuple[Task, ...] = (
    Task(
        ("样例：补报上半年缺报月份", "Sample: hand in the missing months"),
        WEST,
        45,
        40,
        "样例：缺报月份已补报",
    ),
    Task(
        ("样例：核对两市台账口径", "Sample: compare how the two cities count"),
        EAST,
        150,
        230,
        "样例：口径已统一并发文",
    ),
    Task(("样例：制定互访计划", "Sample: write a plan of visits"), EAST, 120),
)
SECOND: tuple[Task, ...] = (
    Task(
        ("样例：报送年度目标建议", "Sample: propose the targets of the year"),
        WEST,
        60,
        50,
        "样例：建议已报送",
    ),
    Task(("样例：提出产销对接方案", "Sample: propose how to match supply and demand"), WEST, None),
)
OF_GROUP: tuple[Task, ...] = (
    Task(
        ("样例：落实挂职人员食宿", "Sample: lodging for those posted"), WEST, 30, 25, "样例：已落实"
    ),
)


def write_meetings(
    programme: Programme,
    pairings: Iterable[Pairing],
    months: list[datetime.date],
    today: datetime.date | None = None,
) -> None:
    """Write them, as far back as the months reach."""
    today = today or timezone.localdate()
    held = ((2 * HALF_A_YEAR, FIRST), (HALF_A_YEAR, SECOND))
    for back, tasks in held:
        if back < len(months):
            month = months[-1 - back]
            _held(programme, None, month, _day_after(month), tasks)
    month = months[-1]
    _meeting(programme, None, month, max(_day_after(month), today + datetime.timedelta(AHEAD)))
    groups = [pairing for pairing in pairings if pairing.kind == Pairing.Kind.GROUP]
    if groups and len(months) > HALF_A_YEAR:
        month = months[-HALF_A_YEAR]
        _held(programme, groups[0], month, _day_after(month), OF_GROUP)


def _day_after(month: datetime.date) -> datetime.date:
    return last_day(month) + datetime.timedelta(AFTER)


def _meeting(
    programme: Programme, pairing: Pairing | None, month: datetime.date, on: datetime.date
) -> Meeting:
    place = programme.west if pairing is None else pairing.west_place
    meeting = Meeting.objects.create(
        programme=programme,
        pairing=pairing,
        title_zh=f"样例：{_whose(pairing, 'zh')}联席会议（{month.year}年{month.month}月进展）",
        title_en=f"Sample: joint meeting {_whose(pairing, 'en')}, figures of {month:%Y-%m}",
        on=on,
        place_zh=place.name_zh if place else "",
        place_en=place.name_en if place else "",
        hosts_zh=WEST[0],
        hosts_en=WEST[1],
        year=month.year,
        through=month.month,
    )
    _lines(AgendaItem, meeting, AGENDA)
    return meeting


def _whose(pairing: Pairing | None, language: str) -> str:
    if pairing is None:
        return "两市" if language == "zh" else "of the two cities"
    if language == "zh":
        return f"{pairing.east_body_zh or pairing.east_place.name_zh}—{pairing.west_place.name_zh}"
    return f"of {pairing.east_body_en or pairing.east_place.name_en}–{pairing.west_place.name_en}"


def _held(
    programme: Programme,
    pairing: Pairing | None,
    month: datetime.date,
    on: datetime.date,
    tasks: tuple[Task, ...],
) -> None:
    meeting = _meeting(programme, pairing, month, on)
    _lines(Decision, meeting, DECISIONS)
    OpenItem.objects.bulk_create(
        OpenItem(
            meeting=meeting,
            position=number,
            text_zh=task.text[0],
            text_en=task.text[1],
            responsible=task.office[0],
            due=on + datetime.timedelta(task.due) if task.due else None,
            done_on=on + datetime.timedelta(task.done) if task.done else None,
            outcome=task.outcome,
        )
        for number, task in enumerate(tasks, start=1)
    )


def _lines(model, meeting: Meeting, lines: tuple[Words, ...]) -> None:
    model.objects.bulk_create(
        model(meeting=meeting, position=number, text_zh=zh, text_en=en)
        for number, (zh, en) in enumerate(lines, start=1)
    )

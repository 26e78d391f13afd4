"""Activities of a sample programme, as many as the declared counts speak of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cooperation.models import Activity, Pairing, Programme
from cooperation.sampling.figures import Figures
from cooperation.sampling.profiles import profile
from cooperation.sampling.world import Group

# kind: (title, English title, whether it takes place in the east)
TITLES = {
    "joint_meeting": (
        ("样例：{year}年东西部协作联席会议", "Sample: joint meeting of {year}", False),
    ),
    "visit": (
        ("样例：{east}赴{west}调研对接", "Sample: {east_en} visits {west_en}", False),
        ("样例：{west}赴{east}考察交流", "Sample: {west_en} visits {east_en}", True),
    ),
    "promotion": (
        ("样例：{west}招商推介会", "Sample: investment promotion of {west_en}", True),
        ("样例：{east}企业{west}行", "Sample: enterprises of {east_en} look at {west_en}", False),
    ),
    "exhibition": (
        ("样例：{west}农特产品展销活动", "Sample: sales fair for products of {west_en}", True),
        ("样例：{west}农产品直播专场", "Sample: live sales of products of {west_en}", True),
    ),
    "training": (
        ("样例：{west}技能培训班", "Sample: training course in {west_en}", False),
    ),
}  # fmt: skip


def sample_activities(
    programme: Programme,
    pairings: dict[str, Pairing],
    figures: Figures,
    months: list[datetime.date],
) -> Iterator[Activity]:
    """One activity for every so-manieth meeting, visit, fair or course that is counted."""
    for group in figures.world.pairings:
        for code, indicator in figures.indicators.items():
            usual = profile(code)
            if usual.activity not in TITLES:
                continue
            counted = 0
            for index, month in enumerate(months):
                for _event in range(int(figures.amounts(group, code)[index])):
                    counted += 1
                    if counted % usual.every == 0:
                        activity = _activity(
                            figures, group, pairings[group.slug], code, month, counted
                        )
                        activity.programme = programme
                        activity.sector = indicator.sector
                        yield activity


def _activity(
    figures: Figures, group: Group, pairing: Pairing, code: str, month: datetime.date, number: int
) -> Activity:
    draw = figures.draw("activity", group.slug, code, number)
    kind = profile(code).activity
    title_zh, title_en, in_the_east = draw.choice(TITLES[kind])
    place = pairing.east_place if in_the_east else pairing.west_place
    words = {
        "year": month.year,
        "east": pairing.east_body_zh or pairing.east_place.name_zh,
        "west": pairing.west_place.name_zh,
        "east_en": pairing.east_body_en or pairing.east_place.name_en,
        "west_en": pairing.west_place.name_en,
    }
    return Activity(
        pairing=pairing,
        kind=kind,
        title_zh=title_zh.format(**words),
        title_en=title_en.format(**words),
        start=month.replace(day=draw.randint(3, 27)),
        place_zh=place.name_zh,
        place_en=place.name_en,
    )

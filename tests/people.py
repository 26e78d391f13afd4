"""Fixed people with fixed rights, and the small ground they stand on.

`make_ground()` gives two programmes that know nothing of each other; `make_people(ground)`
the people. All of them but the stranger belong to the first programme.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

from cooperation.models import (
    Activity,
    Assignment,
    Indicator,
    IndicatorVersion,
    MonthlyReport,
    Pairing,
    Place,
    Programme,
    PublishedReading,
    Source,
    Target,
    User,
)

PASSWORD = "hills-and-rivers-7"
SINCE = datetime.date(2021, 1, 1)
STAFF = ("clerk", "other_clerk", "reviewer", "secretary", "administrator")
PEOPLE = ("official", *STAFF, "stranger")


@dataclass
class Ground:
    """A programme with 市本级, two groups, and one row of each kind of data."""

    code: str
    programme: Programme
    city: Pairing
    group: Pairing
    other_group: Pairing
    indicator: Indicator
    report: MonthlyReport
    other_report: MonthlyReport
    activity: Activity
    reading: PublishedReading
    target: Target
    source: Source
    other: Ground | None = field(default=None, repr=False)


def _place(code, level, zh, en, parent=None) -> Place:
    return Place.objects.get_or_create(
        code=code, defaults={"level": level, "name_zh": zh, "name_en": en, "parent": parent}
    )[0]


def _pairing(programme, slug, kind, east, west, parent=None, position=0) -> Pairing:
    return Pairing.objects.create(
        programme=programme,
        slug=slug,
        kind=kind,
        parent=parent,
        east_place=_place(f"E-{east[1]}", "township" if parent else "city", *east),
        west_place=_place(f"W-{west[1]}", "county" if parent else "city", *west),
        east_body_zh=f"{east[0]}组团" if parent else "",
        since=SINCE,
        reports=True,
        position=position,
    )


def _programme(code, mark) -> Programme:
    return Programme.objects.create(
        code=code,
        name_zh=f"{mark}协作",
        name_en=f"{mark} cooperation",
        east=_place("E-Zhongshan", "city", "中山市", "Zhongshan"),
        west=_place("W-Liupanshui", "city", "六盘水市", "Liupanshui"),
        since=SINCE,
        until=datetime.date(2025, 12, 31),
    )


def _indicator() -> Indicator:
    indicator, made = Indicator.objects.get_or_create(
        code="labor.test_jobs", defaults={"sector": "labor", "kind": "flow", "side": "west"}
    )
    if made:
        IndicatorVersion.objects.create(
            indicator=indicator,
            valid_from=SINCE,
            name_zh="试用指标",
            name_en="Trial indicator",
            unit_zh="人",
            unit_en="people",
        )
    return indicator


def _report(pairing) -> MonthlyReport:
    return MonthlyReport.objects.create(
        pairing=pairing, sector="labor", side="west", month=datetime.date(2025, 9, 1)
    )


def make_half(code: str, mark: str) -> Ground:
    """One programme; its texts carry a mark by which a leak would be recognised."""
    programme = _programme(code, mark)
    city = _pairing(programme, f"{code}-city", "city", ("中山市", "Zhongshan"), ("六盘水市", "LPS"))
    groups = [
        _pairing(programme, f"{code}-{slug}", "group", east, west, city, position)
        for slug, east, west, position in (
            ("xiaolan-panzhou", ("小榄镇", f"Xiaolan {mark}"), ("盘州市", f"Panzhou {mark}"), 10),
            ("dongqu-liuzhi", ("东区街道", f"Dongqu {mark}"), ("六枝特区", f"Liuzhi {mark}"), 20),
        )
    ]
    indicator = _indicator()
    source = Source.objects.create(code=f"{code}-source", title=f"{mark}日报", publisher=mark)
    reading = PublishedReading.objects.create(
        pairing=groups[0],
        indicator=indicator,
        value=Decimal(321),
        basis="ytd",
        cutoff=datetime.date(2021, 12, 25),
        note=mark,
    )
    reading.sources.add(source)
    return Ground(
        code=code,
        programme=programme,
        city=city,
        group=groups[0],
        other_group=groups[1],
        indicator=indicator,
        report=_report(groups[0]),
        other_report=_report(groups[1]),
        activity=Activity.objects.create(
            programme=programme,
            code=f"{code}-visit",
            kind="visit",
            title_zh=f"{mark}互访",
            title_en=f"{mark} visit",
            start=datetime.date(2023, 5, 4),
        ),
        reading=reading,
        target=Target.objects.create(
            pairing=groups[0],
            indicator=indicator,
            year=2025,
            value=Decimal(1000),
            document_no=f"{mark}〔2025〕1号",
            in_force_from=datetime.date(2025, 1, 15),
        ),
        source=source,
    )


def make_ground() -> Ground:
    """Two programmes: the one that the people work in, and another (`.other`)."""
    ground = make_half("own", "自家")
    ground.other = make_half("far", "别处")
    return ground


def make_person(name: str, role: str, **assignment) -> User:
    """An account with one assignment."""
    user = User.objects.create_user(name, password=PASSWORD)
    Assignment.objects.create(user=user, role=role, **assignment)
    return user


def make_people(ground: Ground) -> SimpleNamespace:
    """Everybody that a page may be asked by. `all` is everybody by name.

    clerk: labor of 小榄–盘州, west. other_clerk: all sectors of 东区–六枝. reviewer: west, every
    pairing. stranger: the secretary of the other programme.
    """
    here = {"programme": ground.programme}
    people = {
        "official": make_person("official", "official", **here),
        "clerk": make_person(
            "clerk", "clerk", **here, pairing=ground.group, side="west", sector="labor"
        ),
        "other_clerk": make_person("other_clerk", "clerk", **here, pairing=ground.other_group),
        "reviewer": make_person("reviewer", "reviewer", **here, side="west"),
        "secretary": make_person("secretary", "secretary", **here),
        "administrator": make_person("administrator", "administrator"),
        "stranger": make_person("stranger", "secretary", programme=ground.other.programme),
    }
    return SimpleNamespace(**people, all=people)

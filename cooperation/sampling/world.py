"""Who takes part in a sample programme, at each size."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field

SINCE = datetime.date(2021, 1, 1)
UNTIL = datetime.date(2025, 12, 31)
LONGEST = 60
# Codes of the places that exist for the sample only; official codes are digits.
PLACE_PREFIX = "S-"


@dataclass(frozen=True)
class SamplePlace:
    """A place that is invented together with its programme."""

    code: str
    level: str
    name_zh: str
    name_en: str
    parent: str = ""


@dataclass(frozen=True)
class Member:
    """A township in a group, by the code of its place."""

    place: str
    leads: bool = False
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class Group:
    """One reporting pairing.

    size: how large it is beside an average group. pace: how well it keeps to its targets;
    1 means that it reaches them.
    """

    slug: str
    east: str
    west: str
    body_zh: str = ""
    body_en: str = ""
    size: float = 1.0
    pace: float = 1.0
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class World:
    """One sample programme with its city pairing (市本级) first in `pairings`.

    crowded: its ledgers have as many rows as those of a whole nation.
    """

    scale: str
    code: str
    name_zh: str
    name_en: str
    city: Group
    groups: tuple[Group, ...]
    places: tuple[SamplePlace, ...] = field(default=())
    crowded: bool = False

    @property
    def pairings(self) -> tuple[Group, ...]:
        """All that report: the city level, then the groups."""
        return (self.city, *self.groups)


MERGER = datetime.date(2021, 7, 19)
CITY = World(
    scale="city",
    code="sample-city",
    name_zh="样例：中山—六盘水协作（2021—2025年）",
    name_en="Sample: Zhongshan–Liupanshui cooperation, 2021–2025",
    city=Group("zhongshan-liupanshui", "442000", "520200"),
    groups=(
        Group(
            "huoju-shuicheng",
            "442000003",
            "520204",
            "火炬开发区组团",
            "Torch Development Zone Group",
            size=1.05,
            pace=1.04,
            members=(Member("442000003", leads=True, since=SINCE),),
        ),
        Group(
            "dongqu-liuzhi",
            "442000002",
            "520203",
            "东区街道组团",
            "Dongqu Subdistrict Group",
            size=0.8,
            pace=0.88,
            members=(
                Member("442000002", leads=True, since=SINCE),
                Member("442000114"),
            ),
        ),
        Group(
            "xiaolan-panzhou",
            "442000118",
            "520281",
            "小榄组团",
            "Xiaolan Group",
            size=1.15,
            pace=1.0,
            members=(
                Member("442000100", leads=True, since=SINCE, until=MERGER),
                Member("442000118", leads=True, since=MERGER),
            ),
        ),
    ),
)


def _invented(
    scale: str,
    groups: int,
    east: SamplePlace,
    west: SamplePlace,
    name: tuple[str, str],
    *,
    size: float = 1.0,
    crowded: bool = False,
) -> World:
    """A programme of invented places, numbered so that nobody takes them for real ones."""
    draw = random.Random(scale)
    places, members, width = [east, west], [], len(str(groups))
    for number in range(1, groups + 1):
        digits = f"{number:0{width}}"
        one, other = f"{east.code}-{digits}", f"{west.code}-{digits}"
        places += [
            SamplePlace(one, "county", f"样例东县{digits}", f"Sample East {digits}", east.code),
            SamplePlace(other, "county", f"样例县{digits}", f"Sample County {digits}", west.code),
        ]
        members.append(
            Group(
                f"sample-{digits}",
                one,
                other,
                size=round(draw.uniform(0.5, 1.6) * size, 2),
                pace=round(draw.uniform(0.84, 1.12), 2),
            )
        )
    name_zh, name_en = name
    return World(
        scale=scale,
        code=f"sample-{scale}",
        name_zh=f"样例：{name_zh}（{groups}个结对，2021—2025年）",
        name_en=f"Sample: {name_en} ({groups} pairings), 2021–2025",
        city=Group(f"sample-{scale}", east.code, west.code),
        groups=tuple(members),
        places=tuple(places),
        crowded=crowded,
    )


PROVINCE = _invented(
    "province",
    50,
    SamplePlace(f"{PLACE_PREFIX}E", "province", "样例东省", "Sample East Province"),
    SamplePlace(f"{PLACE_PREFIX}W", "province", "样例西省", "Sample West Province"),
    ("省级协作", "cooperation of a province"),
)
NATION = _invented(
    "nation",
    500,
    SamplePlace(f"{PLACE_PREFIX}NE", "province", "样例东部", "Sample East"),
    SamplePlace(f"{PLACE_PREFIX}NW", "province", "样例西部", "Sample West"),
    ("全国协作", "cooperation of a nation"),
    size=3,
    crowded=True,
)
SCALES = {world.scale: world for world in (CITY, PROVINCE, NATION)}


def month_number(index: int) -> datetime.date:
    """The first day of the sample's month of that index, counted from 0."""
    return datetime.date(SINCE.year + index // 12, index % 12 + 1, 1)


def months_of(count: int) -> list[datetime.date]:
    """The first `count` months of a sample programme."""
    return [month_number(index) for index in range(count)]

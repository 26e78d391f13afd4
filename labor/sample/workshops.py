"""Assistance workshops of a sample programme: month by month from the first."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext
from labor.models import Workshop, WorkshopCount, WorkshopStatus
from labor.sample.slips import CANCELLED_NOTE, noon
from labor.sample.townships import Townships, short_name

Status = WorkshopStatus.Status
TRADES = (
    ("电子", "electronics"),
    ("服装", "clothing"),
    ("刺绣", "embroidery"),
    ("农产品加工", "farm products"),
)
SMALLEST, LARGEST = 5, 150
# How much a workshop changes in a usual month.
STEP = 12


@dataclass
class Site:
    """A workshop as it stands in the month that is being written."""

    row: Workshop
    people: int = 0
    lifted: int = 0
    status: str = Status.IN_PRODUCTION
    paused_on: datetime.date | None = None
    told: tuple[int, int] | None = None


@dataclass
class Course:
    """The workshops of one pairing, and what is told of them."""

    pairing: Pairing
    townships: Townships
    sites: list[Site] = field(default_factory=list)
    statuses: list[WorkshopStatus] = field(default_factory=list)
    counts: list[WorkshopCount] = field(default_factory=list)

    @property
    def standing(self) -> list[Site]:
        """Those on the register."""
        return [site for site in self.sites if site.status != Status.DEREGISTERED]

    @property
    def producing(self) -> list[Site]:
        """Those in production."""
        return [site for site in self.sites if site.status == Status.IN_PRODUCTION]

    def open(self, day: datetime.date, draw: random.Random) -> None:
        """Another workshop."""
        trade_zh, trade_en = draw.choice(TRADES)
        township = self.townships.western(self.pairing, draw)
        place, number = township or self.pairing.west_place, len(self.sites) + 1
        row = Workshop(
            pairing=self.pairing,
            name_zh=f"样例：{short_name(place)}{trade_zh}帮扶车间{number:02}",
            name_en=f"Sample: {trade_en} workshop {number:02}, {place.name_en}",
            township=township,
            opened=day,
            enterprise=f"样例：{short_name(self.pairing.east_place)}{trade_zh}公司",
        )
        self.sites.append(Site(row))

    def tell(self, site: Site, day: datetime.date, status: str, reason: str = "") -> None:
        """What becomes of a workshop."""
        site.status = status
        site.paused_on = day if status == Status.PAUSED else None
        self.statuses.append(
            WorkshopStatus(workshop=site.row, since=day, status=status, reason=reason)
        )

    def live(self, month: datetime.date, count: int, draw: random.Random) -> None:
        """A month: some pause or go on, one in a while closes, and `count` stand at its end."""
        for site in self.standing:
            if site.paused_on and (month - site.paused_on).days > 60 and draw.random() < 0.6:
                self.tell(site, month.replace(day=draw.randint(1, 4)), Status.IN_PRODUCTION)
        if draw.random() < 0.1 and len(self.producing) > 4:
            day = month.replace(day=draw.randint(5, 8))
            self.tell(draw.choice(self.producing), day, Status.PAUSED, "样例：订单不足")
        closing = 1 if draw.random() < 0.06 and len(self.standing) > 4 else 0
        closing = max(closing, len(self.standing) - count)
        day = month.replace(day=draw.randint(9, 12))
        for site in draw.sample(self.standing, closing):
            self.tell(site, day, Status.DEREGISTERED, "样例：企业搬迁")
        while len(self.standing) < count:
            self.open(day, draw)

    def count(self, month: datetime.date, people: int, lifted: int, draw: random.Random) -> None:
        """Head counts so that those in production add up to the totals; told where they changed."""
        sites = self.producing
        if not sites:
            return
        for site in sites:
            site.people = site.people or max(people // len(sites), SMALLEST)
        draw.shuffle(sites)
        share(people, sites, "people", lambda site: (SMALLEST, LARGEST))
        for site in sites:
            site.lifted = min(site.lifted or site.people * 6 // 10, site.people)
        share(lifted, sites, "lifted", lambda site: (0, site.people))
        day = month.replace(day=draw.randint(20, 28))
        for site in sites:
            if site.told != (site.people, site.lifted):
                site.told = (site.people, site.lifted)
                self.counts.append(
                    WorkshopCount(
                        workshop=site.row, date=day, people=site.people, lifted=site.lifted
                    )
                )


def share(
    total: int, sites: list[Site], name: str, bounds: Callable[[Site], tuple[int, int]]
) -> None:
    """Change as few sites as will do, a little each, until they add up; else as far as it goes."""
    missing = total - sum(getattr(site, name) for site in sites)
    for step in (STEP, LARGEST):
        for site in sites:
            now = getattr(site, name)
            lowest, highest = bounds(site)
            low, high = max(lowest - now, -step), min(highest - now, step)
            change = max(min(missing, high), min(low, 0))
            setattr(site, name, now + change)
            missing -= change


def sample_workshops(context: SampleContext, townships: Townships) -> None:
    """Workshops, their history and their head counts."""
    known = {
        code: {(pairing.pk, month): int(amount) for pairing, month, amount in context.monthly(code)}
        for code in ("labor.workshops", "labor.workshop_jobs", "labor.workshop_jobs_lifted")
    }
    courses = []
    for pairing in context.pairings.values():
        course = Course(pairing, townships)
        for month in context.months:
            draw = context.draw("workshops", pairing.slug, month)
            count, people, lifted = (known[code].get((pairing.pk, month), 0) for code in known)
            course.live(month, count, draw)
            slip = draw.random()
            # Now and then nobody counts, or the office reported a rounded number.
            if slip >= 0.04:
                course.count(month, people + (2 if slip > 0.97 else 0), lifted, draw)
        courses.append(course)
    _write(context, courses)


def _write(context: SampleContext, courses: list[Course]) -> None:
    """One that was entered twice was taken out; it never counts."""
    twice = [
        Workshop(
            pairing=course.pairing,
            name_zh=f"{course.sites[0].row.name_zh}（重复登记）",
            opened=course.sites[0].row.opened,
            note=CANCELLED_NOTE,
            deleted_at=noon(course.sites[0].row.opened + datetime.timedelta(days=30)),
        )
        for course in courses
        if course.sites
    ]
    context.write(Workshop, [*(site.row for course in courses for site in course.sites), *twice])
    counts = [count for course in courses for count in course.counts]
    counts += [WorkshopCount(workshop=row, date=row.opened, people=30) for row in twice]
    context.write(WorkshopStatus, (one for course in courses for one in course.statuses))
    context.write(WorkshopCount, counts)

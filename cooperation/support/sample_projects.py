"""Aid projects of a sample programme, the money that arrives for them and is paid out."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_UP, Decimal

from cooperation.models import AidFund, AidPayment, AidProject, Pairing
from cooperation.sampling.context import SampleContext, day_in, shares
from cooperation.support.slips import Slips

Kind, Status, Origin = AidProject.Kind, AidProject.Status, AidFund.Origin
ORIGINS = (Origin.PROVINCE, Origin.CITY, Origin.CITY, Origin.GROUP)
CENT = "0.01"
# So much of a project's budget is paid at a time, as the works go on.
INSTALMENT = Decimal("0.4")
DAYS = datetime.timedelta
WORKS = (
    (Kind.PRODUCTION, "刺梨种植基地", "Sample: roxburgh rose base", "村股份经济合作社"),
    (Kind.PRODUCTION, "农产品冷链仓库", "Sample: cold store for farm products", "镇人民政府"),
    (Kind.EMPLOYMENT, "就业帮扶车间改造", "Sample: assistance workshop", "镇人民政府"),
    (
        Kind.EMPLOYMENT,
        "劳务技能实训室",
        "Sample: training room for labor skills",
        "职业技术学校",
    ),
    (Kind.VILLAGE, "和美乡村道路硬化", "Sample: village roads", "村民委员会"),
    (Kind.VILLAGE, "人居环境整治", "Sample: village environment", "村民委员会"),
    (Kind.EDUCATION, "小学宿舍改造", "Sample: dormitory of a primary school", "教育局"),
    (Kind.HEALTH, "卫生院设备购置", "Sample: equipment of a health centre", "卫生健康局"),
    (Kind.OTHER, "文化活动中心", "Sample: culture centre", "镇人民政府"),
)
CANCELLED = "样例：选址调整，资金收回统筹"
# So many of the works are completed months after the planned day.
LATE = 0.3

Money = dict[int, dict[datetime.date, Decimal]]


def aid_of(
    context: SampleContext, slips: Slips
) -> tuple[list[AidProject], list[AidFund], list[AidPayment]]:
    """The projects of every pairing, their funds and payments."""
    approved, arrived, paid = (
        _by_pairing(context, f"support.{name}")
        for name in ("aid_projects", "fiscal_aid", "paid_out")
    )
    projects, funds, payments = [], [], []
    for pairing in context.pairings.values():
        course = _Course(context, slips, pairing, arrived[pairing.pk])
        counts, outgo = approved[pairing.pk], paid[pairing.pk]
        for month in context.months:
            course.approve(month, int(counts.get(month, 0)), _in_year(counts, month))
            course.receive(month)
            course.pay(month, outgo.get(month, Decimal(0)))
        projects += course.finished()
        funds += course.funds
        payments += course.payments
    return projects, funds, payments


def _by_pairing(context: SampleContext, code: str) -> Money:
    amounts: Money = defaultdict(dict)
    for pairing, month, amount in context.monthly(code):
        amounts[pairing.pk][month] = amount
    return amounts


def _in_year(amounts: dict[datetime.date, Decimal], month: datetime.date) -> Decimal:
    return sum((a for m, a in amounts.items() if m.year == month.year), Decimal(0))


class _Course:
    """How the aid of one pairing is given and spent, month by month."""

    def __init__(
        self, context: SampleContext, slips: Slips, pairing: Pairing, arrived: dict
    ) -> None:
        self.slips, self.pairing, self.arrived = slips, pairing, arrived
        self.draw: random.Random = context.draw("aid", pairing.slug)
        self.last_day = context.last_day
        # Who takes over what was built; known once it is completed.
        self.owners: dict[int, str] = {}
        # Begun before the first report: neither its approval nor its budget is in the ledger.
        self.carried_over = self._project(status=Status.UNDER_WAY)
        self.projects: list[AidProject] = []
        self.left: dict[int, Decimal] = {}
        self.budgets: list[Decimal] = []
        self.budgeted_year = 0
        self.funds: list[AidFund] = []
        self.payments: list[AidPayment] = []

    def approve(self, month: datetime.date, count: int, in_year: Decimal) -> None:
        """The month's approvals; the budgets of a year add up to the aid of the year."""
        if count and month.year != self.budgeted_year:
            self.budgeted_year = month.year
            aid = _in_year(self.arrived, month)
            self.budgets = shares(aid, int(in_year), self.draw, CENT)
        cancels = self.slips.in_month("support.aid_projects", self.pairing.slug, month)
        for number in range(count):
            approved_on = day_in(month, self.draw)
            project = self._project(
                approved_on=approved_on,
                budget=self.budgets.pop() if self.budgets else None,
                planned_start=approved_on + DAYS(self.draw.randint(20, 60)),
                planned_end=approved_on + DAYS(self.draw.randint(150, 420)),
                status=Status.APPROVED,
            )
            self.projects.append(project)
            if cancels and not number:
                project.status, project.status_reason = Status.CANCELLED, CANCELLED
            else:
                self.left[id(project)] = project.budget or Decimal(0)

    def receive(self, month: datetime.date) -> None:
        """What arrives in the month, now and then for a project that is named."""
        amount = self.arrived.get(month, Decimal(0))
        rows = []
        for part in shares(amount, self.draw.choice((1, 1, 2, 3)), self.draw, CENT):
            fitting = [
                p
                for p in self.projects
                if p.approved_on.year == month.year and p.budget and p.budget >= part
            ]
            named = fitting and self.draw.random() < 0.6
            rows.append(
                AidFund(
                    pairing=self.pairing,
                    date=day_in(month, self.draw),
                    origin=self.draw.choice(
                        (Origin.PROVINCE, Origin.CITY, Origin.CITY, Origin.GROUP)
                    ),
                    amount=part,
                    document_no=f"样例协作〔{month.year}〕{self.draw.randint(1, 90)}号",
                    project=self.draw.choice(fitting) if named else None,
                )
            )
        self.slips.one_late("support.fiscal_aid", self.pairing.slug, month, rows)
        self.funds += rows

    def pay(self, month: datetime.date, amount: Decimal) -> None:
        """What is paid out, to the oldest projects with money left; the rest goes to the one
        that was carried over."""
        rows = []
        for project in self.projects:
            left = self.left.get(id(project), Decimal(0))
            part = min(amount, left, self._instalment(project)) if left else left
            if part:
                self.left[id(project)] -= part
                amount -= part
                day = max(day_in(month, self.draw), project.approved_on)
                rows.append(self._payment(project, day, part))
        if amount:
            rows.append(self._payment(self.carried_over, day_in(month, self.draw), amount))
        self.slips.one_late("support.paid_out", self.pairing.slug, month, rows)
        self.payments += rows

    def _instalment(self, project: AidProject) -> Decimal:
        return ((project.budget or Decimal(0)) * INSTALMENT).quantize(Decimal(CENT), ROUND_UP)

    def _payment(self, project: AidProject, day: datetime.date, amount: Decimal) -> AidPayment:
        return AidPayment(pairing=self.pairing, project=project, date=day, amount=amount)

    def finished(self) -> Iterator[AidProject]:
        """All projects with how far they have come on the last day."""
        if any(payment.project is self.carried_over for payment in self.payments):
            yield self.carried_over
        for project in self.projects:
            if project.status != Status.CANCELLED:
                self._advance(project)
            yield project

    def _advance(self, project: AidProject) -> None:
        start = project.planned_start + DAYS(self.draw.randint(0, 20))
        late = self.draw.random() < LATE
        end = project.planned_end + DAYS(self.draw.randint(60, 260) if late else 0)
        if start > self.last_day:
            project.progress = 0
            return
        project.started_on = start
        if end <= self.last_day:
            project.completed_on, project.progress = end, 100
            handed = end + DAYS(180) <= self.last_day
            project.status = Status.HANDED_OVER if handed else Status.COMPLETED
            project.owner = self.owners[id(project)]
        else:
            project.status = Status.UNDER_WAY
            done = (self.last_day - start) / (end - start)
            said = self.draw.random() > 0.08
            project.progress = int(done * 19) * 5 if said else None

    def _project(self, **fields) -> AidProject:
        kind, name, name_en, owner = self.draw.choice(WORKS)
        place = self.pairing.west_place
        number = self.draw.randint(100, 999)
        project = AidProject(
            pairing=self.pairing,
            name_zh=f"样例：{place.short_zh or place.name_zh}{name}{number}",
            name_en=f"{name_en} {number}, {place.name_en}",
            kind=kind,
            district=place if place.level == "county" else None,
            site=f"样例：第{self.draw.randint(1, 12)}村",
            **fields,
        )
        self.owners[id(project)] = f"样例：{owner}"
        return project

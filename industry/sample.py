"""Industry's ledger in a sample programme: projects and payments behind the declared sums."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares
from industry.models import Payment, Project

Cluster, Kind, Stage = Project.Cluster, Project.Kind, Project.Stage
TRADES = (
    ("灯饰", "lighting", Cluster.LIGHTING),
    ("五金", "hardware", Cluster.HARDWARE),
    ("家电", "appliances", Cluster.APPLIANCES),
    ("服装", "garments", Cluster.TEXTILES),
    ("铝材", "aluminium", Cluster.ALUMINIUM),
    ("装备", "equipment", Cluster.EQUIPMENT),
    ("食品", "food", Cluster.FARM_PRODUCTS),
    ("文旅", "tourism", Cluster.TOURISM),
)
# A signed project that has not started after so many days is given up.
GIVEN_UP_AFTER = datetime.timedelta(days=540)
UNLIMITED = Decimal("Infinity")
WAIT = datetime.timedelta(days=75)


def sample_rows(context: SampleContext) -> None:
    """The projects of every pairing with their payments."""
    signed, started, paid = (
        _by_pairing(context, f"industry.{name}")
        for name in ("contracted", "enterprises", "invested")
    )
    projects, payments = [], []
    for pairing in context.pairings.values():
        course = _Course(context, pairing)
        for month in context.months:
            course.sign(month, signed[pairing.pk].get(month, Decimal(0)))
            course.start(month, int(started[pairing.pk].get(month, 0)))
            course.pay(month, paid[pairing.pk].get(month, Decimal(0)))
        projects += course.finished()
        payments += course.payments
    Project.objects.bulk_create(projects, batch_size=1000)
    Payment.objects.bulk_create(payments, batch_size=1000)


def _by_pairing(context: SampleContext, code: str) -> dict[int, dict[datetime.date, Decimal]]:
    amounts: dict[int, dict[datetime.date, Decimal]] = defaultdict(dict)
    for pairing, month, amount in context.monthly(code):
        amounts[pairing.pk][month] = amount
    return amounts


class _Course:
    """How the projects of one pairing come about, month by month."""

    def __init__(self, context: SampleContext, pairing: Pairing):
        self.pairing = pairing
        self.draw: random.Random = context.draw("projects", pairing.slug)
        self.last_day = context.last_day
        self.waiting: list[Project] = []
        self.running: list[Project] = []
        self.given_up: list[Project] = []
        self.payments: list[Payment] = []
        self.paid: dict[int, Decimal] = defaultdict(Decimal)

    def sign(self, month: datetime.date, contracted: Decimal) -> None:
        """One contract or two that add up to the month's."""
        for amount in shares(contracted, self.draw.choice((1, 1, 1, 2)), self.draw):
            self.waiting.append(
                self._project(signed_on=day_in(month, self.draw), contract_amount=amount)
            )

    def start(self, month: datetime.date, landings: int) -> None:
        """The new landings of the month, and now and then a settled enterprise expands."""
        kinds = [Kind.NEW_LANDING] * landings
        if self.draw.random() < 0.25:
            kinds.append(Kind.EXPANSION)
        for kind in kinds:
            ready = [p for p in self.waiting if p.signed_on + WAIT < month]
            if not ready and kind == Kind.EXPANSION:
                break
            # Of an enterprise that came without a known contract only the start is known.
            project = ready[0] if ready else self._project()
            if ready:
                self.waiting.remove(project)
            project.kind, project.started_on = kind, day_in(month, self.draw)
            self.running.append(project)
        for project in [p for p in self.waiting if p.signed_on + GIVEN_UP_AFTER < month]:
            self.waiting.remove(project)
            project.stage, project.ended_on = Stage.ENDED, day_in(month, self.draw)
            project.end_reason = "样例：企业调整投资计划"
            self.given_up.append(project)

    def pay(self, month: datetime.date, invested: Decimal) -> None:
        """What came in place, for the youngest projects, none above its contract."""
        if not invested:
            return
        open_to_payment = [p for p in self.running if self._room(p)][-4:]
        open_to_payment = open_to_payment or [p for p in self.waiting if self._room(p)][-2:]
        parts = shares(
            invested, self.draw.randint(1, max(1, len(open_to_payment))), self.draw, "0.01"
        )
        chosen = self.draw.sample(open_to_payment, min(len(parts), len(open_to_payment)))
        for project, amount in zip(chosen, parts, strict=False):
            amount = min(amount, self._room(project))
            self._pay(project, month, amount)
            invested -= amount
        if invested:
            # More came than the contracts name: an enterprise adds to what it has here.
            project = self._project(started_on=day_in(month, self.draw))
            project.kind = Kind.EXPANSION
            self.running.append(project)
            self._pay(project, month, invested)

    def _room(self, project: Project) -> Decimal:
        """What may still come in place; no known contract, no known limit."""
        if project.contract_amount is None:
            return UNLIMITED
        return max(project.contract_amount - self.paid[id(project)], Decimal(0))

    def _pay(self, project: Project, month: datetime.date, amount: Decimal) -> None:
        begun = max(filter(None, (project.signed_on, project.started_on)))
        self.paid[id(project)] += amount
        self.payments.append(
            Payment(project=project, paid_on=max(begun, day_in(month, self.draw)), amount=amount)
        )

    def finished(self) -> Iterator[Project]:
        """All projects with the stage they have reached on the last day."""
        for project in self.running:
            produces = project.started_on + datetime.timedelta(self.draw.randint(120, 400))
            in_production = produces <= self.last_day
            project.stage = Stage.PRODUCTION if in_production else Stage.STARTED
            project.production_on = produces if in_production else None
        talks = self._project()
        talks.stage = Stage.TALKS
        yield from (*self.running, *self.waiting, *self.given_up, talks)

    def _project(self, **dates) -> Project:
        trade_zh, trade_en, cluster = self.draw.choice(TRADES)
        east, west = self.pairing.east_place, self.pairing.west_place
        number = self.draw.randint(100, 999)
        jobs = self.draw.randint(12, 120)
        return Project(
            pairing=self.pairing,
            enterprise_zh=f"样例：{east.short_zh or east.name_zh}{trade_zh}企业{number}",
            enterprise_en=f"Sample: {trade_en} enterprise {number}, {east.name_en}",
            origin=east,
            park=f"样例：{west.short_zh or west.name_zh}产业园",
            kind=Kind.NEW_LANDING,
            stage=Stage.SIGNED,
            cluster=cluster,
            jobs=jobs,
            jobs_lifted=int(jobs * self.draw.uniform(0.4, 0.7)),
            **dates,
        )

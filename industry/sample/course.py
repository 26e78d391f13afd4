"""How the projects of one pairing come about in a sample programme, month by month."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares
from industry.models import Payment, Project, PromotionEvent
from industry.sample.enterprises import Pool
from industry.sample.parks import Settlement

Kind, Stage = Project.Kind, Project.Stage
# A signed project that has not started after so many days is given up.
GIVEN_UP_AFTER = datetime.timedelta(days=540)
UNLIMITED = Decimal("Infinity")
WAIT = datetime.timedelta(days=75)
# A contract signed so soon after a promotion event may have come of it.
AFTER_AN_EVENT = datetime.timedelta(days=90)
TALKS = (20, 160)
# A nation's five hundred pairings sign a hundred thousand contracts in five years.
CROWD = 3


@dataclass
class Month:
    """What happened in a month: amounts in 万元, enterprises, jobs; parks and residents stand."""

    contracted: Decimal = Decimal(0)
    landings: int = 0
    invested: Decimal = Decimal(0)
    jobs: int = 0
    lifted: int = 0
    parks: int = 0
    residents: int = 0


class Course:
    """The projects and payments of one pairing."""

    def __init__(
        self,
        context: SampleContext,
        pairing: Pairing,
        pool: Pool,
        settlement: Settlement,
        events: list[PromotionEvent],
    ):
        self.context = context
        self.pairing, self.pool, self.settlement, self.events = pairing, pool, settlement, events
        self.first_day, self.last_day = context.months[0], context.last_day
        self.draw = context.draw("projects", pairing.slug)
        self.projects: list[Project] = []
        self.payments: list[Payment] = []
        self.waiting: list[Project] = []
        self.running: list[Project] = []
        self.paid: dict[int, Decimal] = defaultdict(Decimal)

    def go_on(self, month: datetime.date, happened: Month) -> None:
        """One month."""
        self._sign(month, happened.contracted)
        started = self._start(month, happened.landings, needed=bool(happened.jobs))
        self._employ(started, happened.jobs, happened.lifted)
        self._give_up(month)
        self._pay(month, happened.invested)

    def _sign(self, month: datetime.date, contracted: Decimal) -> None:
        """One contract or two that add up to the month's."""
        for amount in shares(contracted, self._contracts(), self.draw):
            day = day_in(month, self.draw)
            talks = day - datetime.timedelta(self.draw.randint(*TALKS))
            project = self._project(
                signed_on=day, talks_on=max(talks, self.first_day), contract_amount=amount
            )
            project.promotion = self._event_before(day)
            self.waiting.append(project)

    def _contracts(self) -> int:
        usual = self.draw.choice((1, 1, 1, 2))
        return self.context.many(usual, usual * CROWD)

    def _event_before(self, day: datetime.date) -> PromotionEvent | None:
        recent = [e for e in self.events if e.date <= day <= e.date + AFTER_AN_EVENT]
        return self.draw.choice(recent) if recent and self.draw.random() < 0.5 else None

    def _start(self, month: datetime.date, landings: int, *, needed: bool) -> list[Project]:
        """The new landings of the month; now and then, and where there are jobs and nobody
        else, a settled enterprise expands."""
        kinds = [Kind.NEW_LANDING] * landings
        wanted = self.draw.random() < 0.25
        started = []
        if wanted or (needed and not kinds):
            kinds.append(Kind.EXPANSION)
        for kind in kinds:
            ready = [p for p in self.waiting if p.signed_on + WAIT < month]
            if not ready and kind == Kind.EXPANSION and not (needed and not started):
                break
            # Of an enterprise that came without a known contract only the start is known.
            project = ready[0] if ready else self._project(kind)
            if ready:
                self.waiting.remove(project)
                if kind == Kind.EXPANSION:
                    project.enterprise = self.pool.settled()
                    project.cluster = project.enterprise.cluster
            self._begin(project, kind, month)
            started.append(project)
        return started

    def _begin(self, project: Project, kind: str, month: datetime.date) -> None:
        project.kind, project.started_on = kind, day_in(month, self.draw)
        project.park = self.settlement.site(project.started_on)
        if not any(project.enterprise is one for one in self.pool.landed):
            self.pool.landed.append(project.enterprise)
        self.running.append(project)

    def _employ(self, started: list[Project], jobs: int, lifted: int) -> None:
        """The month's jobs are those of the projects that start in it."""
        parts = [int(part) for part in shares(Decimal(jobs), len(started), self.draw)]
        left = lifted
        for number, project in enumerate(started):
            project.jobs = project.jobs_lifted = None
            if number < len(parts) and jobs:
                project.jobs = parts[number]
                rest = sum(parts[number + 1 :])
                usual = -(-lifted * parts[number] // jobs)
                project.jobs_lifted = min(max(usual, left - rest), left, parts[number])
                left -= project.jobs_lifted

    def _give_up(self, month: datetime.date) -> None:
        for project in [p for p in self.waiting if p.signed_on + GIVEN_UP_AFTER < month]:
            self.waiting.remove(project)
            project.ended_on = day_in(month, self.draw)
            project.end_reason = "样例：企业调整投资计划"

    def _pay(self, month: datetime.date, invested: Decimal) -> None:
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
            self._put_in_place(project, month, amount)
            invested -= amount
        if invested:
            # More came than the contracts name: an enterprise adds to what it has here.
            project = self._project(Kind.EXPANSION)
            self._begin(project, Kind.EXPANSION, month)
            project.jobs = project.jobs_lifted = None
            self._put_in_place(project, month, invested)

    def _room(self, project: Project) -> Decimal:
        """What may still come in place; no known contract, no known limit."""
        if project.contract_amount is None:
            return UNLIMITED
        return max(project.contract_amount - self.paid[id(project)], Decimal(0))

    def _put_in_place(self, project: Project, month: datetime.date, amount: Decimal) -> None:
        begun = max(filter(None, (project.signed_on, project.started_on)))
        self.paid[id(project)] += amount
        self.payments.append(
            Payment(
                pairing=self.pairing,
                project=project,
                paid_on=max(begun, day_in(month, self.draw)),
                amount=amount,
            )
        )

    def finish(self) -> None:
        """What still goes on at the end: production, talks; and the stages as they are then."""
        for project in self.running:
            produces = project.started_on + datetime.timedelta(self.draw.randint(120, 400))
            project.production_on = produces if produces <= self.last_day else None
        for _number in range(self.draw.randint(1, 3)):
            since = self.last_day - datetime.timedelta(self.draw.randint(0, 120))
            self._project(talks_on=max(since, self.first_day))
        broken_off = self._project(talks_on=self.first_day)
        broken_off.ended_on = min(self.first_day + datetime.timedelta(100), self.last_day)
        broken_off.end_reason = "样例：未谈成"
        for project in self.projects:
            project.stage = project.days[-1][0]
        self._report_events()

    def _report_events(self) -> None:
        """What an event reported as signed is what was signed within a month of it."""
        for event in self.events:
            soon = event.date + datetime.timedelta(30)
            signed = [p for p in self.projects if p.promotion is event and p.signed_on <= soon]
            event.signed = len(signed)
            event.signed_amount = sum(p.contract_amount for p in signed) if signed else None

    def _project(self, kind: str = Kind.NEW_LANDING, **days) -> Project:
        settled = kind == Kind.EXPANSION
        enterprise = self.pool.settled() if settled else self.pool.new()
        jobs = self.draw.randint(12, 120)
        project = Project(
            pairing=self.pairing,
            enterprise=enterprise,
            kind=kind,
            cluster=enterprise.cluster,
            jobs=jobs,
            jobs_lifted=int(jobs * self.draw.uniform(0.4, 0.7)),
            **days,
        )
        self.projects.append(project)
        return project

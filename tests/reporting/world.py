"""A small programme with people, for the tests of the gate in."""

from __future__ import annotations

import datetime
from decimal import Decimal

from cooperation.models import (
    Assignment,
    Indicator,
    IndicatorVersion,
    MonthlyReport,
    Pairing,
    Place,
    Programme,
    Role,
    Target,
    User,
)
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell

MARCH = datetime.date(2024, 3, 1)
APRIL = datetime.date(2024, 4, 1)

# code, kind, side, part_of, sums_to, decimals, unit
INDICATORS = [
    ("labor.jobs", "flow", "west", "", "", 0, "人"),
    ("labor.jobs_lifted", "flow", "west", "labor.jobs", "", 0, "人"),
    ("labor.east_jobs", "flow", "west", "", "labor.jobs", 0, "人"),
    ("labor.near_jobs", "flow", "west", "", "labor.jobs", 0, "人"),
    ("labor.workshops", "stock", "west", "", "", 0, "个"),
    ("labor.transfers", "flow", "east", "", "", 0, "人"),
    ("industry.invested", "flow", "west", "", "", 2, "万元"),
]
# A month that passes every check.
SOUND = {
    "labor.jobs": 10,
    "labor.jobs_lifted": 4,
    "labor.east_jobs": 6,
    "labor.near_jobs": 4,
    "labor.workshops": 3,
}


class World:
    """A city pairing, two groups, indicators, a clerk and reviewers."""

    def __init__(self, *, sample: bool = False, code: str = "test"):
        made = Place.objects.get_or_create
        self.east = made(code="44", level="city", name_zh="东市", name_en="East City")[0]
        self.west = made(code="52", level="city", name_zh="西市", name_en="West City")[0]
        self.programme = Programme.objects.create(
            code=code,
            name_zh="试验",
            name_en="Trial",
            east=self.east,
            west=self.west,
            since=datetime.date(2023, 1, 1),
            until=datetime.date(2025, 12, 31),
            # Months of long ago: nobody asks why they come late.
            collect_from=datetime.date(2025, 12, 1),
            sample=sample,
        )
        self.city = self.pairing("city", "city", None)
        self.group = self.pairing("group", "group", self.city)
        self.other = self.pairing("other", "group", self.city)
        self.indicators = {}
        for position, row in enumerate(INDICATORS):
            self._indicator(position, *row)
        self.clerk = self.person("clerk", Role.CLERK)
        self.reviewer = self.person("reviewer", Role.REVIEWER)

    def pairing(self, slug, kind, parent, **values):
        return Pairing.objects.create(
            programme=self.programme,
            slug=slug,
            kind=kind,
            parent=parent,
            east_place=self.east,
            west_place=self.west,
            **{"since": datetime.date(2023, 1, 1), "reports": True, **values},
        )

    def _indicator(self, position, code, kind, side, part_of, sums_to, decimals, unit):
        one, made = Indicator.objects.get_or_create(
            code=code,
            defaults={
                "sector": code.split(".")[0],
                "kind": kind,
                "side": side,
                "position": position,
                "part_of": self.indicators.get(part_of),
                "sums_to": self.indicators.get(sums_to),
            },
        )
        if made:
            IndicatorVersion.objects.create(
                indicator=one,
                name_zh=f"名{code}",
                name_en=code,
                unit_zh=unit,
                unit_en={"人": "people", "个": "shops", "万元": "10,000 yuan"}[unit],
                decimals=decimals,
            )
        self.indicators[code] = one

    def target(self, code, year, value, pairing=None):
        """A target of the group, in force from the year's first day."""
        return Target.objects.create(
            pairing=pairing or self.group,
            indicator=self.indicators[code],
            year=year,
            value=value,
            document_no="1",
            in_force_from=datetime.date(year, 1, 1),
        )

    def person(self, name, role, **scope):
        user = User.objects.filter(username=name).first() or User.objects.create(username=name)
        Assignment.objects.create(user=user, role=role, programme=self.programme, **scope)
        return User.objects.get(pk=user.pk)

    def report(self, month=MARCH, *, sector="labor", side="west", pairing=None) -> MonthlyReport:
        """The form, opened by the clerk."""
        return actions.open_report(
            pairing or self.group, sector=sector, side=side, month=month, by=self.clerk
        )

    def fill(self, report, *, basis="month", by=None, **values):
        """Save the sound figures, some of them changed: fill(report, jobs=12)."""
        report = MonthlyReport.objects.get(pk=report.pk)
        cells = {}
        for code, value in SOUND.items():
            value = values.get(code.partition(".")[2], value)
            kind = self.indicators[code].kind
            cells[code] = Cell(
                "at" if kind == "stock" else basis, None if value is None else Decimal(value)
            )
        return actions.save_cells(report, cells, by=by or self.clerk, version=report.version)

    def submitted(self, month=MARCH, *, basis="month", pairing=None, **values):
        """A submission of a month."""
        report = self.fill(self.report(month, pairing=pairing), basis=basis, **values)
        return self.handed_in(report)

    def handed_in(self, report, by=None):
        """A submission of what the form holds; what is held of the whole report is explained."""
        reasons = {("", code): "explained" for code in ("R06", "D19")}
        version = fresh(report).version
        return actions.submit(report, by=by or self.clerk, version=version, reasons=reasons)

    def approved(self, month=MARCH, *, basis="month", pairing=None, **values):
        """An approved submission of a month."""
        submission = self.submitted(month, basis=basis, pairing=pairing, **values)
        actions.approve(submission, by=self.reviewer)
        return submission


def fresh(obj):
    """The row as it is in the database now."""
    return type(obj).objects.get(pk=obj.pk)

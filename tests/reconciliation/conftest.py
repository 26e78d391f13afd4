"""A small programme whose industry figures have projects and payments under them."""

import dataclasses
import datetime
from copy import deepcopy
from decimal import Decimal

import pytest

from cooperation import sectors
from cooperation.reporting.record import RecordEntry, record
from cooperation.sectors import Behind
from industry.models import Enterprise, Payment, Project
from tests.reporting.world import World
from tests.rows import until_module_ends

INVESTED = "industry.invested"


class LedgerWorld(World):
    """Writes figures and payments of any month in a line."""

    def declare(self, value, month, *, pairing=None, basis="month", channel="seed"):
        """A submission of 到位投资 alone."""
        value = None if value is None else Decimal(value)
        figures = {INVESTED: (basis, value, "")}
        entry = RecordEntry(pairing or self.group, "industry", "west", month, figures)
        record(entry, channel=channel)

    def pay(self, amount, month, *, pairing=None, day=15):
        """Money that came in place in a month."""
        enterprise, _made = Enterprise.objects.get_or_create(name_zh="某企业")
        project = Project.objects.create(
            pairing=pairing or self.group,
            enterprise=enterprise,
            kind="new_landing",
            stage="production",
            production_on=datetime.date(2022, 1, 4),
        )
        paid_on = month.replace(day=day)
        return Payment.objects.create(project=project, paid_on=paid_on, amount=amount)


def month(number, year=2024):
    return datetime.date(year, number, 1)


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        yield LedgerWorld()


@pytest.fixture
def world(module_world, db):
    return deepcopy(module_world)


@pytest.fixture
def industry():
    return sectors.get_sector("industry")


@pytest.fixture
def behind(monkeypatch, industry):
    """The sector says where the rows of its sum are listed."""
    places = {INVESTED: Behind("project", {"kind": "new_landing"})}
    known = dataclasses.replace(industry, behind=places)
    monkeypatch.setitem(sectors._registry, "industry", known)
    return known

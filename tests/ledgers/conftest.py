"""The small programme of the sectors' tests, and ledgers made on the fly."""

from dataclasses import replace

import pytest
from django.utils import translation

from cooperation import sectors
from cooperation.ledgers.filters import (
    LedgerFilter,
    MonthFilter,
    PlaceFilter,
    ReferenceFilter,
    RelatedFilter,
)
from cooperation.ledgers.tables import LedgerColumn, LedgerTable
from cooperation.models import ReferenceQuerySet
from cooperation.sectors import Ledger
from labor.models import Employer, TransferBatch
from labor.tables import TransferBatchTable
from tests.sectors import conftest as sector_tests

module_world, world = sector_tests.module_world, sector_tests.world
official, clerk, other_clerk = (
    sector_tests.official,
    sector_tests.clerk,
    sector_tests.other_clerk,
)
signed_in = sector_tests.signed_in


class EmployerFilter(ReferenceFilter):
    township = PlaceFilter(field_name="township", label="镇街")


class EmployerTable(LedgerTable):
    link = "name"
    optional = ("township",)

    name = LedgerColumn(verbose_name="用工单位", order_by=("name_zh",))
    township = LedgerColumn(verbose_name="镇街")

    class Meta:
        order_by = "name"


class BatchFilter(LedgerFilter):
    date_field = "start"

    month = MonthFilter(label="月份")
    employer = RelatedFilter(field_name="employers", label="用工单位")
    township = PlaceFilter(field_name="employers__township", label="镇街")


EMPLOYERS = Ledger(
    model=Employer,
    slug="employers",
    name="employer",
    label="用工单位台账",
    table=EmployerTable,
    filterset=EmployerFilter,
    queryset=lambda: ReferenceQuerySet(Employer),
    detail_fields=("name_zh", "township"),
    reference=True,
)
BATCHES = Ledger(
    model=TransferBatch,
    slug="batches",
    name="batch",
    label="转移批次",
    table=TransferBatchTable,
    filterset=BatchFilter,
    queryset=TransferBatch.objects.for_list,
    totals=("people", "lifted"),
)


@pytest.fixture
def with_ledgers(monkeypatch):
    """`with_ledgers(EMPLOYERS)`: labor has these ledgers and no others."""

    def have(*ledgers):
        labor = replace(sectors.get_sector("labor"), ledgers=ledgers)
        monkeypatch.setitem(sectors._registry, "labor", labor)

    return have


@pytest.fixture
def in_english(client):
    """The pages and what is compared with them."""
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office(client, world):
    """A clerk of both groups, signed in."""
    person = world.person("both", "clerk")
    client.force_login(person)
    return person

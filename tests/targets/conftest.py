"""A small programme with an administrator, and one target that is agreed already."""

import datetime
from copy import deepcopy
from decimal import Decimal

import pytest
from django.urls import reverse

from cooperation.models import Role, Target
from cooperation.targets.book import Book
from tests.reporting.world import World
from tests.rows import until_module_ends

YEAR = 2024
DOCUMENT = {"document_no": "协作〔2024〕1号", "in_force_from": "2024-01-15", "reason": "调整"}


class TargetWorld(World):
    """The world, with names by which its columns can be told apart, and its administrator."""

    def __init__(self):
        super().__init__()
        for pairing, name in ((self.group, "甲"), (self.other, "乙")):
            pairing.east_body_zh, pairing.west_body_zh = f"{name}组团", f"{name}县"
            pairing.save()
        self.administrator = self.person("administrator", Role.ADMINISTRATOR)
        self.secretary = self.person("secretary", Role.SECRETARY)

    def agree(self, value, *, pairing=None, code="labor.jobs", year=YEAR, since=None, **values):
        """One target, as a file or the form recorded it before."""
        return Target.objects.create(
            pairing=pairing or self.group,
            indicator=self.indicators[code],
            year=year,
            value=None if value is None else Decimal(value),
            document_no="旧〔2023〕9号",
            in_force_from=since or datetime.date(year, 1, 1),
            **values,
        )

    def name(self, code="labor.jobs", pairing=None):
        """The name of a cell's field, without its prefix."""
        return f"{self.indicators[code].pk}-{(pairing or self.group).pk}"

    def key(self, code="labor.jobs", pairing=None):
        return self.indicators[code].pk, (pairing or self.group).pk

    def book(self, year=YEAR):
        return Book(self.programme, year)

    def url(self, name="targets-grid", year=YEAR, **query):
        more = "".join(f"&{key}={value}" for key, value in query.items())
        return f"{reverse(f'admin:{name}')}?programme={self.programme.code}&year={year}{more}"


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        yield TargetWorld()


@pytest.fixture
def world(module_world, db):
    return deepcopy(module_world)


@pytest.fixture
def admin_client(client, world):
    client.force_login(world.administrator)
    return client


@pytest.fixture
def save(admin_client, world):
    """Post cells as the page would: save(jobs="12"), save({"t-1-2": "12"}, version="0-0")."""

    def post(cells=None, *, action="save", version=None, **more):
        data = dict(DOCUMENT) | {"version": version or world.book().version, "action": action}
        data |= {f"t-{world.name(f'labor.{k}')}": v for k, v in more.items() if k in JOBS}
        data |= {k: v for k, v in more.items() if k not in JOBS}
        return admin_client.post(world.url(), data | (cells or {}))

    return post


JOBS = ("jobs", "jobs_lifted", "east_jobs", "near_jobs", "workshops", "transfers")

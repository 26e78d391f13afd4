"""A small programme: the city pairing and two groups, and one person of each kind."""

import datetime
from copy import deepcopy

import pytest

from consumption.models import Buyer, Fair, Product, Purchase, Supplier
from cooperation.models import Assignment, Pairing, Place, Programme, User
from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident
from labor.models import Employer, TransferBatch, TransferReceipt
from tests.rows import until_module_ends

SINCE = datetime.date(2021, 1, 1)
# Stage of a project → its day.
ONE_DAY = {
    "talks": "talks_on",
    "signed": "signed_on",
    "started": "started_on",
    "production": "production_on",
    "ended": "ended_on",
}
DAYS = set(ONE_DAY.values())


class World:
    """Makes rows with everything that is not the point of a test filled in."""

    def __init__(self, code="try", sample=False):
        east, _ = Place.objects.get_or_create(
            code="E", defaults={"level": "city", "name_zh": "东市", "name_en": "Eastville"}
        )
        west, _ = Place.objects.get_or_create(
            code="W", defaults={"level": "city", "name_zh": "西市", "name_en": "Westville"}
        )
        self.programme = Programme.objects.create(
            code=code,
            name_zh=f"阶段{code}",
            name_en=f"Phase {code}",
            east=east,
            west=west,
            since=SINCE,
            until=datetime.date(2025, 12, 31),
            sample=sample,
        )
        self.city = Pairing.objects.create(
            programme=self.programme,
            slug="city",
            kind="city",
            east_place=east,
            west_place=west,
            since=SINCE,
            reports=True,
        )
        self.one = self.group("one", "甲组团", "甲区", 10)
        self.two = self.group("two", "乙组团", "乙区", 20)

    def group(self, slug, east, west, position):
        return Pairing.objects.create(
            programme=self.programme,
            slug=slug,
            kind="group",
            parent=self.city,
            east_body_zh=east,
            east_body_en=f"Group {slug}",
            west_body_zh=west,
            west_body_en=f"District {slug}",
            since=SINCE,
            reports=True,
            position=position,
        )

    def batch(self, pairing=None, **fields):
        values = {"start": datetime.date(2021, 2, 17), "travel": "coach", "people": 10, **fields}
        return TransferBatch.objects.create(pairing=pairing or self.one, **values)

    def received(self, batch, name, people=None):
        employer, _ = Employer.objects.get_or_create(name_zh=name)
        return TransferReceipt.objects.create(batch=batch, employer=employer, people=people)

    def enterprise(self, name="某企业", **fields):
        values = {"sample": self.programme.sample, "defaults": fields}
        return Enterprise.objects.get_or_create(name_zh=name, **values)[0]

    def project(self, pairing=None, enterprise_zh="某企业", **fields):
        """At the stage given or, without one, the newest that has a day; signed by default."""
        if not DAYS & fields.keys() and fields.get("stage", "signed") in ONE_DAY:
            fields[ONE_DAY[fields.get("stage", "signed")]] = datetime.date(2021, 6, 1)
        stage = next((s for s, day in reversed(ONE_DAY.items()) if fields.get(day)), "talks")
        values = {"kind": "new_landing", "stage": stage, **fields}
        if "enterprise" not in values:
            values["enterprise"] = self.enterprise(enterprise_zh)
        return Project.objects.create(pairing=pairing or self.one, **values)

    def payment(self, project, day, amount, **fields):
        return Payment.objects.create(project=project, paid_on=day, amount=amount, **fields)

    def park(self, pairing=None, **fields):
        values = {"name_zh": "某园区", "opened_on": datetime.date(2021, 6, 1), **fields}
        return Park.objects.create(pairing=pairing or self.one, **values)

    def resident(self, park=None, name="某企业", **fields):
        values = {"since": datetime.date(2021, 7, 1), **fields}
        enterprise = self.enterprise(name)
        return Resident.objects.create(park=park or self.park(), enterprise=enterprise, **values)

    def event(self, pairing=None, **fields):
        values = {"date": datetime.date(2021, 3, 28), "title_zh": "某推介会", **fields}
        return PromotionEvent.objects.create(pairing=pairing or self.one, **values)

    def product(self, name="猕猴桃", **fields):
        values = {"name_en": "Kiwi fruit" if name == "猕猴桃" else "", "kind": "fruit", **fields}
        found, _ = Product.objects.get_or_create(
            name_zh=name, sample=self.programme.sample, defaults=values
        )
        return found

    def purchase(self, pairing=None, product="猕猴桃", supplier="", buyer="", **fields):
        """Product, supplier and buyer by their Chinese names."""
        sample = self.programme.sample
        for model, key, name in ((Supplier, "supplier", supplier), (Buyer, "buyer", buyer)):
            if name:
                fields[key], _ = model.objects.get_or_create(name_zh=name, sample=sample)
        values = {
            "date": datetime.date(2021, 5, 4),
            "mode": "direct",
            "channel": "fair",
            "amount": "1.5",
            "product": product if isinstance(product, Product) else self.product(product),
            **fields,
        }
        return Purchase.objects.create(pairing=pairing or self.one, **values)

    def fair(self, pairing=None, **fields):
        values = {"start": datetime.date(2021, 5, 4), "title_zh": "某展销会", **fields}
        return Fair.objects.create(pairing=pairing or self.one, **values)

    def person(self, name, role, **assignment):
        user = User.objects.create_user(name, password="a long enough word 8")
        Assignment.objects.create(
            user=user, role=role, **{"programme": self.programme, **assignment}
        )
        return user


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        yield World()


@pytest.fixture
def world(module_world, db):
    return deepcopy(module_world)


@pytest.fixture
def official(world):
    return world.person("official", "official")


@pytest.fixture
def clerk(world):
    """Fills in labor of the first group."""
    return world.person("clerk", "clerk", pairing=world.one, sector="labor")


@pytest.fixture
def other_clerk(world):
    """Fills in every sector of the second group."""
    return world.person("other_clerk", "clerk", pairing=world.two)


@pytest.fixture
def signed_in(client, official):
    client.force_login(official)
    return client

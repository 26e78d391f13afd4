"""Filling the benchmark's own database."""

from __future__ import annotations

import contextlib
import io
import random
from datetime import date, timedelta
from decimal import Decimal

from django.core.management import call_command

from consumption.models import Buyer, Product, ProductKind, Purchase, Supplier
from consumption.models.references import ORGANISATIONS
from cooperation.models import Assignment, Pairing, Programme, Role, User

FIRST_DAY = date(2021, 1, 1)
DAYS = 1826


class NotOurs(Exception):
    """The database has accounts in it: somebody works with it."""


def prepare() -> User:
    """Tables, published data, and an official to sign in as."""
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        raise NotOurs
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("seed")
    call_command("collectstatic", interactive=False, verbosity=0)
    user = User.objects.create_user("benchmark", password=None, display_name="Benchmark")
    Assignment.objects.create(user=user, role=Role.OFFICIAL)
    return user


def fill(scale: str) -> Programme:
    """The sample programme of a size."""
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("sample", scale=scale)
    return Programme.objects.get(code=f"sample-{scale}")


def lengthen(programme: Programme, purchases: int) -> None:
    """Many more purchases than a sample of this size has, and what they name."""
    pairings = list(Pairing.objects.filter(programme=programme, reports=True).with_ends())
    draw = random.Random(programme.code)
    names = _names(programme.code, draw)
    Purchase.objects.bulk_create(
        (_purchase(draw.choice(pairings), names, draw) for _row in range(purchases)),
        batch_size=2000,
    )


def _names(code: str, draw: random.Random) -> tuple[list, list, list]:
    """200 products, 90 suppliers, 400 buyers, named apart for each programme."""
    return (
        Product.objects.bulk_create(
            Product(
                name_zh=f"样例：{code} 产品{number}",
                name_en=f"Sample: product {number}",
                kind=draw.choice(ProductKind.values),
                sample=True,
            )
            for number in range(1, 201)
        ),
        Supplier.objects.bulk_create(
            Supplier(name_zh=f"样例：{code} 合作社{number}", sample=True) for number in range(1, 91)
        ),
        Buyer.objects.bulk_create(
            Buyer(
                name_zh=f"样例：{code} 采购单位{number}",
                kind=draw.choice([key for key, _label in ORGANISATIONS]),
                sample=True,
            )
            for number in range(1, 401)
        ),
    )


def _purchase(pairing: Pairing, names: tuple[list, list, list], draw: random.Random) -> Purchase:
    products, suppliers, buyers = names
    row = Purchase(
        pairing=pairing,
        date=FIRST_DAY + timedelta(draw.randrange(DAYS)),
        buyer=draw.choice(buyers),
        buyer_place=pairing.east_place,
        product=draw.choice(products),
        supplier=draw.choice(suppliers),
        channel=draw.choice(Purchase.Channel.values),
        mode=draw.choice(Purchase.Mode.values),
        quantity=draw.randint(1, 900),
        unit="公斤",
        amount=Decimal(draw.randint(10, 9_000)) / 100,
    )
    row.take_over()
    return row

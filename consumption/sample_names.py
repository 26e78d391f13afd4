"""What the purchases of a sample programme name: products, suppliers, buyers. All made up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from consumption.models import Buyer, BuyerKind, Certificate, Product, ProductKind, Supplier
from cooperation.models import Pairing, Place
from cooperation.sampling.context import SampleContext

# How many times the usual is bought of a product in its season.
IN_SEASON = 4
PRODUCTS_PER_DISTRICT = 6


@dataclass(frozen=True)
class Good:
    """A product as it is sold: unit, roughly what a unit costs in 万元, months of its season."""

    name_zh: str
    name_en: str
    kind: str
    unit: str
    price: str
    season: tuple[int, ...]


GOODS = (
    Good("红心猕猴桃", "red kiwi fruit", ProductKind.FRUIT, "吨", "1.6", (8, 9, 10)),
    Good("刺梨原汁", "roxburgh rose juice", ProductKind.PROCESSED, "箱", "0.012", (9, 10, 12, 1)),
    Good("高山春茶", "mountain spring tea", ProductKind.TEA, "公斤", "0.06", (3, 4, 5)),
    Good("小黄姜", "ginger", ProductKind.VEGETABLES, "吨", "0.9", (10, 11, 12)),
    Good("高山大米", "mountain rice", ProductKind.GRAIN_OIL, "吨", "0.8", (10, 11, 1)),
    Good("菜籽油", "rapeseed oil", ProductKind.GRAIN_OIL, "桶", "0.014", (6, 7, 1)),
    Good("生态牛肉", "beef", ProductKind.MEAT_EGGS, "公斤", "0.009", (12, 1, 2)),
    Good("土鸡蛋", "farm eggs", ProductKind.MEAT_EGGS, "箱", "0.018", (1, 2, 9)),
    Good("干香菇", "dried mushrooms", ProductKind.MUSHROOMS, "公斤", "0.011", (11, 12)),
    Good("蜡染布包", "batik bags", ProductKind.CRAFTS, "件", "0.01", (5, 10)),
)
OFFICES = (
    (BuyerKind.GOVERNMENT, "机关食堂", "office canteen"),
    (BuyerKind.INSTITUTION, "学校食堂", "school canteen"),
    (BuyerKind.UNION, "工会", "trade union"),
    (BuyerKind.ENTERPRISE, "食品公司", "food company"),
    (BuyerKind.MARKET, "超市", "supermarket"),
)
SELLERS = (("合作社", "cooperative"), ("农业公司", "farming company"))


@dataclass
class Names:
    """What the purchases of one pairing name."""

    goods: list[tuple[Product, Good]] = field(default_factory=list)
    suppliers: list[Supplier] = field(default_factory=list)
    buyers: list[Buyer] = field(default_factory=list)

    def product(self, month: int, draw: random.Random) -> tuple[Product, Good]:
        """One of the products, more often one that is in season."""
        weights = [IN_SEASON if month in good.season else 1 for _row, good in self.goods]
        return draw.choices(self.goods, weights)[0]


def write_names(context: SampleContext) -> dict[str, Names]:
    """The names by the pairing's slug. Pairings of one place, and samples of one world, share
    what bears its name."""
    made = {
        (model, row.name_zh): row
        for model in (Product, Supplier, Buyer)
        for row in model.objects.filter(sample=True)
    }
    names = {}
    for slug, pairing in context.pairings.items():
        draw = context.draw("names", slug)
        names[slug] = Names(
            goods=[
                (made.setdefault((Product, row.name_zh), row), good)
                for row, good in _products(pairing.west_place, draw)
            ],
            suppliers=[
                made.setdefault((Supplier, row.name_zh), row)
                for row in _suppliers(pairing.west_place)
            ],
            buyers=[
                made.setdefault((Buyer, row.name_zh), row)
                for place in _townships(pairing)
                for row in _buyers(place)
            ],
        )
    for model in (Product, Supplier, Buyer):
        new = (row for (kind, _name), row in made.items() if kind is model and row.pk is None)
        context.write(model, new)
    return names


def short(place: Place) -> str:
    """A place's short Chinese name."""
    return place.short_zh or place.name_zh


def _townships(pairing: Pairing) -> list[Place]:
    """Where its buyers are: the townships of the group, else its eastern place."""
    members = pairing.members.select_related("place").order_by("-leads", "place__code")
    found = {member.place.name_zh: member.place for member in members}
    return list(found.values()) or [pairing.east_place]


def _products(district: Place, draw: random.Random) -> Iterator[tuple[Product, Good]]:
    for good in draw.sample(GOODS, PRODUCTS_PER_DISTRICT):
        certificate = draw.choice(["", *Certificate.values])
        numbered = certificate not in ("", Certificate.NONE)
        yield (
            Product(
                name_zh=f"样例：{short(district)}{good.name_zh}",
                name_en=f"Sample: {good.name_en} of {district.name_en}",
                kind=good.kind,
                district=district,
                certificate=certificate,
                certificate_number=f"样例-{draw.randint(1000, 9999)}" if numbered else "",
                sample=True,
            ),
            good,
        )


def _suppliers(district: Place) -> Iterator[Supplier]:
    for name_zh, name_en in SELLERS:
        yield Supplier(
            name_zh=f"样例：{short(district)}{name_zh}",
            name_en=f"Sample: {name_en} of {district.name_en}",
            district=district,
            sample=True,
        )


def _buyers(township: Place) -> Iterator[Buyer]:
    for kind, name_zh, name_en in OFFICES:
        yield Buyer(
            name_zh=f"样例：{short(township)}{name_zh}",
            name_en=f"Sample: {name_en} in {township.name_en}",
            kind=kind,
            township=township,
            sample=True,
        )

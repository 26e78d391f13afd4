"""Consumption's ledger in a sample programme: purchases that add up to the declared sums."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from consumption.models import Purchase
from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares

Buyer, Product, Channel, Mode = (
    Purchase.BuyerKind,
    Purchase.ProductKind,
    Purchase.Channel,
    Purchase.Mode,
)
CENT = "0.01"
# Product, its kind, unit, and roughly what a unit costs in 万元.
PRODUCTS = (
    ("样例：红心猕猴桃", "Sample: red kiwi fruit", Product.FRUIT, "吨", "1.6"),
    ("样例：刺梨原汁", "Sample: roxburgh rose juice", Product.PROCESSED, "箱", "0.012"),
    ("样例：高山春茶", "Sample: mountain spring tea", Product.TEA, "公斤", "0.06"),
    ("样例：小黄姜", "Sample: ginger", Product.VEGETABLES, "吨", "0.9"),
    ("样例：高山大米", "Sample: mountain rice", Product.GRAIN_OIL, "吨", "0.8"),
    ("样例：菜籽油", "Sample: rapeseed oil", Product.GRAIN_OIL, "桶", "0.014"),
    ("样例：生态牛肉", "Sample: beef", Product.MEAT_EGGS, "公斤", "0.009"),
    ("样例：土鸡蛋", "Sample: farm eggs", Product.MEAT_EGGS, "箱", "0.018"),
    ("样例：干香菇", "Sample: dried mushrooms", Product.MUSHROOMS, "公斤", "0.011"),
    ("样例：蜡染布包", "Sample: batik bags", Product.CRAFTS, "件", "0.01"),
)
BUYERS = (
    (Buyer.GOVERNMENT, "机关食堂"),
    (Buyer.INSTITUTION, "学校食堂"),
    (Buyer.UNION, "工会"),
    (Buyer.ENTERPRISE, "食品公司"),
    (Buyer.MARKET, "超市"),
)
DIRECT_CHANNELS = (Channel.CANTEEN, Channel.CANTEEN, Channel.UNION, Channel.OTHER)
HELP_CHANNELS = (Channel.FAIR, Channel.SUPERMARKET, Channel.SUPERMARKET, Channel.LIVE)


def sample_rows(context: SampleContext) -> None:
    """Direct purchases, some of them on the 832 platform, and help with sales."""
    Purchase.objects.bulk_create(_purchases(context), batch_size=1000)


def _purchases(context: SampleContext) -> Iterator[Purchase]:
    on_platform = {
        (pairing.pk, month): amount
        for pairing, month, amount in context.monthly("consumption.platform_832")
    }
    for pairing, month, amount in context.monthly("consumption.direct_purchases"):
        draw = context.draw("direct", pairing.slug, month)
        platform = min(on_platform.get((pairing.pk, month), Decimal(0)), amount)
        for part in shares(platform, 2, draw, CENT):
            yield _purchase(pairing, month, part, Mode.DIRECT, (Channel.PLATFORM_832,), draw)
        for part in shares(amount - platform, 4, draw, CENT):
            yield _purchase(pairing, month, part, Mode.DIRECT, DIRECT_CHANNELS, draw)
    for pairing, month, amount in context.monthly("consumption.assisted_sales"):
        draw = context.draw("help", pairing.slug, month)
        for part in shares(amount, 3, draw, CENT):
            yield _purchase(pairing, month, part, Mode.HELP, HELP_CHANNELS, draw)


def _purchase(
    pairing: Pairing,
    month: datetime.date,
    amount: Decimal,
    mode: str,
    channels: tuple[str, ...],
    draw: random.Random,
) -> Purchase:
    product_zh, product_en, product_kind, unit, price = draw.choice(PRODUCTS)
    buyer_kind, office = draw.choice(BUYERS)
    channel = draw.choice(channels)
    if channel == Channel.LIVE:
        buyer_kind, office = Buyer.PUBLIC, ""
    quantity = (amount / Decimal(price)).quantize(Decimal(1), ROUND_HALF_UP)
    east = pairing.east_place.short_zh or pairing.east_place.name_zh
    return Purchase(
        pairing=pairing,
        date=day_in(month, draw),
        buyer_kind=buyer_kind,
        buyer=f"样例：{east}{office}" if office else "",
        buyer_place=pairing.east_place,
        product_zh=product_zh,
        product_en=product_en,
        product_kind=product_kind,
        supplier=f"样例：{pairing.west_place.short_zh or pairing.west_place.name_zh}合作社",
        supplier_place=pairing.west_place,
        channel=channel,
        mode=mode,
        quantity=quantity or None,
        unit=unit if quantity else "",
        amount=amount,
    )

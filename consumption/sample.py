"""Consumption's ledgers in a sample programme: purchases that add up to the declared sums, but
for a few months, and the fairs at which some of them were made."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from consumption.models import BuyerKind, Fair, Purchase
from consumption.sample_names import Names, short, write_names
from cooperation.calendar import last_day
from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares

Channel, Mode = Purchase.Channel, Purchase.Mode
CENT = "0.01"
# A nation's five hundred pairings make ten million purchases in five years.
CROWD = 37
DIRECT_CHANNELS = (Channel.CANTEEN, Channel.CANTEEN, Channel.UNION, Channel.OTHER)
HELP_CHANNELS = (Channel.FAIR, Channel.FAIR, Channel.SUPERMARKET, Channel.SUPERMARKET, Channel.LIVE)
# Of a hundred months: in so many a row is not in the ledger yet, in so many it stands in the
# next month, in so many it was taken out again.
MISSING, LATE, TAKEN_OUT = 4, 3, 3
# What a fair sells to those whose purchases are nobody's row, beside the purchases: 万元.
PASSERS_BY = (2, 12)

Months = dict[datetime.date, Decimal]


def sample_rows(context: SampleContext) -> None:
    """Products, suppliers, buyers; then, pairing by pairing, fairs and purchases."""
    names = write_names(context)
    amounts = {
        code: _by_pairing(context, f"consumption.{code}")
        for code in ("direct_purchases", "assisted_sales", "platform_832", "exhibitions")
    }
    with context.bare(Purchase):
        for slug, pairing in context.pairings.items():
            book = _Book(context, pairing, names[slug])
            for month, count in amounts["exhibitions"][pairing.pk].items():
                book.add_fairs(month, int(count))
            platform = amounts["platform_832"][pairing.pk]
            for month, amount in amounts["direct_purchases"][pairing.pk].items():
                book.add_direct(month, amount, min(platform.get(month, Decimal(0)), amount))
            for month, amount in amounts["assisted_sales"][pairing.pk].items():
                book.add_helped(month, amount)
            book.write()


def _by_pairing(context: SampleContext, code: str) -> dict[int, Months]:
    found: dict[int, Months] = defaultdict(dict)
    for pairing, month, amount in context.monthly(code):
        found[pairing.pk][month] = amount
    return found


class _Book:
    """The ledgers of one pairing while they are made."""

    def __init__(self, context: SampleContext, pairing: Pairing, names: Names):
        self.context, self.pairing, self.names = context, pairing, names
        self.fairs: dict[datetime.date, list[Fair]] = {}
        self.purchases: list[Purchase] = []

    def add_fairs(self, month: datetime.date, count: int) -> None:
        """The fairs of a month; what they sold is known once the purchases are."""
        draw = self.context.draw("fairs", self.pairing.slug, month)
        self.fairs[month] = [
            _fair(self.pairing, month, number, draw) for number in range(1, count + 1)
        ]

    def add_direct(self, month: datetime.date, amount: Decimal, platform: Decimal) -> None:
        """Direct purchases, some of them on the 832 platform."""
        draw = self.context.draw("direct", self.pairing.slug, month)
        for part in shares(platform, 2, draw, CENT):
            self._add(month, part, Mode.DIRECT, Channel.PLATFORM_832, draw)
        for part in shares(amount - platform, 4, draw, CENT):
            self._add(month, part, Mode.DIRECT, draw.choice(DIRECT_CHANNELS), draw)

    def add_helped(self, month: datetime.date, amount: Decimal) -> None:
        """Help with sales: at a fair if there was one, in shops, by live streaming."""
        draw = self.context.draw("help", self.pairing.slug, month)
        for part in shares(amount, 3, draw, CENT):
            channel = draw.choice(HELP_CHANNELS)
            if channel == Channel.FAIR and not self.fairs.get(month):
                channel = Channel.SUPERMARKET
            self._add(month, part, Mode.HELP, channel, draw)
        self._differ(month, self.purchases[-1])

    def _add(self, month, amount: Decimal, mode: str, channel: str, draw: random.Random) -> None:
        product, good = self.names.product(month.month, draw)
        quantity = (amount / Decimal(good.price)).quantize(Decimal(1), ROUND_HALF_UP)
        row = Purchase(
            pairing=self.pairing,
            date=day_in(month, draw),
            product=product,
            supplier=draw.choice([*self.names.suppliers, *self.names.suppliers, None]),
            buyer_kind=BuyerKind.PUBLIC,
            buyer_place=self.pairing.east_place,
            channel=channel,
            mode=mode,
            quantity=quantity or None,
            unit=good.unit if quantity else "",
            amount=amount,
            voucher=f"样例-{month:%Y%m}-{draw.randint(1, 999):03}",
        )
        if channel == Channel.FAIR:
            row.fair = draw.choice(self.fairs[month])
            after = min(row.fair.end + datetime.timedelta(days=5), last_day(month))
            row.date = draw.choice([row.fair.start, row.fair.start, max(after, row.fair.start)])
        elif channel != Channel.LIVE:
            row.buyer = draw.choice(self.names.buyers)
            row.buyer_place = row.buyer.township
        row.take_over()
        self.purchases.append(row)

    def _differ(self, month: datetime.date, row: Purchase) -> None:
        """In a few months the ledger says another sum than the report. In the first year it was
        kept without a fault."""
        chance = self.context.draw("differ", self.pairing.slug, month).randrange(100)
        if month.year == self.context.months[0].year or chance >= MISSING + LATE + TAKEN_OUT:
            return
        following = last_day(month) + datetime.timedelta(days=1)
        if chance < MISSING:
            self.purchases.pop()
        elif chance < MISSING + LATE and following <= self.context.last_day:
            row.date = following
        else:
            row.deleted_at = datetime.datetime.combine(following, datetime.time(9), datetime.UTC)

    def write(self) -> None:
        """Fairs with what they sold, then the purchases."""
        draw = self.context.draw("passers-by", self.pairing.slug)
        at_fair = defaultdict(list)
        for row in self.purchases:
            if row.fair is not None and row.deleted_at is None:
                at_fair[id(row.fair)].append(row)
        fairs = [fair for month in self.fairs.values() for fair in month]
        for fair in fairs:
            rows = at_fair[id(fair)]
            on_site = sum(row.amount for row in rows if row.date <= fair.end)
            fair.sales_on_site = on_site + draw.randint(*PASSERS_BY)
            fair.sales_after = sum(row.amount for row in rows if row.date > fair.end) or None
        self.context.write(Fair, fairs)
        for row in self.purchases:
            row.fair_id = row.fair and row.fair.pk
        if self.context.many(1, CROWD) == 1:
            self.context.write(Purchase, self.purchases)
        else:
            self.context.write_crowd(Purchase, ("amount", "date", "quantity"), self._crowd())

    def _crowd(self) -> Iterator[tuple[Purchase, list[tuple]]]:
        """Each purchase with the many that it stands for in a nation, of its own kind."""
        draw = self.context.draw("crowd", self.pairing.slug)
        for row in self.purchases:
            days = [row.date.replace(day=day) for day in range(1, 29)]
            quantity = row.quantity and max(row.quantity // CROWD, Decimal(1))
            yield (
                row,
                [
                    (amount, row.date if row.fair_id else days[int(draw.random() * 28)], quantity)
                    for amount in shares(row.amount, CROWD, draw, CENT)
                ],
            )


def _fair(pairing: Pairing, month: datetime.date, number: int, draw: random.Random) -> Fair:
    start = month.replace(day=draw.randint(1, 25))
    east, west = short(pairing.east_place), short(pairing.west_place)
    counted = draw.random() > 0.15
    return Fair(
        pairing=pairing,
        code=f"样例-{month:%Y%m}-{number}",
        title_zh=f"样例：{west}特色产品展销会（{start:%Y-%m-%d}）",
        title_en=f"Sample: fair of products of {pairing.west_place.name_en}, {start:%Y-%m-%d}",
        start=start,
        end=start + datetime.timedelta(days=draw.randint(0, 2)),
        place_zh=f"样例：{east}会展中心",
        place_en=f"Sample: exhibition centre of {pairing.east_place.name_en}",
        organiser=f"样例：{east}商贸促进会",
        stalls=draw.randint(12, 80) if counted else None,
        enterprises=draw.randint(8, 40) if counted else None,
        products=draw.randint(30, 160) if counted else None,
        intentions=draw.randint(0, 9) if counted else None,
    )

"""Labor's ledger in a sample programme: batches that add up to the workers taken."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares
from labor.models import Employer, TransferBatch, TransferReceipt

BATCH_SIZE = 48
Travel = TransferBatch.Travel
# How workers travel: most often by coach.
TRAVEL = (Travel.COACH, Travel.COACH, Travel.COACH, Travel.SPECIAL_TRAIN, Travel.CHARTER_FLIGHT)
TRADES = (
    ("电子厂", "electronics works"),
    ("灯饰厂", "lighting works"),
    ("家电厂", "appliance works"),
)


def sample_rows(context: SampleContext) -> None:
    """Employers of each eastern end, batches, and who received how many."""
    employers = {pairing.pk: list(_employers(pairing)) for pairing in context.pairings.values()}
    Employer.objects.bulk_create(e for group in employers.values() for e in group)
    batches = list(_batches(context))
    TransferBatch.objects.bulk_create(batches, batch_size=1000)
    TransferReceipt.objects.bulk_create(
        (
            receipt
            for number, batch in enumerate(batches)
            for receipt in _receipts(
                batch, employers[batch.pairing_id], context.draw("receipts", number)
            )
        ),
        batch_size=1000,
    )


def _employers(pairing: Pairing) -> Iterator[Employer]:
    place = pairing.east_place
    for trade_zh, trade_en in TRADES:
        yield Employer(
            name_zh=f"样例：{place.short_zh or place.name_zh}{trade_zh}",
            name_en=f"Sample: {trade_en} in {place.name_en}",
            township=place if place.level == "township" else None,
            sample=True,
        )


def _batches(context: SampleContext) -> Iterator[TransferBatch]:
    for pairing, month, people in context.monthly("labor.transfers"):
        draw = context.draw("batches", pairing.slug, month)
        for size in shares(people, -(-int(people) // BATCH_SIZE), draw):
            yield _batch(pairing, month, int(size), draw)


def _batch(
    pairing: Pairing, month: datetime.date, people: int, draw: random.Random
) -> TransferBatch:
    start = day_in(month, draw)
    exact = draw.random() > 0.05
    unknown = draw.random() < 0.1
    return TransferBatch(
        pairing=pairing,
        start=start if exact else month,
        precision="day" if exact else "month",
        travel=draw.choice(TRAVEL),
        people=people,
        lifted=None if unknown else int(people * draw.uniform(0.5, 0.7)),
    )


def _receipts(
    batch: TransferBatch, employers: list[Employer], draw: random.Random
) -> Iterator[TransferReceipt]:
    """One to three employers; now and then only their names are known."""
    chosen = draw.sample(employers, draw.randint(1, len(employers)))
    parts = shares(batch.people, len(chosen), draw)
    known = draw.random() > 0.1
    for employer, people in zip(chosen, parts, strict=False):
        yield TransferReceipt(batch=batch, employer=employer, people=int(people) if known else None)

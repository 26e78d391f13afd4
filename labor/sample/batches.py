"""Transfer batches of a sample programme, and who received how many."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from itertools import islice

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares
from labor.models import Employer, TransferBatch, TransferReceipt
from labor.sample.slips import let_slip
from labor.sample.townships import Townships, short_name

BATCH_SIZE = 16
# So many fill more than a coach; fewer never have a train or a flight to themselves.
MANY = 20
# A nation's five hundred pairings send half a million batches in five years.
CROWD = 17
AT_ONCE = 20_000
Travel, Location = TransferBatch.Travel, Employer.Location
# How workers travel: most often by coach.
TRAVEL = (Travel.COACH, Travel.COACH, Travel.COACH, Travel.SPECIAL_TRAIN, Travel.CHARTER_FLIGHT)
# Where a batch goes, how often of a hundred; the rest is spread over several locations.
DESTINATIONS = (
    (Location.EAST_CITY, 74),
    (Location.EAST_OTHER, 8),
    (Location.WEST_NEAR, 6),
    (Location.ELSEWHERE, 4),
    ("", 3),
)


def sample_batches(
    context: SampleContext, townships: Townships, employers: dict[int, list[Employer]]
) -> None:
    """Batches that add up to the workers taken, but where something slipped."""
    batches, written = _batches(context, townships), 0
    while some := list(islice(batches, AT_ONCE)):
        context.write(TransferBatch, some)
        receipts = (
            receipt
            for number, batch in enumerate(some, written)
            for receipt in _receipts(
                batch, employers[batch.pairing_id], context.draw("receipts", number)
            )
        )
        context.write(TransferReceipt, receipts)
        written += len(some)


def _batches(context: SampleContext, townships: Townships) -> Iterator[TransferBatch]:
    for pairing, month, people in context.monthly("labor.transfers"):
        draw = context.draw("batches", pairing.slug, month)
        batches = [
            _batch(pairing, month, int(size), townships, draw)
            for size in shares(people, context.many(-(-int(people) // BATCH_SIZE), CROWD), draw)
        ]
        let_slip(batches, "start", context)
        yield from batches
        if draw.random() < 0.1:
            # Who travels on their own was not taken point to point, and is not declared so.
            alone = _batch(pairing, month, draw.randint(3, 12), townships, draw)
            alone.travel = Travel.OWN
            yield alone


def _batch(
    pairing: Pairing,
    month: datetime.date,
    people: int,
    townships: Townships,
    draw: random.Random,
) -> TransferBatch:
    start = day_in(month, draw)
    exact = draw.random() > 0.05
    unknown = draw.random() < 0.1
    travel = draw.choice(TRAVEL) if people >= MANY else Travel.COACH
    several_days = exact and travel == Travel.COACH and draw.random() < 0.2
    return TransferBatch(
        pairing=pairing,
        start=start if exact else month,
        end=start + datetime.timedelta(days=draw.randint(1, 3)) if several_days else None,
        precision="day" if exact else "month",
        travel=travel,
        people=people,
        lifted=None if unknown else int(people * draw.uniform(0.5, 0.7)),
        title_zh=f"样例：{short_name(pairing.west_place)}务工人员",
        title_en=f"Sample: workers from {pairing.west_place.name_en}",
        origin=townships.western(pairing, draw) if draw.random() < 0.85 else None,
    )


def _receipts(
    batch: TransferBatch, employers: list[Employer], draw: random.Random
) -> Iterator[TransferReceipt]:
    """One to three employers; now and then only their names are known, or not even those."""
    if draw.random() < 0.03:
        return
    there = _of_one_location(employers, draw)
    chosen = draw.sample(there, draw.randint(1, min(3, len(there))))
    parts = shares(batch.people, len(chosen), draw)
    known = draw.random() > 0.1
    for employer, people in zip(chosen, parts, strict=False):
        yield TransferReceipt(batch=batch, employer=employer, people=int(people) if known else None)


def _of_one_location(employers: list[Employer], draw: random.Random) -> list[Employer]:
    """The employers among whom a batch is shared out."""
    drawn = draw.randrange(100)
    for location, share in DESTINATIONS:
        if drawn < share:
            return [employer for employer in employers if employer.location == location]
        drawn -= share
    return employers

"""Training courses of a sample programme."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from decimal import Decimal

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in, shares
from labor.models import Training
from labor.sample.slips import let_slip
from labor.sample.townships import short_name

Brand = Training.Brand
# Topic, in English, brand.
TOPICS = (
    ("中式烹调培训班", "Cantonese cooking", Brand.CHEF),
    ("焊工技能培训班", "welding", Brand.TECHNICIAN),
    ("电子装配培训班", "electronics assembly", Brand.TECHNICIAN),
    ("家政服务培训班", "domestic service", Brand.DOMESTIC),
    ("育婴员培训班", "infant care", Brand.DOMESTIC),
    ("刺绣技能培训班", "embroidery", Brand.OTHER),
)


def sample_trainings(context: SampleContext) -> None:
    """As many courses as are declared, with the attendances shared out among them."""
    context.write(Training, _trainings(context))


def _trainings(context: SampleContext) -> Iterator[Training]:
    attendances = {
        (pairing.pk, month): amount for pairing, month, amount in context.monthly("labor.trained")
    }
    for pairing, month, count in context.monthly("labor.trainings"):
        draw = context.draw("trainings", pairing.slug, month)
        people = shares(attendances.get((pairing.pk, month), Decimal(0)), int(count), draw)
        unknown = [None] * (int(count) - len(people))
        courses = [_course(pairing, month, part, draw) for part in [*people, *unknown]]
        let_slip(courses, "start", context)
        yield from courses


def _course(
    pairing: Pairing, month: datetime.date, people: Decimal | None, draw: random.Random
) -> Training:
    topic_zh, topic_en, brand = draw.choice(TOPICS)
    start, days = day_in(month, draw), draw.randint(3, 15)
    unknown = draw.random() < 0.05 or people is None
    return Training(
        pairing=pairing,
        start=start,
        end=start + datetime.timedelta(days=days - 1),
        topic_zh=f"样例：{topic_zh}",
        topic_en=f"Sample: {topic_en}",
        brand=brand,
        days=days,
        people=people,
        lifted=None if unknown else int(int(people) * draw.uniform(0.5, 0.7)),
        organiser=f"样例：{short_name(pairing.west_place)}人社部门",
    )

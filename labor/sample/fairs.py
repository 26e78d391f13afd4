"""Job fairs of a sample programme."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in
from labor.models import JobFair
from labor.sample.slips import let_slip
from labor.sample.townships import Townships, short_name

TITLES = (
    ("春风行动专场招聘会", "spring job fair"),
    ("东西部劳务协作招聘会", "job fair of the labor cooperation"),
    ("送岗下乡招聘会", "job fair in the village"),
)


def sample_job_fairs(context: SampleContext, townships: Townships) -> None:
    """As many fairs as are declared."""
    context.write(JobFair, _fairs(context, townships))


def _fairs(context: SampleContext, townships: Townships) -> Iterator[JobFair]:
    for pairing, month, count in context.monthly("labor.job_fairs"):
        draw = context.draw("job fairs", pairing.slug, month)
        fairs = [_fair(pairing, month, townships, draw) for _number in range(int(count))]
        let_slip(fairs, "date", context)
        yield from fairs


def _fair(
    pairing: Pairing, month: datetime.date, townships: Townships, draw: random.Random
) -> JobFair:
    title_zh, title_en = draw.choice(TITLES)
    employers = draw.randint(8, 60)
    posts = employers * draw.randint(12, 40)
    crowded = draw.random() < 0.04
    intentions = posts + draw.randint(5, 40) if crowded else int(posts * draw.uniform(0.05, 0.3))
    return JobFair(
        pairing=pairing,
        date=day_in(month, draw),
        title_zh=f"样例：{short_name(pairing.west_place)}{title_zh}",
        title_en=f"Sample: {title_en}, {pairing.west_place.name_en}",
        place=townships.western(pairing, draw),
        venue="样例：文化广场" if draw.random() < 0.6 else "",
        employers=employers,
        posts=posts,
        intentions=None if draw.random() < 0.08 else intentions,
        note="样例：同一人登记了几个意向岗位" if crowded else "",
    )

"""Agreements about labor and schools, which are activities of the core."""

from __future__ import annotations

from collections.abc import Iterator

from cooperation.models import Activity
from cooperation.sampling.context import SampleContext

TITLES = (
    ("样例：{east}与{west}劳务协作协议", "Sample: labor agreement of {east_en} and {west_en}"),
    (
        "样例：{east}与{west}职业院校合作协议",
        "Sample: agreement of the vocational schools of {east_en} and {west_en}",
    ),
)


def sample_agreements(context: SampleContext) -> None:
    """One a year and pairing, about labor and about schools in turn."""
    context.write(Activity, _agreements(context))


def _agreements(context: SampleContext) -> Iterator[Activity]:
    springs = [month for month in context.months if month.month == 3]
    for pairing in context.pairings.values():
        words = {
            "east": pairing.east_place.name_zh,
            "west": pairing.west_place.name_zh,
            "east_en": pairing.east_place.name_en,
            "west_en": pairing.west_place.name_en,
        }
        for number, month in enumerate(springs):
            title_zh, title_en = TITLES[number % len(TITLES)]
            yield Activity(
                programme=context.programme,
                pairing=pairing,
                sector="labor",
                kind=Activity.Kind.AGREEMENT,
                title_zh=title_zh.format(**words),
                title_en=title_en.format(**words),
                start=month.replace(day=12),
                place_zh=words["west"],
                place_en=words["west_en"],
            )

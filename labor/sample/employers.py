"""The employers of a sample programme, each in its own place."""

from __future__ import annotations

from collections.abc import Iterator

from cooperation.models import Pairing, Place
from cooperation.sampling.context import SampleContext
from labor.models import Employer
from labor.sample.townships import Townships, short_name

Industry, Location = Employer.Industry, Employer.Location
# Of each pairing in the eastern city.
TRADES = (
    ("电子厂", "electronics works", Industry.ELECTRONICS),
    ("灯饰厂", "lighting works", Industry.LIGHTING),
    ("家电厂", "appliance works", Industry.APPLIANCES),
    ("服装厂", "clothing works", Industry.TEXTILES),
)
# Of each pairing elsewhere; of the last one nobody said where it lies.
AFAR = (
    ("市外五金厂", "hardware works outside the city", Industry.HARDWARE, Location.EAST_OTHER),
    ("本地食品厂", "food works near home", Industry.FOOD, Location.WEST_NEAR),
    ("省外物流公司", "logistics company elsewhere", Industry.SERVICES, Location.ELSEWHERE),
    ("用工企业（地点未登记）", "employer of unknown location", "", ""),
)


def sample_employers(context: SampleContext, townships: Townships) -> dict[int, list[Employer]]:
    """Written, by pairing."""
    taken: set[str] = set()
    found = {
        pairing.pk: [
            *_in_the_city(context, pairing, townships, taken),
            *_afar(context, pairing, townships),
        ]
        for pairing in context.pairings.values()
    }
    context.write(Employer, (employer for group in found.values() for employer in group))
    return found


def _in_the_city(
    context: SampleContext, pairing: Pairing, townships: Townships, taken: set[str]
) -> Iterator[Employer]:
    """Each in another township, where the eastern place has any."""
    draw = context.draw("employers", pairing.slug)
    places = list(townships.eastern)
    draw.shuffle(places)
    for trade_zh, trade_en, industry in TRADES:
        township = next((p for p in places if short_name(p) + trade_zh not in taken), None)
        if township:
            places.remove(township)
        place = township or pairing.east_place
        taken.add(short_name(place) + trade_zh)
        yield _employer(place, trade_zh, trade_en, industry, Location.EAST_CITY, township)


def _afar(context: SampleContext, pairing: Pairing, townships: Townships) -> Iterator[Employer]:
    draw = context.draw("employers afar", pairing.slug)
    for trade_zh, trade_en, industry, location in AFAR:
        near = location == Location.WEST_NEAR
        place = pairing.west_place if near else pairing.east_place
        township = townships.western(pairing, draw) if near else None
        yield _employer(place, trade_zh, trade_en, industry, location, township)


def _employer(
    place: Place,
    trade_zh: str,
    trade_en: str,
    industry: str,
    location: str,
    township: Place | None,
) -> Employer:
    return Employer(
        name_zh=f"样例：{short_name(place)}{trade_zh}",
        name_en=f"Sample: {trade_en} ({place.name_en})",
        industry=industry,
        location=location,
        township=township,
        sample=True,
    )

"""Whose figures may be compared: the whole city's, 市本级's, and each pairing's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cooperation.dashboards.frame import WHOLE
from cooperation.dashboards.words import city_level, whole_city
from cooperation.models import Pairing
from cooperation.scoreboard.rows import OWN, PAIRING, TOTAL


@dataclass(frozen=True)
class Whose:
    """A row's owner as the address and the page name it.

    usual: whether it is compared where the address chooses nobody. pairing: on the whole
    city's figures and on 市本级 the city pairing.
    """

    kind: str
    slug: str
    name: str
    pairing: Pairing
    usual: bool = False

    @property
    def group(self) -> str:
        """Under which head the form offers it: reports, or a pair below a group."""
        return "reports" if self.pairing.reports or self.kind == TOTAL else "below"


def whose_figures(pairings: Iterable[Pairing]) -> list[Whose]:
    """The whole city and 市本级 first, then the pairings that report, then those below them."""
    found = list(pairings)
    offered = []
    for city in (one for one in found if one.kind == Pairing.Kind.CITY):
        offered.append(Whose(TOTAL, WHOLE, whole_city(), city, usual=True))
        if city.reports:
            offered.append(Whose(OWN, city.slug, city_level(), city))
    others = [one for one in found if one.kind != Pairing.Kind.CITY]
    others.sort(key=lambda pairing: not pairing.reports)
    return offered + [
        Whose(
            PAIRING, one.slug, one.name, one, usual=one.kind == Pairing.Kind.GROUP and one.reports
        )
        for one in others
    ]

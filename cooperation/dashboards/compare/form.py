"""The form of a comparison: what may be chosen, grouped, and what is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from cooperation.dashboards.compare.choices import Choices
from cooperation.formatting import year_name
from cooperation.sectors import sector_label


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Offer:
    """The boxes of one parameter, under their heads; how many of them are ticked."""

    name: str
    label: str
    groups: Sequence[tuple[str, Sequence[Option]]]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(option.chosen for _head, options in self.groups for option in options)


def offers(choices: Choices) -> list[Offer]:
    """Years, indicators, pairings."""
    years = [
        Option(str(year), year_name(year), year in choices.years)
        for year in reversed(choices.frame.programme.years)
    ]
    return [
        Offer("years", _("Years"), [("", years)]),
        Offer("indicator", _("Indicators"), _indicators(choices)),
        Offer("pairing", _("Pairings"), _pairings(choices)),
    ]


def _indicators(choices: Choices) -> list[tuple[str, list[Option]]]:
    chosen = {one.code for one in choices.indicators}
    return [
        (sector_label(sector), [Option(o.code, o.name, o.code in chosen) for o in some])
        for sector, some in groupby(choices.indicators_offered, key=lambda one: one.sector)
    ]


def _pairings(choices: Choices) -> list[tuple[str, list[Option]]]:
    heads = {"reports": "", "below": _("Pairs below")}
    return [
        (heads[group], [Option(o.slug, o.name, o in choices.whose) for o in some])
        for group, some in groupby(choices.offered, key=lambda one: one.group)
    ]

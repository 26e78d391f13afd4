"""How many of the forms that are due were handed in, in time, and approved.

A form is one pairing × sector × side × month. It is due once the programme asks for it and its
due day, days of grace included, has passed: from then on it is either reported or overdue. All
four counts walk over the same due forms, so no rate can pass 100 %.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.utils.functional import cached_property

from cooperation.filing import Owed
from cooperation.models import Pairing
from cooperation.progress import completion

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of forms; each of the last three is a part of `due`."""

    due: int = 0
    reported: int = 0
    on_time: int = 0
    approved: int = 0

    @classmethod
    def of(cls, forms: Iterable[Owed]) -> Tally:
        """The counts of forms that are all due."""
        forms = list(forms)
        return cls(
            len(forms),
            sum(form.reported for form in forms),
            sum(form.on_time for form in forms),
            sum(form.approved for form in forms),
        )

    def count(self, measure: str) -> int:
        """One of the counts by its name."""
        return getattr(self, measure)

    def rate(self, measure: str) -> Decimal | None:
        """A count in per cent of what is due, two decimals; unknown where nothing is due."""
        return completion(Decimal(self.count(measure)), Decimal(self.due))

    @property
    def rates(self) -> list[tuple[int, Decimal | None]]:
        """Reported, on time and approved: count and rate."""
        return [(self.count(measure), self.rate(measure)) for measure in MEASURES]


MEASURES = ("reported", "on_time", "approved")


def is_due(form: Owed, today: datetime.date) -> bool:
    """Whether a form is asked for and its last day has passed."""
    return form.collected and today > form.deadline


class Completeness:
    """The counts of some forms as of a day, by pairing, sector and month.

    Pairings keep the agreement's order: nobody is ranked.
    """

    def __init__(self, forms: Iterable[Owed], today: datetime.date):
        asked = [form for form in forms if form.collected]
        self.forms = [form for form in asked if is_due(form, today)]
        self.not_due = sum(not is_due(form, today) for form in asked)
        self.months = sorted({form.month for form in asked})

    @cached_property
    def total(self) -> Tally:
        """All of them."""
        return Tally.of(self.forms)

    @cached_property
    def by_pairing(self) -> dict[Pairing, Tally]:
        """Each pairing's."""
        return _tallies(self.forms, lambda form: form.pairing)

    @cached_property
    def by_sector(self) -> dict[str, Tally]:
        """Each sector's, by its slug."""
        return _tallies(self.forms, lambda form: form.sector)

    @cached_property
    def by_month(self) -> dict[datetime.date, Tally]:
        """Each month's."""
        return dict(sorted(_tallies(self.forms, lambda form: form.month).items()))

    @cached_property
    def details(self) -> dict[tuple[Pairing, str, datetime.date], Tally]:
        """Pairing × sector × month; both sides of a sector together."""
        return _tallies(self.forms, lambda form: (form.pairing, form.sector, form.month))

    @cached_property
    def by_pairing_and_sector(self) -> dict[tuple[Pairing, str], Tally]:
        """Each pairing's in a sector, all months together."""
        return _tallies(self.forms, lambda form: (form.pairing, form.sector))

    @cached_property
    def late(self) -> list[Owed]:
        """The forms that are due and not there."""
        return [form for form in self.forms if not form.reported]


def _tallies(forms: Iterable[Owed], key: Callable[[Owed], K]) -> dict[K, Tally]:
    groups: dict[K, list[Owed]] = defaultdict(list)
    for form in forms:
        groups[key(form)].append(form)
    return {name: Tally.of(found) for name, found in groups.items()}

"""The figures that show in other months of a year: what a new figure is compared with."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cooperation.calendar import last_day, next_month
from cooperation.models import Figure, Review, Submission, Target

# pairing, sector, side, month
ReportKey = tuple[int, str, str, datetime.date]
# indicator → (basis, value)
Figures = Mapping[int, tuple[str, Decimal | None]]
# month number → (basis, value)
Months = Mapping[int, tuple[str, Decimal | None]]

# How many whole calendar years before its own a new figure is compared with.
YEARS_BEFORE = 2

DECIDING = (Review.Decision.APPROVED, Review.Decision.RETURNED, Review.Decision.WITHDRAWN)


@dataclass(slots=True)
class Shown:
    """What one report shows: the newest approved figures, or newer pending ones."""

    number: int = 0
    approved: Figures | None = None
    pending: Figures | None = None
    correcting: bool = False

    @property
    def figures(self) -> Figures:
        """The figures; none if every submission was returned or withdrawn."""
        return self.pending if self.pending is not None else self.approved or {}

    def submit(self, figures: Figures) -> None:
        """A new submission shows at once, until somebody decides."""
        self.number += 1
        self.pending, self.correcting = figures, False

    def decide(self, decision: str) -> None:
        """What a review does to the newest submission."""
        if decision == Review.Decision.APPROVED:
            self.approved, self.pending = self.pending, None
        elif decision == Review.Decision.REOPENED:
            self.correcting = True
        else:
            # A correction that came back is still one: what was approved shows again.
            self.pending, self.correcting = None, self.approved is not None


@dataclass
class History:
    """All reports of some pairings, sectors and sides in some years (two statements).

    targets: (pairing, year, indicator) → what was agreed, day by day, where it was asked for.
    """

    reports: dict[ReportKey, Shown] = field(default_factory=lambda: defaultdict(Shown))
    targets: dict[tuple[int, int, int], list[tuple[datetime.date, Decimal | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def for_checks(cls, keys: Iterable[ReportKey]) -> History:
        """With the years before and the targets, as soft checks need it (three statements)."""
        keys = list(keys)
        history = cls.load(keys, years_before=YEARS_BEFORE)
        rows = Target.objects.filter(
            pairing__in={key[0] for key in keys},
            indicator__sector__in={key[1] for key in keys},
            year__in={key[3].year for key in keys},
        )
        for pairing, year, indicator, since, value in rows.order_by(
            "in_force_from", "recorded_at", "pk"
        ).values_list("pairing", "year", "indicator", "in_force_from", "value"):
            history.targets[pairing, year, indicator].append((since, value))
        return history

    @classmethod
    def load(cls, keys: Iterable[ReportKey], *, years_before: int = 0) -> History:
        """What is in the database for the years of these reports."""
        history = cls()
        keys = list(keys)
        if not keys:
            return history
        where = {
            "pairing__in": {key[0] for key in keys},
            "sector__in": {key[1] for key in keys},
            "side__in": {key[2] for key in keys},
            "month__range": (
                datetime.date(min(key[3] for key in keys).year - years_before, 1, 1),
                datetime.date(max(key[3] for key in keys).year, 12, 31),
            ),
        }
        figures: dict[int, dict[int, tuple[str, Decimal | None]]] = defaultdict(dict)
        for submission, indicator, basis, value in Figure.objects.filter(
            **{f"submission__report__{name}": value for name, value in where.items()}
        ).values_list("submission", "indicator", "basis", "value"):
            figures[submission][indicator] = (basis, value)
        rows = Submission.objects.filter(
            **{f"report__{name}": value for name, value in where.items()}
        ).values_list(
            "pk",
            "report__pairing",
            "report__sector",
            "report__side",
            "report__month",
            "reviews__decision",
        )
        seen = set()
        for pk, pairing, sector, side, month, decision in rows.order_by(
            "report", "number", "reviews__at", "reviews__pk"
        ):
            shown = history.reports[pairing, sector, side, month]
            if pk not in seen:
                seen.add(pk)
                shown.submit(figures[pk])
            if decision:
                shown.decide(decision)
        return history

    def year(self, key: ReportKey) -> dict[int, Months]:
        """Indicator → month → figure in the other reports of a report's year.

        Reports under correction are left out: their figures are known to be wrong.
        """
        pairing, sector, side, own = key
        months: dict[int, dict[int, tuple[str, Decimal | None]]] = defaultdict(dict)
        for number in range(1, 13):
            month = own.replace(month=number)
            shown = self.reports.get((pairing, sector, side, month))
            if month == own or shown is None or shown.correcting:
                continue
            for indicator, figure in shown.figures.items():
                months[indicator][number] = figure
        return months

    def before(self, key: ReportKey) -> dict[int, dict[int, Months]]:
        """Indicator → year → month → figure, up to the month before a report's own."""
        pairing, sector, side, own = key
        found: dict[int, dict[int, dict[int, tuple[str, Decimal | None]]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        month = own.replace(year=own.year - YEARS_BEFORE, month=1)
        while month < own:
            shown = self.reports.get((pairing, sector, side, month))
            if shown is not None and not shown.correcting:
                for indicator, figure in shown.figures.items():
                    found[indicator][month.year][month.month] = figure
            month = next_month(month)
        return found

    def target(self, key: ReportKey, indicator: int) -> Decimal | None:
        """The year's target in force at the end of a report's month."""
        agreed = self.targets.get((key[0], key[3].year, indicator), ())
        in_force = [value for since, value in agreed if since <= last_day(key[3])]
        return in_force[-1] if in_force else None

"""A row of the board: one indicator of one pairing, of 市本级, or of the city."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.models import Pairing, Programme
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.scoreboard.facts import Agreed, Reading
from cooperation.scoreboard.standings import SincePairing, Standing, subset_share

PAIRING, OWN, TOTAL = "pairing", "own", "total"

# The columns of the JSON and of the plain CSV, in their order.
FIELDS = (
    "row",
    "pairing",
    "pairing_name",
    "indicator",
    "indicator_name",
    "unit",
    "through",
    "month",
    "ytd",
    "value_date",
    "source",
    "cutoff",
    "target",
    "completion",
    "pace_diff",
    "last_year",
    "last_year_covered",
    "last_year_due",
    "since_pairing",
    "since_covered",
    "since_due",
    "due",
    "covered",
    "approved",
    "missing",
)


@dataclass(slots=True, eq=False)
class Row:
    """One line with everything a reader needs beside the number.

    now, last: where it stands at the period's end and a year before. published: a reading
    shown beside the offices' number (where a reading *is* the number, see `reading`).
    whole: of a subset (其中), the row it is a subset of, if the board has it.
    """

    kind: str
    programme: Programme
    pairing: Pairing | None
    indicator: CountedIndicator
    year: int
    through: int
    now: Standing
    last: Standing
    since: SincePairing | None = None
    agreed: Agreed | None = None
    published: Reading | None = None
    since_reading: Reading | None = None
    not_applicable: bool = False
    lacking: Callable[[], Iterable[str]] = tuple
    whole: Callable[[], Row | None] = lambda: None
    # Tables, sentences and lists ask each row several times over.
    _pace_diff: Decimal | None = field(default=None, init=False, repr=False)
    _state: str = field(default="", init=False, repr=False)

    # --- the number -------------------------------------------------------------------------

    @property
    def ytd(self) -> Decimal | None:
        """Year to date; for a stock the newest count."""
        return self.now.ytd

    @property
    def month(self) -> Decimal | None:
        """The period's last month alone."""
        return self.now.month

    @property
    def source(self) -> str | None:
        """reported, published, or (on a total) mixed."""
        return self.now.source

    @property
    def cutoff(self) -> datetime.date | None:
        """The cut-off day of a published number."""
        return self.now.cutoff

    @property
    def value_date(self) -> datetime.date | None:
        """The day until which the number speaks (截至日期)."""
        return self.now.until

    @property
    def reading(self) -> Reading | None:
        """The published reading that is the number."""
        return self.now.reading

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The published readings that the number contains: on a sum those of its parts."""
        return self.now.readings

    @property
    def beside(self) -> Standing | None:
        """The sum of what the offices gave, where a published reading is the total."""
        return self.now.beside

    # --- coverage ---------------------------------------------------------------------------

    @property
    def due(self) -> int:
        """Months owed so far; on a sum, of all pairings together."""
        return self.now.due

    @property
    def covered(self) -> int:
        """How many of the due months stand behind the number."""
        return self.now.covered

    @property
    def missing(self) -> tuple[str, ...]:
        """The due months that do not: "2024-03"; on a sum "slug:2024-03"."""
        return () if self.covered == self.due else tuple(self.lacking())

    @property
    def approved(self) -> int | None:
        """How many covered months stand on approved submissions; None for the press."""
        return self.now.approved

    @property
    def pending(self) -> bool:
        """未审定: stands partly on submissions that nobody has approved yet."""
        return self.now.pending

    @property
    def correcting(self) -> bool:
        """更正中: a correction of a submission behind it has begun."""
        return self.now.correcting

    @property
    def parts(self) -> int:
        """On a total: how many pairings owe it."""
        return self.now.parts

    @property
    def parts_given(self) -> int:
        """On a total: how many of them gave something."""
        return self.now.given

    @property
    def partial_total(self) -> bool:
        """A total to which not every pairing has contributed: 已报合计, not 全市."""
        return (
            self.kind == TOTAL
            and self.ytd is not None
            and self.reading is None
            and self.covered < self.due
        )

    # --- against the target and the year before ----------------------------------------------

    @property
    def target(self) -> Decimal | None:
        """The target that counts at the period's end."""
        return self.agreed.value if self.agreed else None

    @property
    def target_document(self) -> str:
        """The number of the document that says so."""
        return self.agreed.document_no if self.agreed else ""

    @property
    def completion(self) -> Decimal | None:
        """完成率 in per cent."""
        return progress.completion(self.ytd, self.target)

    @property
    def subset_share(self) -> Decimal | None:
        """A subset's share of its whole in per cent, unrounded; see `standings.subset_share`."""
        whole = self.whole()
        return None if whole is None else subset_share(self.now, whole.now)

    @property
    def has_pace(self) -> bool:
        """A stock is a state and has no pace unless it has milestones."""
        return not self.indicator.is_stock or bool(self.indicator.milestones)

    @property
    def expected(self) -> Decimal:
        """The time share in per cent, unrounded."""
        return progress.time_share(self.through, self.indicator.milestones)

    @property
    def share(self) -> Decimal | None:
        """序时进度 in per cent."""
        return progress.rounded(self.expected) if self.has_pace else None

    @property
    def pace_diff(self) -> Decimal | None:
        """较序时 in points."""
        if self._pace_diff is None and self.has_pace:
            self._pace_diff = progress.pace_difference(self.ytd, self.target, self.expected)
        return self._pace_diff

    @property
    def needed_per_month(self) -> Decimal | None:
        """What each remaining month must bring."""
        if self.indicator.is_stock:
            return None
        return progress.needed_per_month(self.ytd, self.target, self.through)

    @property
    def average_per_month(self) -> Decimal | None:
        """What the covered months brought on average; only where none is missing."""
        if self.indicator.is_stock or not self.now.complete or self.ytd is None:
            return None
        months = self.through if self.kind == TOTAL else self.due
        return progress.average_per_month(self.ytd, months)

    @property
    def last_year(self) -> Decimal | None:
        """The same months a year before."""
        return self.last.ytd

    @property
    def last_year_covered(self) -> int:
        """Its coverage."""
        return self.last.covered

    @property
    def last_year_due(self) -> int:
        """Its months owed."""
        return self.last.due

    @property
    def last_year_source(self) -> str | None:
        """reported, published or mixed."""
        return self.last.source

    @property
    def change(self) -> Decimal | None:
        """同比 in per cent, only where both years are fully covered."""
        if not (self.now.complete and self.last.complete):
            return None
        return progress.change(self.ytd, self.last_year)

    @property
    def since_pairing(self) -> Decimal | None:
        """结对以来累计."""
        return self.since.value if self.since else None

    @property
    def since_covered(self) -> int | None:
        """Months behind it."""
        return self.since.covered if self.since else None

    @property
    def since_due(self) -> int | None:
        """Months since the pairing began."""
        return self.since.due if self.since else None

    @property
    def since_partial(self) -> bool:
        """Whether it prints "≥"."""
        return self.since is not None and self.since.covered < self.since.due

    @property
    def state(self) -> str:
        """What may be said of it in one word; a judgement only where nothing is missing."""
        if not self._state:
            self._state = self._judged()
        return self._state

    def _judged(self) -> str:
        if self.not_applicable:
            return "not_applicable"
        if self.ytd is None:
            return "unreported" if self.due else "not_due"
        if self.covered < self.due:
            return "partial"
        if self.target is None:
            return "no_target"
        programme = self.programme
        return progress.state_word(self.pace_diff, programme.watch_below, programme.late_below)

    # --- out --------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Whose number it is."""
        if self.kind == TOTAL:
            return _("Reported so far") if self.partial_total else _("Whole city")
        if self.kind == OWN:
            return _("City level")
        return self.pairing.name if self.pairing else ""

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON and plain CSV give it: exact decimals as text, unknown is None."""
        values = (
            self.kind,
            self.pairing.slug if self.pairing else None,
            self.name,
            self.indicator.code,
            self.indicator.name,
            self.indicator.unit,
            f"{self.year}-{self.through:02}",
            plain(self.month),
            plain(self.ytd),
            _iso(self.value_date),
            self.source,
            _iso(self.cutoff),
            plain(self.target),
            _text(self.completion),
            _text(self.pace_diff),
            plain(self.last_year),
            self.last_year_covered,
            self.last_year_due,
            plain(self.since_pairing),
            self.since_covered,
            self.since_due,
            self.due,
            self.covered,
            self.approved,
            list(self.missing),
        )
        return dict(zip(FIELDS, values, strict=True))


def plain(value: Decimal | int | None) -> str | None:
    """An exact number without exponent or idle zeros: 1250, 0.5, −3.25."""
    if value is None:
        return None
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _iso(value: datetime.date | None) -> str | None:
    return None if value is None else value.isoformat()

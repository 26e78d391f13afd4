"""One cell of the grid: what counts there, what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.formatting import number
from cooperation.models import Pairing
from cooperation.scoreboard import CountedIndicator
from cooperation.targets.book import Row
from cooperation.typed.numbers import Finding, Reading, normal, read_number
from cooperation.typed.problems import Problem, Severity

# A blank never takes a target back; one of these words does.
WITHDRAW = frozenset({"清空", "取消", "撤销", "withdraw", "withdrawn", "clear"})
LARGEST = Decimal(10) ** 13

# Slips of the unit: 元 typed as 万元, 人 as 万人, and the like.
_SLIPS = (Decimal(10) ** 3, Decimal(10) ** 4, Decimal(10) ** 8)
_NEAR = Decimal("2.2")


@dataclass(slots=True)
class Cell:
    """An indicator's target for a pairing.

    row: the newest record in force by the year's end (without a value: withdrawn).
    shown: what the page held when it was made. typed: what came back, None if nothing did.
    place: how messages name the cell; a file has its own names.
    """

    indicator: CountedIndicator
    pairing: Pairing
    applies: bool
    row: Row | None = None
    last_year: Decimal | None = None
    shown: str = ""
    typed: str | None = None
    confirmed: bool = False
    place: str = ""
    reading: Reading = field(default_factory=Reading)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's name in the form."""
        return f"{self.indicator.id}-{self.pairing.pk}"

    @property
    def now(self) -> Decimal | None:
        """The target that counts now."""
        return self.row.value if self.row else None

    @property
    def touched(self) -> bool:
        """Whether the person wrote something else than what the page held."""
        return self.typed is not None and self.typed.strip() != self.shown

    @property
    def withdraws(self) -> bool:
        """Whether the target is taken back."""
        return self.touched and self.now is not None and is_withdrawal(self.typed)

    @property
    def changed(self) -> bool:
        """Whether saving would add a row."""
        if self.withdraws:
            return True
        return self.touched and self.reading.value is not None and self.reading.value != self.now

    @property
    def value(self) -> Decimal | None:
        """The target as it would be after saving, for the sums; None = none or unreadable."""
        if not self.touched:
            return self.now
        return None if self.reading.problem else self.reading.value

    @property
    def text(self) -> str:
        """What the input holds."""
        return self.typed if self.touched else plain(self.now, self.indicator.decimals)

    @property
    def asks(self) -> bool:
        """Whether it only waits to be confirmed."""
        return bool(self.problems) and all(p.severity == Severity.SOFT for p in self.problems)

    @property
    def css(self) -> str:
        """How the cell looks."""
        if self.problems:
            return "ask" if self.asks else "bad"
        return "changed" if self.changed else ""

    @property
    def revises(self) -> bool:
        """Whether an earlier record is replaced."""
        return self.row is not None

    @property
    def last_year_text(self) -> str:
        """Last year's target as it is printed."""
        return number(self.last_year, self.indicator.decimals)

    @property
    def becomes(self) -> str:
        """What it changes to, in a preview."""
        if self.withdraws:
            return _("withdrawn")
        return number(self.value, self.indicator.decimals)

    @property
    def was(self) -> str:
        """What counts so far, in a preview."""
        return number(self.now, self.indicator.decimals)

    def read(self) -> None:
        """Read what was typed and note what is wrong with the cell by itself."""
        if not self.touched or is_withdrawal(self.typed):
            return
        one = self.indicator
        units = (one.unit_zh, one.unit_en)
        self.reading = read_number(self.typed, units=units, decimals=one.decimals)
        for finding in self._refusals():
            self.refuse(finding)
        if self.problems or self.confirmed or not self.changed:
            return
        for finding in self._questions():
            self.refuse(finding, Severity.SOFT)

    def refuse(self, finding: Finding, severity: Severity = Severity.HARD) -> None:
        """Add a problem; it quotes what was typed."""
        self.problems.append(
            Problem(
                finding.code,
                self.place,
                finding.reason,
                finding.advice,
                (self.typed or "")[:1001],
                finding.params,
                severity,
            )
        )

    def _refusals(self) -> Iterator[Finding]:
        value = self.reading.value
        if self.reading.problem:
            yield self.reading.problem
        elif value is None:
            if self.now is not None:
                yield Finding("L19", _BLANK, _SAY_SO, {"now": self.was, "word": _("withdrawn")})
        elif not self.applies and self.changed:
            yield Finding("K04", gettext_lazy("this does not apply here"), _LEAVE)
        elif value <= 0:
            yield Finding("K01", gettext_lazy("a target is greater than zero"), _NONE)
        elif value >= LARGEST:
            yield Finding("N47", gettext_lazy("this is out of range"), _CHECK)

    def _questions(self) -> Iterator[Finding]:
        if self.reading.ask:
            yield self.reading.ask
        before = self.now or self.last_year
        value = self.reading.value
        if before and value and (slip := _slip(value / before)):
            proposed = number(value / slip, self.indicator.decimals)
            yield Finding(
                "M01",
                gettext_lazy("it was %(before)s before; the unit may have slipped"),
                gettext_lazy("Is %(proposed)s meant? If not, confirm the number as it is"),
                {"before": number(before, self.indicator.decimals), "proposed": proposed},
            )


_BLANK = gettext_lazy("a blank does not take back the target %(now)s")
_SAY_SO = gettext_lazy("Write “%(word)s” to take it back, or restore the number")
_LEAVE = gettext_lazy("Leave it empty")
_NONE = gettext_lazy("Leave the cell empty where nothing was agreed")
_CHECK = gettext_lazy("Check the number and its unit")


def is_withdrawal(text: str | None) -> bool:
    """Whether a text says that a target is taken back, in any of the reader's languages."""
    if not text or len(text) > 40:
        return False
    word = normal(text).casefold()
    return word in WITHDRAW or word == _("withdrawn").casefold()


def plain(value: Decimal | None, decimals: int) -> str:
    """A value as an input holds it: no grouping, no needless zeros beyond the decimals."""
    if value is None:
        return ""
    short = value.quantize(Decimal(1).scaleb(-decimals))
    return f"{short if short == value else value.normalize():f}"


def _slip(ratio: Decimal) -> Decimal | None:
    """The factor by which a number is too large, if it is near one that units slip by."""
    for size in _SLIPS:
        for factor in (size, 1 / size):
            if factor / _NEAR <= ratio <= factor * _NEAR:
                return factor
    return None

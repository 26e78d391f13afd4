"""What two submissions of a report say of the same indicators, and how far they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import pgettext

from cooperation import progress
from cooperation.formatting import UNKNOWN, number, percent, signed
from cooperation.models import Basis, DraftCell, Figure, MonthlyReport

SAME, MORE, LESS, NEW, GONE, BASIS, NOTE = "same", "more", "less", "new", "gone", "basis", "note"


@dataclass(frozen=True, slots=True)
class Said:
    """What a submission (or a draft) says of one indicator; without a value: not given."""

    basis: str
    value: Decimal | None
    note: str = ""

    @property
    def basis_name(self) -> str:
        """本月, 本年累计, 期末."""
        return str(Basis(self.basis).label)


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator then and now. Values on different bases are not subtracted."""

    indicator: int
    then: Said | None
    now: Said | None
    name: str = ""
    decimals: int = 0

    @property
    def kind(self) -> str:
        """same, more, less; new, gone; basis (counts something else); note (words only)."""
        then, now = self.then, self.now
        if then is None or now is None:
            return SAME if then is now else NEW if then is None else GONE
        if then.value is None or now.value is None:
            if then.value is not now.value:
                return NEW if then.value is None else GONE
            return SAME if then.note == now.note else NOTE
        if then.basis != now.basis:
            return BASIS
        if then.value == now.value:
            return SAME if then.note == now.note else NOTE
        return MORE if now.value > then.value else LESS

    @property
    def figure_differs(self) -> bool:
        """Whether the figure itself is another one."""
        return self.kind not in (SAME, NOTE)

    @property
    def amount(self) -> str:
        """By how much, with its sign; empty where the two cannot be subtracted."""
        if self.kind not in (MORE, LESS):
            return ""
        return signed(self.now.value - self.then.value, self.decimals)

    @property
    def share(self) -> str:
        """The same in per cent of then."""
        if self.kind not in (MORE, LESS):
            return ""
        change = progress.change(self.now.value, self.then.value)
        if change is None:
            return ""
        return ("+" if change > 0 else "") + percent(change, 1)

    @property
    def word(self) -> str:
        """未变, 增加, 减少, 新填, 未再填, 计法不同, 说明有改动."""
        return {
            SAME: pgettext("difference", "unchanged"),
            MORE: pgettext("difference", "more"),
            LESS: pgettext("difference", "less"),
            NEW: pgettext("difference", "newly given"),
            GONE: pgettext("difference", "no longer given"),
            BASIS: pgettext("difference", "counted otherwise"),
            NOTE: pgettext("difference", "other note"),
        }[self.kind]

    @property
    def before(self) -> str:
        """The value of then as it is printed, with its basis where that differs."""
        return self._printed(self.then)

    @property
    def after(self) -> str:
        """The value of now as it is printed."""
        return self._printed(self.now)

    def _printed(self, said: Said | None) -> str:
        if said is None or said.value is None:
            return UNKNOWN
        text = number(said.value, self.decimals)
        return f"{said.basis_name} {text}" if self.kind == BASIS else text


Saying = Mapping[int, Said]


def sayings(submissions: Iterable[int]) -> dict[int, dict[int, Said]]:
    """Submission → indicator → what it says; one statement."""
    found: dict[int, dict[int, Said]] = defaultdict(dict)
    rows = Figure.objects.filter(submission__in=list(submissions)).values_list(
        "submission", "indicator", "basis", "value", "note"
    )
    for submission, indicator, *said in rows:
        found[submission][indicator] = Said(*said)
    return found


def working_values(report: MonthlyReport) -> dict[int, Said]:
    """Indicator → what the open report's draft says; one statement."""
    rows = DraftCell.objects.filter(report=report).values_list(
        "indicator", "basis", "value", "note"
    )
    return {indicator: Said(*said) for indicator, *said in rows}


def differences(
    then: Saying, now: Saying, names: Mapping[int, tuple[str, int]]
) -> list[Difference]:
    """Every indicator of which the two say something else, in the order of `names`.

    names: indicator → (name, decimals), the indicators of the report.
    """
    found = [
        Difference(pk, then.get(pk), now.get(pk), name, decimals)
        for pk, (name, decimals) in names.items()
    ]
    return [difference for difference in found if difference.kind != SAME]

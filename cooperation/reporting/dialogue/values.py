"""The other side's value, as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.problems import Problem, Severity, problem_of
from cooperation.scoreboard import CountedIndicator
from cooperation.typed.numbers import Finding, read_number


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value, or why it cannot be taken; `asks`: it only waits for a yes."""

    value: Decimal | None
    problems: tuple[Problem, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the proposed value only needs to be confirmed."""
        return any(one.severity is Severity.SOFT for one in self.problems)


def read_value(text: str, indicator: CountedIndicator, confirmed: str = "") -> TypedValue:
    """Read by the rules of the cells. Blank is no value: a dispute may name none.

    `confirmed`: the text whose proposed value the person said yes to.
    """
    units = (indicator.unit_zh, indicator.unit_en)
    reading = read_number(text, units=units, decimals=indicator.decimals)
    place: Any = _("Your side's figure")
    if reading.problem:
        return TypedValue(None, (problem_of(reading.problem, place, text),))
    if reading.value is not None and reading.value < 0:
        finding = Finding(
            "N14", _("a figure is not negative"), _("Write the number without a sign")
        )
        return TypedValue(None, (problem_of(finding, place, text),))
    if reading.ask and confirmed != text:
        return TypedValue(None, (problem_of(reading.ask, place, text, held=True),))
    return TypedValue(reading.value)

"""The checks by their stable codes: what each says and what to do.

Codes never change their meaning: stored confirmations and the help page refer to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.problems import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `sentence` and `advice` have places for the values that it names."""

    code: str
    title: Any
    severity: Severity
    sentence: Any
    advice: Any


_WHY = _("Check the figure; if it is right, say in a few words why")

SOFT = (
    Check(
        "M01",
        _("Many times too large"),
        Severity.SOFT,
        _("about %(factor)s times what is usual (%(usual)s)"),
        _("Check the unit: is %(offer)s meant?"),
    ),
    Check(
        "M02",
        _("Many times too small"),
        Severity.SOFT,
        _("about 1/%(factor)s of what is usual (%(usual)s)"),
        _("Check the unit: is %(offer)s meant?"),
    ),
    Check(
        "M08",
        _("Jump"),
        Severity.SOFT,
        _("%(ratio)s times the median of the last values (%(usual)s)"),
        _WHY,
    ),
    Check(
        "L05",
        _("Year to date typed as the month"),
        Severity.SOFT,
        _("the months before add up to %(before)s; this looks like the year to date"),
        _("If it is, the month alone is %(offer)s"),
    ),
    Check(
        "R05",
        _("Month typed as the year to date"),
        Severity.SOFT,
        _("the year had reached %(before)s before; this looks like the month alone"),
        _("If it is, type it as “this month”: the year to date is then %(then)s"),
    ),
    Check(
        "R06",
        _("Last month's figures again"),
        Severity.SOFT,
        _("all figures are exactly those of the month before"),
        _("Type this month's figures; if they are the same, say in a few words why"),
    ),
    Check(
        "L11",
        _("Target passed by more than double"),
        Severity.SOFT,
        _("this is %(completion)s of the year's target (%(target)s)"),
        _("Check the figure, the target and their units; if all are right, say why"),
    ),
    Check(
        "D19",
        _("Late"),
        Severity.SOFT,
        _("the deadline was %(deadline)s (days late: %(days)s)"),
        _("Say in a few words why"),
    ),
)
HINTS = (
    Check(
        "R07",
        _("Sum of the parts"),
        Severity.HINT,
        _("its parts add up to %(sum)s (%(parts)s)"),
        _("Take the sum over if it is right"),
    ),
)

CHECKS = {check.code: check for check in (*SOFT, *HINTS)}

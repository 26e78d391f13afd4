"""Reasons for held checks: as they are posted, kept, and matched with what is held.

A confirmation belongs to an indicator ("" for the whole report), a check and a value:
another value has to be confirmed anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from cooperation.formatting import THIN_SPACE
from cooperation.models import ConfirmedCheck, DraftConfirmation
from cooperation.reporting.problems import Problem, Severity, Where, problem_of
from cooperation.typed.words import fault_of, one_line

# (indicator code, check code) → the reason
Reasons = Mapping[tuple[str, str], str]
# (indicator code, check code) → the value it was given for, the reason
Kept = Mapping[tuple[str, str], tuple[str, str]]

LONGEST = ConfirmedCheck._meta.get_field("reason").max_length
FIELD = re.compile(r"why-([A-Z]\d{2})-([\w.-]*)", re.ASCII)


def reasons_from(post: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The reasons of a posted form: fields named why-CHECK-INDICATOR; blank ones too."""
    found = {}
    for name, text in post.items():
        match = FIELD.fullmatch(name)
        if match:
            found[match[2], match[1]] = text
    return found


def check_reasons(place: Where, reasons: Reasons) -> Iterator[Problem]:
    """Every reason says something, fits, and names nobody. Blank ones are not asked here."""
    for (indicator, code), text in reasons.items():
        reason = one_line(text)
        where = replace(place, indicator=indicator)
        if not reason:
            continue
        fault = fault_of(reason, LONGEST)
        if fault:
            yield problem_of(fault, where)
        elif sum(char.isalnum() for char in reason) < 2:
            yield Problem(
                "W07",
                where,
                _("this says no reason"),
                _("Say in a few words why the figure is right"),
                value=reason,
                params={"check": code},
            )


def kept_of(rows: Iterable[DraftConfirmation]) -> dict[tuple[str, str], tuple[str, str]]:
    """The kept confirmations of a report; one statement."""
    columns = rows.values_list("indicator__code", "code", "value", "reason")
    return {(indicator or "", code): (value, reason) for indicator, code, value, reason in columns}


def confirmed_value(problem: Problem) -> str:
    """The figure that a confirmation is bound to, as it is kept: the same on any basis."""
    return str(problem.params.get("figure", "")).replace(THIN_SPACE, "")[:60]


def with_reasons(
    problems: Iterable[Problem], kept: Kept, reasons: Reasons | None = None
) -> list[Problem]:
    """The same problems; held ones carry the reason that was given for their value."""
    return [
        replace(problem, given=_reason_for(problem, kept, reasons or {}))
        if problem.severity is Severity.SOFT
        else problem
        for problem in problems
    ]


def _reason_for(problem: Problem, kept: Kept, reasons: Reasons) -> str:
    key = problem.place.indicator, problem.code
    given = one_line(reasons.get(key, ""))
    if given:
        return given
    value, reason = kept.get(key, ("", ""))
    return reason if value == confirmed_value(problem) else ""

"""The help page: every check by its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cooperation.reporting.checks.codes import CELLS, HELD, OFFERS, REFUSED, Check
from cooperation.reporting.problems import Severity


@dataclass(frozen=True)
class Shown:
    """A check with its advice as a reader meets it: without a value in it."""

    check: Check

    @property
    def advice(self) -> str:
        """What to do; a value that it would name stands as an ellipsis."""
        return str(self.check.advice) % _Anything()

    @property
    def severity(self) -> tuple[str, str]:
        """Class and word of the chip."""
        return {
            Severity.HARD: ("s-late", _("is refused")),
            Severity.SOFT: ("s-watch", _("is held until confirmed")),
            Severity.HINT: ("s-none", _("is only offered")),
        }[self.check.severity]


class _Anything(dict):
    def __missing__(self, key: str) -> str:
        return "…"


@require_GET
def monthly_checks(request):
    """What is checked, when a check speaks, and what to do then."""
    groups: list[tuple[str, str, str, Any]] = [
        (
            "held",
            _("What is held until confirmed"),
            _("Right or wrong, only the office knows. The reason is shown to the reviewer."),
            HELD,
        ),
        ("refused", _("What is refused"), _("Rules between figures, months and reports."), REFUSED),
        (
            "offered",
            _("What is offered"),
            _("Figures that follow from others, one click away."),
            OFFERS,
        ),
        ("cells", _("How a number is written"), _("Most writings are understood."), CELLS),
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Checks of the monthly reports"),
        "groups": [
            {"key": key, "title": title, "note": note, "checks": [Shown(c) for c in checks]}
            for key, title, note, checks in groups
        ],
    }
    return TemplateResponse(request, "admin/monthly_checks.html", context)

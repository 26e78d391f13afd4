"""Answers that the other side waits for: questions about figures, and disputes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from cooperation import access
from cooperation.formatting import month_name
from cooperation.models import (
    CellMessage,
    Indicator,
    MonthlyReport,
    Pairing,
    Programme,
    Statement,
    User,
)
from cooperation.reporting.catalogue import Catalogue

# The desk names the first few; their cells lead to the rest.
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell about which the other side said something: its name, and where it is answered."""

    name: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Answers:
    """How many questions and disputes wait for an office, and the first of them."""

    questions: int
    disputes: int
    asked: list[Asked]
    disputed: list[Asked]

    def __bool__(self) -> bool:
        return bool(self.questions or self.disputes)


def answers_waiting(user: User, programme: Programme) -> Answers:
    """What waits for the offices this person fills in for.

    Two statements; five more where anything waits.
    """
    questions, disputes = _questions(user, programme), _disputes(user, programme)
    n_questions, n_disputes = questions.count(), disputes.count()
    if not n_questions and not n_disputes:
        return Answers(0, 0, [], [])
    asked = [
        (one.pairing, one.indicator, one.month, one.report, one.text)
        for one in questions.select_related(
            "pairing__east_place", "pairing__west_place", "indicator"
        )[:MOST_NAMED]
    ]
    disputed = [
        (
            one.figure.submission.report.pairing,
            one.figure.indicator,
            one.figure.submission.report.month,
            one.figure.submission.report_id,
            one.sentence,
        )
        for one in disputes.select_related(
            "figure__indicator",
            "figure__submission__report__pairing__east_place",
            "figure__submission__report__pairing__west_place",
        )[:MOST_NAMED]
    ]
    catalogue = Catalogue({indicator.sector for _p, indicator, *_rest in (*asked, *disputed)})
    return Answers(n_questions, n_disputes, _named(asked, catalogue), _named(disputed, catalogue))


def _questions(user: User, programme: Programme) -> QuerySet[CellMessage]:
    """Questions about figures of the own side that nobody has answered, the oldest first."""
    mine = access.forms_with(user, access.ENTER, sector="indicator__sector", side="indicator__side")
    report = MonthlyReport.objects.filter(
        pairing=OuterRef("pairing"),
        sector=OuterRef("indicator__sector"),
        side=OuterRef("indicator__side"),
        month=OuterRef("month"),
    )
    answered = CellMessage.objects.filter(answers=OuterRef("pk"))
    return (
        CellMessage.objects.filter(
            mine, ~Exists(answered), ~Q(by=user), pairing__programme=programme, answers=None
        )
        .annotate(report=Subquery(report.values("pk")[:1]))
        .order_by("at", "pk")
    )


def _disputes(user: User, programme: Programme) -> QuerySet[Statement]:
    """Figures that show and of which the other side's newest word is that they are wrong."""
    path = "figure__submission__report"
    mine = access.forms_with(
        user,
        access.ENTER,
        pairing=f"{path}__pairing",
        sector=f"{path}__sector",
        side=f"{path}__side",
    )
    here = {f"{path}__pairing__programme": programme}
    return Statement.objects.open().filter(mine, **here).order_by("at", "pk")


def _named(
    rows: Iterable[tuple[Pairing, Indicator, datetime.date, int | None, str]], catalogue: Catalogue
) -> list[Asked]:
    found = []
    for pairing, indicator, month, report, text in rows:
        name = catalogue.name(indicator, month)
        url = reverse("admin:monthly-cell", args=[report, indicator.code]) if report else ""
        found.append(
            Asked(f"{pairing} · {name} · {month_name(month.year, month.month)}", url, text)
        )
    return found

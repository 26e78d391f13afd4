"""What the other side says of a figure: confirmed, or disputed with a value and a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cooperation.models import Figure, MonthlyReport, Programme, Statement, User
from cooperation.reporting.dialogue.rights import may_state
from cooperation.reporting.dialogue.texts import read_words
from cooperation.reporting.problems import RecordRefused

Verdict = Statement.Verdict
LONGEST = Statement._meta.get_field("sentence").max_length


class FigureChanged(Exception):
    """Some of the figures looked at no longer show; nothing was written."""

    def __init__(self, figures: Sequence[Figure]):
        self.figures = list(figures)
        super().__init__(f"{len(self.figures)} figures no longer show.")


@transaction.atomic
def confirm_figure(*, figure: Figure, by: User) -> Statement:
    """Say that the own records agree with this very figure; saying it again adds nothing."""
    return confirm_figures(figures=[figure.pk], by=by)[0]


@transaction.atomic
def confirm_figures(*, figures: Collection[int], by: User) -> list[Statement]:
    """Confirm several figures by their keys: all of them, or none if one no longer shows."""
    return _state(_locked(figures, by), Verdict.CONFIRMED, None, "", by)


@transaction.atomic
def dispute_figure(*, figure: Figure, value: Decimal | None, sentence: str, by: User) -> Statement:
    """Say that the own records differ: with the other value where it is known, and why.

    The value is on the figure's own basis. RecordRefused for words that cannot be kept.
    """
    words, problems = read_words(sentence, _("Reason"), LONGEST)
    if problems:
        raise RecordRefused(problems)
    return _state(_locked([figure.pk], by), Verdict.DISPUTED, value, words, by)[0]


@transaction.atomic
def refuse_changed(figures: Collection[int], *, by: User) -> None:
    """FigureChanged where one no longer shows, PermissionDenied where one is not theirs."""
    _locked(figures, by)


def _locked(keys: Collection[int], by: User) -> list[Figure]:
    """The figures with their reports kept from others; they must be spoken of, and show."""
    figures = list(
        Figure.objects.filter(pk__in=set(keys))
        .select_related(
            "indicator",
            "submission__report__pairing__programme",
            "submission__report__pairing__east_place",
            "submission__report__pairing__west_place",
        )
        .order_by("submission__report_id", "pk")
    )
    allowed = [
        may_state(by, figure.submission.report.pairing, figure.indicator) for figure in figures
    ]
    if len(figures) != len(set(keys)) or not all(allowed):
        raise PermissionDenied(_("This figure is not yours to confirm."))
    reports = {figure.submission.report_id for figure in figures}
    list(MonthlyReport.objects.select_for_update().filter(pk__in=reports).order_by("pk"))
    shown = set(Figure.objects.shown().filter(pk__in=keys).values_list("pk", flat=True))
    gone = [figure for figure in figures if figure.pk not in shown]
    if gone:
        raise FigureChanged(gone)
    return figures


def _state(
    figures: list[Figure], verdict: str, value: Decimal | None, words: str, by: User
) -> list[Statement]:
    """Write what is new; what the other side's newest words say already stays as it is."""
    last = {one.figure_id: one for one in Statement.objects.newest().filter(figure__in=figures)}
    said = {
        pk: one
        for pk, one in last.items()
        if (one.verdict, one.value, one.sentence) == (verdict, value, words)
    }
    new = [
        Statement(figure=figure, verdict=verdict, value=value, sentence=words, by=by)
        for figure in figures
        if figure.pk not in said
    ]
    Statement.objects.bulk_create(new)
    if new:  # a dispute stands on the pairing's page
        programmes = {figure.submission.report.pairing.programme_id for figure in figures}
        Programme.objects.filter(pk__in=programmes).raise_data_version()
    said |= {one.figure_id: one for one in new}
    return [said[figure.pk] for figure in figures]

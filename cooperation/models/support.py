"""What the rows of the core's own sector 保障 share: how exactly their day is known, sources."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.activities import DatePrecision
from cooperation.models.ledger import (
    ROW_PRECISIONS,
    LedgerRow,
    dated_to_day_or_month,
)
from cooperation.models.places import Source


class SupportRow(LedgerRow):
    """A row with one day of its own, known to the day or to the month."""

    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    class Meta:
        abstract = True


def date_precision(model: str, field: str) -> models.CheckConstraint:
    """A day, or a month written as its first day."""
    return models.CheckConstraint(
        condition=dated_to_day_or_month(field),
        name=f"{model}_date_precision",
        violation_error_message=_(
            "A date is known to the day, or to the month and then written as its 1st."
        ),
    )


def above_zero(model: str, field: str, message) -> models.CheckConstraint:
    """A number that is greater than zero where it is given."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__gt": 0}),
        name=f"{model}_{field}_positive",
        violation_error_message=message,
    )


def one_of(model: str, field: str, values: list[str], message) -> models.CheckConstraint:
    """One of a field's choices; "" stands for unknown where it is among them."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_known",
        violation_error_message=message,
    )

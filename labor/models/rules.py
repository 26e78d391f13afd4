"""Rules that several of the sector's records keep, each in the words of its own record."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.ledger import dated_to_day_or_month


def people_positive(model: str, message) -> models.CheckConstraint:
    """A head count, where there is one, is at least one person."""
    return models.CheckConstraint(
        condition=Q(people__isnull=True) | Q(people__gt=0),
        name=f"{model}_people_positive",
        violation_error_message=message,
    )


def lifted_within_people(model: str, message) -> models.CheckConstraint:
    """Those lifted out of poverty are a subset: never more than all, nor known without them."""
    return models.CheckConstraint(
        condition=Q(lifted__isnull=True)
        | Q(people__isnull=False, lifted__gte=0, lifted__lte=F("people")),
        name=f"{model}_lifted_within_people",
        violation_error_message=message,
    )


def ends_after_it_starts(model: str) -> models.CheckConstraint:
    """The last day, where there is one, is not before the first."""
    return models.CheckConstraint(
        condition=Q(end__isnull=True) | Q(end__gte=F("start")),
        name=f"{model}_ends_after_it_starts",
        violation_error_message=_("The last day is not before the first."),
    )


def date_precision(model: str, field: str) -> models.CheckConstraint:
    """The row's date is known to the day, or to the month."""
    return models.CheckConstraint(
        condition=dated_to_day_or_month(field),
        name=f"{model}_date_precision",
        violation_error_message=_(
            "A date is known to the day, or to the month and then written as its 1st."
        ),
    )

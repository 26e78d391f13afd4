"""The base of all ledger rows: what happened, bound to a pairing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Expression, F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models import tallies
from cooperation.models.activities import DatePrecision
from cooperation.models.base import Among, containing, exact
from cooperation.models.people import User, in_assignments_of

# Rows that were not taken out. The condition of a list's indexes too.
LIVE = Q(deleted_at__isnull=True)


def monthly_sums(
    rows: models.QuerySet,
    value: str | Expression,
    *,
    pairing: str,
    date: str,
    pairings: Iterable[int],
    first: datetime.date,
    last: datetime.date,
) -> list[tuple[int, datetime.date, Decimal]]:
    """Rows → sums per pairing and month, in one query whatever the number of pairings.

    A row counts in the month of its (first) day. Unknown values add nothing; a pairing and
    month whose rows are all unknown, or that has no rows, is absent: missing is not zero.
    """
    summed = Sum(value) if isinstance(value, str) else value
    return [
        (pk, month, exact(total))
        for pk, month, total in rows.filter(
            **{f"{pairing}__in": list(pairings), f"{date}__gte": first, f"{date}__lte": last}
        )
        .order_by()
        .values_list(pairing, TruncMonth(date))
        .annotate(total=summed)
        .order_by(pairing, TruncMonth(date))
        if total is not None
    ]


class LedgerSum(NamedTuple):
    """What a column adds up to, and how many rows stand behind it."""

    value: Decimal | None
    given: int


class LiveRows(models.Manager):
    """The rows of a ledger without those that were taken out."""

    def get_queryset(self):
        return super().get_queryset().filter(LIVE)


def sector_of(model: type[models.Model]) -> str:
    """The sector whose ledger a model is: its app, or 保障 for the core's own."""
    label = model._meta.app_label
    return "support" if label == "cooperation" else label


class RowQuerySet(models.QuerySet):
    """What every list asks of its rows: those with a text, how many, and what they add up to."""

    def containing(self, text: str, fields: Iterable[str]):
        """Rows with a text in one of the fields."""
        return self.filter(containing(text, *fields))

    def totals(self, *fields: str) -> tuple[int, dict[str, LedgerSum]]:
        """How many rows there are and what the fields add up to, in one query."""
        asked = {f"sum_{field}": Sum(field) for field in fields}
        asked |= {f"given_{field}": Count(field) for field in fields if self._may_lack(field)}
        answer = self.order_by().aggregate(rows=Count("*"), **asked)
        rows = answer["rows"]
        sums = {}
        for field in fields:
            value = answer[f"sum_{field}"]
            given = answer.get(f"given_{field}", rows)
            sums[field] = LedgerSum(None if value is None else exact(value), given)
        return rows, sums

    def _may_lack(self, field: str) -> bool:
        """Whether a row may say nothing in a column; one that is worked out always may."""
        return field in self.query.annotations or self.model._meta.get_field(field).null


class ReferenceQuerySet(RowQuerySet):
    """Organisations and goods that ledger rows name: employers, suppliers, products."""

    def visible_to(self, user):
        """Reference data: everyone with an account reads it."""
        return self if user.is_authenticated and user.is_active else self.none()

    def beside(self, programme):
        """What may stand beside a programme's rows: made-up ones only beside a sample's."""
        if any(field.name == "sample" for field in self.model._meta.concrete_fields):
            return self.filter(sample=programme.sample)
        return self


class LedgerQuerySet(RowQuerySet):
    """Rows of a ledger that hang from a pairing."""

    # What changes many rows at once counts their months anew, where a ledger's sums are kept.

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        with tallies.counting(self.model) as months:
            made = super().bulk_create(objs, *args, **kwargs)
            months |= tallies.months_in(self.model, objs)
        return made

    bulk_create.alters_data = True

    def update(self, **kwargs):
        with tallies.counting(self.model, self) as months:
            keys = self._keys_to_follow()
            changed = super().update(**kwargs)
            months |= tallies.months_of(self.model.everything.filter(pk__in=keys))
        return changed

    update.alters_data = True

    def delete(self):
        with tallies.counting(self.model, self):
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _keys_to_follow(self) -> list[int]:
        """The rows that an update may move into another month; none where no sums are kept."""
        if not tallies.is_tallied(self.model):
            return []
        return list(self.order_by().values_list("pk", flat=True))

    @classmethod
    def as_manager(cls):
        """A manager of the rows that were not taken out."""
        manager = LiveRows.from_queryset(cls)()
        manager._built_with_asmanager = True
        return manager

    def visible_to(self, user):
        """Officials and the secretary see all; clerks and reviewers their pairings and sectors.

        The app a ledger lives in is its sector; the core's ledgers belong to 'support'.
        """
        return self.filter(in_assignments_of(user, sector=f"={sector_of(self.model)}"))

    def in_programme(self, programme):
        """The rows of one programme."""
        return self.filter(pairing__programme=programme)

    def of_pairings(self, pairings: Iterable[int]):
        """The rows of some pairings, by key: on an index alone, without their programme."""
        # As a lookup of its own: named by a keyword, each key would be looked at for a model's row.
        return self.filter(Among(F("pairing"), pairings))


class AllRows(models.Manager.from_queryset(LedgerQuerySet)):
    """All rows of a ledger, those that were taken out too, by the ledger's own queryset: who
    sees a row does not change when it leaves."""

    def get_queryset(self):
        own = self.model._default_manager._queryset_class
        return own(model=self.model, using=self._db)


# A row belongs to a month, so a date known to the year only is no date of a ledger row.
ROW_PRECISIONS = [
    (DatePrecision.DAY.value, DatePrecision.DAY.label),
    (DatePrecision.MONTH.value, DatePrecision.MONTH.label),
]


def dated_to_day_or_month(field: str) -> Q:
    """The condition of a row's date: to the day, or to the month and then its first day."""
    return Q(precision="day") | Q(precision="month", **{f"{field}__day": 1})


class LedgerRow(models.Model):
    """A counted, dated row of a ledger (台账). Counts and organisations only: no personal data.

    `code` is the row's number in its office's own ledger; a second import finds it by that.
    A row is taken out, never erased: `deleted_at` says when; `objects` has the others only,
    `everything` has all.
    """

    pairing = models.ForeignKey(
        "cooperation.Pairing",
        models.CASCADE,
        related_name="%(app_label)s_%(class)s_rows",
        verbose_name=_("pairing"),
    )
    code = models.CharField(_("ledger number"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    updated_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("updated by"),
    )
    deleted_at = models.DateTimeField(_("taken out at"), null=True, blank=True, editable=False)

    # The field whose day must lie within the pairing's dates.
    dated_by = "date"
    # Columns whose sums per month are kept, and the choices by which they are kept as well.
    tallied: tuple[str, ...] = ()
    tallied_by: tuple[str, ...] = ()

    objects = LedgerQuerySet.as_manager()
    everything = AllRows()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Save, and count the row's months anew where the ledger's sums are kept."""
        if not tallies.is_tallied(type(self)):
            super().save(*args, **kwargs)
            return
        same = type(self).everything.filter(pk=self.pk)
        with tallies.counting(type(self), same if self.pk else None) as months:
            super().save(*args, **kwargs)
            months |= tallies.months_of(type(self).everything.filter(pk=self.pk))

    def clean(self) -> None:
        """What the database cannot check: the row's day lies within the pairing's dates."""
        super().clean()
        day = getattr(self, self.dated_by)
        if day and self.pairing_id and not self.pairing.covers(day):
            raise ValidationError(
                {self.dated_by: _("The pairing did not exist on this day.")}, code="outside_pairing"
            )


def code_once(model: str) -> models.UniqueConstraint:
    """A row's ledger number, where it has one, stands once among its pairing's live rows."""
    return models.UniqueConstraint(
        fields=["pairing", "code"],
        condition=~Q(code="") & LIVE,
        name=f"{model}_code_once",
        violation_error_message=_("Another row of this pairing has this ledger number."),
    )

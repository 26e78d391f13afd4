"""Sums of long ledgers, kept per pairing and month beside the rows.

Adding up ten million purchases takes seconds; adding up their thirty thousand months does
not. A model that names `tallied` columns has its months counted anew in the transaction that
changes them, under a lock on their pairing, and its years from them: a list of all years adds up
five sums of a pairing in place of sixty. `manage.py tally` makes all of them anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import models, router, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth, TruncYear
from django.utils.translation import gettext_lazy as _

from cooperation.bulk import insert
from cooperation.models.base import FigureField, exact
from cooperation.models.pairings import Pairing, Programme
from cooperation.models.people import in_assignments_of

# A pairing and the first day of a month.
Month = tuple[int, datetime.date]
BATCH = 2000


class TallyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody reads tallies as such; a list asks for those of its own ledger."""
        return self if user.is_administrator else self.none()

    def of_reader(self, user, sector: str):
        """The months whose rows a person may see."""
        return self.filter(in_assignments_of(user, sector=f"={sector}"))

    def yearly(self) -> Iterator[LedgerTally]:
        """The sums of whole years that these months call for."""
        keys = ("ledger", "pairing", "_year", "kind", "value", "column")
        grouped = (
            self.filter(whole_year=False)
            .annotate(_year=TruncYear("month"))
            .values_list(*keys)
            .annotate(Sum("given"), Sum("total"))
            .order_by(*keys)
        )
        for ledger, pairing, year, kind, value, column, given, total in grouped.iterator():
            yield LedgerTally(
                ledger=ledger,
                pairing_id=pairing,
                month=year,
                whole_year=True,
                kind=kind,
                value=value,
                column=column,
                given=given,
                total=None if total is None else exact(total),
            )


class LedgerTally(models.Model):
    """What the live rows of a ledger add up to in one pairing and month, or in the whole year
    that begins with the month.

    `ledger` is the model's label. `kind` and `value` name a field and its choice that the rows
    have in common; both are empty for all rows. `column` is what is added up, empty for the
    rows themselves: then `given` is how many there are. Else `given` says how many rows have a
    value, and `total` is their sum in the column's own unit.
    """

    ledger = models.CharField(_("ledger"), max_length=80)
    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="+", verbose_name=_("pairing")
    )
    month = models.DateField(_("month"))
    whole_year = models.BooleanField(_("whole year"), default=False)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    value = models.CharField(_("value"), max_length=40, blank=True)
    column = models.CharField(_("column"), max_length=40, blank=True)
    given = models.PositiveIntegerField(_("rows"))
    total = FigureField(_("total"), null=True, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("sum of a ledger")
        verbose_name_plural = _("sums of ledgers")
        # All that a list of all pairings adds up, month by month, without a look at the rows.
        indexes = [
            models.Index(
                fields=[
                    "ledger",
                    "whole_year",
                    "kind",
                    "value",
                    "month",
                    "pairing",
                    "column",
                    "given",
                    "total",
                ],
                name="tally_by_month",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "whole_year", "kind", "value", "pairing", "month", "column"],
                name="tally_once",
                violation_error_message=_("This sum is kept already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="tally_month_is_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
            models.CheckConstraint(
                condition=Q(whole_year=False) | Q(month__month=1),
                name="tally_year_is_its_january",
                violation_error_message=_("A year is written as its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.month:%Y-%m} {self.value} {self.column}: {self.given}"


def is_tallied(model: type[models.Model]) -> bool:
    """Whether sums of a ledger are kept."""
    return bool(getattr(model, "tallied", ()))


def months_of(rows: models.QuerySet) -> set[Month]:
    """The pairings and months in which rows lie."""
    date = rows.model.dated_by
    return set(
        rows.order_by()
        .filter(**{f"{date}__isnull": False})
        .values_list("pairing", TruncMonth(date))
        .distinct()
    )


def months_in(model: type[models.Model], rows: Iterable[models.Model]) -> set[Month]:
    """The same of rows in memory."""
    if not is_tallied(model):
        return set()
    dated = ((row.pairing_id, getattr(row, model.dated_by)) for row in rows)
    return {(pairing, day.replace(day=1)) for pairing, day in dated if day}


@contextmanager
def counting(model: type[models.Model], rows: models.QuerySet | None = None):
    """Around a change of some rows: their months before it, and those that the body adds to
    the set it is given, are counted anew. Does nothing where no sums are kept.

    The other writers of their programmes are waited for before the rows are touched, as in the
    workplace, and before it is looked where they lie."""
    months: set[Month] = set()
    if not is_tallied(model):
        yield months
        return
    with transaction.atomic(using=router.db_for_write(model)):
        if rows is not None:
            pairings = rows.order_by().values("pairing")
            Programme.objects.filter(pairings__in=pairings).one_writer()
            months |= months_of(rows)
        yield months
        refresh(model, months)


def following(month: datetime.date) -> datetime.date:
    """The first day of the month after."""
    return (month + datetime.timedelta(days=31)).replace(day=1)


def lock(pairings: Iterable[int]) -> None:
    """Lets one writer at a time count the months of a pairing."""
    wanted = Pairing.objects.filter(pk__in=set(pairings)).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk"))


def refresh(model: type[models.Model], months: Iterable[Month]) -> None:
    """Count some months of a ledger anew, inside the transaction that changed their rows:
    of all their pairings, from the earliest of the months to the latest.

    It raises the data version: what lists keep of the sums is true to the rows, whoever wrote
    them. Before the pairings are locked, in the order of all who write (`one_writer`)."""
    if not is_tallied(model):
        return
    months = set(months)
    if not months:
        return
    pairings = {pairing for pairing, _month in months}
    first, last = min(month for _, month in months), max(month for _, month in months)
    with transaction.atomic(using=router.db_for_write(model)):
        programmes = Programme.objects.filter(pairings__in=pairings)
        programmes.one_writer()
        programmes.raise_data_version()
        lock(pairings)
        of_these = LedgerTally.objects.filter(ledger=model._meta.label, pairing__in=pairings)
        january, december = first.replace(month=1), last.replace(month=12)
        years = of_these.filter(month__range=(january, december))
        for kept in (
            of_these.filter(whole_year=False, month__range=(first, last)),
            years.filter(whole_year=True),
        ):
            kept._raw_delete(kept.db)
        span = {f"{model.dated_by}__gte": first, f"{model.dated_by}__lt": following(last)}
        rows = model.objects.filter(pairing__in=pairings, **span)
        insert(LedgerTally, counted(model, rows))
        insert(LedgerTally, years.yearly())


def rebuild(model: type[models.Model]) -> int:
    """Count a whole ledger anew; how many sums are kept now. Whoever calls it for rows that were
    there before raises the data version: lists keep sums under it."""
    with transaction.atomic(using=router.db_for_write(model)):
        kept = LedgerTally.objects.filter(ledger=model._meta.label)
        kept._raw_delete(kept.db)
        made = 0
        for sums in _batches(counted(model, model.objects.all())):
            made += len(insert(LedgerTally, sums))
        return made + len(insert(LedgerTally, kept.yearly()))


def _batches(sums: Iterator[LedgerTally]) -> Iterator[list[LedgerTally]]:
    batch = []
    for sum_ in sums:
        batch.append(sum_)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def counted(model: type[models.Model], rows: models.QuerySet) -> Iterator[LedgerTally]:
    """The months' sums of some rows, made from the rows: one query for all, one for each kind."""
    dated = rows.order_by().filter(**{f"{model.dated_by}__isnull": False})
    asked = {f"sum_{name}": Sum(name) for name in model.tallied}
    asked |= {f"given_{name}": Count(name) for name in model.tallied}
    for kind in ("", *model.tallied_by):
        keys = ["pairing", "_month", *([kind] if kind else [])]
        grouped = (
            dated.annotate(_month=TruncMonth(model.dated_by))
            .values(*keys)
            .annotate(rows=Count("*"), **asked)
            .order_by(*keys)
        )
        for row in grouped.iterator(chunk_size=BATCH):
            yield from _sums(model, kind, row)


def _sums(model: type[models.Model], kind: str, row: dict) -> Iterator[LedgerTally]:
    common = {
        "ledger": model._meta.label,
        "pairing_id": row["pairing"],
        "month": row["_month"],
        "kind": kind,
        "value": str(row[kind]) if kind else "",
    }
    yield LedgerTally(**common, given=row["rows"])
    for name in model.tallied:
        total = row[f"sum_{name}"]
        yield LedgerTally(
            **common,
            column=name,
            given=row[f"given_{name}"],
            total=None if total is None else exact(total),
        )

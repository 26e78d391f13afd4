"""Rows that belong to another row and lie in the pairing it lies in."""

from django.db import models
from django.db.models import Count, IntegerField, Subquery
from django.db.models.functions import Coalesce

from cooperation.models import LedgerRow


class PartOfRow(LedgerRow):
    """A ledger row below another one, such as a payment of a project.

    Its pairing is that of the row above, kept here too so that lists and sums need no join.
    `belongs_to` names the field of the row above.
    """

    belongs_to = ""

    class Meta:
        abstract = True

    @property
    def above(self) -> models.Model | None:
        """The row above; None while nobody chose it."""
        key = getattr(self, f"{self.belongs_to}_id", None)
        return getattr(self, self.belongs_to) if key else None

    def clean(self) -> None:
        """The day is judged by the pairing of the row above."""
        if self.above is not None and self.above.pairing_id:
            self.pairing = self.above.pairing
        super().clean()

    def save(self, *args, **kwargs):
        if self.above is not None:
            self.pairing_id = self.above.pairing_id
        super().save(*args, **kwargs)


def move_parts(rows: models.Manager, **above) -> None:
    """Rows below a row go where it goes, those taken out too."""
    (row,) = above.values()
    rows.filter(**above).exclude(pairing=row.pairing_id).update(pairing=row.pairing_id)


def counted_below(rows: models.QuerySet, of: str) -> Coalesce:
    """How many rows hang below, by the field that names the row above; none is 0."""
    counted = rows.order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

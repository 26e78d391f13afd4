"""Tourism's records: groups of visitors."""

from django.db import models

from cooperation.models import LedgerRow


class Tour(LedgerRow):
    """A group of visitors from the east."""

    date = models.DateField("date")
    visitors = models.PositiveIntegerField("visitors")
    spent = models.DecimalField("spent", max_digits=17, decimal_places=4, null=True)

    class Meta:
        ordering = ["-date", "-pk"]

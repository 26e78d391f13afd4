"""Sums of long ledgers are kept of whole years too, made from those of their months."""

from decimal import Decimal
from itertools import islice

from django.db import migrations, models
from django.db.models import Sum
from django.db.models.functions import TruncYear

KEYS = ("ledger", "pairing_id", "_year", "kind", "value", "column")
BATCH = 2000


def add_up_years(apps, schema_editor):
    """One row for each year whose months are kept."""
    kept = apps.get_model("cooperation", "LedgerTally").objects.using(
        schema_editor.connection.alias
    )
    grouped = (
        kept.annotate(_year=TruncYear("month"))
        .values_list(*KEYS)
        .annotate(Sum("given"), Sum("total"))
        .order_by(*KEYS)
    )
    # Read to the end before any of them is written beside them.
    years = iter(list(grouped))
    while some := list(islice(years, BATCH)):
        kept.bulk_create(
            kept.model(
                ledger=ledger,
                pairing_id=pairing,
                month=year,
                whole_year=True,
                kind=kind,
                value=value,
                column=column,
                given=given,
                # SQLite adds up floats.
                total=None if total is None else Decimal(total).quantize(Decimal("0.0001")),
            )
            for ledger, pairing, year, kind, value, column, given, total in some
        )


def leave_them_out(apps, schema_editor):
    """Months alone, as before."""
    kept = apps.get_model("cooperation", "LedgerTally").objects.using(
        schema_editor.connection.alias
    )
    kept.filter(whole_year=True).delete()


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0011_readings_recorded")]

    operations = [
        migrations.RemoveConstraint(model_name="ledgertally", name="tally_once"),
        migrations.AddField(
            model_name="ledgertally",
            name="whole_year",
            field=models.BooleanField(default=False, verbose_name="whole year"),
        ),
        migrations.AddConstraint(
            model_name="ledgertally",
            constraint=models.UniqueConstraint(
                fields=("ledger", "whole_year", "kind", "value", "pairing", "month", "column"),
                name="tally_once",
                violation_error_message="This sum is kept already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgertally",
            constraint=models.CheckConstraint(
                condition=models.Q(("whole_year", False), ("month__month", 1), _connector="OR"),
                name="tally_year_is_its_january",
                violation_error_message="A year is written as its first day.",
            ),
        ),
        migrations.RunPython(add_up_years, leave_them_out),
    ]

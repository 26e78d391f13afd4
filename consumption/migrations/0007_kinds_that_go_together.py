"""What PostgreSQL counts of the kinds of purchases that go together: a direct purchase is never
made at a fair. Without, it expects a tenth of all rows and goes through all of them for none."""

from django.db import migrations

KINDS = "mode, channel, buyer_kind, product_kind"


def count_together(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE STATISTICS purchase_kinds (mcv) ON {KINDS} FROM consumption_purchase"
        )
        schema_editor.execute("ANALYZE consumption_purchase")


def count_apart(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS IF EXISTS purchase_kinds")


class Migration(migrations.Migration):
    dependencies = [("consumption", "0006_purchases_by_mode_and_channel")]

    operations = [migrations.RunPython(count_together, count_apart, elidable=False)]

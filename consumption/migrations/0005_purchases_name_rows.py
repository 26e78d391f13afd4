"""The texts that have become rows go; each filter of the list gets its index."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consumption", "0004_names_become_rows"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="purchase",
            name="purchase_newest",
        ),
        migrations.RemoveField(model_name="purchase", name="buyer_text"),
        migrations.RemoveField(model_name="purchase", name="supplier_text"),
        migrations.AlterField(
            model_name="purchase",
            name="product",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purchases",
                to="consumption.product",
                verbose_name="product",
            ),
        ),
        migrations.RemoveField(
            model_name="purchase",
            name="product_en",
        ),
        migrations.RemoveField(
            model_name="purchase",
            name="product_zh",
        ),
        migrations.RemoveField(
            model_name="purchase",
            name="supplier_place",
        ),
        migrations.AlterField(
            model_name="purchase",
            name="buyer_kind",
            field=models.CharField(
                choices=[
                    ("government", "Government office"),
                    ("institution", "Public institution"),
                    ("enterprise", "Enterprise"),
                    ("union", "Trade union"),
                    ("market", "Market or supermarket"),
                    ("public", "General public"),
                    ("other", "Other"),
                ],
                default="other",
                help_text="Where a buyer is named, its own kind counts.",
                max_length=11,
                verbose_name="kind of buyer",
            ),
        ),
        migrations.AlterField(
            model_name="purchase",
            name="buyer_place",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cooperation.place",
                verbose_name="buyer's township",
            ),
        ),
        migrations.AlterField(
            model_name="purchase",
            name="product_kind",
            field=models.CharField(
                choices=[
                    ("grain_oil", "Grain and oil"),
                    ("vegetables", "Vegetables"),
                    ("fruit", "Fruit"),
                    ("tea", "Tea"),
                    ("meat_eggs", "Meat, poultry and eggs"),
                    ("mushrooms", "Mushrooms"),
                    ("processed", "Processed food"),
                    ("crafts", "Crafts"),
                    ("other", "Other"),
                ],
                default="other",
                editable=False,
                max_length=10,
                verbose_name="kind of product",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["-date", "-id", "amount"],
                name="purchase_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["mode", "-date", "-id"],
                name="purchase_of_mode",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["channel", "-date", "-id"],
                name="purchase_of_channel",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["buyer_kind", "-date", "-id"],
                name="purchase_of_buyer_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["product_kind", "-date", "-id"],
                name="purchase_of_product_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["product", "-date", "-id", "amount"],
                name="purchase_of_product",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["supplier", "-date", "-id", "amount"],
                name="purchase_of_supplier",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True), ("buyer__isnull", False)),
                fields=["buyer", "-date", "-id", "amount"],
                name="purchase_of_buyer",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["buyer_place", "-date", "-id", "amount"],
                name="purchase_of_township",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True), ("fair__isnull", False)),
                fields=["fair", "-date", "-id", "amount"],
                name="purchase_at_fair",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=["-amount", "-id"],
                name="purchase_by_amount",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at__isnull", True), models.Q(("code", ""), _negated=True)
                ),
                fields=["code"],
                name="purchase_code_begins",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at__isnull", True), models.Q(("voucher", ""), _negated=True)
                ),
                fields=["voucher"],
                name="purchase_voucher_begins",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("fair__isnull", True), ("channel", "fair"), _connector="OR"),
                name="purchase_at_fair_by_channel",
                violation_error_message="A purchase at a fair has the channel “Exhibition or fair”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("buyer__isnull", True),
                    models.Q(("buyer_kind", "public"), _negated=True),
                    _connector="OR",
                ),
                name="purchase_public_has_no_name",
                violation_error_message="The general public has no name: name no buyer.",
            ),
        ),
    ]

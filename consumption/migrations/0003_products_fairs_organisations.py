"""Products, suppliers, buyers and fairs become tables of their own."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import cooperation.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("consumption", "0002_rows_are_taken_out"),
        ("cooperation", "0003_monthly_reporting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Buyer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="English name"),
                ),
                (
                    "sample",
                    models.BooleanField(default=False, editable=False, verbose_name="sample data"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "Government office"),
                            ("institution", "Public institution"),
                            ("enterprise", "Enterprise"),
                            ("union", "Trade union"),
                            ("market", "Market or supermarket"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=11,
                        verbose_name="kind of buyer",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cooperation.place",
                        verbose_name="buyer's township",
                    ),
                ),
            ],
            options={
                "verbose_name": "buyer",
                "verbose_name_plural": "buyers",
                "ordering": ["name_zh", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_zh", "sample"),
                        name="buyer_name_once",
                        violation_error_message="Another buyer has this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "government",
                                    "institution",
                                    "enterprise",
                                    "union",
                                    "market",
                                    "other",
                                ],
                            )
                        ),
                        name="buyer_is_organisation",
                        violation_error_message="A buyer with a name is an organisation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60, verbose_name="ledger number")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "deleted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="taken out at"
                    ),
                ),
                ("start", models.DateField(verbose_name="date")),
                ("end", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "to the day"), ("month", "to the month")],
                        default="day",
                        max_length=5,
                        verbose_name="precision of the date",
                    ),
                ),
                ("title_zh", models.CharField(max_length=200, verbose_name="title (Chinese)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, verbose_name="title (English)"),
                ),
                (
                    "place_zh",
                    models.CharField(blank=True, max_length=200, verbose_name="place (Chinese)"),
                ),
                (
                    "place_en",
                    models.CharField(blank=True, max_length=200, verbose_name="place (English)"),
                ),
                (
                    "organiser",
                    models.CharField(blank=True, max_length=200, verbose_name="organiser"),
                ),
                (
                    "stalls",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="stalls"),
                ),
                (
                    "enterprises",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="enterprises taking part"
                    ),
                ),
                (
                    "products",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="products shown"
                    ),
                ),
                (
                    "intentions",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="enterprises that intend to buy"
                    ),
                ),
                (
                    "sales_on_site",
                    cooperation.models.base.FigureField(
                        blank=True,
                        decimal_places=4,
                        max_digits=17,
                        null=True,
                        verbose_name="sales on site (10k yuan)",
                    ),
                ),
                (
                    "sales_after",
                    cooperation.models.base.FigureField(
                        blank=True,
                        decimal_places=4,
                        max_digits=17,
                        null=True,
                        verbose_name="sales after the fair (10k yuan)",
                    ),
                ),
                (
                    "sales_all",
                    cooperation.models.base.FigureField(
                        blank=True,
                        decimal_places=4,
                        help_text="Only where a total was published that is not split; never added to the others.",
                        max_digits=17,
                        null=True,
                        verbose_name="all sales, as published (10k yuan)",
                    ),
                ),
                (
                    "exactness",
                    models.CharField(
                        choices=[("exact", "exact"), ("at_least", "at least"), ("about", "about")],
                        default="exact",
                        max_length=8,
                        verbose_name="exactness of the published total",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cooperation.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_rows",
                        to="cooperation.pairing",
                        verbose_name="pairing",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="cooperation.source",
                        verbose_name="sources",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "fair",
                "verbose_name_plural": "fairs",
                "ordering": ["-start", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["-start", "-id"],
                        name="fair_newest",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["pairing", "-start", "-id"],
                        name="fair_of_pairing",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), ("deleted_at__isnull", True)
                        ),
                        fields=("pairing", "code"),
                        name="fair_code_once",
                        violation_error_message="Another row of this pairing has this ledger number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="fair_ends_after_it_starts",
                        violation_error_message="The last day is not before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("precision", "day"),
                            models.Q(("precision", "month"), ("start__day", 1)),
                            _connector="OR",
                        ),
                        name="fair_date_precision",
                        violation_error_message="A date is known to the day, or to the month and then written as its 1st.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sales_on_site__isnull", True),
                            ("sales_on_site__gte", 0),
                            _connector="OR",
                        ),
                        name="fair_sales_on_site_not_negative",
                        violation_error_message="Sales are zero or more, or empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sales_after__isnull", True), ("sales_after__gte", 0), _connector="OR"
                        ),
                        name="fair_sales_after_not_negative",
                        violation_error_message="Sales are zero or more, or empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sales_all__isnull", True), ("sales_all__gte", 0), _connector="OR"
                        ),
                        name="fair_sales_all_not_negative",
                        violation_error_message="Sales are zero or more, or empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sales_on_site__isnull", True),
                            ("sales_all__isnull", True),
                            ("sales_on_site__lte", models.F("sales_all")),
                            _connector="OR",
                        ),
                        name="fair_on_site_within_all",
                        violation_error_message="Sales on site are not more than all sales as published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exactness__in", ["exact", "at_least", "about"])),
                        name="fair_exactness_known",
                        violation_error_message="A figure is exact, at least or about.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="English name"),
                ),
                (
                    "sample",
                    models.BooleanField(default=False, editable=False, verbose_name="sample data"),
                ),
                (
                    "kind",
                    models.CharField(
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
                        max_length=10,
                        verbose_name="kind of product",
                    ),
                ),
                (
                    "certificate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No certificate"),
                            ("green", "Green food"),
                            ("organic", "Organic product"),
                            ("geographical", "Geographical indication"),
                            ("other", "Other certificate"),
                        ],
                        max_length=12,
                        verbose_name="certificate",
                    ),
                ),
                (
                    "certificate_number",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="number of the certificate"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cooperation.place",
                        verbose_name="district of origin",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="cooperation.source",
                        verbose_name="sources",
                    ),
                ),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "ordering": ["name_zh", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_zh", "district", "sample"),
                        name="product_once_in_district",
                        violation_error_message="Another product of this district has this name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", True)),
                        fields=("name_zh", "sample"),
                        name="product_once_without_district",
                        violation_error_message="Another product without a district has this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "grain_oil",
                                    "vegetables",
                                    "fruit",
                                    "tea",
                                    "meat_eggs",
                                    "mushrooms",
                                    "processed",
                                    "crafts",
                                    "other",
                                ],
                            )
                        ),
                        name="product_kind_known",
                        violation_error_message="Choose one of the kinds of product.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "certificate__in",
                                ["", "none", "green", "organic", "geographical", "other"],
                            )
                        ),
                        name="product_certificate_known",
                        violation_error_message="Choose one of the certificates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("certificate_number", ""),
                            models.Q(("certificate__in", ["", "none"]), _negated=True),
                            _connector="OR",
                        ),
                        name="product_number_has_certificate",
                        violation_error_message="A certificate's number belongs to a certificate.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="English name"),
                ),
                (
                    "sample",
                    models.BooleanField(default=False, editable=False, verbose_name="sample data"),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cooperation.place",
                        verbose_name="supplier's district",
                    ),
                ),
            ],
            options={
                "verbose_name": "supplier",
                "verbose_name_plural": "suppliers",
                "ordering": ["name_zh", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_zh", "sample"),
                        name="supplier_name_once",
                        violation_error_message="Another supplier has this name.",
                    ),
                ],
            },
        ),
        # The text stays beside the key until the next migration has made a row of it.
        migrations.RenameField(model_name="purchase", old_name="buyer", new_name="buyer_text"),
        migrations.RenameField(
            model_name="purchase", old_name="supplier", new_name="supplier_text"
        ),
        migrations.AlterField(
            model_name="purchase",
            name="product_zh",
            field=models.CharField(default="", max_length=200, verbose_name="product (Chinese)"),
        ),
        migrations.AddField(
            model_name="purchase",
            name="product",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purchases",
                to="consumption.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="purchase",
            name="supplier",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purchases",
                to="consumption.supplier",
                verbose_name="supplier",
            ),
        ),
        migrations.AddField(
            model_name="purchase",
            name="buyer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purchases",
                to="consumption.buyer",
                verbose_name="buyer",
            ),
        ),
        migrations.AddField(
            model_name="purchase",
            name="fair",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="purchases",
                to="consumption.fair",
                verbose_name="fair",
            ),
        ),
    ]

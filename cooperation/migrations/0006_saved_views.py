import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0005_support_ledgers"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ledger", models.CharField(max_length=80, verbose_name="ledger")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                (
                    "shared",
                    models.CharField(
                        choices=[
                            ("mine", "Only me"),
                            ("office", "My office"),
                            ("all", "Everyone in the programme"),
                        ],
                        default="mine",
                        max_length=6,
                        verbose_name="who sees it",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="filters")),
                ("sort", models.CharField(blank=True, max_length=200, verbose_name="order")),
                ("columns", models.CharField(blank=True, max_length=1000, verbose_name="columns")),
                (
                    "size",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="rows per page"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="changed at"
                    ),
                ),
                (
                    "opens_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cooperation.savedview",
                        verbose_name="opens with",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cooperation.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "indexes": [models.Index(fields=["ledger", "shared"], name="saved_view_of_ledger")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        fields=("owner", "ledger", "programme", "name"),
                        name="saved_view_name_once",
                        violation_error_message="You have a view of this name already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("name", "")),
                        fields=("owner", "ledger"),
                        name="saved_view_one_setting",
                        violation_error_message="A person has one setting of a list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("programme__isnull", True), ("shared", "mine")),
                            models.Q(
                                models.Q(("name", ""), _negated=True), ("programme__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="saved_view_has_programme",
                        violation_error_message="A view has a name and belongs to a programme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shared__in", ["mine", "office", "all"])),
                        name="saved_view_shared_known",
                        violation_error_message="A view is yours, your office's or everyone's.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("size__isnull", True),
                            ("size__in", [25, 50, 100, 200]),
                            _connector="OR",
                        ),
                        name="saved_view_size_known",
                        violation_error_message="A page has 25, 50, 100 or 200 rows.",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0007_reconciliation"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "previous",
                    models.DateTimeField(blank=True, null=True, verbose_name="previous visit"),
                ),
                (
                    "current",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="current visit"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cooperation.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "last look",
                "verbose_name_plural": "last looks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme"),
                        name="last_look_once",
                        violation_error_message="This account's last look is kept already.",
                    )
                ],
            },
        ),
    ]

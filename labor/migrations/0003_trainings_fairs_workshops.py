import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0003_monthly_reporting"),
        ("labor", "0002_rows_are_taken_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="JobFair",
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
                ("date", models.DateField(verbose_name="date")),
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
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue")),
                (
                    "employers",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="employers"),
                ),
                (
                    "posts",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="posts offered"
                    ),
                ),
                (
                    "intentions",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="intentions reached"
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
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cooperation.place",
                        verbose_name="township or district",
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
                "verbose_name": "job fair",
                "verbose_name_plural": "job fairs",
                "ordering": ["-date", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["-date", "-id"],
                        name="job_fair_newest",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["pairing", "-date", "-id", "employers", "posts", "intentions"],
                        name="job_fair_of_pairing",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), ("deleted_at__isnull", True)
                        ),
                        fields=("pairing", "code"),
                        name="job_fair_code_once",
                        violation_error_message="Another row of this pairing has this ledger number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("precision", "day"),
                            models.Q(("date__day", 1), ("precision", "month")),
                            _connector="OR",
                        ),
                        name="job_fair_date_precision",
                        violation_error_message="A date is known to the day, or to the month and then written as its 1st.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("employers__isnull", True), ("employers__gt", 0), _connector="OR"
                        ),
                        name="job_fair_employers_positive",
                        violation_error_message="A job fair has at least one employer, or leave empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("intentions__isnull", True),
                            ("posts__isnull", True),
                            ("intentions__lte", models.F("posts")),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="job_fair_intentions_within_posts",
                        violation_error_message="More intentions than posts: say in the note how that came about.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                ("start", models.DateField(verbose_name="first day")),
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
                ("topic_zh", models.CharField(max_length=200, verbose_name="topic (Chinese)")),
                (
                    "topic_en",
                    models.CharField(blank=True, max_length=300, verbose_name="topic (English)"),
                ),
                (
                    "brand",
                    models.CharField(
                        choices=[
                            ("chef", "Cantonese Chef"),
                            ("technician", "Guangdong Technician"),
                            ("domestic", "Southern Guangdong Domestic Service"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="training brand",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days of training"
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="attendances"),
                ),
                (
                    "lifted",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="of which lifted out of poverty"
                    ),
                ),
                (
                    "organiser",
                    models.CharField(blank=True, max_length=200, verbose_name="organiser"),
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
                "verbose_name": "training course",
                "verbose_name_plural": "training courses",
                "ordering": ["-start", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["-start", "-id"],
                        name="training_newest",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["pairing", "-start", "-id", "people", "lifted"],
                        name="training_of_pairing",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), ("deleted_at__isnull", True)
                        ),
                        fields=("pairing", "code"),
                        name="training_code_once",
                        violation_error_message="Another row of this pairing has this ledger number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("people__isnull", True), ("people__gt", 0), _connector="OR"
                        ),
                        name="training_people_positive",
                        violation_error_message="A course has at least one attendance, or leave empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted__isnull", True),
                            models.Q(
                                ("lifted__gte", 0),
                                ("lifted__lte", models.F("people")),
                                ("people__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="training_lifted_within_people",
                        violation_error_message="Those lifted out of poverty are not more than all attendances of the course.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="training_ends_after_it_starts",
                        violation_error_message="The last day is not before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("precision", "day"),
                            models.Q(("precision", "month"), ("start__day", 1)),
                            _connector="OR",
                        ),
                        name="training_date_precision",
                        violation_error_message="A date is known to the day, or to the month and then written as its 1st.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__isnull", True), ("days__gte", 1), _connector="OR"
                        ),
                        name="training_days_from_one",
                        violation_error_message="A course lasts at least one day, or leave empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("brand__in", ["chef", "technician", "domestic", "other"])
                        ),
                        name="training_brand_known",
                        violation_error_message="Choose one of the training brands.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
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
                ("opened", models.DateField(verbose_name="opened")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "to the day"), ("month", "to the month")],
                        default="day",
                        max_length=5,
                        verbose_name="precision of the date",
                    ),
                ),
                (
                    "enterprise",
                    models.CharField(blank=True, max_length=200, verbose_name="enterprise"),
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
                    "township",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cooperation.place",
                        verbose_name="township",
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
                "verbose_name": "assistance workshop",
                "verbose_name_plural": "assistance workshops",
                "ordering": ["-opened", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["-opened", "-id"],
                        name="workshop_newest",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["pairing", "-opened", "-id"],
                        name="workshop_of_pairing",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), ("deleted_at__isnull", True)
                        ),
                        fields=("pairing", "code"),
                        name="workshop_code_once",
                        violation_error_message="Another row of this pairing has this ledger number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("precision", "day"),
                            models.Q(("opened__day", 1), ("precision", "month")),
                            _connector="OR",
                        ),
                        name="workshop_date_precision",
                        violation_error_message="A date is known to the day, or to the month and then written as its 1st.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=("pairing", "name_zh"),
                        name="workshop_name_once",
                        violation_error_message="Another workshop of this pairing has this name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                (
                    "lifted",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="of which lifted out of poverty"
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="labor.workshop",
                        verbose_name="assistance workshop",
                    ),
                ),
            ],
            options={
                "verbose_name": "head count of a workshop",
                "verbose_name_plural": "head counts of workshops",
                "ordering": ["workshop", "-date"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workshop", "date"),
                        name="workshop_count_once_a_day",
                        violation_error_message="The workshop has a head count of this day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted__isnull", True),
                            models.Q(
                                ("lifted__gte", 0),
                                ("lifted__lte", models.F("people")),
                                ("people__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="workshop_count_lifted_within_people",
                        violation_error_message="Those lifted out of poverty are not more than all people of the workshop.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in_production", "Producing"),
                            ("paused", "Paused"),
                            ("deregistered", "Off the register"),
                        ],
                        max_length=13,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statuses",
                        to="labor.workshop",
                        verbose_name="assistance workshop",
                    ),
                ),
            ],
            options={
                "verbose_name": "status of a workshop",
                "verbose_name_plural": "statuses of workshops",
                "ordering": ["workshop", "-since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workshop", "since"),
                        name="workshop_status_once_a_day",
                        violation_error_message="The workshop has a status of this day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "in_production"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="workshop_status_has_reason",
                        violation_error_message="Say why the workshop is paused or was taken off the register.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["in_production", "paused", "deregistered"])
                        ),
                        name="workshop_status_known",
                        violation_error_message="A workshop is producing, paused or off the register.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="employer",
            name="industry",
            field=models.CharField(
                blank=True,
                choices=[
                    ("lighting", "Lighting"),
                    ("hardware", "Hardware"),
                    ("appliances", "Home appliances"),
                    ("textiles", "Textiles and garments"),
                    ("electronics", "Electronics"),
                    ("food", "Food"),
                    ("services", "Services"),
                    ("other", "Other"),
                ],
                max_length=11,
                verbose_name="industry",
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="location",
            field=models.CharField(
                blank=True,
                choices=[
                    ("east_city", "In the eastern partner city"),
                    ("east_other", "Elsewhere in the east"),
                    ("west_near", "Near home"),
                    ("elsewhere", "Elsewhere"),
                ],
                max_length=10,
                verbose_name="location",
            ),
        ),
        migrations.AddField(
            model_name="transferbatch",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cooperation.place",
                verbose_name="township of origin",
            ),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "industry__in",
                        [
                            "",
                            "lighting",
                            "hardware",
                            "appliances",
                            "textiles",
                            "electronics",
                            "food",
                            "services",
                            "other",
                        ],
                    )
                ),
                name="employer_industry_known",
                violation_error_message="Choose one of the industries, or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("location__in", ["", "east_city", "east_other", "west_near", "elsewhere"])
                ),
                name="employer_location_known",
                violation_error_message="Choose one of the locations, or none.",
            ),
        ),
    ]

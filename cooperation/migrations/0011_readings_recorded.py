import datetime

import django.utils.timezone
from django.db import migrations, models


def as_published(apps, schema_editor):
    """Readings that are there already count as entered when they were published, as before."""
    zone = django.utils.timezone.get_default_timezone()
    readings = apps.get_model("cooperation", "PublishedReading").objects
    for pk, published_on, cutoff in readings.values_list("pk", "published_on", "cutoff"):
        day = datetime.datetime.combine(published_on or cutoff, datetime.time.min, zone)
        readings.filter(pk=pk).update(recorded_at=day)


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0010_joint_meetings"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedreading",
            name="recorded_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="recorded at"
            ),
        ),
        migrations.RunPython(as_published, migrations.RunPython.noop),
    ]

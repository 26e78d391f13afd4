"""A nation's scoreboard: the sample province ten times over, copied inside the database.

`sample --scale nation` writes ten million purchases, which takes a quarter of an hour and which
no scoreboard page reads. Here only what the scoreboard reads is copied: five hundred pairings,
their reports, submissions, figures, reviews and targets. PostgreSQL only.
"""

from __future__ import annotations

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

from cooperation.models import (
    Figure,
    MonthlyReport,
    Pairing,
    Programme,
    Review,
    Submission,
    Target,
)
from cooperation.scoreboard.years import rebuild

TIMES = 10
CODE = "bench-nation"
REPORTS = "SELECT id FROM cooperation_monthlyreport WHERE pairing_id {pairings}"
SUBMISSIONS = f"SELECT id FROM cooperation_submission WHERE report_id IN ({REPORTS})"
# From the root to the leaves, each with the rows that belong to some pairings.
COPIED: tuple[tuple[type[models.Model], str], ...] = (
    (Pairing, "t.id {pairings}"),
    (Target, "t.pairing_id {pairings}"),
    (MonthlyReport, "t.pairing_id {pairings}"),
    (Submission, f"t.report_id IN ({REPORTS})"),
    (Review, f"t.submission_id IN ({SUBMISSIONS})"),
    (Figure, f"t.submission_id IN ({SUBMISSIONS})"),
)


def nation_of(province: Programme) -> Programme:
    """The programme of ten provinces, its years kept."""
    nation = Programme.objects.get(pk=province.pk)
    nation.pk, nation.code, nation.rolled_up = None, CODE, False
    nation.save()
    steps = {model: (model.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1 for model, _ in COPIED}
    city = Pairing.objects.get(programme=province, kind=Pairing.Kind.CITY)
    with connection.cursor() as cursor:
        for model, whose in COPIED:
            cursor.execute(_copy(model, steps, nation, city, whose))
        for statement in connection.ops.sequence_reset_sql(no_style(), list(steps)):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    rebuild(nation)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cooperation_visibleyear")
    return nation


def _copy(model, steps: dict, nation: Programme, city: Pairing, whose: str) -> str:
    """INSERT … SELECT: keys and references moved by as many rows as there are, once a copy.

    The copies share one city pairing: its rows are copied once.
    """
    columns, values = [], []
    for field in model._meta.concrete_fields:
        column = connection.ops.quote_name(field.column)
        columns.append(column)
        other = field.remote_field.model if field.remote_field else None
        if field.primary_key:
            values.append(f"t.{column} + k * {steps[model]}")
        elif other is Programme:
            values.append(str(nation.pk))
        elif field.name == "parent":
            values.append(f"t.{column} + {steps[Pairing]}")
        elif other in steps:
            values.append(f"t.{column} + k * {steps[other]}")
        elif field.name == "slug":
            values.append(f"t.{column} || '-' || k")
        else:
            values.append(f"t.{column}")
    everyone = f"SELECT id FROM cooperation_pairing WHERE programme_id = {city.programme_id}"
    of_all = whose.format(pairings=f"IN ({everyone})")
    of_city = whose.format(pairings=f"= {city.pk}")
    table = connection.ops.quote_name(model._meta.db_table)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} t"
        f" CROSS JOIN generate_series(1, {TIMES}) k"
        f" WHERE {of_all} AND (k = 1 OR NOT ({of_city}))"
    )

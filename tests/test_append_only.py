"""The past stays as it was written, in both databases, even for raw SQL."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cooperation import append_only
from cooperation.models import (
    BriefingEdit,
    CellMessage,
    ChangeLog,
    ConfirmedCheck,
    Explanation,
    Export,
    Figure,
    Meeting,
    MonthlyReport,
    Pack,
    Review,
    Statement,
    Submission,
    Target,
)
from cooperation.reporting import actions
from tests.reporting.world import World
from tests.rows import until_module_ends


def triggers():
    """The names of the triggers that are there."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def fill(world):
    """One row in each append-only table."""
    submission = world.approved()
    Target.objects.create(
        pairing=world.group,
        indicator=world.indicators["labor.jobs"],
        year=2024,
        value=100,
        in_force_from=world.programme.since,
    )
    jobs = world.indicators["labor.jobs"]
    ConfirmedCheck.objects.create(submission=submission, code="M01", reason="right so")
    CellMessage.objects.create(
        pairing=world.group, indicator=jobs, month=submission.report.month, text="why?"
    )
    Statement.objects.create(figure=submission.figures.first(), verdict="confirmed")
    ChangeLog.objects.create(model="labor.TransferBatch", key="1", action="change", reason="why")
    explained = Explanation.objects.create(
        pairing=world.group, indicator=jobs, month=submission.report.month, declared=10, ledger=7
    )
    explained.parts.create(kind="late_row", amount=3)
    seal(world)
    return submission


def seal(world):
    """A sealed pack with a file, an edited paragraph, an export."""
    meeting = Meeting.objects.create(
        programme=world.programme, title_zh="会议", on=world.programme.since, year=2024, through=3
    )
    code, now = f"X{world.programme.pk}", timezone.now()
    pack = Pack.objects.create(
        meeting=meeting, number=1, code=code, year=2024, through=3, moment=now
    )
    pack.files.create(name="manifest.json", kind="manifest", size=2, content=b"{}")
    BriefingEdit.objects.create(meeting=meeting, language="en", key="overall", text="as we say")
    Export.objects.create(programme=world.programme, code=code, kind="pack", name="pack.zip")


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        world = World()
        fill(world)
        yield world


@pytest.fixture
def real(module_world, db):
    return deepcopy(module_world)


def refused(statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_triggers_are_there(db):
    assert append_only.trigger_names(connection.vendor) <= triggers()


@pytest.mark.parametrize("table", append_only.TABLES)
def test_no_row_is_changed(real, table):
    refused(f"UPDATE {table} SET id = id")


@pytest.mark.parametrize("table", append_only.TABLES)
def test_no_row_is_deleted(real, table):
    refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", append_only.TABLES)
def test_no_table_is_emptied(real, table):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("model", [Submission, Figure, Review, Target, Pack, Export])
def test_the_orm_is_refused_as_well(real, model):
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all().delete()


def replacing(table, id):
    """INSERT OR REPLACE of all rows of a table by themselves, or by rows with other ids."""
    with connection.cursor() as cursor:
        names = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    names.remove("id")
    listed = ", ".join(names)
    return f"INSERT OR REPLACE INTO {table} (id, {listed}) SELECT {id}, {listed} FROM {table}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite knows REPLACE.")
@pytest.mark.parametrize("id", ["id", "id + 1000"], ids=["by id", "by unique key"])
@pytest.mark.parametrize("table", ["cooperation_packfile", "cooperation_figure"])
def test_no_row_is_replaced(real, table, id):
    refused(replacing(table, id))


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("table", ["cooperation_packfile", "cooperation_pack"])
def test_taking_the_owner_away_first_frees_nothing(real, table):
    """As on a database whose meeting went while the triggers were off."""
    append_only.drop_triggers()
    with connection.constraint_checks_disabled():
        execute("UPDATE cooperation_pack SET meeting_id = 999999")
    append_only.install_triggers()
    refused(f"DELETE FROM {table}")
    refused(f"UPDATE {table} SET id = id")
    restored = Meeting.objects.get().pk
    append_only.drop_triggers()
    execute(f"UPDATE cooperation_pack SET meeting_id = {restored}")
    append_only.install_triggers()


@pytest.mark.parametrize("kept", [Pack, BriefingEdit])
def test_a_meeting_with_a_pack_or_an_edit_stays_in_its_programme(real, kept):
    sample = World(sample=True, code="sample")
    append_only.drop_triggers()
    other = BriefingEdit if kept is Pack else Pack
    execute("DELETE FROM cooperation_packfile") if other is Pack else None
    other.objects.all().delete()
    append_only.install_triggers()
    refused("DELETE FROM cooperation_meeting")
    refused(f"UPDATE cooperation_meeting SET programme_id = {sample.programme.pk}")
    refused("UPDATE cooperation_meeting SET id = id + 1")
    meeting = Meeting.objects.get()
    meeting.title_zh = "改名"
    meeting.save()


def test_a_meeting_without_either_may_go(real):
    meeting = Meeting.objects.create(
        programme=real.programme, title_zh="会议", on=real.programme.since, year=2024, through=4
    )
    meeting.delete()


@pytest.mark.parametrize("sample", [False, True])
def test_a_sealed_pack_takes_no_further_file(real, sample):
    if sample:
        seal(World(sample=True, code="sample"))
    pack = Pack.objects.get(meeting__programme__sample=sample)
    pack.files.create(name="pack.zip", kind="zip", size=2, content=b"{}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        pack.files.create(name="more.pdf", kind="pdf", size=2, content=b"{}")


def test_deleting_what_stands_above_is_refused_too(real):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        MonthlyReport.objects.all().delete()


def test_rows_of_a_sample_may_go_and_real_ones_stay(real):
    sample = World(sample=True, code="sample")
    sample.clerk, sample.reviewer = (
        sample.person("clerk2", "clerk"),
        sample.person("reviewer2", "reviewer"),
    )
    fill(sample)
    Target.objects.filter(pairing__programme=sample.programme).delete()
    sample.programme.pairings.filter(parent__isnull=False).delete()
    sample.programme.meetings.all().delete()
    Export.objects.filter(programme=sample.programme).delete()
    assert Pack.objects.count() == Export.objects.count() == 1
    assert Submission.objects.count() == 1
    assert Target.objects.count() == 1


def test_adding_goes_on(real):
    report = MonthlyReport.objects.get()
    actions.reopen(report, by=real.clerk, version=report.version, reason_kind="late_source")
    assert Review.objects.count() == 2


def test_triggers_come_back_after_a_table_was_rebuilt(real):
    """SQLite rebuilds a table for most changes of its columns and loses the triggers."""
    append_only.drop_triggers()
    assert not append_only.trigger_names(connection.vendor) & triggers()
    from django.apps import apps
    from django.db.models.signals import post_migrate

    config = apps.get_app_config("cooperation")
    post_migrate.send(
        sender=config, app_config=config, verbosity=0, interactive=False, using="default"
    )
    assert append_only.trigger_names(connection.vendor) <= triggers()
    refused("UPDATE cooperation_figure SET value = 0")


@pytest.mark.slow
def test_a_used_database_is_migrated(tmp_path):
    """A new release changes a table that the triggers of others name."""
    file = tmp_path / "used.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "DJANGO_ENV": "test"}

    def migrate(*target):
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", *target]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)

    def trigger_names():
        with closing(sqlite3.connect(file)) as database:
            query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            return {name for (name,) in database.execute(query)}

    migrate("cooperation", "0002")
    with closing(sqlite3.connect(file)) as database:
        for statement in append_only.sqlite_statements():
            with suppress(sqlite3.OperationalError):  # tables that come later
                database.execute(statement)
        database.commit()
    assert "cooperation_figure_no_update" in trigger_names()
    migrate()
    assert trigger_names() >= append_only.trigger_names("sqlite")

"""A backup read back holds the same rows; a damaged or unfitting one changes nothing."""

import datetime
import hashlib
import stat
import zipfile
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cooperation.append_only import drop_triggers, install_triggers
from cooperation.backups import digest, label, rows_in_database, tables
from cooperation.models import Export, Meeting, Pack, PackFile, Place, Programme, Source, User
from cooperation.sampling.removal import remove_samples

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _migrations_are_recorded(db, monkeypatch):
    """The quick check makes the tables from the models; a backup asks which migrations did."""
    if not MigrationRecorder(connection).applied_migrations():
        applied = {("cooperation", "0001_initial"): None}
        monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: applied)


@pytest.fixture
def rows():
    """A few rows with everything that is easily lost: None, decimals, dates, texts, own parents."""
    province = Place.objects.create(code="x1", level="province", name_zh="样例省")
    city = Place.objects.create(
        code="x2", level="city", name_zh="样例市\n“引号”", parent=province, lon=Decimal("104.8301")
    )
    # A parent written after its child: keys out of order must not matter.
    Place.objects.filter(pk=province.pk).update(parent=city)
    since, until = datetime.date(2021, 1, 1), datetime.date(2025, 12, 31)
    Programme.objects.create(
        code="x", name_zh="样例", east=province, west=city, since=since, until=until, sample=True
    )
    User.objects.create_user("sample-clerk", password="a-long-sample-password")
    seal(Programme.objects.get())
    return contents()


# What is lost where bytes are taken for a text.
BYTES = bytes(range(256)) * 40


def seal(programme):
    """Two packs, the second of which supersedes the first."""
    on = datetime.date(2024, 3, 1)
    meeting = Meeting.objects.create(
        programme=programme, title_zh="会议", on=on, year=2024, through=2
    )
    common = {"meeting": meeting, "year": 2024, "through": 2, "moment": timezone.now()}
    first = Pack.objects.create(number=1, code="AAAAA", **common)
    second = Pack.objects.create(number=2, code="BBBBB", supersedes=first, **common)
    for pack, content in ((first, BYTES), (second, b"")):
        pack.files.create(name="材料.xlsx", kind="xlsx", size=len(content), content=content)
        pack.files.create(name="材料.zip", kind="zip", size=len(content), content=content)


def contents():
    """Every row of the database, table by table."""
    return {label(model): sorted(rows_in_database(model)) for model in tables()}


def forget_exports():
    """The backup itself was written down; a database to restore into holds nothing."""
    drop_triggers()
    Export.objects.all().delete()
    install_triggers()


def empty():
    """Remove the rows of the fixture."""
    forget_exports()
    remove_samples()
    Place.objects.update(parent=None)
    Place.objects.all().delete()
    User.objects.all().delete()


def test_restore_brings_back_every_row(rows, tmp_path, capsys):
    call_command("backup", str(tmp_path / "b.zip"))
    empty()
    assert contents() != rows
    call_command("restore", str(tmp_path / "b.zip"))
    assert contents() == rows
    assert "compared" in capsys.readouterr().out
    files = {file.pack.code: bytes(file.content) for file in PackFile.objects.all()}
    assert files == {"AAAAA": BYTES, "BBBBB": b""}


def test_keys_continue_after_a_restore(rows, tmp_path):
    call_command("backup", str(tmp_path / "b.zip"))
    highest = Place.objects.order_by("-pk").values_list("pk", flat=True)[0]
    empty()
    call_command("restore", str(tmp_path / "b.zip"))
    assert Place.objects.create(code="x3", level="city", name_zh="新").pk > highest


def test_backup_is_for_its_owner_only_and_never_overwrites(rows, tmp_path):
    path = tmp_path / "b.zip"
    call_command("backup", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(path))
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"]


def test_restore_refuses_a_database_in_use(rows, tmp_path):
    call_command("backup", str(tmp_path / "b.zip"))
    with pytest.raises(CommandError, match=r"in use \(.*cooperation.place"):
        call_command("restore", str(tmp_path / "b.zip"))
    assert contents() == rows | {"cooperation.export": contents()["cooperation.export"]}


def test_backup_is_an_export(rows, tmp_path):
    path = tmp_path / "b.zip"
    call_command("backup", str(path))
    event = Export.objects.get()
    assert event.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (event.kind, event.name, event.by, event.size) == (
        "backup", "b.zip", None, path.stat().st_size,
    )  # fmt: skip


def rewritten(path, change):
    """The backup with its members changed by a function of name and content."""
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return str(target)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("样例市", "别的市", "damaged"),
        ('"cooperation.0001_initial"', '"cooperation.0001_other"', "another version"),
        ('"format": 1', '"format": 2', "another version"),
    ],
)
def test_restore_refuses_what_does_not_fit(rows, tmp_path, old, new, message):
    call_command("backup", str(tmp_path / "b.zip"))
    empty()
    before = contents()
    path = rewritten(tmp_path / "b.zip", lambda _, raw: raw.replace(old.encode(), new.encode()))
    with pytest.raises(CommandError, match=message):
        call_command("restore", path)
    assert contents() == before


def test_restore_explains_a_file_that_is_no_backup(tmp_path):
    (tmp_path / "b.zip").write_text("not a zip")
    with pytest.raises(CommandError, match="not a readable backup"):
        call_command("restore", str(tmp_path / "b.zip"))


def test_digest_tells_a_changed_and_a_doubled_row():
    rows = ["a", "b"]
    assert digest(rows) == digest(["b", "a"])
    assert digest(rows) != digest(["a", "c"])
    assert digest(rows) != digest(["a", "b", "b"])


def test_every_table_but_sessions_and_migrations_is_in_a_backup():
    expected = set(connection.introspection.table_names()) - {
        "django_session",
        "django_migrations",
    }
    assert {model._meta.db_table for model in tables()} == expected
    assert apps.is_installed("django.contrib.sessions")


@pytest.mark.slow
def test_source_round_trip_keeps_empty_and_missing_apart(tmp_path):
    Source.objects.create(code="s", title="报道", publisher="", url="", published_on="2021-04")
    before = contents()["cooperation.source"]
    call_command("backup", str(tmp_path / "b.zip"))
    Source.objects.all().delete()
    forget_exports()
    call_command("restore", str(tmp_path / "b.zip"))
    assert contents()["cooperation.source"] == before

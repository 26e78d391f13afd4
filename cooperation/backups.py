"""The whole database in one file that either engine can read back, compared row for row.

The file is a zip: `manifest.json` (migrations, row count and digest of each table) and one
`<table>.jsonl` per table, a JSON list per row. Native dumps were rejected: they need the server's
client programs, do not move between SQLite and PostgreSQL, and give no row-for-row check.
Sessions are left out: a restored one would sign people in again.
"""

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
BATCH = 1000
LEFT_OUT = {"sessions.session"}
# Filled by `migrate` itself, so not a sign that somebody uses the database.
MADE_BY_MIGRATE = {"contenttypes.contenttype", "auth.permission"}


class BackupError(Exception):
    """The backup or the restore did not happen; the text says why and what to do."""


class Digest:
    """Count and order-independent sum of the rows' hashes: equal sums mean equal sets of rows.

    Order is left out on purpose: the engines sort text keys differently.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.total = 0

    def add(self, line: str) -> None:
        """Take in one row."""
        self.rows += 1
        row_hash = int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")
        self.total = (self.total + row_hash) % 2**256

    def as_dict(self) -> dict[str, Any]:
        """What the manifest keeps."""
        return {"rows": self.rows, "digest": f"{self.total:064x}"}


def tables() -> list[type[models.Model]]:
    """Every table of the project with its model, link tables included."""
    found = apps.get_models(include_auto_created=True)
    kept = [m for m in found if m._meta.managed and not m._meta.proxy and label(m) not in LEFT_OUT]
    return sorted(kept, key=label)


def label(model: type[models.Model]) -> str:
    """`app.model`, the name of a table in the file."""
    return model._meta.label_lower


def columns(model: type[models.Model]) -> list[models.Field]:
    """The stored columns, in a fixed order."""
    return [f for f in model._meta.local_concrete_fields if not getattr(f, "generated", False)]


def rows_in_database(model: type[models.Model]) -> Iterator[str]:
    """One canonical line per row. Dates, times and decimals are written as exact text, the
    bytes of sealed files as base64."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=at_once(model)):
        yield json.dumps(row, ensure_ascii=False, default=_text)


def at_once(model: type[models.Model]) -> int:
    """How many rows are held in memory: of files, which may have megabytes each, one."""
    large = any(isinstance(field, models.BinaryField) for field in columns(model))
    return 1 if large else BATCH


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def rows_in_file(archive: zipfile.ZipFile, model: type[models.Model]) -> Iterator[str]:
    """The same lines, from the file."""
    with archive.open(f"{label(model)}.jsonl") as lines:
        for line in lines:
            yield line.decode().rstrip("\n")


def digest(lines: Iterable[str]) -> dict[str, Any]:
    """Digest of a table from its lines."""
    result = Digest()
    for line in lines:
        result.add(line)
    return result.as_dict()


def migrations() -> list[str]:
    """The applied migrations: the shape of the tables."""
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see one moment, and nobody has to wait for them."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # atomic() would begin IMMEDIATE here and lock writers out for the whole backup.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def write_backup(path: Path) -> dict[str, Any]:
    """Write the database to `path`, read the file back and compare; return the manifest."""
    if path.exists():
        raise BackupError(f"{path} exists already; a backup never overwrites another one.")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    # It holds password hashes: for its owner only.
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _write_tables(archive)
            file.flush()
            os.fsync(file.fileno())
        with zipfile.ZipFile(partial) as archive:
            check_file(archive, manifest)
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write_tables(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = {"format": FORMAT, "tables": {}}
    with snapshot():
        manifest["migrations"] = migrations()
        for model in tables():
            counted = Digest()
            with archive.open(f"{label(model)}.jsonl", "w", force_zip64=True) as out:
                for line in rows_in_database(model):
                    out.write(line.encode() + b"\n")
                    counted.add(line)
            manifest["tables"][label(model)] = counted.as_dict()
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


def check_file(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Every row that the manifest counts is in the file, unchanged."""
    for model in tables():
        if digest(rows_in_file(archive, model)) != manifest["tables"].get(label(model)):
            raise BackupError(f"The file is damaged: the rows of {label(model)} do not agree.")


def read_backup(path: Path) -> dict[str, Any]:
    """Load the file into this freshly migrated, empty database, whole or not at all; compare."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            check_fit(manifest)
            check_file(archive, manifest)
            with transaction.atomic():
                _load(archive)
                connection.check_constraints()
                compare(manifest)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BackupError(f"{path} is not a readable backup: {error}") from error
    return manifest


def check_fit(manifest: dict[str, Any]) -> None:
    """The file must come from the same version, and the database must be unused."""
    if manifest["format"] != FORMAT or set(manifest["tables"]) != {label(m) for m in tables()}:
        raise BackupError("The backup was made by another version; restore it with that one.")
    if odd := sorted(set(manifest["migrations"]) ^ set(migrations())):
        raise BackupError(
            "The backup was made by another version; restore it with that one, then migrate. "
            f"Migrations that differ: {', '.join(odd)}."
        )
    used = [
        label(model)
        for model in tables()
        if label(model) not in MADE_BY_MIGRATE and model._base_manager.exists()
    ]
    if used:
        raise BackupError(
            f"The database is in use ({', '.join(used)} hold rows). Restore into an empty one: "
            "a new DATABASE_URL, after `manage.py migrate`."
        )


def _load(archive: zipfile.ZipFile) -> None:
    for model in reversed(tables()):
        if label(model) in MADE_BY_MIGRATE:
            model._base_manager.all()._raw_delete(connection.alias)
    for model in tables():
        fields = columns(model)
        # SQLite allows so many values in one statement and no more.
        size = min(at_once(model), connection.ops.bulk_batch_size(fields, [None] * BATCH) or BATCH)
        batch: list[models.Model] = []
        for line in rows_in_file(archive, model):
            batch.append(_instance(model, fields, json.loads(line)))
            if len(batch) >= size:
                _insert(model, fields, batch)
                batch = []
        _insert(model, fields, batch)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _instance(model: type[models.Model], fields: list[models.Field], row: list) -> models.Model:
    values = zip(fields, row, strict=True)
    return model(**{f.attname: f.to_python(v) if f.remote_field is None else v for f, v in values})


def _insert(model: type[models.Model], fields: list, batch: list) -> None:
    # raw: as it was, without auto_now and its like.
    if batch:
        model._base_manager._insert(batch, fields=fields, using=connection.alias, raw=True)


def compare(manifest: dict[str, Any]) -> None:
    """The database now holds exactly the rows that were backed up."""
    for model in tables():
        if digest(rows_in_database(model)) != manifest["tables"][label(model)]:
            raise BackupError(f"The restored rows of {label(model)} differ; nothing was kept.")

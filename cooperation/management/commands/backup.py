"""`manage.py backup FILE`: the whole database in one file, checked row for row."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cooperation.backups import BackupError, write_backup
from cooperation.exports import record_export


class Command(BaseCommand):
    """Write a backup."""

    help = "Write the whole database (without sessions) to a file and compare it row for row."

    def add_arguments(self, parser):
        """The file; a dated name by default."""
        parser.add_argument("file", nargs="?", type=Path, help="default: backup-<date>-<time>.zip")

    def handle(self, *args, file=None, **options):
        """Write, compare, say how much."""
        path = file or Path(f"backup-{timezone.localtime():%Y%m%d-%H%M%S}.zip")
        try:
            manifest = write_backup(path)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        counts = [table["rows"] for table in manifest["tables"].values()]
        with path.open("rb") as written:
            checksum = hashlib.file_digest(written, "sha256").hexdigest()
        record_export(
            kind="backup",
            name=path.name,
            by=None,
            rows=sum(counts),
            sha256=checksum,
            size=path.stat().st_size,
        )
        self.stdout.write(f"{path}: {sum(counts)} rows of {len(counts)} tables, compared.")

"""`manage.py restore FILE`: read a backup into an empty database, checked row for row."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cooperation.backups import BackupError, read_backup


class Command(BaseCommand):
    """Read a backup."""

    help = "Read a backup into an empty database (SQLite or PostgreSQL), whole or not at all."

    def add_arguments(self, parser):
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        """Create the tables, read, compare, say how much."""
        call_command("migrate", verbosity=0, interactive=False)
        try:
            manifest = read_backup(file)
        except (BackupError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        counts = [table["rows"] for table in manifest["tables"].values()]
        self.stdout.write(f"{file}: {sum(counts)} rows of {len(counts)} tables restored, compared.")

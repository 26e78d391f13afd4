"""Load the reference and published data of a folder; a second run changes nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.seeding.load import check_seeds, load_seeds
from cooperation.seeding.problems import SeedError


class Command(BaseCommand):
    """`seed [--dir seeds] [--check]`."""

    help = "Load the reference and published data. Checks all files first; all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("--dir", default=str(settings.BASE_DIR / "seeds"))
        parser.add_argument("--check", action="store_true", help="only check the files")

    def handle(self, *, dir, check, **options):
        directory = Path(dir)
        if not directory.is_dir():
            raise CommandError(_("There is no folder “%(path)s”.") % {"path": dir})
        try:
            if check:
                tables, _book = check_seeds(directory)
                self.stdout.write(_("%(count)s files are in order.") % {"count": len(tables)})
                return
            tallies = load_seeds(directory)
        except SeedError as error:
            count = len(error.problems)
            head = ngettext(
                "%(count)s problem; nothing was written.",
                "%(count)s problems; nothing was written.",
                count,
            ) % {"count": count}
            raise CommandError("\n".join([head, *error.sentences()])) from None
        for tally in tallies:
            line = _("%(file)s: %(created)s created, %(changed)s changed, %(unchanged)s unchanged")
            if tally.listed:
                line = _("%(file)s: %(listed)s rows checked; a list only, not stored")
            self.stdout.write(line % vars(tally))
        if not any(tally.created or tally.changed for tally in tallies):
            self.stdout.write(_("Everything was there already; nothing was changed."))

"""Write or remove a sample programme for trying things out."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cooperation.models import Programme
from cooperation.sampling.beside import OtherFailed
from cooperation.sampling.removal import remove_samples
from cooperation.sampling.world import LONGEST, SCALES
from cooperation.sampling.writing import NoIndicators, steps_of, write_sample


class Command(BaseCommand):
    """`sample [--scale city|province|nation] [--months N] [--seed N] [--remove]`."""

    help = "Write a sample programme: invented data for trying things out. --remove deletes it."

    def add_arguments(self, parser):
        parser.add_argument("--scale", choices=sorted(SCALES), default="city")
        parser.add_argument("--months", type=int, default=LONGEST)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--remove", action="store_true", help="delete all sample programmes")

    def handle(self, *, scale, months, seed, remove, verbosity, **options):
        if remove:
            count = remove_samples()
            self.stdout.write(_("%(count)s sample programmes were removed.") % {"count": count})
            return
        if not 1 <= months <= LONGEST:
            raise CommandError(
                _("A sample programme has 1 to %(longest)s months.") % {"longest": LONGEST}
            )
        world = SCALES[scale]
        if Programme.objects.filter(code=world.code).exists():
            self.stdout.write(
                _("The sample programme “%(code)s” is there already; nothing was changed.")
                % {"code": world.code}
            )
            return
        quiet = verbosity == 0 or not sys.stderr.isatty()
        try:
            with tqdm(total=steps_of(world, months), disable=quiet, unit="") as bar:
                written = write_sample(world, months=months, seed=seed, progress=bar.update)
        except NoIndicators:
            raise CommandError(
                _("Load the published data first: manage.py seed. Nothing was written.")
            ) from None
        except OtherFailed:
            raise CommandError(
                _("The other process failed; what it said stands above. Nothing was written.")
            ) from None
        self.stdout.write(
            _("%(name)s: %(submissions)s submissions with %(figures)s figures were written.")
            % {"name": world.name_zh, **vars(written)}
        )

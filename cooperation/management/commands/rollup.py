"""Keep the figures that show by year beside the facts, or see whether they are right."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cooperation.models import Programme, VisibleYear
from cooperation.scoreboard.years import programme_rows, rebuild

COLUMNS = ("pairing_id", "indicator_id", "year", "shown", "approved")


class Command(BaseCommand):
    """`rollup [--programme CODE] [--check]`."""

    help = (
        "Keep the figures of large programmes by year, for quick pages; from then on each release "
        "keeps them right. --check only compares them with the facts."
    )

    def add_arguments(self, parser):
        parser.add_argument("--programme", metavar="CODE", help="this one only; default: all")
        parser.add_argument("--check", action="store_true", help="compare, change nothing")

    def handle(self, *, programme, check, **options):
        programmes = Programme.objects.order_by("code")
        if programme:
            programmes = programmes.filter(code=programme)
            if not programmes:
                raise CommandError(_("There is no programme “%s”.") % programme)
        wrong = 0
        for one in programmes:
            if check:
                if not one.rolled_up:
                    continue
                found = _differences(one)
                wrong += found
                said = _("%(name)s: %(count)s years differ from the facts.")
            else:
                found = rebuild(one)
                said = _("%(name)s: %(count)s years were kept.")
            self.stdout.write(said % {"name": one.code, "count": found})
        if wrong:
            raise CommandError(_("Run manage.py rollup to make them anew."))


def _differences(programme: Programme) -> int:
    """How many rows are kept that the facts do not call for, or the other way round."""
    kept = VisibleYear.objects.filter(pairing__programme=programme).values_list(*COLUMNS)
    made = (tuple(getattr(row, name) for name in COLUMNS) for row in programme_rows(programme))
    return len(set(kept) ^ set(made))

"""Make the kept sums of long ledgers anew from their rows, or see whether they are right."""

from itertools import chain

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import LedgerTally, Programme
from cooperation.models.tallies import counted, is_tallied, rebuild


class Command(BaseCommand):
    """`tally [--check]`."""

    help = (
        "Count the kept sums of long ledgers anew; whoever writes waits meanwhile. "
        "--check only compares them with the rows."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="compare, change nothing")

    def handle(self, *, check, **options):
        wrong = 0
        for model in filter(is_tallied, apps.get_models()):
            if check:
                found = _differences(model)
                wrong += found
                said = _("%(ledger)s: %(count)s sums differ from the rows.")
            else:
                with transaction.atomic():
                    Programme.objects.raise_data_version()
                    found = rebuild(model)
                said = _("%(ledger)s: %(count)s sums were made.")
            name = str(model._meta.verbose_name_plural)
            self.stdout.write(said % {"ledger": name, "count": found})
        if wrong:
            raise CommandError(_("Run manage.py tally to make them anew."))


def _differences(model) -> int:
    """How many sums are kept that the rows do not have, or the other way round."""
    names = ("pairing_id", "month", "whole_year", "kind", "value", "column", "given", "total")
    with transaction.atomic():
        sums = LedgerTally.objects.filter(ledger=model._meta.label)
        kept = set(sums.values_list(*names))
        # Years follow from the months that are kept, and so are wrong where those are.
        made = {
            tuple(getattr(sum_, name) for name in names)
            for sum_ in chain(counted(model, model.objects.all()), sums.yearly())
        }
    return len(kept ^ made)

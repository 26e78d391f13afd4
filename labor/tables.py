"""Columns of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
)


class TransferBatchTable(LedgerTable):
    """Transfer batches."""

    link = "start"

    start = DateColumn(verbose_name=_("Date"), end="end", precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    title = LedgerColumn(verbose_name=_("Batch"), order_by=("title_zh",))
    travel = ChoiceColumn(verbose_name=_("Way of travel"))
    people = NumberColumn(verbose_name=_("People"))
    lifted = NumberColumn(verbose_name=_("Of which lifted out of poverty"))

    class Meta:
        order_by = "-start"

"""Columns of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
    QuantityColumn,
)


class PurchaseTable(LedgerTable):
    """Purchases."""

    link = "date"

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    product = LedgerColumn(verbose_name=_("Product"), order_by=("product_zh",))
    product_kind = ChoiceColumn(verbose_name=_("Kind of product"))
    buyer = LedgerColumn(verbose_name=_("Buyer"))
    channel = ChoiceColumn(verbose_name=_("Channel"))
    mode = ChoiceColumn(verbose_name=_("Mode"))
    quantity = QuantityColumn(verbose_name=_("Quantity"))
    amount = NumberColumn(verbose_name=_("Amount (10k yuan)"), decimals=2)

    class Meta:
        order_by = "-date"

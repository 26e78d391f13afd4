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

AMOUNT = _("Amount (10k yuan)")


class PublishedColumn(NumberColumn):
    """A published total, with a sign where it is not an exact one: ≈300.00."""

    def needs(self, name, model):
        return (name, "exactness")

    def writer(self, name, table):
        def write(row) -> str:
            return row.published

        return write


class PurchaseTable(LedgerTable):
    """Purchases."""

    link = "date"
    optional = ("buyer_kind", "buyer_place", "supplier", "fair", "voucher", "code")

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    product = LedgerColumn(verbose_name=_("Product"), order_by=("product__name_zh",))
    product_kind = ChoiceColumn(verbose_name=_("Kind of product"))
    buyer = LedgerColumn(verbose_name=_("Buyer"), order_by=("buyer__name_zh",))
    buyer_kind = ChoiceColumn(verbose_name=_("Kind of buyer"))
    buyer_place = LedgerColumn(
        verbose_name=_("Buyer's township"), order_by=("buyer_place__name_zh",)
    )
    supplier = LedgerColumn(verbose_name=_("Supplier"), order_by=("supplier__name_zh",))
    channel = ChoiceColumn(verbose_name=_("Channel"))
    fair = LedgerColumn(verbose_name=_("Fair"), order_by=("fair__start",))
    mode = ChoiceColumn(verbose_name=_("Mode"))
    quantity = QuantityColumn(verbose_name=_("Quantity"))
    amount = NumberColumn(verbose_name=AMOUNT, decimals=2)
    voucher = LedgerColumn(verbose_name=_("Voucher"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-date"


class FairTable(LedgerTable):
    """Fairs: sales on site, after, and what was published as one total stand apart."""

    link = "title"
    optional = ("organiser", "products", "intentions", "code")

    start = DateColumn(verbose_name=_("Date"), end="end", precision="precision")
    title = LedgerColumn(verbose_name=_("Fair"), order_by=("title_zh",))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    place = LedgerColumn(verbose_name=_("Place"), order_by=("place_zh",))
    organiser = LedgerColumn(verbose_name=_("Organiser"))
    stalls = NumberColumn(verbose_name=_("Stalls"))
    enterprises = NumberColumn(verbose_name=_("Enterprises"))
    products = NumberColumn(verbose_name=_("Products"))
    intentions = NumberColumn(verbose_name=_("Enterprises that intend to buy"))
    sales_on_site = NumberColumn(verbose_name=_("Sales on site (10k yuan)"), decimals=2)
    sales_after = NumberColumn(verbose_name=_("Sales after the fair (10k yuan)"), decimals=2)
    sales_all = PublishedColumn(verbose_name=_("All sales, as published (10k yuan)"), decimals=2)
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-start"


class ProductTable(LedgerTable):
    """Products, with what of the purchases the reader may see."""

    link = "name"
    optional = ("certificate_number", "newest")

    name = LedgerColumn(verbose_name=_("Name"), order_by=("name_zh",))
    kind = ChoiceColumn(verbose_name=_("Kind of product"))
    district = LedgerColumn(verbose_name=_("District of origin"), order_by=("district__name_zh",))
    certificate = ChoiceColumn(verbose_name=_("Certificate"))
    certificate_number = LedgerColumn(verbose_name=_("Number of the certificate"))
    purchases_count = NumberColumn(verbose_name=_("Number of purchases"))
    amount = NumberColumn(verbose_name=AMOUNT, decimals=2)
    newest = DateColumn(verbose_name=_("Newest purchase"))

    class Meta:
        order_by = "-amount"


class SupplierTable(LedgerTable):
    """Suppliers, with what of the purchases the reader may see."""

    link = "name"
    optional = ("newest",)

    name = LedgerColumn(verbose_name=_("Name"), order_by=("name_zh",))
    district = LedgerColumn(verbose_name=_("Supplier's district"), order_by=("district__name_zh",))
    purchases_count = NumberColumn(verbose_name=_("Number of purchases"))
    amount = NumberColumn(verbose_name=AMOUNT, decimals=2)
    newest = DateColumn(verbose_name=_("Newest purchase"))

    class Meta:
        order_by = "-amount"

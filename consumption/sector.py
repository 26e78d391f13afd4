"""What the core needs to know of this sector."""

from django.utils.translation import gettext_lazy as _

from consumption.below import brought
from consumption.charts import PANELS
from consumption.filters import FairFilter, ProductFilter, PurchaseFilter, SupplierFilter
from consumption.ledger import BEHIND, SUMS
from consumption.models import Fair, Product, Purchase, Supplier
from consumption.sample import sample_rows
from consumption.seed import seed_tables
from consumption.tables import FairTable, ProductTable, PurchaseTable, SupplierTable
from cooperation.sectors import Ledger, Sector, register

PURCHASES = Ledger(
    model=Purchase,
    slug="purchases",
    name="purchase",
    label=_("Purchases"),
    table=PurchaseTable,
    filterset=PurchaseFilter,
    queryset=Purchase.objects.for_list,
    totals=("amount",),
    detail_fields=(
        "pairing", "date", "product", "product_kind", "supplier", "buyer", "buyer_kind",
        "buyer_place", "channel", "fair", "mode", "quantity", "unit", "amount", "voucher", "code",
        "note",
    ),
)  # fmt: skip
FAIRS = Ledger(
    model=Fair,
    slug="fairs",
    name="fair",
    label=_("Fairs"),
    table=FairTable,
    filterset=FairFilter,
    queryset=Fair.objects.for_list,
    totals=("sales_on_site", "sales_after"),
    detail_fields=(
        "pairing", "start", "end", ("place", _("Place")), "organiser", "stalls", "enterprises",
        "products", "intentions", "sales_on_site", "sales_after",
        ("published", _("All sales, as published (10k yuan)")), "activity", "code", "note",
    ),
    below=brought,
)  # fmt: skip
PRODUCTS = Ledger(
    model=Product,
    slug="products",
    name="product",
    label=_("Products"),
    table=ProductTable,
    filterset=ProductFilter,
    queryset=Product.objects.for_list,
    detail_fields=("name_zh", "name_en", "kind", "district", "certificate", "certificate_number"),
    reference=True,
)
SUPPLIERS = Ledger(
    model=Supplier,
    slug="suppliers",
    name="supplier",
    label=_("Suppliers"),
    table=SupplierTable,
    filterset=SupplierFilter,
    queryset=Supplier.objects.for_list,
    detail_fields=("name_zh", "name_en", "district"),
    reference=True,
)

register(
    Sector(
        slug="consumption",
        label=_("Consumption assistance"),
        position=30,
        ledgers=(PURCHASES, FAIRS, PRODUCTS, SUPPLIERS),
        sums=SUMS,
        behind=BEHIND,
        panels=PANELS,
        seed=seed_tables,
        sample=sample_rows,
    )
)

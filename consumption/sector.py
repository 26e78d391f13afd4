"""What the core needs to know of this sector."""

from django.utils.translation import gettext_lazy as _

from consumption.filters import PurchaseFilter
from consumption.ledger import SUMS
from consumption.models import Purchase
from consumption.sample import sample_rows
from consumption.tables import PurchaseTable
from cooperation.sectors import Ledger, Sector, register

register(
    Sector(
        slug="consumption",
        label=_("Consumption assistance"),
        position=30,
        ledgers=(
            Ledger(
                model=Purchase,
                slug="purchases",
                name="purchase",
                label=_("Purchases"),
                table=PurchaseTable,
                filterset=PurchaseFilter,
                queryset=Purchase.objects.for_list,
                totals=("amount",),
                detail_fields=(
                    "pairing", "date", ("product", _("Product")), "product_kind", "buyer",
                    "buyer_kind", "buyer_place", "supplier", "supplier_place", "channel", "mode",
                    "quantity", "unit", "amount", "voucher", "code", "note",
                ),
            ),
        ),
        sums=SUMS,
        sample=sample_rows,
    )
)  # fmt: skip

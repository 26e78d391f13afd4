"""Filters of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from consumption.models import Purchase
from cooperation.ledgers.filters import AmountFilter, KindFilter, LedgerFilter


class PurchaseFilter(LedgerFilter):
    """Purchases."""

    search_fields = ("product_zh", "product_en", "buyer", "supplier", "code", "voucher", "note")

    mode = KindFilter(Purchase.Mode, label=_("Mode"))
    channel = KindFilter(Purchase.Channel, label=_("Channel"))
    buyer_kind = KindFilter(Purchase.BuyerKind, label=_("Kind of buyer"))
    product_kind = KindFilter(Purchase.ProductKind, label=_("Kind of product"))
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))

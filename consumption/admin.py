"""The sector's ledgers at the staff's workplace."""

from django.contrib import admin

from consumption.models import Purchase
from cooperation.staff import LedgerAdmin


@admin.register(Purchase)
class PurchaseAdmin(LedgerAdmin):
    """Purchases and help with sales."""

    list_display = ("date", "pairing", "product_zh", "channel", "mode", "amount")
    list_filter = ("mode", "channel", "product_kind", "buyer_kind")
    search_fields = ("product_zh", "product_en", "buyer", "supplier", "code", "voucher", "note")
    date_hierarchy = "date"
    exclude = ("sources",)

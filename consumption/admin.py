"""The sector's ledgers at the staff's workplace."""

from django.contrib import admin

from consumption.models import Buyer, Fair, Product, Purchase, Supplier
from cooperation.staff import LedgerAdmin, ScopedAdmin


@admin.register(Purchase)
class PurchaseAdmin(LedgerAdmin):
    """Purchases and help with sales."""

    list_display = ("date", "pairing", "product", "channel", "mode", "amount")
    list_filter = ("mode", "channel", "product_kind", "buyer_kind")
    list_select_related = (*LedgerAdmin.list_select_related, "product")
    search_fields = ("code", "voucher")
    autocomplete_fields = ("product", "supplier", "buyer", "buyer_place", "fair")
    date_hierarchy = "date"
    exclude = ("sources",)

    def get_search_results(self, request, queryset, search_term):
        """As the list finds them: by names from the small tables, and by numbers."""
        if not search_term:
            return queryset, False
        return queryset.containing(search_term.strip()), False


@admin.register(Fair)
class FairAdmin(LedgerAdmin):
    """Fairs and what they brought."""

    list_display = ("start", "pairing", "title", "sales_on_site", "sales_after", "sales_all")
    search_fields = ("title_zh", "title_en", "place_zh", "organiser", "code")
    autocomplete_fields = ("activity",)
    date_hierarchy = "start"
    exclude = ("sources",)


class NamedAdmin(ScopedAdmin):
    """What purchases name, known to all pairings alike: clerks add, administrators change."""

    view_with = LedgerAdmin.view_with
    add_with = LedgerAdmin.add_with
    change_with = ScopedAdmin.view_with
    additions_affect_figures = False
    added_in_place = True
    sector = "consumption"
    search_fields = ("name_zh", "name_en")


@admin.register(Product)
class ProductAdmin(NamedAdmin):
    """Products."""

    list_display = ("name_zh", "name_en", "kind", "district", "certificate")
    list_filter = ("kind", "certificate")
    list_select_related = ("district",)
    autocomplete_fields = ("district",)
    exclude = ("sources",)


@admin.register(Supplier)
class SupplierAdmin(NamedAdmin):
    """Suppliers."""

    list_display = ("name_zh", "name_en", "district")
    list_select_related = ("district",)
    autocomplete_fields = ("district",)


@admin.register(Buyer)
class BuyerAdmin(NamedAdmin):
    """Buyers."""

    list_display = ("name_zh", "name_en", "kind", "township")
    list_filter = ("kind",)
    list_select_related = ("township",)
    autocomplete_fields = ("township",)

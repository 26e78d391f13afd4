"""The ledgers of 保障 at the staff's workplace."""

from django.contrib import admin

from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting
from cooperation.staff import LedgerAdmin


class SupportAdmin(LedgerAdmin):
    """What the five have in common: sources come from the seeds."""

    exclude = ("sources",)

    def get_fields(self, request, obj=None):
        """Whose row it is comes first, and how exactly a day is known stands below the day."""
        names = super().get_fields(request, obj)
        dated = [self.model.dated_by, "precision"] if "precision" in names else []
        return ["pairing", *dated, *(n for n in names if n not in {"pairing", *dated})]


@admin.register(AidProject)
class AidProjectAdmin(SupportAdmin):
    """Aid projects; their funds and payments have ledgers of their own."""

    list_display = ("name", "pairing", "kind", "status", "approved_on", "budget", "progress")
    list_filter = ("status", "kind")
    search_fields = ("name_zh", "name_en", "site", "owner", "code", "note")
    autocomplete_fields = ("district",)
    date_hierarchy = "approved_on"


@admin.register(AidFund)
class AidFundAdmin(SupportAdmin):
    """Fiscal aid that arrived."""

    list_display = ("date", "pairing", "origin", "document_no", "amount")
    list_filter = ("origin",)
    search_fields = ("document_no", "project__name_zh", "code", "note")
    autocomplete_fields = ("project",)
    date_hierarchy = "date"


@admin.register(AidPayment)
class AidPaymentAdmin(SupportAdmin):
    """What was paid out to projects."""

    list_display = ("date", "pairing", "project", "amount")
    list_select_related = (*LedgerAdmin.list_select_related, "project")
    search_fields = ("project__name_zh", "project__name_en", "code", "note")
    autocomplete_fields = ("project",)
    date_hierarchy = "date"


@admin.register(Posting)
class PostingAdmin(SupportAdmin):
    """People sent to the other side: counts and bodies, no names."""

    list_display = ("since", "pairing", "direction", "role", "people", "serves_at")
    list_filter = ("direction", "role")
    search_fields = ("sent_by", "serves_at", "code", "note")
    autocomplete_fields = ("place",)
    date_hierarchy = "since"


@admin.register(Donation)
class DonationAdmin(SupportAdmin):
    """Donations in cash and in goods."""

    list_display = ("date", "pairing", "donor", "kind", "amount", "recipient")
    list_filter = ("kind",)
    search_fields = ("donor", "recipient", "goods", "code", "note")
    autocomplete_fields = ("place",)
    date_hierarchy = "date"

"""The sector's ledgers at the staff's workplace."""

from django.contrib import admin

from cooperation.staff import LedgerAdmin, ScopedInline
from industry.models import Payment, Project


class PaymentInline(ScopedInline):
    """Money that came in place."""

    model = Payment


@admin.register(Project)
class ProjectAdmin(LedgerAdmin):
    """Investment projects."""

    list_display = ("enterprise_zh", "pairing", "kind", "stage", "signed_on", "contract_amount")
    list_filter = ("stage", "kind", "cluster")
    search_fields = ("enterprise_zh", "enterprise_en", "park", "code", "note")
    exclude = ("sources",)
    inlines = (PaymentInline,)

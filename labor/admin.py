"""The sector's ledgers at the staff's workplace."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.staff import LedgerAdmin, ScopedAdmin, ScopedInline
from labor.models import Employer, TransferBatch, TransferReceipt


class ReceiptFormSet(forms.BaseInlineFormSet):
    """The employers of a batch."""

    def clean(self):
        """Together they have not received more people than travelled."""
        super().clean()
        received = sum(
            form.cleaned_data.get("people") or 0
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        )
        if self.instance.people is not None and received > self.instance.people:
            raise ValidationError(
                _("The employers together received more people than the batch has.")
            )


class ReceiptInline(ScopedInline):
    """Who received how many."""

    model = TransferReceipt
    formset = ReceiptFormSet


@admin.register(TransferBatch)
class TransferBatchAdmin(LedgerAdmin):
    """Transfer batches."""

    list_display = ("start", "pairing", "travel", "people", "lifted")
    list_filter = ("travel",)
    search_fields = ("title_zh", "title_en", "code", "note")
    date_hierarchy = "start"
    exclude = ("sources",)
    inlines = (ReceiptInline,)


@admin.register(Employer)
class EmployerAdmin(ScopedAdmin):
    """Employers, known to all pairings alike: clerks add them, administrators change them."""

    view_with = LedgerAdmin.view_with
    add_with = LedgerAdmin.add_with
    change_with = ScopedAdmin.view_with
    affects_figures = False
    added_in_place = True
    sector = "labor"
    list_display = ("name_zh", "name_en", "township")
    list_select_related = ("township",)
    search_fields = ("name_zh", "name_en")

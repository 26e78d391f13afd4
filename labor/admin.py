"""The sector's ledgers at the staff's workplace."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.staff import LedgerAdmin, ScopedAdmin, ScopedInline
from labor.models import (
    Employer,
    JobFair,
    Training,
    TransferBatch,
    TransferReceipt,
    Workshop,
    WorkshopCount,
    WorkshopStatus,
)


def kept(formset: forms.BaseInlineFormSet) -> list[dict]:
    """What the rows of an inline say, without those that are to go."""
    return [
        form.cleaned_data
        for form in formset.forms
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]


class ReceiptFormSet(forms.BaseInlineFormSet):
    """The employers of a batch."""

    def clean(self):
        """Together they have not received more people than travelled."""
        super().clean()
        received = sum(row.get("people") or 0 for row in kept(self))
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
    autocomplete_fields = ("origin",)
    exclude = ("sources",)
    inlines = (ReceiptInline,)


@admin.register(Employer)
class EmployerAdmin(ScopedAdmin):
    """Employers, known to all pairings alike: clerks add them, administrators change them."""

    view_with = LedgerAdmin.view_with
    add_with = LedgerAdmin.add_with
    change_with = ScopedAdmin.view_with
    additions_affect_figures = False
    added_in_place = True
    sector = "labor"
    list_display = ("name_zh", "name_en", "industry", "location", "township")
    list_filter = ("location", "industry")
    list_select_related = ("township",)
    search_fields = ("name_zh", "name_en")
    autocomplete_fields = ("township",)


@admin.register(Training)
class TrainingAdmin(LedgerAdmin):
    """Training courses."""

    list_display = ("start", "topic_zh", "pairing", "brand", "people", "lifted")
    list_filter = ("brand",)
    search_fields = ("topic_zh", "topic_en", "organiser", "code", "note")
    date_hierarchy = "start"
    exclude = ("sources",)


@admin.register(JobFair)
class JobFairAdmin(LedgerAdmin):
    """Job fairs."""

    list_display = ("date", "title_zh", "pairing", "employers", "posts", "intentions")
    search_fields = ("title_zh", "title_en", "venue", "code", "note")
    date_hierarchy = "date"
    autocomplete_fields = ("place",)
    exclude = ("sources",)


class AfterOpening(forms.BaseInlineFormSet):
    """What is told of a workshop, each row on a day of its own."""

    day_field = "date"

    def clean(self):
        """Nothing is told of a workshop before it opened."""
        super().clean()
        opened = self.instance.opened
        days = [row[self.day_field] for row in kept(self) if row.get(self.day_field)]
        if opened and days and min(days) < opened:
            raise ValidationError(_("The workshop opened later: on %s.") % f"{opened:%Y-%m-%d}")


class StatusFormSet(AfterOpening):
    """The status history of a workshop."""

    day_field = "since"


class StatusInline(ScopedInline):
    """What became of the workshop."""

    model = WorkshopStatus
    formset = StatusFormSet


class CountInline(ScopedInline):
    """How many people work there."""

    model = WorkshopCount
    formset = AfterOpening


@admin.register(Workshop)
class WorkshopAdmin(LedgerAdmin):
    """Assistance workshops."""

    list_display = ("name_zh", "pairing", "township", "opened", "enterprise")
    list_select_related = (*LedgerAdmin.list_select_related, "township")
    search_fields = ("name_zh", "name_en", "enterprise", "code", "note")
    autocomplete_fields = ("township",)
    exclude = ("sources",)
    inlines = (StatusInline, CountInline)

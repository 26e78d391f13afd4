"""The sector's ledgers at the staff's workplace."""

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation import access, formatting
from cooperation.staff import LedgerAdmin, ReasonForm, ScopedAdmin, ScopedInline
from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident
from industry.models.payments import too_much


class RowsBelow(forms.BaseInlineFormSet):
    """Ledger rows below another one: they lie in its pairing and are taken out, not erased."""

    def clean(self):
        super().clean()
        pairing = self.instance.pairing if self.instance.pairing_id else None
        for form in self.kept():
            name = form.instance.dated_by
            day = form.cleaned_data.get(name)
            if pairing and day and not pairing.covers(day):
                form.add_error(name, _("The pairing did not exist on this day."))

    def kept(self) -> list[forms.ModelForm]:
        """The rows as they will be: filled in and not to be taken out."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]

    def delete_existing(self, obj, commit=True):
        obj.deleted_at = timezone.now()
        if commit:
            obj.save(update_fields=["deleted_at", "updated_at"])


class PaymentFormSet(RowsBelow):
    """All payments of a project."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.summed_by_form = True
        return form

    def clean(self):
        """Together they are within the contract, or the project says why not."""
        super().clean()
        amounts = [form.cleaned_data.get("amount") or Decimal(0) for form in self.kept()]
        if sentence := too_much(self.instance, sum(amounts, Decimal(0))):
            raise ValidationError(sentence, code="over_contract")


class PaymentInline(ScopedInline):
    """Money that came in place."""

    model = Payment
    formset = PaymentFormSet
    fields = ("paid_on", "amount", "code", "note")


class ResidentInline(ScopedInline):
    """Who settled in the park."""

    model = Resident
    formset = RowsBelow
    fields = ("enterprise", "since", "until", "code", "note")
    autocomplete_fields = ("enterprise",)


class ProjectForm(ReasonForm):
    """A project together with its payments."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.summed_by_form = True


@admin.register(Project)
class ProjectAdmin(LedgerAdmin):
    """Investment projects."""

    form = ProjectForm
    list_display = ("enterprise", "pairing", "kind", "stage", "signed_on", "contract_amount")
    list_filter = ("stage", "kind", "cluster")
    list_select_related = (*LedgerAdmin.list_select_related, "enterprise")
    search_fields = (
        "enterprise__name_zh", "enterprise__name_en", "park__name_zh", "code", "note",
    )  # fmt: skip
    autocomplete_fields = ("enterprise", "park", "promotion")
    exclude = ("sources",)
    inlines = (PaymentInline,)


class PartAdmin(LedgerAdmin):
    """Rows below another one: whoever may write in its pairing may write them."""

    exclude = ("pairing", "sources")
    above = ""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == self.above:
            rows = db_field.remote_field.model._default_manager.visible_to(request.user)
            kwargs["queryset"] = rows.filter(
                access.pairings_with(request.user, *self.writes, path="pairing", sector=self.sector)
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Payment)
class PaymentAdmin(PartAdmin):
    """Money that came in place, one payment at a time."""

    above = "project"
    list_display = ("paid_on", "project", "pairing", "amount")
    list_select_related = (*LedgerAdmin.list_select_related, "project__enterprise")
    search_fields = ("project__enterprise__name_zh", "project__enterprise__name_en", "code", "note")
    date_hierarchy = "paid_on"
    autocomplete_fields = ("project",)


@admin.register(Park)
class ParkAdmin(LedgerAdmin):
    """Jointly built parks with their residents."""

    list_display = ("name", "pairing", "district", "opened_on", "closed_on")
    list_select_related = (*LedgerAdmin.list_select_related, "district")
    search_fields = ("name_zh", "name_en", "code", "note")
    exclude = ("sources",)
    inlines = (ResidentInline,)


@admin.register(Resident)
class ResidentAdmin(PartAdmin):
    """Enterprises in the parks, one at a time."""

    above = "park"
    list_display = ("enterprise", "park", "pairing", "since", "until")
    list_select_related = (*LedgerAdmin.list_select_related, "enterprise", "park")
    search_fields = ("enterprise__name_zh", "enterprise__name_en", "park__name_zh", "code")
    autocomplete_fields = ("park", "enterprise")


@admin.register(PromotionEvent)
class PromotionEventAdmin(LedgerAdmin):
    """Promotion events."""

    list_display = ("date", "title", "pairing", "signed", "signed_amount")
    search_fields = ("title_zh", "title_en", "place_zh", "code", "note")
    date_hierarchy = "date"
    autocomplete_fields = ("activity",)
    exclude = ("sources",)

    def title_of(self, obj):
        """With its day: many have the same title."""
        return f"{formatting.day(obj.date, obj.precision)} {obj.title}"


@admin.register(Enterprise)
class EnterpriseAdmin(ScopedAdmin):
    """Enterprises, known to all pairings alike: clerks add them, administrators change them."""

    view_with = LedgerAdmin.view_with
    add_with = LedgerAdmin.add_with
    change_with = ScopedAdmin.view_with
    additions_affect_figures = False
    added_in_place = True
    sector = "industry"
    list_display = ("name_zh", "name_en", "cluster", "origin")
    list_filter = ("cluster",)
    list_select_related = ("origin",)
    search_fields = ("name_zh", "name_en")
    exclude = ("sources",)

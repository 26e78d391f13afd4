"""Indicators with their definitions, and targets."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation import access
from cooperation.models import Indicator, IndicatorMilestone, IndicatorVersion, Target
from cooperation.sectors import sector_label
from cooperation.staff import EVERY_STAFF, ReasonForm, ScopedAdmin, ScopedInline
from cooperation.targets.book import may_have_target

ADMINISTER = frozenset({access.ADMINISTER})


def newest_name(indicator) -> str:
    """What an indicator is called now (prefetch `versions`); its code tells readers nothing."""
    versions = list(indicator.versions.all())
    return versions[-1].name if versions else indicator.code


class IndicatorNames:
    """Rows that belong to an indicator show its name."""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("indicator__versions")

    @admin.display(description=_("indicator"), ordering="indicator")
    def indicator_name(self, obj):
        """The indicator as its readers know it."""
        return newest_name(obj.indicator)


class VersionInline(ScopedInline):
    """The definitions of an indicator, each from its day on."""

    model = IndicatorVersion
    show_change_link = True
    can_drop = False
    fields = ["valid_from", "name_zh", "name_en", "unit_zh", "unit_en", "decimals"]


@admin.register(Indicator)
class IndicatorAdmin(ScopedAdmin):
    """The catalogue. A code never changes: targets and figures refer to it."""

    view_with = EVERY_STAFF
    add_with = change_with = ADMINISTER
    installation_wide = True
    list_display = ["code", "current_name", "sector_name", "kind", "side", "headline"]
    list_filter = ["kind", "side", "headline"]
    search_fields = ["code", "versions__name_zh", "versions__name_en"]
    autocomplete_fields = ["part_of", "sums_to", "not_for"]
    inlines = [VersionInline]
    fields = [
        "code",
        ("sector", "kind", "side"),
        ("part_of", "sums_to"),
        ("headline", "position"),
        ("applies_to", "not_for"),
        ("valid_from_year", "valid_to_year"),
        "change_reason",
    ]
    reason_required = True

    def title_of(self, obj):
        return f"{self.current_name(obj)} · {obj.code}"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("versions")

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["code", "kind"]

    @admin.display(description=_("name"))
    def current_name(self, obj):
        """The name of the newest definition."""
        return newest_name(obj)

    @admin.display(description=_("sector"), ordering="sector")
    def sector_name(self, obj):
        """The sector in the reader's language."""
        return sector_label(obj.sector)


class MilestoneInline(ScopedInline):
    """Shares due by the end of a month, where it is not month/12."""

    model = IndicatorMilestone


@admin.register(IndicatorVersion)
class IndicatorVersionAdmin(IndicatorNames, ScopedAdmin):
    """One definition with its milestones; reached from its indicator."""

    view_with = EVERY_STAFF
    change_with = ADMINISTER
    installation_wide = True
    list_display = ["name", "indicator_code", "valid_from", "unit"]
    fields = [
        "indicator_name",
        "valid_from",
        ("name_zh", "name_en"),
        ("unit_zh", "unit_en", "decimals"),
        "definition_zh",
        "definition_en",
        "change_reason",
    ]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code", "name_zh", "name_en"]
    inlines = [MilestoneInline]
    reason_required = True

    def get_readonly_fields(self, request, obj=None):
        return ["indicator_name"]

    @admin.display(description=_("code"), ordering="indicator__code")
    def indicator_code(self, obj):
        """What targets and figures refer to."""
        return obj.indicator.code

    def has_module_permission(self, request):
        # Off the front page: a definition is reached from its indicator.
        return False


class TargetForm(ReasonForm):
    """A target and whether it makes sense for the pairing and the year."""

    def clean(self):
        data = super().clean()
        pairing, indicator, year = (data.get(key) for key in ("pairing", "indicator", "year"))
        if pairing and year and year not in pairing.programme.years:
            self.add_error("year", _("The programme does not reach into this year."))
        elif pairing and indicator and year and not may_have_target(indicator, pairing, year):
            self.add_error("indicator", _("This indicator does not apply to the pairing."))
        return data


@admin.register(Target)
class TargetAdmin(IndicatorNames, ScopedAdmin):
    """Targets are only added; a revision is a new row with its document and its reason."""

    form = TargetForm
    change_list_template = "admin/target_list.html"
    view_with = frozenset({access.ADMINISTER, access.SEAL, access.REVIEW})
    add_with = ADMINISTER
    list_display = ["pairing", "indicator_name", "year", "value", "document_no", "in_force_from"]
    list_filter = ["year"]
    list_select_related = ["pairing__east_place", "pairing__west_place", "indicator"]
    search_fields = ["indicator__code", "document_no"]
    fields = [
        "pairing",
        "indicator",
        ("year", "value"),
        ("document_no", "in_force_from"),
        "reason",
        "recorded_at",
        "recorded_by",
    ]
    readonly_fields = ["recorded_at", "recorded_by"]
    autocomplete_fields = ["indicator"]

    def get_fields(self, request, obj=None):
        return ["pairing", "indicator_name", *self.fields[2:]] if obj else self.fields[:-2]

    def title_of(self, obj):
        return f"{obj.pairing} · {newest_name(obj.indicator)} · {obj.year}"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "value" and field:
            field.required = True  # a target is withdrawn in the grid, with its reason
        if db_field.name == "year" and isinstance(field, forms.IntegerField):
            field.min_value, field.max_value = 2000, 2100
        return field

    def save_model(self, request, obj, form, change):
        obj.recorded_by = request.user
        super().save_model(request, obj, form, change)

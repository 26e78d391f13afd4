"""Published figures (read only), activities, and the change log."""

from django.contrib import admin

from cooperation import access
from cooperation.admin.catalogue import IndicatorNames, newest_name
from cooperation.models import Activity, ChangeLog, PublishedReading
from cooperation.staff import EVERY_STAFF, ScopedAdmin
from cooperation.staff_pages import VisibleFilter


@admin.register(PublishedReading)
class PublishedReadingAdmin(IndicatorNames, ScopedAdmin):
    """Published figures come from `seeds/` with their citations; here they are looked up."""

    view_with = EVERY_STAFF
    list_display = ["indicator_name", "pairing", "whole", "value", "basis", "cutoff", "exactness"]
    list_filter = ["whole", "basis"]
    list_select_related = ["pairing__east_place", "pairing__west_place", "indicator"]
    search_fields = ["indicator__code", "indicator__versions__name_zh"]
    fields = [
        "indicator_name",
        ("pairing", "whole"),
        ("value", "exactness"),
        ("basis", "cutoff", "published_on"),
        "note",
        "sources",
    ]

    def title_of(self, obj):
        return f"{newest_name(obj.indicator)} · {obj.pairing} · {obj.cutoff}"


@admin.register(Activity)
class ActivityAdmin(ScopedAdmin):
    """Joint meetings, visits and events: the secretary keeps them."""

    view_with = EVERY_STAFF
    add_with = change_with = delete_with = frozenset({access.SEAL, access.ADMINISTER})
    list_display = ["title", "kind", "start", "programme", "pairing"]
    list_filter = ["kind", ("programme", VisibleFilter)]
    list_select_related = ["programme", "pairing__east_place", "pairing__west_place"]
    search_fields = ["title_zh", "title_en", "code"]
    autocomplete_fields = ["sources"]
    date_hierarchy = "start"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("sources")


@admin.register(ChangeLog)
class ChangeLogAdmin(ScopedAdmin):
    """Who changed what: read only, for administrators of the installation."""

    installation_wide = True
    list_display = ["at", "by", "action", "model", "key", "reason"]
    list_filter = ["action", "model"]
    list_select_related = ["by"]
    search_fields = ["key", "before", "after", "reason"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]

    def has_view_permission(self, request, obj=None):
        return access.can_administer(request.user)

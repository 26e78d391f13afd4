"""Programmes, pairings with their members, places and sources."""

from django.contrib import admin
from django.utils.translation import gettext as _

from cooperation import access
from cooperation.models import Pairing, PairingMember, Place, PlaceChange, Programme, Source
from cooperation.staff import EVERY_STAFF, ScopedAdmin, ScopedInline
from cooperation.staff_pages import VisibleFilter

ADMINISTER = frozenset({access.ADMINISTER})


@admin.register(Programme)
class ProgrammeAdmin(ScopedAdmin):
    """Programmes. Whether one is a sample is never changed by hand: only rows of samples can
    be deleted, so the flag would open the real ones."""

    add_with = change_with = ADMINISTER
    list_display = ["name", "code", "since", "until", "sample"]
    fields = [
        ("name_zh", "name_en"),
        "code",
        ("east", "west"),
        ("since", "until"),
        "collect_from",
        ("watch_below", "late_below"),
        "note",
        "sample",
        "change_reason",
    ]
    autocomplete_fields = ["east", "west"]
    search_fields = ["name_zh", "name_en", "code"]
    reason_required = True

    def scope_of(self, obj):
        return access.Scope(obj.pk)

    def has_add_permission(self, request):
        return access.can_administer(request.user)

    def get_readonly_fields(self, request, obj=None):
        return ["sample"] if obj is None else ["sample", "code"]


class MemberInline(ScopedInline):
    """Townships of a group; whoever left keeps the row with its last day."""

    model = PairingMember
    fields = ["place", "leads", "since", "until", "note"]
    autocomplete_fields = ["place"]


@admin.register(Pairing)
class PairingAdmin(ScopedAdmin):
    """Pairings. One that ended keeps its row and its last day."""

    add_with = change_with = ADMINISTER
    list_display = ["name", "kind", "programme", "since", "until", "reports"]
    list_filter = [("programme", VisibleFilter), "kind", "reports"]
    search_fields = [
        "slug",
        "east_body_zh",
        "west_body_zh",
        "east_place__name_zh",
        "west_place__name_zh",
    ]
    fields = [
        "programme",
        ("kind", "slug"),
        "parent",
        "east_place",
        ("east_body_zh", "east_body_en"),
        "west_place",
        ("west_body_zh", "west_body_en"),
        ("since", "until"),
        ("reports", "position"),
        "continues",
        "note",
        "sources",
        "change_reason",
    ]
    autocomplete_fields = ["parent", "east_place", "west_place", "continues", "sources"]
    inlines = [MemberInline]
    reason_required = True

    def get_queryset(self, request):
        return super().get_queryset(request).with_ends().select_related("programme")

    def scope_of(self, obj):
        return access.Scope(obj.programme_id, obj.pk)

    def title_of(self, obj):
        # A sample has the same places as the real programme: its choices must not look alike.
        return _("Sample: %(name)s") % {"name": obj} if obj.programme.sample else str(obj)

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["programme", "slug"]


class PlaceChangeInline(ScopedInline):
    """What became of the place."""

    model = PlaceChange
    fk_name = "from_place"
    autocomplete_fields = ["to_place"]


@admin.register(Place)
class PlaceAdmin(ScopedAdmin):
    """Places; history is kept by their dates."""

    view_with = EVERY_STAFF
    add_with = change_with = ADMINISTER
    installation_wide = True
    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["code", "name_zh", "short_zh", "name_en"]
    autocomplete_fields = ["parent"]
    inlines = [PlaceChangeInline]
    reason_required = True

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["code"]


@admin.register(Source)
class SourceAdmin(ScopedAdmin):
    """Citations, common to all programmes: every secretary adds, administrators change."""

    view_with = EVERY_STAFF
    add_with = frozenset({access.ADMINISTER, access.SEAL})
    added_in_place = True
    change_with = ADMINISTER
    installation_wide = True
    list_display = ["title", "publisher", "published_on", "code"]
    search_fields = ["code", "title", "publisher"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["code"]

    def has_add_permission(self, request):
        return access.can_any(request.user, self.add_with)

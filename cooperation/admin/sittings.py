"""Joint meetings with agenda, decisions and open items: the secretary keeps them."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cooperation import access
from cooperation.meetings.sittings.forms import ItemLines, LineForm, MeetingForm, NumberedLines
from cooperation.meetings.sittings.proposal import prepared_by, programme_asked, proposed
from cooperation.models import Activity, AgendaItem, Decision, Meeting, OpenItem, Pairing
from cooperation.staff import ScopedAdmin, ScopedInline
from cooperation.staff_pages import VisibleFilter


class LineInline(ScopedInline):
    """Numbered lines below a meeting; a new meeting offers one of each to begin with."""

    form = LineForm
    formset = NumberedLines
    fields = ["position", "text_zh", "text_en"]

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj is None else 0


class AgendaInline(LineInline):
    """议程."""

    model = AgendaItem


class DecisionInline(LineInline):
    """议定事项."""

    model = Decision
    # A review's decision is another word in Chinese.
    verbose_name = pgettext_lazy("joint meeting", "decision")
    verbose_name_plural = Decision._meta.verbose_name_plural


class ItemInline(LineInline):
    """待办事项: an office and its day."""

    model = OpenItem
    formset = ItemLines
    fields = ["position", "text_zh", "text_en", "responsible", "due", "done_on", "outcome"]


# What a sealed pack was made of, or compared with.
SEALED = ("programme", "pairing", "on", "year", "through")


def is_sealed(meeting: Meeting) -> bool:
    """Whether a sealed pack speaks of it: its own, or a later meeting's that compares with it."""
    return meeting.packs.exists() or meeting.compared_by.exists()


@admin.register(Meeting)
class MeetingAdmin(ScopedAdmin):
    """Joint meetings. One that has a pack or an edited briefing stays: they belong to it.

    Scope and days of one that a sealed pack speaks of are not edited any more.
    """

    add_with = change_with = delete_with = frozenset({access.SEAL})
    form = MeetingForm
    list_display = ["title", "on", "programme", "pairing", "year", "through"]
    list_filter = [("programme", VisibleFilter), "year"]
    list_select_related = ["programme", "pairing__east_place", "pairing__west_place"]
    search_fields = ["title_zh", "title_en", "place_zh", "place_en"]
    fields = [
        "programme",
        "pairing",
        ("title_zh", "title_en"),
        "on",
        ("year", "through"),
        ("place_zh", "place_en"),
        ("hosts_zh", "hosts_en"),
        "activity",
        "change_reason",
    ]
    inlines = [AgendaInline, DecisionInline, ItemInline]

    def scope_of(self, obj):
        """The whole programme's: a group's meeting, too, is prepared by its secretary."""
        return access.Scope(obj.programme_id)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and bool(prepared_by(request.user))

    def has_delete_permission(self, request, obj=None):
        kept = obj is not None and (is_sealed(obj) or obj.edits.exists())
        return not kept and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return list(SEALED) if is_sealed(obj) else ["programme"]

    def get_fieldsets(self, request, obj=None):
        """With the reason why some of it cannot be edited."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and is_sealed(obj):
            words = _(
                "A sealed pack speaks of this meeting: whose it is, its day and its cut-off month "
                "stay as they were sealed. For another scope or day enter another meeting."
            )
            fieldsets[0][1]["description"] = words
        return fieldsets

    def get_changeform_initial_data(self, request):
        return proposed(request.GET, prepared_by(request.user))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only the programmes somebody prepares meetings of, and only their groups and events."""
        programmes = self._programmes(request)
        if db_field.name == "programme":
            keys = [programme.pk for programme in prepared_by(request.user)]
            kwargs["queryset"] = db_field.related_model.objects.filter(pk__in=keys)
        elif db_field.name == "pairing":
            groups = Pairing.objects.filter(programme__in=programmes).reporting().with_ends()
            kwargs["queryset"] = groups.exclude(kind=Pairing.Kind.CITY).select_related("programme")
        elif db_field.name == "activity":
            meetings = Activity.objects.filter(
                programme__in=programmes, kind=Activity.Kind.JOINT_MEETING
            )
            kwargs["queryset"] = meetings.newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _programmes(self, request):
        """Whose groups are offered: those of the meeting, of the one asked for, else of all."""
        if key := request.resolver_match.kwargs.get("object_id"):
            obj = self.get_object(request, admin.utils.unquote(key))
            return [obj.programme] if obj else []
        programmes = prepared_by(request.user)
        asked = programme_asked(request.GET, programmes)
        return [asked] if asked else programmes

    def response_post_save_add(self, request, obj):
        """Back to the meeting's own page."""
        return redirect("meeting-detail", obj.pk)

    response_post_save_change = response_post_save_add

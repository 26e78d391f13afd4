"""Due days of the monthly reports, and the calendar that moves them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation import access
from cooperation.calendar import WorkingDays, library_years, today
from cooperation.models import CalendarDay, DueRule, Programme
from cooperation.sectors import sector_label
from cooperation.staff import EVERY_STAFF, ScopedAdmin

ADMINISTER = frozenset({access.ADMINISTER})


@admin.register(DueRule)
class DueRuleAdmin(ScopedAdmin):
    """The due day of a programme and, where it differs, of a sector."""

    view_with = EVERY_STAFF
    add_with = change_with = delete_with = ADMINISTER
    list_display = ["programme", "sector_name", "day", "grace"]
    list_select_related = ["programme"]
    fields = ["programme", "sector", ("day", "grace")]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["programme"]

    @admin.display(description=_("sector"), ordering="sector")
    def sector_name(self, obj):
        """The sector in the reader's language."""
        return sector_label(obj.sector) if obj.sector else _("All sectors")


@admin.register(CalendarDay)
class CalendarDayAdmin(ScopedAdmin):
    """Holidays and make-up working days that the built-in calendar does not know, or has wrong."""

    view_with = EVERY_STAFF
    add_with = change_with = delete_with = ADMINISTER
    installation_wide = True
    list_display = ["date", "name", "working"]
    list_filter = ["working"]
    date_hierarchy = "date"
    search_fields = ["name_zh", "name_en"]
    fields = ["date", "working", ("name_zh", "name_en")]
    change_list_template = "admin/calendar_day_list.html"

    def changelist_view(self, request, extra_context=None):
        """Say which years are known, and which fall back to weekends."""
        working_days = WorkingDays.load()
        unknown = [year for year in _years_in_use() if not working_days.known(year)]
        years = library_years()
        context = {"first_known": years[0], "last_known": years[-1], "unknown": unknown}
        return super().changelist_view(request, {**context, **(extra_context or {})})


def _years_in_use() -> list[int]:
    """The years in which some programme's reports fall due, this one and the next included."""
    this_year = today().year
    years = {this_year, this_year + 1}
    for programme in Programme.objects.all():
        years |= {*programme.years, programme.until.year + 1}
    return sorted(years)

"""The monthly reports in the admin."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.formatting import month_name
from cooperation.models import MonthlyReport
from cooperation.reporting.checks.urls import checks_pages
from cooperation.reporting.desk.urls import desk_pages
from cooperation.reporting.dialogue.urls import dialogue_pages
from cooperation.reporting.entry.panel.urls import panel_pages
from cooperation.reporting.entry.urls import entry_pages
from cooperation.reporting.reviews.urls import review_pages
from cooperation.reporting.wide.urls import wide_pages
from cooperation.sectors import sector_label
from cooperation.staff import EVERY_STAFF, ScopedAdmin

# The fixed addresses come before the one that takes any number.
admin.site.pages += [
    checks_pages,
    desk_pages,
    dialogue_pages,
    review_pages,
    entry_pages,
    panel_pages,
    wide_pages,
]


@admin.register(MonthlyReport)
class MonthlyReportAdmin(ScopedAdmin):
    """All reports to search in; each opens as its form. Nothing is changed past the form."""

    view_with = EVERY_STAFF
    list_display = ["month_shown", "pairing", "sector_name", "side", "state"]
    list_filter = ["state", "side"]
    list_select_related = ["pairing__east_place", "pairing__west_place"]
    ordering = ["-month", "pairing", "sector", "side"]

    @admin.display(description=_("month"), ordering="month")
    def month_shown(self, obj):
        """The month; its first day is only how it is stored."""
        return month_name(obj.month.year, obj.month.month)

    @admin.display(description=_("sector"), ordering="sector")
    def sector_name(self, obj):
        """The sector in the reader's language."""
        return sector_label(obj.sector)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form is the report."""
        report = self.get_object(request, admin.utils.unquote(object_id))
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("admin:monthly-form", args=[report.pk]))

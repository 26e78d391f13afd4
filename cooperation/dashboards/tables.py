"""Tables of the read pages; rendered by components/table.html."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cooperation.formatting import days
from cooperation.models import Activity
from cooperation.sectors import sector_label


def activity_url(activity: Activity, kept: str = "") -> str:
    """An activity's page; `kept` is the query of what its links keep."""
    return reverse("activity-detail", args=[activity.pk]) + (f"?{kept}" if kept else "")


class ActivityTable(tables.Table):
    """What happened: date as exactly as known, title, where, which sector.

    kept: the query that links to the activities carry on.
    """

    start = tables.Column(verbose_name=_("Date"), attrs={"td": {"class": "nowrap"}})
    title = tables.Column(
        verbose_name=_("Activity"),
        order_by="title_zh",
        linkify=lambda record, table: activity_url(record, table.kept),
    )
    kind = tables.Column(verbose_name=_("Kind"), attrs={"td": {"class": "nowrap"}})
    sector = tables.Column(verbose_name=_("Sector"), attrs={"td": {"class": "nowrap"}})
    place = tables.Column(verbose_name=_("Place"), order_by="place_zh")

    class Meta:
        model = Activity
        fields = ("start", "title", "kind", "sector", "place")
        order_by = "-start"
        empty_text = _("No activity matches these filters.")

    def __init__(self, *args, kept: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = kept

    def render_start(self, record) -> str:
        return days(record.start, record.end, record.precision)

    def render_kind(self, record):
        return format_html('<span class="chip plain">{}</span>', record.get_kind_display())

    def render_sector(self, value) -> str:
        return sector_label(value) if value else "—"

"""The table of exports; rendered by components/table.html."""

import django_tables2 as tables
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.formatting import UNKNOWN, number, period_name
from cooperation.meetings.audit.kinds import kind_words
from cooperation.models import Export

# The fields' own names, as heads.
_title = lazy(capfirst, str)
_SMALL = '<div class="small muted">{}</div>'


class ExportTable(tables.Table):
    """When, which file, of what, by whom, how much, with which checksum, what for."""

    at = tables.Column(verbose_name=_title(gettext_lazy("at")), attrs={"td": {"class": "nowrap"}})
    name = tables.Column(verbose_name=_title(gettext_lazy("file")))
    scope = tables.Column(
        verbose_name=gettext_lazy("Scope and filter"), empty_values=(), orderable=False
    )
    by = tables.Column(
        verbose_name=_title(gettext_lazy("by")), order_by="by__username", default=UNKNOWN
    )
    rows = tables.Column(
        verbose_name=_title(gettext_lazy("rows")),
        attrs={"th": {"class": "n"}, "td": {"class": "n"}},
    )
    sha256 = tables.Column(verbose_name=_title(gettext_lazy("checksum")), orderable=False)
    purpose = tables.Column(verbose_name=_title(gettext_lazy("purpose")), orderable=False)

    class Meta:
        model = Export
        fields = ("at", "name", "scope", "by", "rows", "sha256", "purpose")
        empty_text = gettext_lazy("No export matches these filters.")

    def render_at(self, value) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"

    def render_name(self, record):
        cut = "" if record.complete else _("cut off, not sent to its end")
        return format_html(
            '<span class="code">{}</span> {}<div class="small muted">{}{}</div>',
            record.code,
            record.name,
            kind_words(record.kind),
            format_html(' <span class="chip s-watch">{}</span>', cut) if cut else "",
        )

    def render_scope(self, record):
        period = period_name(record.year, record.through) if record.through else record.year or ""
        programme = record.programme.name if record.programme else ""
        pairing = record.pairing.name if record.pairing else ""
        small = [part for part in (period, pairing, record.scope, record.filters) if part]
        return format_html(
            "{}{}", programme or UNKNOWN, format_html_join("", _SMALL, ((one,) for one in small))
        )

    def render_by(self, value):
        office = format_html(_SMALL, value.office) if value.office else ""
        return format_html("{}{}", str(value), office)

    def render_rows(self, record):
        return number(record.rows)

    def render_sha256(self, record):
        size = filesizeformat(record.size) if record.size is not None else ""
        return format_html(
            '<code class="checksum">{}</code><div class="small muted">{}</div>', record.sha256, size
        )

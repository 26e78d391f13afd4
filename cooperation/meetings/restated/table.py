"""The table of restated figures; rendered by components/table.html."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.meetings.restated import words

PER_PAGE = 50
NUMBER = {"td": {"class": "n"}, "th": {"class": "n"}}


class RestatedTable(tables.Table):
    """One line a restated figure: what, whose, then, now, its effect, why, who, when."""

    indicator = tables.Column(verbose_name=_("Indicator"), empty_values=())
    place = tables.Column(verbose_name=pgettext_lazy("restated", "Whose"))
    period = tables.Column(
        verbose_name=_("Month"), empty_values=(), attrs={"td": {"class": "nowrap"}}
    )
    old = tables.Column(verbose_name=_("Presented"), empty_values=(), attrs=NUMBER)
    new = tables.Column(verbose_name=_("Now"), empty_values=(), attrs=NUMBER)
    effect = tables.Column(verbose_name=_("Effect on the total"), empty_values=(), attrs=NUMBER)
    reason = tables.Column(verbose_name=_("Reason"), empty_values=())
    who = tables.Column(verbose_name=pgettext_lazy("restated", "By"), empty_values=())
    at = tables.Column(verbose_name=_("Day"), empty_values=(), attrs={"td": {"class": "nowrap"}})

    class Meta:
        orderable = False

    def render_indicator(self, record):
        return format_html(
            '{} <small class="muted">{}</small>', record.indicator.name, record.indicator.unit
        )

    def render_period(self, record) -> str:
        return words.when_word(record)

    def render_old(self, record):
        return words.value_text(record, old=True)

    def render_new(self, record):
        return words.value_text(record, old=False)

    def render_effect(self, record):
        # The table's head is out of sight on a phone.
        return format_html(
            '<span class="head-on-phone">{}</span> {}',
            _("Effect on the total"),
            words.effect_text(record),
        )

    def render_reason(self, record):
        return format_html(
            '<span class="chip plain">{}</span> {}',
            words.what_word(record),
            words.reason_text(record),
        )

    def render_who(self, record) -> str:
        return words.who_text(record)

    def render_at(self, record) -> str:
        return words.at_text(record)

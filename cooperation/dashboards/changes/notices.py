"""What is new as lines of text, one block for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.dashboards.changes.news import Aimed, Corrected, News, Read, Released
from cooperation.dashboards.changes.steps import pairing_name
from cooperation.dashboards.citations import cited, reading_value
from cooperation.dashboards.frame import Frame
from cooperation.formatting import UNKNOWN, days, list_comma, month_name, number, year_name
from cooperation.models import Basis, Pairing
from cooperation.sectors import sector_label

NAMES, ACTIVITIES = 8, 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind: (when or who, what). more: what is said instead of further lines."""

    title: str
    lines: tuple[tuple[SafeString | str, SafeString | str], ...]
    more: SafeString | str = ""


def blocks_of(frame: Frame, new: News, offices: int) -> list[Block]:
    """Those kinds of which there is something. offices: how many pairings report at all."""
    blocks = [
        Block(
            _("New monthly reports"),
            tuple(_released(one, offices) for one in new.released),
            _older(new),
        ),
        Block(_("Corrected figures"), tuple(_corrected(frame, one) for one in new.corrected)),
        Block(_("Targets set or changed"), tuple(_aimed(frame, one) for one in new.targets)),
        Block(_("Published figures added"), tuple(_read(one) for one in new.readings)),
        Block(
            _("New activities"),
            tuple(_activities(new.activities[:ACTIVITIES])),
            _further(frame, new),
        ),
    ]
    return [block for block in blocks if block.lines]


def _older(new: News) -> str:
    """That the list of reports was cut."""
    return _("Only the newest are listed.") if new.reports_cut else ""


def _further(frame: Frame, new: News) -> SafeString | str:
    """A link to the activities that are not listed."""
    if len(new.activities) <= ACTIVITIES:
        return ""
    url = f"{reverse('activity-list')}?programme={frame.programme.code}"
    return format_html('<a href="{}">{}</a>', url, _("All activities"))


def _released(one: Released, offices: int) -> tuple[str, str]:
    """Whose reports came in; where all did, that says it."""
    when = month_name(one.month.year, one.month.month)
    head = f"{when} {sector_label(one.sector)}"
    if offices > 1 and len(one.pairings) == offices:
        return head, _("all %(count)d offices") % {"count": offices}
    names = [pairing_name(pairing) for pairing in one.pairings]
    text = list_comma().join(names[:NAMES])
    if len(names) > NAMES:
        more = len(names) - NAMES
        text = _("%(names)s and %(more)d more") % {"names": text, "more": more}
    count = ngettext("%(count)d office", "%(count)d offices", len(names)) % {"count": len(names)}
    return head, _("%(count)s: %(names)s") % {
        "count": count,
        "names": text,
    }


def _corrected(frame: Frame, one: Corrected) -> tuple[SafeString, SafeString]:
    indicator, month = one.indicator, one.report.month
    text = format_html(
        '{} {}: {} → <b>{}</b> {} <span class="unit">{}</span>',
        month_name(month.year, month.month),
        format_html('<a href="{}">{}</a>', frame.indicator_url(indicator), indicator.name),
        number(one.before, indicator.decimals),
        number(one.after, indicator.decimals),
        indicator.unit,
        Basis(one.basis).label,
    )
    return _who(frame, one.report.pairing), text


def _aimed(frame: Frame, one: Aimed) -> tuple[SafeString, SafeString]:
    target, indicator = one.target, one.indicator
    after = _("withdrawn") if target.value is None else number(target.value, indicator.decimals)
    before = "" if one.before is None else f"{number(one.before, indicator.decimals)} → "
    text = format_html(
        "{} {}: {}<b>{}</b> {}{}",
        year_name(target.year),
        format_html('<a href="{}">{}</a>', frame.indicator_url(indicator), indicator.name),
        before,
        after,
        "" if target.value is None else indicator.unit,
        format_html(' <span class="unit">{}</span>', target.document_no or ""),
    )
    city = target.pairing.kind == Pairing.Kind.CITY
    return (_("Whole city") if city else _who(frame, target.pairing)), text


def _read(one: Read) -> tuple[str, SafeString]:
    reading, indicator = one.reading, one.indicator
    text = format_html(
        "{} <b>{}</b> {} · {}",
        indicator.name,
        reading_value(reading, indicator.decimals),
        indicator.unit,
        cited(reading.cutoff, reading.sources.all()),
    )
    return (_("Whole city") if reading.whole else pairing_name(reading.pairing)), text


def _activities(activities: Iterable) -> Iterable[tuple[str, SafeString]]:
    for one in activities:
        url = reverse("activity-detail", args=[one.pk])
        when = days(one.start, one.end, one.precision)
        yield when, format_html('<a href="{}">{}</a>', url, one.title or UNKNOWN)


def _who(frame: Frame, pairing: Pairing) -> SafeString:
    return format_html('<a href="{}">{}</a>', frame.pairing_url(pairing), pairing_name(pairing))

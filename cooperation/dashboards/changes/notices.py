"""What is new as lines of text, one block for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.dashboards.changes.news import MOST, Aimed, Corrected, News, Read, Released
from cooperation.dashboards.changes.steps import pairing_name
from cooperation.dashboards.citations import cited, reading_value
from cooperation.dashboards.frame import Frame
from cooperation.formatting import UNKNOWN, days, list_comma, month_name, number, year_name
from cooperation.models import Basis, Pairing
from cooperation.sectors import sector_label

NAMES, ACTIVITIES, FEW = 8, 12, 3


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
            tuple(_released(new.released, offices)),
            _older(new),
        ),
        _cut(_("Corrected figures"), (_corrected(frame, one) for one in new.corrected)),
        _cut(_("Targets set or changed"), _targets(frame, new.targets)),
        _cut(_("Published figures added"), (_read(one) for one in new.readings)),
        Block(
            _("New activities"),
            tuple(_activities(frame, new.activities[:ACTIVITIES])),
            _further(frame, new),
        ),
    ]
    return [block for block in blocks if block.lines]


def _cut(title: str, lines: Iterable[tuple]) -> Block:
    """No longer than is read, and then it says that there is more."""
    found = tuple(lines)
    return Block(title, found[:MOST], _("Only the newest are listed.") * (len(found) >= MOST))


def _older(new: News) -> str:
    """That the list of reports was cut."""
    return _("Only the newest are listed.") if new.reports_cut else ""


def _further(frame: Frame, new: News) -> SafeString | str:
    """A link to the activities that are not listed."""
    if len(new.activities) <= ACTIVITIES:
        return ""
    url = f"{reverse('activity-list')}?programme={frame.programme.code}"
    return format_html('<a href="{}">{}</a>', url, _("All activities"))


def _released(released: Iterable[Released], offices: int) -> Iterator[tuple[str, str]]:
    """Whose reports came in, sectors of a month together where they are the same offices'."""
    alike = groupby(released, lambda one: (one.month, one.pairings))
    for (month, pairings), group in alike:
        sectors = list_comma().join(sector_label(one.sector) for one in group)
        text = _("%(sectors)s: %(names)s") % {
            "sectors": sectors,
            "names": _offices(pairings, offices),
        }
        yield month_name(month.year, month.month), text


def _offices(pairings: Sequence[Pairing], offices: int) -> str:
    """Their names; where it is all of them, that says it."""
    if offices > 1 and len(pairings) == offices:
        return _("all %(count)d offices") % {"count": offices}
    names = [pairing_name(pairing) for pairing in pairings]
    text = list_comma().join(names[:NAMES])
    if len(names) > NAMES:
        text = _("%(names)s and %(more)d more") % {"names": text, "more": len(names) - NAMES}
    return text


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


def _targets(frame: Frame, targets: Sequence[Aimed]) -> Iterator[tuple]:
    """Revisions one by one; what a pairing was set for the first time as a number, if many."""
    first: dict[tuple, list[Aimed]] = {}
    for one in targets:
        key = one.target.pairing, one.target.year, one.target.document_no
        if one.before is None:
            first.setdefault(key, []).append(one)
        else:
            yield _aimed(frame, one)
    for (pairing, year, document), group in first.items():
        if len(group) <= FEW:
            yield from (_aimed(frame, one) for one in group)
            continue
        words = ngettext("%(count)d target set", "%(count)d targets set", len(group))
        text = format_html(
            '{} {} <span class="unit">{}</span>',
            year_name(year),
            words % {"count": len(group)},
            document,
        )
        yield _of_target(frame, pairing), text


def _of_target(frame: Frame, pairing: Pairing) -> SafeString | str:
    """A target on the city pairing is the whole city's."""
    return _("Whole city") if pairing.kind == Pairing.Kind.CITY else _who(frame, pairing)


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
    return _of_target(frame, target.pairing), text


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


def _activities(frame: Frame, activities: Iterable) -> Iterable[tuple[str, SafeString]]:
    for one in activities:
        url = f"{reverse('activity-detail', args=[one.pk])}?programme={frame.programme.code}"
        when = days(one.start, one.end, one.precision)
        yield when, format_html('<a href="{}">{}</a>', url, one.title or UNKNOWN)


def _who(frame: Frame, pairing: Pairing) -> SafeString:
    return format_html('<a href="{}">{}</a>', frame.pairing_url(pairing), pairing_name(pairing))

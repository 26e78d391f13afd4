"""Published readings as they are printed: value, exactness, cut-off day and sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import brief, brief_with_unit, day, number
from cooperation.models import Pairing, Programme, PublishedReading
from cooperation.prepared import Prepared


def readings_of(
    programme: Programme,
    as_of: datetime.date | None = None,
    *,
    indicator: int | None = None,
) -> list[PublishedReading]:
    """The readings of a programme as known on a day, oldest first, with pairings and sources.

    indicator: its key, where only those of one are wanted.
    """
    return _readings(programme.pk, as_of, indicator)


def readings_of_pairing(
    pairing: Pairing, as_of: datetime.date | None = None
) -> list[PublishedReading]:
    """The same of one pairing; its name comes with it and is not looked for again."""
    found = _readings_in(pairing.pk, as_of)
    for reading in found:
        reading.pairing = pairing
    return found


@Prepared
def _readings(
    programme: int, as_of: datetime.date | None, indicator: int | None
) -> QuerySet[PublishedReading]:
    found = _known(as_of).filter(pairing__programme=programme)
    if indicator is not None:
        found = found.filter(indicator=indicator)
    return found.select_related("pairing__east_place", "pairing__west_place")


@Prepared
def _readings_in(pairing: int, as_of: datetime.date | None) -> QuerySet[PublishedReading]:
    return _known(as_of).filter(pairing=pairing)


def _known(as_of: datetime.date | None) -> QuerySet[PublishedReading]:
    found = PublishedReading.objects.all()
    if as_of:
        found = found.filter(Q(published_on__isnull=True) | Q(published_on__lte=as_of))
    return found.select_related("indicator").prefetch_related("sources").order_by("cutoff", "pk")


def up_to(readings: Iterable[PublishedReading], day: datetime.date) -> list[PublishedReading]:
    """Readings that a reader on that day could know of: a card of 2021 shows none of 2024."""
    return [reading for reading in readings if reading.cutoff <= day]


def exactly(text: str, exactness: str) -> str:
    """The figure with its exactness in words: 超过200, 约40."""
    if exactness == PublishedReading.Exactness.AT_LEAST:
        return pgettext("exactness", "over %s") % text
    if exactness == PublishedReading.Exactness.ABOUT:
        return pgettext("exactness", "about %s") % text
    return text


def reading_value(reading, decimals: int) -> str:
    """The value of a reading as printed."""
    return exactly(brief(reading.value, decimals), reading.exactness)


def reading_and_unit(reading, decimals: int, unit: str) -> tuple[str, str]:
    """The value of a reading at a glance and the unit that it is in, in the reader's style."""
    text, unit = brief_with_unit(reading.value, unit, decimals)
    return exactly(text, reading.exactness), unit


def value_and_unit(row) -> tuple[str, str]:
    """The year to date of a row at a glance and the unit that it is in: ("14.61", "亿元")."""
    text, unit = brief_with_unit(row.ytd, row.indicator.unit, row.indicator.decimals)
    return (exactly(text, row.reading.exactness) if row.reading else text), unit


def row_value(row) -> str:
    """The year to date (or count) of a row, with its exactness where it is published."""
    text = number(row.ytd, row.indicator.decimals)
    return exactly(text, row.reading.exactness) if row.reading else text


def brief_value(row) -> str:
    """The same without decimals that nobody needs at a glance; for cells of tables, where the
    unit stands in the head: sentences and cards print `value_and_unit`."""
    text = brief(row.ytd, row.indicator.decimals)
    return exactly(text, row.reading.exactness) if row.reading else text


def basis_word(basis: str) -> str:
    """What a reading counts."""
    return {
        "ytd": _("since 1 January"),
        "since": _("since the pairing began"),
        "at": _("as it stands"),
    }[basis]


def cited(cutoff: datetime.date | None, sources: Iterable) -> SafeString:
    """Cut-off date and sources of a published number, in one line."""
    text = escape(_("Published, up to %(day)s") % {"day": day(cutoff)})
    return mark_safe(" · ".join([text, *(source_line(source) for source in sources)]))


def source_line(source) -> str:
    """Title (linked where the official address is known), publisher and date."""
    title = escape(source.title)
    if source.url:
        title = f'<a href="{escape(source.url)}" rel="noopener noreferrer external">{title}</a>'
    rest = [escape(part) for part in (source.publisher, source.published_on) if part]
    return f"{title} ({', '.join(rest)})" if rest else title


def with_unit(value: Decimal | None, decimals: int, unit: str) -> SafeString:
    """A number with its unit, small and grey."""
    text = number(value, decimals)
    if value is None:
        return mark_safe(text)
    return mark_safe(f'{text}<span class="unit">{escape(unit)}</span>')

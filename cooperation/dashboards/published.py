"""All published figures of a programme in one table: indicator × year, each with its citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.citations import basis_word, reading_value, source_line
from cooperation.formatting import chinese, day
from cooperation.models import IndicatorVersion, PublishedReading


class Versions:
    """Name, unit and decimals of indicators for readings; one statement."""

    def __init__(self, readings: Iterable[PublishedReading]):
        self._by_indicator = defaultdict(list)
        wanted = {reading.indicator_id for reading in readings}
        found = IndicatorVersion.objects.filter(indicator__in=wanted).order_by("valid_from")
        for version in found:
            self._by_indicator[version.indicator_id].append(version)

    def of(self, reading: PublishedReading) -> IndicatorVersion:
        """The definition in force on the cut-off day."""
        versions = self._by_indicator[reading.indicator_id]
        in_force = [v for v in versions if v.valid_from <= reading.cutoff]
        return (in_force or versions)[-1]


def published_table(
    frame, readings: list[PublishedReading], *, with_indicator=True, with_place=True
) -> SafeString:
    """A row per reading, newest first within its indicator, with what it counts and its sources."""
    versions = Versions(readings)
    heads = [
        *([_("Indicator")] if with_indicator else []),
        *([_("Where")] if with_place else []),
        *(_("Figure"), _("What it counts"), _("Cut-off date"), _("Source")),
    ]
    ordered = sorted(
        readings,
        key=lambda r: (r.indicator.position, r.indicator_id, -r.cutoff.toordinal()),
    )
    parts = []
    for _pk, some in groupby(ordered, key=lambda r: r.indicator_id):
        group = list(some)
        sector = escape(group[0].indicator.sector)
        parts.append(f'<tbody data-sector="{sector}">')
        for place, reading in enumerate(group):
            first = ""
            if with_indicator and not place:
                first = _indicator_cell(frame, reading, versions.of(reading).name, len(group))
            if with_place:
                first += _place_cell(frame, reading)
            parts.append(f"<tr>{first}{_line(reading, versions.of(reading))}</tr>")
        parts.append("</tbody>")
    number_column = heads.index(_("Figure"))
    head = "".join(
        f'<th scope="col"{" class=n" if i == number_column else ""}>{escape(text)}</th>'
        for i, text in enumerate(heads)
    )
    label = escape(_("Published figures"))
    return mark_safe(
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table readings"><thead><tr>{head}</tr></thead>'
        f"{''.join(parts)}</table></div>"
    )


def _indicator_cell(frame, reading, name: str, span: int) -> str:
    return (
        f'<th scope="rowgroup" rowspan="{span}" class="of-sector">'
        f'<a class="plain" href="{escape(frame.indicator_url(reading.indicator))}">'
        f"{escape(name)}</a></th>"
    )


def where_words(reading) -> str:
    """Of whom a reading speaks."""
    if reading.whole:
        return _("Whole city")
    return _("City level") if reading.pairing.kind == "city" else reading.pairing.name


def _place_cell(frame, reading) -> str:
    url = escape(frame.pairing_url(reading.pairing))
    return (
        f'<td class="place"><a class="plain" href="{url}">{escape(where_words(reading))}</a></td>'
    )


def _line(reading, version) -> str:
    cites = "<br>".join(source_line(source) for source in reading.sources.all())
    note = f"<br>{escape(reading.note)}" if reading.note and chinese() else ""
    return (
        f'<td class="n"><b>{escape(reading_value(reading, version.decimals))}</b>'
        f'<span class="unit">{escape(version.unit)}</span></td>'
        f'<td class="nowrap">{escape(basis_word(reading.basis))}</td>'
        f'<td class="nowrap">{day(reading.cutoff)}</td><td class="cite">{cites}{note}</td>'
    )

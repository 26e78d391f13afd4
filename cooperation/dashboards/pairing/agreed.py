"""What was agreed for the year: each target with the documents it stood in, version by version."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone

from cooperation.dashboards.frame import Frame
from cooperation.formatting import UNKNOWN, day, number
from cooperation.models import Pairing, Target
from cooperation.models.base import chooser
from cooperation.prepared import Prepared
from cooperation.scoreboard import Row
from cooperation.scoreboard.facts import Horizon


@dataclass(frozen=True)
class Version:
    """One row of the agreement, as printed; `counts` if the scoreboard takes this one."""

    value: str
    document_no: str
    in_force_from: datetime.date
    recorded: str
    reason: str
    counts: bool

    @property
    def cells(self) -> str:
        """All but the first of its line."""
        value = f"<b>{self.value}</b>" if self.counts else self.value
        return (
            f'<td class="n">{value}</td><td>{escape(self.document_no or UNKNOWN)}</td>'
            f'<td class="nowrap">{day(self.in_force_from)}</td>'
            f'<td class="nowrap">{self.recorded}</td>'
            f"<td>{escape(self.reason or UNKNOWN)}</td>"
        )


@dataclass(frozen=True)
class Agreement:
    """An indicator's versions, the newest first, with its name and unit as they are printed."""

    sector: str
    name: str
    unit: str
    url: str
    versions: Sequence[Version]

    @property
    def body(self) -> SafeString:
        """Its lines in the table; through a template the forty of a pairing take 10 ms."""
        count = len(self.versions)
        span = f' rowspan="{count}"' if count > 1 else ""
        head = (
            f'<th scope="row"{span}>'
            f'<a class="plain" href="{escape(self.url)}">{escape(self.name)}</a> '
            f'<span class="unit">{escape(self.unit)}</span></th>'
        )
        lines = []
        for version in self.versions:
            css = "" if version.counts else ' class="superseded"'
            lines.append(f"<tr{css}>{head}{version.cells}</tr>")
            head = ""
        return mark_safe(f'<tbody data-sector="{escape(self.sector)}">{"".join(lines)}</tbody>')


@dataclass(frozen=True)
class Agreed:
    """All targets of the year; the documents with how many of today's targets stand in each."""

    agreements: Sequence[Agreement]
    documents: Sequence[tuple[str, datetime.date, int]]

    @property
    def body(self) -> SafeString:
        """All lines of the table."""
        return mark_safe("".join(agreement.body for agreement in self.agreements))


def agreed_of(frame: Frame, pairing: Pairing, rows: Iterable[Row]) -> Agreed | None:
    """The targets behind some rows of the scoreboard; one statement. None where there are none."""
    by_id = {row.indicator.id: row for row in rows}
    moment, reader = Horizon(frame.period.as_of).moment, frame.request.user
    ordered = _versions_of(reader, pairing.pk, frame.period.year, set(by_id), moment)
    # What is the same for all lines is asked for once.
    choose, zone = chooser(), get_current_timezone()
    agreements = [
        Agreement(
            one.sector,
            choose(one.name_zh, one.name_en),
            choose(one.unit_zh, one.unit_en),
            frame.indicator_url(one),
            _versions(by_id[pk], some, zone),
        )
        for pk, some in groupby(ordered, key=lambda target: target.indicator_id)
        for one in [by_id[pk].indicator]
    ]
    return Agreed(agreements, _documents(agreements)) if agreements else None


@Prepared
def _versions_of(
    reader, pairing: int, year: int, indicators: set[int], moment: datetime.datetime | None
) -> QuerySet[Target]:
    found = Target.objects.visible_to(reader).filter(
        pairing=pairing, year=year, indicator__in=indicators
    )
    if moment:
        found = found.filter(recorded_at__lt=moment)
    return found.order_by(
        "indicator__position", "indicator__code", "-in_force_from", "-recorded_at", "-pk"
    )


def _versions(row: Row, targets: Iterable[Target], zone: datetime.tzinfo) -> list[Version]:
    versions, counted = [], False
    for target in targets:
        counts = not counted and _is(row, target)
        counted = counted or counts
        versions.append(
            Version(
                number(target.value, row.indicator.decimals),
                target.document_no,
                target.in_force_from,
                f"{target.recorded_at.astimezone(zone):%Y-%m-%d %H:%M}",
                target.reason,
                counts,
            )
        )
    return versions


def _is(row: Row, target: Target) -> bool:
    """Whether it is the one that the scoreboard says counts."""
    agreed = row.agreed
    return agreed is not None and (agreed.value, agreed.document_no, agreed.in_force_from) == (
        target.value,
        target.document_no,
        target.in_force_from,
    )


def _documents(agreements: Iterable[Agreement]) -> list[tuple[str, datetime.date, int]]:
    counts: dict[tuple[datetime.date, str], int] = {}
    for agreement in agreements:
        for version in agreement.versions:
            key = version.in_force_from, version.document_no
            counts[key] = counts.get(key, 0) + version.counts
    return [(number, since, count) for (since, number), count in sorted(counts.items())]

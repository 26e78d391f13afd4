"""The parts of a number as they are printed: pairings, months, years; what stands around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.citations import exactly, row_value, source_line
from cooperation.dashboards.explain.doors import Doors
from cooperation.dashboards.explain.subject import Subject
from cooperation.dashboards.explain.words import part_name
from cooperation.dashboards.states import state_word
from cooperation.formatting import (
    UNKNOWN,
    day,
    month_label,
    month_name,
    months_text,
    number,
    percent,
    year_name,
)
from cooperation.models import Basis
from cooperation.scoreboard import Month, Part, Standing, months_of, years_of
from cooperation.scoreboard.standings import subset_share


@dataclass(frozen=True)
class Line:
    """One part: whose or when, how much, how many months of it, from where.

    state: class and word of what is still open about it. rows_url, cell_url, entry_url: the
    ledger's rows, the reconciliation, the cell of the form; empty where the reader has none.
    """

    name: str
    value: str
    given: str = ""
    coverage: str = ""
    note: str = ""
    state: tuple[str, str] = ("", "")
    rows_url: str = ""
    cell_url: str = ""
    entry_url: str = ""


def part_lines(subject: Subject, doors: Doors) -> list[Line]:
    """市本级 and the pairings of a total; each number leads on to its own months."""
    return [_part(subject, doors, part) for part in subject.parts if part.now]


def _part(subject: Subject, doors: Doors, part: Part) -> Line:
    now, indicator = part.now, subject.indicator
    reading = now.reading
    text = number(now.ytd, indicator.decimals)
    if reading:
        text = exactly(text, reading.exactness)
    url = escape(subject.frame.explanation_url(indicator.code, part.pairing.slug))
    return Line(
        part_name(part),
        mark_safe(f'<a class="fig" href="{url}">{escape(text)}</a>'),
        coverage=f"{now.covered}/{now.due}" if now.due else UNKNOWN,
        note=_origin(subject, now),
        state=_open(now),
        rows_url=doors.rows(part.pairing),
    )


def _origin(subject: Subject, now: Standing) -> str:
    """Where a part is from: its citation, or the day of a count."""
    if now.reading:
        sources = [source_line(one) for one in subject.board.citations(now.reading)]
        upto = escape(_("Published, up to %(day)s") % {"day": day(now.reading.cutoff)})
        return mark_safe(" · ".join([upto, *sources]))
    if now.ytd is not None and subject.indicator.is_stock:
        return _("Count of %s") % day(now.until)
    return ""


def _open(now: Standing) -> tuple[str, str]:
    if now.ytd is None:
        return ("s-unreported", state_word("unreported")) if now.due else ("", "")
    if now.correcting:
        return "s-watch", _("under correction")
    return ("s-partial", _("not yet approved")) if now.pending else ("", "")


def month_lines(subject: Subject, doors: Doors) -> list[Line]:
    """The months of a pairing's number, January first."""
    months = months_of(subject.board, subject.row)
    within = {earlier: one.month for one in months for earlier in one.brought}
    return [_month(subject, doors, one, within.get(one.month)) for one in months]


def _month(subject: Subject, doors: Doors, one: Month, within: int | None) -> Line:
    """within: the later month whose year to date holds it, if it was not reported singly."""
    row, places = subject.row, subject.indicator.decimals
    here = one.year == row.year
    name = month_label(one.month) if here else month_name(one.year, one.month)
    entry = doors.entries.get(one.month, "") if here else ""
    cell = doors.comparison(row.pairing, one.month) if here else ""
    if one.given is None:
        state, note = ("s-unreported", state_word("unreported")), ""
        if within:
            state, note = ("", ""), _("in the year to date of %s") % month_label(within)
        return Line(name, UNKNOWN, note=note, state=state, cell_url=cell, entry_url=entry)
    note = ""
    if one.brought:
        note = _("with %(months)s, which were not reported singly") % {
            "months": months_text(one.brought)
        }
    elif one.adds is None:
        note = _("replaced by a newer count")
    given = number(one.given.value, places)
    count = one.given.basis == Basis.AT
    return Line(
        name,
        given if count else number(one.adds, places),
        given="" if count else f"{given} {Basis(one.given.basis).label}",
        note=note,
        state=_given_state(one),
        rows_url=doors.rows(row.pairing, one.month) if here else "",
        cell_url=cell,
        entry_url=entry,
    )


def _given_state(one: Month) -> tuple[str, str]:
    if one.given.correcting:
        return "s-watch", _("under correction")
    return ("", "") if one.given.approved else ("s-partial", _("not yet approved"))


def year_lines(subject: Subject) -> list[Line]:
    """The years of the total since pairing, the oldest first."""
    places = subject.indicator.decimals
    lines = []
    for year, now in years_of(subject.board, subject.row).items():
        text = number(now.ytd, places)
        if now.reading:
            text = exactly(text, now.reading.exactness)
        note = pgettext("origin", "published") if now.source == "published" else ""
        coverage = f"{now.covered}/{now.due}" if now.due else UNKNOWN
        lines.append(Line(year_name(year), text, coverage=coverage, note=note))
    return lines


@dataclass(frozen=True)
class Related:
    """An indicator around this one: 其中, 合计, parts; share: of the whole, in per cent."""

    relation: str
    name: str
    value: SafeString
    coverage: str
    share: str


def related_lines(subject: Subject) -> list[Related]:
    """Of the same place and period."""
    return [_related(subject, other) for other in subject.around]


def _related(subject: Subject, other) -> Related:
    row, one = subject.row, other.indicator
    share = ""
    if one.part_of == row.indicator.code:
        relation = _("Of which")
        share = percent(subset_share(other.now, row.now))
    elif one.sums_to == row.indicator.code:
        relation = _("Parts")
    elif row.indicator.part_of == one.code:
        relation = _("Subset of")
    else:
        relation = _("Part of the total")
    coverage = f"{other.covered}/{other.due}" if other.due else UNKNOWN
    value = subject.frame.figure(other, row_value(other))
    return Related(relation, one.name, value, coverage, "" if share == UNKNOWN else share)


def cited(subject: Subject) -> Sequence[tuple[str, SafeString]]:
    """The published readings at the number, beside it and since the pairing: value, citation."""
    row = subject.row
    readings = [one for one in (row.reading, row.published, row.since_reading) if one]
    return list(_cited(subject, readings))


def _cited(subject: Subject, readings: Iterable) -> Iterable[tuple[str, SafeString]]:
    places = subject.indicator.decimals
    words = {"ytd": _("since 1 January"), "since": _("since the pairing began"), "at": ""}
    for reading in readings:
        value = exactly(number(reading.value, places), reading.exactness)
        sources = [source_line(one) for one in subject.board.citations(reading)]
        upto = escape(_("up to %s") % day(reading.cutoff))
        basis = [escape(words[reading.basis])] if words[reading.basis] else []
        yield value, mark_safe(" · ".join([*basis, upto, *sources]))


def first_month(months: Sequence[Month], year: int) -> datetime.date:
    """The first month whose versions are told: January, or that of an older count."""
    earlier = [datetime.date(one.year, one.month, 1) for one in months if one.year < year]
    return min(earlier, default=datetime.date(year, 1, 1))

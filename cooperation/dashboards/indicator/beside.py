"""The pairings side by side: bars on one scale, against the pace where there is a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.citations import brief_value
from cooperation.dashboards.states import chip, shown_state
from cooperation.dashboards.words import coverage_words
from cooperation.formatting import UNKNOWN, percent

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Bar:
    """One pairing's line, all texts ready."""

    name: str
    url: str
    drawing: SafeString
    value: SafeString
    done: str
    chip: SafeString
    whole: bool


@dataclass(frozen=True)
class SideBySide:
    """The lines and how to read them."""

    note: str
    bars: Sequence[Bar]


def side_by_side(frame, rows: Sequence) -> SideBySide | None:
    """Completion of each, where all that are known have a target; else the numbers themselves.

    The whole city is no bar among its parts where numbers are compared. None where there is
    nothing to compare.
    """
    known = [row for row in rows if row.ytd is not None]
    by_completion = all(row.completion is not None for row in known if row.kind != "own")
    if by_completion:
        # A target of 市本级 is none: those of the city pairing are the whole city's.
        shown = [row for row in rows if row.kind != "own" and not row.not_applicable]
    else:
        shown = [row for row in rows if row.kind != "total" and not row.not_applicable]
    if sum(row.kind != "total" and row.ytd is not None for row in shown) < 2:
        return None
    values = [row.completion if by_completion else row.ytd for row in shown]
    largest = max(value for value in values if value is not None)
    scale = max(largest, HUNDRED) if by_completion else largest
    pace = shown[0].share if by_completion else None
    note = (
        _("bar: completion; tick: pace")
        if by_completion
        else _("bar: the number; no target to compare with")
    )
    bars = [
        _bar(frame, row, _drawing(value, scale, pace, by_completion))
        for row, value in zip(shown, values, strict=True)
    ]
    return SideBySide(note, bars)


def _bar(frame, row, drawing: SafeString) -> Bar:
    state = shown_state(row)
    return Bar(
        name=row.name,
        url="" if row.kind == "total" else frame.pairing_url(row.pairing),
        drawing=drawing,
        value=mark_safe(UNKNOWN) if row.ytd is None else frame.figure(row, brief_value(row)),
        done=percent(row.completion, 1) if row.completion is not None else "",
        chip=chip(state, coverage_words(row) if state == "partial" else ""),
        whole=row.kind == "total",
    )


def _drawing(
    value: Decimal | None, scale: Decimal, pace: Decimal | None, by_completion: bool
) -> SafeString:
    """A bar; a tick where the pace asks it to be, a line at the target where bars go beyond."""
    width = max(value or Decimal(0), Decimal(0)) / scale * 100 if scale else Decimal(0)
    parts = [
        '<svg class="bullet" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="back" width="100" height="10"/>'
        f'<rect class="fill" width="{width:.2f}" height="10"/>'
    ]
    if pace is not None:
        parts.append(_line("tick", pace / scale * 100, -3, 13))
    if by_completion and scale > HUNDRED:
        parts.append(_line("goal", HUNDRED / scale * 100, 0, 10))
    return mark_safe("".join([*parts, "</svg>"]))


def _line(css: str, x: Decimal, top: int, bottom: int) -> str:
    return f'<line class="{css}" x1="{x:.2f}" x2="{x:.2f}" y1="{top}" y2="{bottom}"/>'

"""The bridge in sentences: from where to where, what brought most, what was corrected, what the
new target did."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.bridge import NEW, PRESS, TARGET, Step
from cooperation.dashboards.changes.crossing import Crossing
from cooperation.dashboards.changes.selection import Selection
from cooperation.dashboards.changes.steps import PAST, pairing_name
from cooperation.dashboards.words import coverage_words
from cooperation.formatting import chinese, day, month_name, number, percent, signed
from cooperation.models import Pairing


def sentences(chosen: Selection, crossing: Crossing) -> SafeString:
    """A paragraph; every number in it stands in the table too."""
    said = [_opening(crossing), *_reasons(crossing), _coverage(crossing)]
    return mark_safe(("" if chinese() else " ").join(text for text in said if text))


def _name(crossing: Crossing) -> SafeString:
    return format_html("<b>{}</b>", crossing.now.indicator.name)


def _opening(crossing: Crossing) -> SafeString:
    bridge, indicator = crossing.bridge, crossing.now.indicator
    name, unit = _name(crossing), indicator.unit
    now = number(bridge.now.value, indicator.decimals)
    if bridge.now.value is None:
        return format_html(_("{name}: nothing is known of this period."), name=name)
    if bridge.then.value is None:
        text = _("{name}: nothing was known then; now it is {now} {unit}.")
        return format_html(text, name=name, now=now, unit=unit)
    if not bridge.steps:
        return _unmoved(crossing, name, now)
    if bridge.points is None:
        text = _("{name}: from {then} to {now} {unit} ({change}). {why}")
        return format_html(
            text,
            name=name,
            then=number(bridge.then.value, indicator.decimals),
            now=now,
            unit=unit,
            change=signed(bridge.units, indicator.decimals),
            why=_no_points(crossing),
        )
    return format_html(
        _("{name}: completion from {then} to {now}, {points} points."),
        name=name,
        then=percent(bridge.then.completion),
        now=format_html("<b>{}</b>", percent(bridge.now.completion)),
        points=format_html('<b class="num">{}</b>', signed(bridge.points)),
    )


def _unmoved(crossing: Crossing, name: SafeString, now: str) -> SafeString:
    bridge, unit = crossing.bridge, crossing.now.indicator.unit
    if bridge.now.completion is None:
        return format_html(
            _("{name} stands where it stood: {now} {unit}."), name=name, now=now, unit=unit
        )
    text = _("{name} stands where it stood: {now} {unit}, {completion} of the target.")
    return format_html(
        text, name=name, now=now, unit=unit, completion=percent(bridge.now.completion)
    )


def _no_points(crossing: Crossing) -> str:
    """Why it is told in units alone."""
    if crossing.bridge.then.target is None and crossing.bridge.now.target is None:
        return _("It has no target, so there are no points.")
    if crossing.bridge.then.target is None:
        return _("It had no target then, so there are no points.")
    if _is_another_year(crossing):
        return _("This year has no target yet, so there are no points.")
    return _("Its target was withdrawn, so there are no points.")


def _is_another_year(crossing: Crossing) -> bool:
    return crossing.then is not None and crossing.then.year != crossing.now.year


def _reasons(crossing: Crossing) -> Iterable[SafeString | str]:
    steps = crossing.bridge.steps
    published = crossing.now.reading or (crossing.then and crossing.then.reading)
    if published and any(step.kind == PRESS for step in steps):
        yield _("The number is a published one; what brought it cannot be told apart.")
    new = [step for step in steps if step.kind == NEW]
    if new:
        yield _most(crossing, max(new, key=lambda step: abs(step.units)), len(new))
    past = [step for step in steps if step.kind in PAST]
    if past:
        units = sum((step.units for step in past), Decimal(0))
        points = progress.known_sum(step.points for step in past)
        yield format_html(
            _("Earlier months as they are known now: {change}."),
            change=_change(crossing, units, points),
        )
    for step in steps:
        if step.kind == TARGET:
            yield _target(crossing, step)


def _most(crossing: Crossing, step: Step, count: int) -> SafeString:
    whose = pairing_name(step.key) if isinstance(step.key, Pairing) else ""
    if isinstance(step.key, int):
        whose = month_name(crossing.now.year, step.key)
    change = _change(crossing, step.units, step.points)
    if not whose:
        return format_html(_("New months: {change}."), change=change)
    if count == 1:
        return format_html(
            _("What is new comes from {whose}: {change}."), whose=whose, change=change
        )
    return format_html(_("The largest part: {whose}, {change}."), whose=whose, change=change)


def _change(crossing: Crossing, units: Decimal, points: Decimal | None) -> str:
    """+120 人（+1.20 个百分点）."""
    indicator = crossing.now.indicator
    text = f"{signed(units, indicator.decimals)} {indicator.unit}".strip()
    if points is None:
        return text
    return _("%(units)s (%(points)s points)") % {"units": text, "points": signed(points)}


def _target(crossing: Crossing, step: Step) -> SafeString:
    """From which target to which, by which document."""
    indicator, agreed = crossing.now.indicator, crossing.now.agreed
    text = _("The target changed from {then} to {now} {unit}: {points} points.")
    if _is_another_year(crossing):
        text = _("The target of {year} is {now} {unit}, after {then}: {points} points.")
    said = format_html(
        text,
        year=crossing.now.year,
        then=number(crossing.bridge.then.target, indicator.decimals),
        now=number(crossing.bridge.now.target, indicator.decimals),
        unit=indicator.unit,
        points=signed(step.points),
    )
    if not agreed:
        return said
    document = (
        _("In force from {day}, {document}.") if agreed.document_no else _("In force from {day}.")
    )
    more = format_html(document, day=day(agreed.in_force_from), document=agreed.document_no)
    return format_html("{}{}{}", said, "" if chinese() else " ", more)


def _coverage(crossing: Crossing) -> SafeString | str:
    """How many of the months owed stand behind both ends."""
    then, now = crossing.then, crossing.now
    if now.ytd is None or not now.due or now.source == "published":
        return ""
    if then is None or then.ytd is None or not then.due:
        return format_html(_("Months behind it: {now}."), now=coverage_words(now))
    return format_html(
        _("Months behind it: then {then}, now {now}."),
        then=coverage_words(then),
        now=coverage_words(now),
    )

"""The other numbers of the row, each with how it comes about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cooperation.dashboards.explain.subject import Subject
from cooperation.formatting import (
    UNKNOWN,
    day,
    month_label,
    month_name,
    number,
    percent,
    period_name,
    signed,
)


@dataclass(frozen=True)
class Beside:
    """One number; `anchor` names it in the page's address (#x-target)."""

    anchor: str
    label: str
    value: str
    how: str


def numbers_beside(subject: Subject) -> list[Beside]:
    """Month, target, completion, pace, what is needed, last year, since pairing."""
    row = subject.row
    found = []
    if not row.indicator.is_stock:
        found.append(_month(row))
    found.append(_target(row))
    if row.completion is not None:
        found += _against_target(row)
    found.append(_last_year(row))
    found += _since(row)
    return found


def _month(row) -> Beside:
    how = month_name(row.year, row.through)
    if row.month is None and row.ytd is not None:
        how = _("Not known for %(month)s alone.") % {"month": how}
    return Beside("month", _("This month"), number(row.month, row.indicator.decimals), how)


def _target(row) -> Beside:
    if row.agreed:
        how = _("In force from %(day)s") % {"day": day(row.agreed.in_force_from)}
        if row.target_document:
            how = f"{row.target_document} · {how}"
    elif row.kind == "own":
        how = _(
            "The city pairing’s target is the whole city’s; the city level has none of its own."
        )
    else:
        how = _("No target is recorded for this year.")
    return Beside(
        "target", _("Target of the year"), number(row.target, row.indicator.decimals), how
    )


def _against_target(row) -> Iterator[Beside]:
    places = row.indicator.decimals
    value, target = number(row.ytd, places), number(row.target, places)
    yield Beside("completion", _("Completion"), percent(row.completion), f"{value} ÷ {target}")
    if row.share is None:
        yield Beside("pace", _("Against pace"), UNKNOWN, _("A count has no pace."))
        return
    if row.indicator.milestones:
        reached = [month for month in row.indicator.milestones if month <= row.through]
        due = month_label(max(reached)) if reached else month_label(row.through)
        share = _("milestone of %(month)s: %(share)s") % {"month": due, "share": percent(row.share)}
    else:
        share = f"{row.through}/12 = {percent(row.share)}"
    how = _("completion less the share of the year (%(share)s), in points") % {"share": share}
    yield Beside("pace", _("Against pace"), signed(row.pace_diff), how)
    if row.needed_per_month is not None:
        how = f"({target} − {value}) ÷ {12 - row.through}" if row.needed_per_month else ""
        if row.average_per_month is not None:
            so_far = _("so far on average %(value)s") % {
                "value": number(row.average_per_month, places)
            }
            how = f"{how} · {so_far}" if how else so_far
        yield Beside("needed", _("Needed a month"), number(row.needed_per_month, places), how)


def _last_year(row) -> Beside:
    how = period_name(row.year - 1, row.through)
    if row.last_year is not None and row.last_year_due:
        months = _("months %(covered)d/%(due)d") % {
            "covered": row.last_year_covered,
            "due": row.last_year_due,
        }
        how = f"{how} · {months}"
    if row.change is not None:
        how = f"{how} · {_('change %(value)s') % {'value': f'{signed(row.change)}%'}}"
    return Beside(
        "last", _("Same time last year"), number(row.last_year, row.indicator.decimals), how
    )


def _since(row) -> Iterator[Beside]:
    if row.since_pairing is None:
        return
    text = number(row.since_pairing, row.indicator.decimals)
    how = _("the years below, added up; months %(covered)d/%(due)d") % {
        "covered": row.since_covered,
        "due": row.since_due,
    }
    yield Beside("since", _("Since pairing"), f"≥ {text}" if row.since_partial else text, how)

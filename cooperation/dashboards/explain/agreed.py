"""The targets that were ever recorded for a number's year, with their documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cooperation.dashboards.explain.subject import Subject
from cooperation.models import Target
from cooperation.scoreboard.facts import Horizon


@dataclass(frozen=True, slots=True)
class Agreement:
    """One record of a target; `counts`: it is in force at the period's end."""

    target: Target
    counts: bool


def agreements_of(subject: Subject) -> Sequence[Agreement]:
    """As known on the day, the newest first. One statement; none for 市本级, which has none."""
    row = subject.row
    if row.kind == "own" or row.pairing is None:
        return ()
    rows = Target.objects.visible_to(subject.user).filter(
        pairing=row.pairing, indicator=row.indicator.id, year=row.year
    )
    moment = Horizon(subject.frame.period.as_of).moment
    if moment:
        rows = rows.filter(recorded_at__lt=moment)
    records = list(rows.order_by("-in_force_from", "-recorded_at", "-pk"))
    newest = next((one for one in records if one.in_force_from <= subject.board.last_day), None)
    return [Agreement(one, one is newest) for one in records]

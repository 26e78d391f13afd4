"""How an indicator was named and defined (口径) in the years of a programme."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from cooperation.scoreboard import CountedIndicator, definitions_of


@dataclass(frozen=True)
class Definition:
    """One definition. since, until: its first and last day within the programme, None = open.

    now: whether it is the one of the period; changed: what is other than before.
    """

    version: CountedIndicator
    since: datetime.date
    until: datetime.date | None
    now: bool
    changed: bool


def definitions(code: str, programme, day: datetime.date) -> list[Definition]:
    """Every definition in force on some day of the programme, the oldest first. One statement."""
    versions = definitions_of(code)
    found = []
    for place, version in enumerate(versions):
        following = versions[place + 1].version_from if place + 1 < len(versions) else None
        until = following - datetime.timedelta(days=1) if following else None
        # Before the first one was written down it held as well: see `indicators_in_force`.
        since = programme.since if not place else max(version.version_from, programme.since)
        if since > programme.until or (until and until < programme.since):
            continue
        now = since <= day and (until is None or day <= until)
        found.append(Definition(version, since, until, now, bool(found)))
    return found

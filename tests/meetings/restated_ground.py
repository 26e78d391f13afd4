"""A small programme whose figures are restated after a meeting."""

import datetime

from cooperation.meetings.restated import restated
from cooperation.meetings.restated.presented import end_of_day
from cooperation.models import Target
from cooperation.scoreboard import scoreboard
from tests.scoreboard import world

DAY = datetime.date(2024, 5, 2)
AFTER = datetime.date(2024, 5, 20)


def ground():
    """A city with three groups and one headline flow."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    groups = [world.pairing(programme, f"g{n}", parent=city, position=n) for n in (1, 2, 3)]
    return programme, city, groups, world.indicator("flow", headline=True)


def give(pairing, indicator, month, value, basis="month", at=None, year=2024):
    first = datetime.date(year, month, 1)
    at = world.moment(at) if at else world.moment(datetime.date(year, month, 28))
    return world.submit(pairing, first, {indicator: (basis, value)}, at=at)


def aim(pairing, indicator, value, day, **fields):
    Target.objects.create(
        pairing=pairing, indicator=indicator, year=day.year, value=value, in_force_from=day,
        recorded_at=world.moment(day), **fields,
    )  # fmt: skip


def told(programme, through=4, year=2024, presented=(2024, 4), pairings=None):
    board = scoreboard(programme, year, through, pairings=pairings)
    return restated(board, end_of_day(DAY), presented=presented)


def brief(restatement):
    return [
        (
            one.kind,
            one.pairing.slug if one.pairing else None,
            (one.year, one.month.month if one.month else None),
            one.old,
            one.new,
            one.units,
            one.points,
        )
        for one in restatement.lines
    ]

"""Panels of every shape over transfer batches, for tests of the page they stand on."""

import datetime
from contextlib import contextmanager
from dataclasses import replace

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from cooperation import sectors
from cooperation.sectors import Mark, Panel, PanelScope
from labor.models import TransferBatch, TransferReceipt

Travel = TransferBatch.Travel


def _batches(scope: PanelScope):
    return scope.dated(TransferBatch.objects.all(), "start").order_by()


def travel(scope):
    rows = _batches(scope).values_list("travel").annotate(Sum("people"), Sum("lifted"))
    return [
        Mark(str(Travel(way).label), people, {"travel": way}, part=lifted)
        for way, people, lifted in rows
    ]


def by_month(scope):
    rows = _batches(scope).values_list(TruncMonth("start")).annotate(Sum("people"), Count("pk"))
    return [Mark("", people, day=month, second=count) for month, people, count in sorted(rows)]


def by_day(scope):
    return [
        Mark("", people, day=day)
        for day, people in _batches(scope).values_list("start").annotate(Sum("people"))
    ]


def received(scope):
    receipts = TransferReceipt.objects.filter(batch__in=_batches(scope).values("pk")).order_by()
    rows = receipts.values_list("employer__name_zh").annotate(Sum("people"))
    return [Mark(name, people, {"q": name}) for name, people in rows]


def flows(scope):
    receipts = TransferReceipt.objects.filter(batch__in=_batches(scope).values("pk")).order_by()
    rows = receipts.values_list("batch__pairing__slug", "employer__name_zh")
    return [
        Mark(slug, people, {"pairing": slug, "q": name}, group=name)
        for slug, name, people in rows.annotate(Sum("people"))
    ]


def ways_of_pairings(scope):
    rows = _batches(scope).values_list("pairing__slug", "travel").annotate(Sum("people"))
    return [
        Mark(str(Travel(way).label), people, {"pairing": slug, "travel": way}, group=slug)
        for slug, way, people in rows
    ]


def standing(scope):
    """Of whatever earlier day: it names an end of its own, so that no beginning is added."""
    rows = scope.rows(TransferBatch.objects.all()).filter(start__lte=scope.last)
    return [Mark("至今", rows.count(), {"until": scope.last.isoformat()})]


def example_panel(slug, shape, marks, **more) -> Panel:
    given = {"label": f"图：{slug}", "help": f"读法：{slug}", "value_label": "人数"}
    return Panel(slug=slug, ledger="batch", shape=shape, marks=marks, **given | more)


PANELS = (
    example_panel("travel", "stages", travel, part_label="其中：脱贫人口"),
    example_panel("months", "months", by_month, second_label="批次"),
    example_panel("days", "calendar", by_day),
    example_panel("employers", "bars", received),
    example_panel("flows", "flow", flows),
    example_panel("ways", "matrix", ways_of_pairings),
    example_panel("standing", "stages", standing, value_label="批次", adds_up=False),
)


@contextmanager
def panels_of_labor(panels=PANELS):
    """Labor with these panels instead of its own."""
    own = sectors.get_sector("labor")
    sectors.unregister("labor")
    sectors.register(replace(own, panels=panels))
    try:
        yield
    finally:
        sectors.unregister("labor")
        sectors.register(own)


def rows_of(world, groups: int = 1, day=datetime.date(2022, 3, 5)) -> None:
    """A batch for each way of travel, for some months, employers and days of both groups."""
    for number in range(groups):
        for pairing in (world.one, world.two):
            for index, way in enumerate(("coach", "own", "charter_flight")):
                start = day + datetime.timedelta(days=31 * index + number)
                batch = world.batch(
                    pairing, start=start, travel=way, people=10 + index, lifted=index or None
                )
                world.received(batch, f"第{number}家厂", 5 + index)

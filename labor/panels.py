"""The charts of the sector's page: where people went, to whom, from where; workshops, courses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Case, Count, F, Sum, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cooperation import formatting
from cooperation.calendar import last_day
from cooperation.ledgers.choosing import pointing_to
from cooperation.ledgers.named import NOT_GIVEN, pointing_to_unit
from cooperation.ledgers.related import in_unit
from cooperation.models import Pairing, Place, in_language
from cooperation.models.succession import place_map
from cooperation.sectors import Mark, Panel, PanelScope
from labor.filters import UNKNOWN, TransferBatchFilter
from labor.ledger import PRODUCING, at_month_ends, months_between
from labor.models import Training, TransferBatch, TransferReceipt, Workshop, WorkshopStatus

MOST_EMPLOYERS = 15
MOST_FLOWS = 40


def people_given(given: int, rows: int) -> str:
    """How many rows say how many people, where not all do."""
    if given == rows:
        return ""
    return _("people stated in %(given)s of %(rows)s rows") % {
        "given": formatting.number(given),
        "rows": formatting.number(rows),
    }


def lifted_given(given: int, rows: int) -> str:
    """How many rows say how many of the people were lifted out of poverty, where not all do."""
    if given == rows:
        return ""
    return _("stated in %(given)s of %(rows)s rows") % {
        "given": formatting.number(given),
        "rows": formatting.number(rows),
    }


def destinations(scope: PanelScope) -> Iterator[Mark]:
    """Where the people of the batches went; a batch to several locations is one of its own."""
    batches = scope.dated(TransferBatch.objects.all(), "start").with_destination()
    sums = {
        "total": Sum("people"),
        "of_which": Sum("lifted"),
        "given": Count("lifted"),
        "rows": Count("pk"),
    }
    found = {
        row["destination"]: row for row in batches.order_by().values("destination").annotate(**sums)
    }
    for key, label in TransferBatchFilter.base_filters["destination"].extra["choices"]:
        if row := found.get("" if key == UNKNOWN else key):
            yield Mark(
                label=str(label),
                value=row["total"],
                part=row["of_which"],
                query={"destination": key},
                note=lifted_given(row["given"], row["rows"]),
            )


def batches_by_day(scope: PanelScope) -> Iterator[Mark]:
    """The people of the batches that left on a day; of those known to the month, on its 1st."""
    days = (
        scope.dated(TransferBatch.objects.all(), "start")
        .order_by()
        .values("start")
        .annotate(total=Sum("people"), of_which=Sum("lifted"), rows=Count("pk"))
        .order_by("start")
    )
    for row in days:
        day = row["start"]
        yield Mark(
            label=formatting.day(day),
            value=row["total"],
            part=row["of_which"],
            second=row["rows"],
            day=day,
            query={"since": day.isoformat(), "until": day.isoformat()},
        )


def _receipts(scope: PanelScope):
    """Who received people of the period's batches."""
    batches = scope.dated(TransferBatch.objects.all(), "start").order_by()
    return TransferReceipt.objects.filter(batch__in=batches.values("pk")).order_by()


def employers(scope: PanelScope) -> Iterator[Mark]:
    """The employers that received most people; those whose numbers nobody gave come last."""
    found = (
        _receipts(scope)
        .values("employer", "employer__name_zh", "employer__name_en")
        .annotate(total=Sum("people"), given=Count("people"), rows=Count("pk"))
        .order_by(F("total").desc(nulls_last=True), "employer__name_zh")
    )
    for row in found[:MOST_EMPLOYERS]:
        name = in_language(row["employer__name_zh"], row["employer__name_en"])
        yield Mark(
            label=name,
            value=row["total"],
            query={"employer": pointing_to(name, row["employer"])},
            note=people_given(row["given"], row["rows"]),
        )


ORIGIN, TOWNSHIP = "batch__origin", "employer__township"


def flows(scope: PanelScope) -> Iterator[Mark]:
    """From the township of origin (the pairing's western end where that is not known) to the
    employer's township; people whose employer or number nobody gave are in none."""
    found = _flow_sums(scope)
    places = Place.objects.in_bulk({key for flow in found for key in (flow.origin, flow.township)})
    homes = Pairing.objects.with_ends().in_bulk({flow.home for flow in found})
    pointing, origin_key = pointing_to, str
    if scope.map_day:
        pointing, origin_key = pointing_to_unit, in_unit
    for flow in found:
        origin, township = places.get(flow.origin), places.get(flow.township)
        to = pointing(township.name, township.pk) if township else formatting.UNKNOWN
        if origin:
            label, query = origin.name, {"origin": origin_key(origin.pk)}
        else:
            home = homes[flow.home]
            label, query = home.west_name, {"origin": NOT_GIVEN, "pairing": home.slug}
        yield Mark(
            label=label,
            group=township.name if township else _("Township unknown"),
            value=flow.total,
            query=query | {"employer_township": to},
        )


class Flow(NamedTuple):
    """People from a township (or a pairing's western end) to a township; None is unknown."""

    origin: int | None
    home: int | None
    township: int | None
    total: int


def _flow_sums(scope: PanelScope) -> list[Flow]:
    """The largest flows. On today's map those of townships that are one today are one."""
    rows = (
        _receipts(scope)
        .filter(people__isnull=False)
        .annotate(home=Case(When(batch__origin__isnull=True, then=F("batch__pairing"))))
        .values_list(ORIGIN, "home", TOWNSHIP)
        .annotate(total=Sum("people"))
        .order_by("-total", ORIGIN, "home", TOWNSHIP)
    )
    if scope.map_day is None:
        return [Flow(*row) for row in rows[:MOST_FLOWS]]
    chart, sums = place_map(scope.map_day), Counter()
    for origin, home, township, total in rows:
        sums[chart.unit(origin), home, chart.unit(township)] += total
    return [Flow(*ends, total) for ends, total in sums.most_common(MOST_FLOWS)]


def workshops_by_status(scope: PanelScope) -> Iterator[Mark]:
    """The workshops in each state at the end of the period, of whatever day they opened."""
    rows = scope.rows(Workshop.objects.all()).as_of(scope.last).order_by()
    found = dict(rows.values_list("status").annotate(rows=Count("pk")))
    for key, label in WorkshopStatus.Status.choices:
        if key in found:
            yield Mark(
                label=str(label),
                value=found[key],
                query={"status": key, "until": scope.last.isoformat()},
            )


def trainings(scope: PanelScope) -> Iterator[Mark]:
    """Attendances by training brand, and in how many courses."""
    found = {
        row["brand"]: row
        for row in scope.dated(Training.objects.all(), "start")
        .order_by()
        .values("brand")
        .annotate(
            total=Sum("people"), of_which=Sum("lifted"), given=Count("people"), rows=Count("pk")
        )
    }
    for key, label in Training.Brand.choices:
        if row := found.get(key):
            yield Mark(
                label=str(label),
                value=row["total"],
                part=row["of_which"],
                second=row["rows"],
                query={"brand": key},
                note=people_given(row["given"], row["rows"]),
            )


def heads_by_month(scope: PanelScope) -> Iterator[Mark]:
    """People in the workshops in production at each month's end, by their newest head count."""
    months = months_between(scope.first, scope.last)
    sums = {"heads": Sum("people", filter=PRODUCING), "of_which": Sum("lifted", filter=PRODUCING)}
    known = defaultdict(lambda: ([], []))
    for month, _pairing, *counts in at_month_ends(
        scope.rows(Workshop.objects.all()), months, **sums
    ):
        for values, count in zip(known[month], counts, strict=True):
            values.append(count)
    for month, (heads, of_which) in known.items():
        yield Mark(
            label=formatting.month_label(month.month),
            value=_added(heads),
            part=_added(of_which),
            day=month,
            query={"status": "in_production", "until": last_day(month).isoformat()},
        )


def _added(values: list[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    given = [value for value in values if value is not None]
    return sum(given) if given else None


LIFTED = lazy("Of which lifted out of poverty")
PANELS = (
    Panel(
        slug="destinations",
        label=lazy("Where people went"),
        ledger="batch",
        shape="bars",
        marks=destinations,
        help=lazy(
            "People of the transfer batches by the location that all employers of their batch "
            "share. Batches with an employer of unknown location, or with none, have a line of "
            "their own."
        ),
        value_label=lazy("People"),
        part_label=LIFTED,
    ),
    Panel(
        slug="calendar",
        label=lazy("Transfer batches by day"),
        ledger="batch",
        shape="calendar",
        marks=batches_by_day,
        help=lazy("Batches known to the month only stand on its 1st."),
        value_label=lazy("People"),
        part_label=LIFTED,
        second_label=lazy("Batches"),
    ),
    Panel(
        slug="employers",
        label=lazy("Employers by people received"),
        ledger="batch",
        shape="bars",
        marks=employers,
        help=lazy("The 15 largest. An employer whose number nobody gave is unknown, not zero."),
        value_label=lazy("People received"),
    ),
    Panel(
        slug="flows",
        label=lazy("From township to township"),
        ledger="batch",
        shape="flow",
        marks=flows,
        help=lazy(
            "People that employers are known to have received, from the township of origin "
            "(or the district where that is unknown) to the employer’s township. The 40 "
            "largest flows."
        ),
        value_label=lazy("People received"),
    ),
    Panel(
        slug="workshops",
        label=lazy("Assistance workshops by status"),
        ledger="workshop",
        shape="stages",
        marks=workshops_by_status,
        help=lazy("As they stood at the end of the month."),
        value_label=lazy("Workshops"),
    ),
    Panel(
        slug="workshop-people",
        label=lazy("People working in assistance workshops"),
        ledger="workshop",
        shape="months",
        marks=heads_by_month,
        help=lazy("At each month’s end, by the newest head count of each workshop in production."),
        value_label=lazy("People"),
        part_label=LIFTED,
        adds_up=False,
    ),
    Panel(
        slug="trainings",
        label=lazy("Training by brand"),
        ledger="training",
        shape="bars",
        marks=trainings,
        value_label=lazy("Attendances"),
        part_label=LIFTED,
        second_label=lazy("Courses"),
        second_drawn=False,
    ),
)

"""The charts of the sector's page: each mark leads to the projects or payments behind it."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation import formatting
from cooperation.calendar import last_day
from cooperation.ledgers.scope import pairing_choices
from cooperation.models.ledger import exact
from cooperation.sectors import Mark, Panel, PanelScope
from industry.filters import NO_PARK, StageThen
from industry.models import Cluster, Park, Payment, Project
from industry.models.projects import STANDING, Stage


def at_the_end(scope: PanelScope) -> dict[str, str]:
    """The list as of the period's last day, of projects of any earlier day."""
    return {"since": "", "until": scope.last.isoformat()}


def _standing(scope: PanelScope):
    """Projects agreed and not ended on the period's last day."""
    return scope.rows(Project.objects.all()).on_day(scope.last).filter(stage_then__in=STANDING)


def pipeline(scope: PanelScope) -> Iterator[Mark]:
    """Projects by the stage they are at on the last day, and for how long: the median of the
    days since they reached it. What ended waits no more."""
    rows = scope.rows(Project.objects.all()).on_day(scope.last).filter(stage_then__isnull=False)
    since: dict[str, Counter] = defaultdict(Counter)
    for stage, day, number in (
        rows.order_by().values_list("stage_then", "stage_since").annotate(n=Count("pk"))
    ):
        since[stage][(scope.last - day).days] += number
    for stage in Stage if since else ():
        days = since[stage.value]
        yield Mark(
            label=str(stage.label),
            value=days.total(),
            query={"stage_then": stage.value, **at_the_end(scope)},
            note=_waiting(days) if days and stage != Stage.ENDED else "",
        )


def _waiting(days: Counter) -> str:
    half = Decimal(median(days.elements())).to_integral_value()
    text = ngettext("median %(days)s day", "median %(days)s days", int(half))
    return text % {"days": formatting.number(half)}


def contract_and_paid(scope: PanelScope) -> Iterator[Mark]:
    """By pairing, what was signed in the period and, beside it, what came in place in it for
    whatever contract: two quantities that are never added. Unit: 万元."""
    signed = scope.dated(Project.objects.all(), "signed_on").order_by().values_list("pairing")
    contracts = dict(signed.annotate(total=Sum("contract_amount")))
    paid = scope.dated(Payment.objects.counted(), "paid_on").order_by().values_list("pairing")
    payments = dict(paid.annotate(total=Sum("amount")))
    for choice in pairing_choices(scope.programme):
        if choice.pk in contracts or choice.pk in payments:
            yield Mark(
                label=choice.name,
                value=_exact(contracts.get(choice.pk)),
                second=_exact(payments.get(choice.pk)),
                query={"pairing": choice.slug},
            )


def _exact(total) -> Decimal | None:
    return None if total is None else exact(total)


def clusters(scope: PanelScope) -> Iterator[Mark]:
    """Projects agreed and not ended by cluster, the most numerous first."""
    counted = _standing(scope).order_by().values_list("cluster").annotate(n=Count("pk"))
    for cluster, number in _ranked(counted):
        yield Mark(
            label=str(Cluster(cluster).label),
            value=number,
            query={"cluster": cluster, **_standing_then(scope)},
        )


def parks(scope: PanelScope) -> Iterator[Mark]:
    """Projects agreed and not ended by park, the most numerous first."""
    counted = dict(_standing(scope).order_by().values_list("park").annotate(n=Count("pk")))
    names = {park.pk: park.name for park in Park.everything.filter(pk__in=[*counted])}
    for park, number in _ranked(counted.items()):
        yield Mark(
            label=names.get(park) or str(_("No park")),
            value=number,
            query={"park": str(park or NO_PARK), **_standing_then(scope)},
        )


def _ranked(counted) -> list[tuple]:
    return sorted(counted, key=lambda pair: (-pair[1], str(pair[0])))


def _standing_then(scope: PanelScope) -> dict[str, str]:
    return {"stage_then": StageThen.STANDING.value, **at_the_end(scope)}


def payments(scope: PanelScope) -> Iterator[Mark]:
    """Money in place by month; a month without a payment has no mark. Unit: 万元."""
    rows = scope.dated(Payment.objects.counted(), "paid_on").order_by()
    totals = rows.values_list(TruncMonth("paid_on")).annotate(total=Sum("amount"))
    for month, total in sorted(totals):
        yield Mark(
            label=formatting.month_name(month.year, month.month),
            value=exact(total),
            day=month,
            query=_month(scope, month),
        )


def _month(scope: PanelScope, month: datetime.date) -> dict[str, str]:
    first, last = max(month, scope.first), min(last_day(month), scope.last)
    return {"since": first.isoformat(), "until": last.isoformat()}


def jobs(scope: PanelScope) -> Iterator[Mark]:
    """Jobs of the projects that started in the period, by pairing; people lifted out of
    poverty are a part of them."""
    started = scope.dated(Project.objects.all(), "started_on").order_by().values_list("pairing")
    totals = {
        pairing: (whole, part)
        for pairing, whole, part in started.annotate(a=Sum("jobs"), b=Sum("jobs_lifted"))
    }
    for choice in pairing_choices(scope.programme):
        if choice.pk in totals:
            whole, part = totals[choice.pk]
            yield Mark(
                label=choice.name,
                value=whole,
                part=part,
                query={"pairing": choice.slug, "by": "started"},
            )


PANELS = (
    Panel(
        slug="pipeline",
        label=_("Projects by stage"),
        ledger="project",
        shape="stages",
        marks=pipeline,
        help=_("As of the period’s last day; beside each stage, for how long projects are in it."),
        value_label=_("Number of projects"),
    ),
    Panel(
        slug="contract-and-paid",
        label=_("Contract and money in place"),
        ledger="project",
        shape="bars",
        marks=contract_and_paid,
        help=_(
            "What was signed in the period, and what came in place in it for these and earlier "
            "contracts. The two are never added. 10k yuan."
        ),
        value_label=_("Contract (10k yuan)"),
        second_label=_("In place (10k yuan)"),
        decimals=2,
    ),
    Panel(
        slug="payments",
        label=_("Money in place by month"),
        ledger="payment",
        shape="months",
        marks=payments,
        help=_("By the day on which the money came in place. 10k yuan."),
        value_label=_("In place (10k yuan)"),
        decimals=2,
    ),
    Panel(
        slug="clusters",
        label=_("Projects by industrial cluster"),
        ledger="project",
        shape="bars",
        marks=clusters,
        help=_("Signed and not ended, as of the period’s last day."),
        value_label=_("Number of projects"),
    ),
    Panel(
        slug="parks",
        label=_("Projects by park"),
        ledger="project",
        shape="bars",
        marks=parks,
        help=_("Signed and not ended, as of the period’s last day."),
        value_label=_("Number of projects"),
    ),
    Panel(
        slug="jobs",
        label=_("Jobs by pairing"),
        ledger="project",
        shape="bars",
        marks=jobs,
        help=_("Of the projects that started in the period."),
        value_label=_("Jobs"),
        part_label=_("Of which lifted out of poverty"),
    ),
)

"""The pages that are measured, each with what it is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse

from benchmarks import bare
from benchmarks.bare import Scope
from cooperation.models import Indicator, Programme

YEAR, THROUGH = 2025, 12
INDICATOR = "labor.jobs"
# Milliseconds over grouped SQL for the page of one pairing among many.
ONE_PAIRING = 50


@dataclass(frozen=True)
class Case:
    """A page, the other thing, and the goal in words and as a test."""

    name: str
    url: str
    other_name: str
    other: Callable[[], bytes]
    budget: float | None = None
    ratio: float | None = None


def cases(
    client: Client, programme: Programme, budget: float | None, ratio: float | None = None
) -> Iterator[Case]:
    """What is measured for one programme."""
    yield from board_cases(client, programme, budget, ratio)
    everything = tuple(Indicator.objects.values_list("pk", flat=True))
    scope = Scope(programme.pk, programme.since.year, YEAR, THROUGH, everything)
    csv = f"{reverse('report-csv')}?{period_of(programme)}"
    yield Case("report CSV", csv, "grouped SQL", partial(bare.scoreboard, scope))
    yield from ledger_cases(client, programme)


def period_of(programme: Programme) -> str:
    """The query of the measured period."""
    return f"programme={programme.code}&year={YEAR}&through={THROUGH}"


def addresses(programme: Programme) -> dict[str, str]:
    """The pages of the scoreboard by name; of a pairing, the first that is a group."""
    group = programme.pairings.filter(reports=True, parent__isnull=False).order_by("position")
    paths = {
        "overview": reverse("overview"),
        "indicator page": reverse("indicator-detail", args=[INDICATOR]),
        "pairing page": reverse("pairing-detail", args=[group[0].slug]),
    }
    return {name: f"{path}?{period_of(programme)}" for name, path in paths.items()}


def board_cases(
    client: Client, programme: Programme, budget: float | None, ratio: float | None = None
) -> Iterator[Case]:
    """The pages of the scoreboard beside grouped SQL over the same facts.

    budget: milliseconds over that SQL; ratio: how many times as long where there is no budget.
    A pairing's own page reads one pairing, however many there are: it has a budget always.
    """
    urls = addresses(programme)
    overview, indicator = urls["overview"], urls["indicator page"]
    everything = tuple(Indicator.objects.values_list("pk", flat=True))
    scope = Scope(programme.pk, programme.since.year, YEAR, THROUGH, everything)
    yield Case(
        "overview",
        overview,
        "grouped SQL",
        partial(bare.scoreboard, _scope_of(client, overview, scope)),
        budget,
        ratio,
    )
    yield Case(
        "indicator page",
        indicator,
        "grouped SQL",
        partial(bare.with_months, _scope_of(client, indicator, scope)),
        budget,
        ratio,
    )
    slug = urls["pairing page"].split("?")[0].rstrip("/").rpartition("/")[2]
    own = replace(scope, pairing=programme.pairings.get(slug=slug).pk)
    yield Case(
        "pairing page",
        urls["pairing page"],
        "grouped SQL",
        partial(bare.with_months, own),
        budget or ONE_PAIRING,
    )


def ledger_cases(client: Client, programme: Programme) -> Iterator[Case]:
    """The list of purchases beside bare SQL and beside the stock list of the same rows."""
    ledger = f"{reverse('consumption:purchase-list')}?programme={programme.code}"
    yield Case("ledger list", ledger, "bare SQL", partial(bare.purchases, programme.pk), None)
    stock = reverse("stock-purchases", args=[programme.pk])
    yield Case("ledger list", ledger, "stock list", partial(fetch, client, stock), None, 1 / 3)


def _scope_of(client: Client, url: str, everything: Scope) -> Scope:
    """Only the years and indicators that a page itself asks for: no head start."""
    setup_test_environment()
    try:
        board = client.get(url).context["board"]
    finally:
        teardown_test_environment()
    first_year = everything.first_year if board.with_history else YEAR - 1
    indicators = tuple(indicator.id for indicator in board.indicators)
    return replace(everything, first_year=first_year, indicators=indicators)


def fetch(client: Client, url: str) -> bytes:
    """The body of a page; anything but 200 is an error of the benchmark."""
    response = client.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")
    return b"".join(response) if response.streaming else response.content

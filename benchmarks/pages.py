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


@dataclass(frozen=True)
class Case:
    """A page, the other thing, and the goal in words and as a test."""

    name: str
    url: str
    other_name: str
    other: Callable[[], bytes]
    budget: float | None = None
    ratio: float | None = None


def cases(client: Client, programme: Programme, budget: float) -> Iterator[Case]:
    """What is measured for one programme; `budget`: milliseconds over bare SQL."""
    period = f"programme={programme.code}&year={YEAR}&through={THROUGH}"
    overview = f"{reverse('overview')}?{period}"
    indicator = f"{reverse('indicator-detail', args=[INDICATOR])}?{period}"
    everything = tuple(Indicator.objects.values_list("pk", flat=True))
    scope = Scope(programme.pk, programme.since.year, YEAR, THROUGH, everything)
    yield Case(
        "overview",
        overview,
        "grouped SQL",
        partial(bare.scoreboard, _scope_of(client, overview, scope)),
        budget,
    )
    yield Case(
        "indicator page",
        indicator,
        "grouped SQL",
        partial(bare.with_months, _scope_of(client, indicator, scope)),
        budget,
    )
    csv = f"{reverse('report-csv')}?{period}"
    yield Case("report CSV", csv, "grouped SQL", partial(bare.scoreboard, scope))
    yield from ledger_cases(client, programme)


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
    first_year = everything.first_year if board.with_since else YEAR - 1
    indicators = tuple(indicator.id for indicator in board.indicators)
    return replace(everything, first_year=first_year, indicators=indicators)


def fetch(client: Client, url: str) -> bytes:
    """The body of a page; anything but 200 is an error of the benchmark."""
    response = client.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")
    return b"".join(response) if response.streaming else response.content

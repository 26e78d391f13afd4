"""A ledger with a million rows as a file: how fast, how soon, how much memory.

Beside it the export that the framework's documentation leads to: `csv.writer` over
`QuerySet.iterator()` with both places of a pairing joined, streamed line by line.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from consumption.models import Purchase
from cooperation.models import Programme

ROWS_PER_SECOND, FIRST_BYTE_MS, GROWTH_MB = 40_000, 100, 60
# The stock export keeps its pace; so many rows tell it.
STOCK_ROWS = 20_000
COLUMNS = (
    "file", "rows/s", "rows per CPU s", "first byte ms", "first rows ms", "MB", "growth MB", "goal",
)  # fmt: skip
MEGABYTE = 1024 * 1024
PAGE = 4096


@dataclass
class Streamed:
    """What one file cost. first_rows: until something beside the head was there."""

    rows: int
    size: int
    seconds: float
    cpu: float
    first_byte: float
    first_rows: float
    growth: int


class Echo:
    """What a writer writes is what it gives back."""

    def write(self, value: str) -> str:
        return value


def measure_exports(client: Client, programme: Programme, rows: int) -> int:
    """Print what the files cost; how many goals were missed."""
    multiply(programme, rows)
    address = reverse("consumption:purchase-csv")
    query = f"?programme={programme.code}"
    print(f"\nFiles of {rows:,} purchases, {connection.vendor}:\n")
    print(
        "| file | rows/s | rows per CPU s | first byte ms | first rows ms | MB | growth MB | goal |"
    )
    print("|---|---|---|---|---|---|---|---|", flush=True)
    cases = {
        "CSV as shown": f"{address}{query}",
        "CSV, all columns": f"{address}{query}&columns=all",
        "CSV by amount (no index)": f"{address}{query}&sort=-amount",
        "XLSX as shown": f"{reverse('consumption:purchase-xlsx')}{query}",
    }
    missed = 0
    _streamed(_asked(client, cases["CSV as shown"]), rows, until=2000)
    for name, url in cases.items():
        found = _streamed(_asked(client, url), rows)
        missed += _print(name, found, judged=name.startswith("CSV"))
    stock = min(rows, STOCK_ROWS)
    _print("stock iterator()", _streamed(stock_export(programme, stock), stock), judged=False)
    return missed


def _asked(client: Client, url: str) -> Generator[bytes, None, None]:
    response = client.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")
    try:
        yield from response.streaming_content
    finally:
        # As a server does when the reader leaves: the statement behind it ends now.
        response.close()


def stock_export(programme: Programme, rows: int) -> Generator[bytes, None, None]:
    """The same columns as the framework's own documentation would stream them."""
    found = (
        Purchase.objects.filter(pairing__programme=programme)
        .select_related("pairing__east_place", "pairing__west_place")
        .order_by("-date", "-pk")[:rows]
    )
    writer = csv.writer(Echo())
    yield writer.writerow(["date", "pairing", "product"]).encode()
    for row in found.iterator():
        yield writer.writerow(
            [
                row.date,
                row.pairing,
                row.product,
                row.get_product_kind_display(),
                row.buyer,
                row.get_channel_display(),
                row.get_mode_display(),
                row.quantity,
                row.unit,
                row.amount,
            ]
        ).encode()


def _streamed(parts: Generator[bytes, None, None], rows: int, until: int | None = None) -> Streamed:
    """Read a file to its end (or so many parts of it) and throw it away."""
    cache.clear()
    before = peak = _resident()
    start, cpu, size, first = time.perf_counter(), time.process_time(), 0, []
    for number, part in enumerate(parts):
        if number < 2:
            first.append(1000 * (time.perf_counter() - start))
        size += len(part)
        if number % 50 == 0:
            peak = max(peak, _resident())
        if until and size > until:
            break
    parts.close()
    peak = max(peak, _resident())
    return Streamed(
        rows,
        size,
        time.perf_counter() - start,
        time.process_time() - cpu,
        first[0],
        first[-1],
        peak - before,
    )


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def _print(name: str, found: Streamed, *, judged: bool) -> bool:
    rate = found.rows / found.seconds
    slow = rate < ROWS_PER_SECOND
    late, heavy = found.first_byte > FIRST_BYTE_MS, found.growth > GROWTH_MB * MEGABYTE
    missed = judged and (slow or late or heavy)
    goal = ("missed" if missed else "reached") if judged else ""
    print(
        f"| {name} | {rate:,.0f} | {found.rows / found.cpu:,.0f} | {found.first_byte:.0f} "
        f"| {found.first_rows:.0f} | {found.size / MEGABYTE:.0f} | {found.growth / MEGABYTE:.0f} "
        f"| {goal} |",
        flush=True,
    )
    return missed


def multiply(programme: Programme, rows: int) -> None:
    """Copies of the programme's purchases until there are so many, each with its own values.

    In the database itself: made here one by one they would take longer than all measurements.
    """
    names = [field.column for field in Purchase._meta.concrete_fields if not field.primary_key]
    have = Purchase.objects.filter(pairing__programme=programme).count()
    with connection.cursor() as cursor:
        while have < rows:
            values = _values(have)
            cursor.execute(
                f"INSERT INTO consumption_purchase ({', '.join(names)}) "
                f"SELECT {', '.join(values.get(name, name) for name in names)} "
                "FROM consumption_purchase WHERE pairing_id IN "
                "(SELECT id FROM cooperation_pairing WHERE programme_id = %s) "
                "ORDER BY id LIMIT %s",
                [programme.pk, rows - have],
            )
            have += min(have, rows - have)
        cursor.execute("ANALYZE")


def _values(seed: int) -> dict[str, str]:
    """What a copy says otherwise than its original, in the database's own words."""
    number = f"(id + {seed})"
    days = f"({number} * 31 %% 1826)"
    sqlite = connection.vendor == "sqlite"
    return {
        "date": (
            f"date('2021-01-01', '+' || {days} || ' days')"
            if sqlite
            else f"date '2021-01-01' + {days}::int"
        ),
        "precision": "'day'",
        "amount": f"round((({number} * 7919) %% 900000 + 10) / 100.0, 2)",
        "buyer": f"'样例：采购单位' || ({number} %% 400)",
        "supplier": f"'样例：合作社' || ({number} %% 90)",
    }

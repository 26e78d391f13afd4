"""The bare SQL that fetches what a page shows: grouped over the facts, nothing formatted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

# The submission that shows of each report: the newest that is not returned or withdrawn.
# `mark` is the last month of a year that a figure to date (or a count) stands for.
FACTS = """
WITH shown AS (
    SELECT s.report_id, MAX(s.number) AS number
    FROM cooperation_monthlyreport r
    JOIN cooperation_pairing p ON p.id = r.pairing_id
    JOIN cooperation_submission s ON s.report_id = r.id
    WHERE p.programme_id = %s AND r.month BETWEEN %s AND %s {pairing}
      AND r.sector IN (SELECT sector FROM cooperation_indicator WHERE id IN ({ids}))
      AND NOT EXISTS (SELECT 1 FROM cooperation_review v WHERE v.submission_id = s.id
                      AND v.decision IN ('returned', 'withdrawn'))
    GROUP BY s.report_id
),
facts AS (
    SELECT r.pairing_id, f.indicator_id, {year} AS y, {month} AS m, f.basis, f.value,
           MAX(CASE WHEN f.basis <> 'month' AND ({month} <= %s OR {year} < %s)
                    THEN {month} ELSE 0 END)
               OVER (PARTITION BY r.pairing_id, f.indicator_id, {year}) AS mark,
           MAX(CASE WHEN f.basis <> 'month' AND {month} <= %s THEN {month} ELSE 0 END)
               OVER (PARTITION BY r.pairing_id, f.indicator_id, {year}) AS mark_at
    FROM shown
    JOIN cooperation_monthlyreport r ON r.id = shown.report_id
    JOIN cooperation_submission s ON s.report_id = r.id AND s.number = shown.number
    JOIN cooperation_figure f ON f.submission_id = s.id
    WHERE f.value IS NOT NULL AND f.indicator_id IN ({ids})
)
"""
# Year by year: the year's total (this year's until the month), the total at the same month,
# the month alone, and how many months stand behind it.
YEARS = """
SELECT pairing_id, indicator_id, y,
       SUM(CASE WHEN (m = mark OR (basis = 'month' AND m > mark)) AND (y < %s OR m <= %s)
                THEN value END),
       SUM(CASE WHEN (m = mark_at OR (basis = 'month' AND m > mark_at)) AND m <= %s
                THEN value END),
       MAX(CASE WHEN m = %s THEN value END),
       MAX(mark), COUNT(CASE WHEN basis = 'month' AND m > mark THEN 1 END)
FROM facts GROUP BY pairing_id, indicator_id, y
"""
MONTHS = "SELECT pairing_id, y, m, basis, value FROM facts ORDER BY pairing_id, y, m"
TARGETS = """
SELECT pairing_id, indicator_id, value FROM (
    SELECT t.pairing_id, t.indicator_id, t.value,
           ROW_NUMBER() OVER (PARTITION BY t.pairing_id, t.indicator_id
                              ORDER BY t.in_force_from DESC, t.recorded_at DESC) AS newest
    FROM cooperation_target t JOIN cooperation_pairing p ON p.id = t.pairing_id
    WHERE p.programme_id = %s AND t.year = %s
) numbered WHERE newest = 1
"""
PURCHASES = """
SELECT x.id, x.date, x.precision, b.name_zh, x.buyer_kind, g.name_zh, x.product_kind,
       x.channel, x.mode, x.quantity, x.unit, x.amount, p.east_body_zh, e.name_zh, w.name_zh
FROM consumption_purchase x
JOIN cooperation_pairing p ON p.id = x.pairing_id
JOIN consumption_product g ON g.id = x.product_id
LEFT JOIN consumption_buyer b ON b.id = x.buyer_id
LEFT JOIN cooperation_place e ON e.id = p.east_place_id
LEFT JOIN cooperation_place w ON w.id = p.west_place_id
WHERE p.programme_id = %s ORDER BY x.date DESC, x.id DESC LIMIT 50
"""
PURCHASES_TOTAL = """
SELECT COUNT(*), SUM(x.amount) FROM consumption_purchase x
JOIN cooperation_pairing p ON p.id = x.pairing_id WHERE p.programme_id = %s
"""


@dataclass(frozen=True)
class Scope:
    """The facts that a page shows: a programme's indicators from a first year to a month."""

    programme: int
    first_year: int
    year: int
    through: int
    indicators: tuple[int, ...]
    pairing: int | None = None


def scoreboard(scope: Scope) -> bytes:
    """All pairings' years in the scope, and this year's targets."""
    return _fetch(*_years(scope))


def with_months(scope: Scope) -> bytes:
    """The same, and the single months for the curves."""
    return _fetch(*_years(scope), (_facts(scope) + MONTHS, _parameters(scope)))


def _years(scope: Scope) -> tuple[tuple[str, list], ...]:
    at = [scope.year, scope.through, scope.through, scope.through]
    return (
        (_facts(scope) + YEARS, [*_parameters(scope), *at]),
        (TARGETS, [scope.programme, scope.year]),
    )


def purchases(programme: int) -> bytes:
    """The newest 50 purchases, and how many there are."""
    return _fetch((PURCHASES, [programme]), (PURCHASES_TOTAL, [programme]))


def _facts(scope: Scope) -> str:
    if connection.vendor == "sqlite":
        year, month = "substr(r.month, 1, 4) + 0", "substr(r.month, 6, 2) + 0"
    else:
        year, month = (f"EXTRACT({part} FROM r.month)::int" for part in ("YEAR", "MONTH"))
    pairing = f"AND p.id = {scope.pairing}" if scope.pairing else ""
    ids = ", ".join(map(str, scope.indicators))
    return FACTS.format(year=year, month=month, ids=ids, pairing=pairing)


def _parameters(scope: Scope) -> list:
    first, last = f"{scope.first_year}-01-01", f"{scope.year}-{scope.through:02}-01"
    return [scope.programme, first, last, scope.through, scope.year, scope.through]


def _fetch(*statements: tuple[str, list]) -> bytes:
    rows = []
    with connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            rows += cursor.fetchall()
    return repr(rows).encode() if len(rows) < 10 else bytes(len(rows))

"""How many rows match and what they add up to: exact where that is cheap, else said to be more.

Short ledgers are added up. Of a long one, sums are kept per month (`LedgerTally`): they answer
for a pairing, for one kind and for whole months. Anything else is counted up to a limit.
"""

from __future__ import annotations

import calendar
import datetime
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import DatabaseError, connections, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from cooperation.keeping import SECONDS, kept_under_version
from cooperation.ledgers.filters import KindFilter
from cooperation.ledgers.related import MANY_KEPT, kept_as
from cooperation.models import LedgerTally
from cooperation.models.base import exact
from cooperation.models.ledger import LedgerSum, sector_of
from cooperation.models.tallies import is_tallied

if TYPE_CHECKING:
    from cooperation.ledgers.filters import LedgerFilter
    from cooperation.models import Programme, User

# Counting further takes longer than the rest of the page.
LIMIT = 100_000
PATIENCE_MS = 20
# What PostgreSQL expects such a count to cost where trying is in vain. Measured with ten million
# purchases and 160 filters: where it expected fewer rows than are counted, those up to 27 000
# were done in 1 to 17 ms (the first time in 43 at most), those from 69 000 on in 9 ms to 1.7 s;
# where it expected as many, none was done in time.
IN_VAIN = 30_000
# For so many seconds a list goes on with what was not counted to the end.
BRIEFLY = 60


@dataclass(frozen=True)
class Counted:
    """How many rows there are; `more` where only a lower bound is known, without sums then."""

    rows: int
    totals: Mapping[str, LedgerSum] = field(default_factory=dict)
    more: bool = False


@dataclass(frozen=True)
class Asked:
    """What a filter asks for, as far as kept sums can answer it."""

    pairing: int | None
    kind: str
    value: str
    since: datetime.date | None
    until: datetime.date | None


def count_of(
    filterset: LedgerFilter, columns: tuple[str, ...], user: User, programme: Programme
) -> Counted:
    """Rows and sums of a filtered list.

    Those of a long ledger are kept while the data version stands, which every change of its rows
    raises: whoever turns pages or sorts asks for the same sums again.
    """
    rows = filterset.qs
    if not is_tallied(rows.model) or not set(columns) <= set(rows.model.tallied):
        return _added_up(rows, columns)
    name = kept_as(filterset, f"count {_meant_by(filterset)} {columns}")
    return kept_under_version(
        programme,
        name,
        lambda: _counted(filterset, columns, user),
        # What could not be told in time may be told when the database has less to do.
        seconds=lambda counted: BRIEFLY if counted.more else SECONDS,
    )


def _meant_by(filterset: LedgerFilter) -> str:
    """All that the found rows depend on beside those that the list starts from: what the filters
    took the address to mean, since a name may mean nothing now and a row soon; and the day, on
    which a unit of today is what it is."""
    cleaned = filterset.form.cleaned_data
    meant = {name: value for name, value in cleaned.items() if value not in (None, "")}
    return repr((sorted(meant.items()), timezone.localdate()))


def _counted(filterset: LedgerFilter, columns: tuple[str, ...], user: User) -> Counted:
    rows = filterset.qs
    kept = LedgerTally.objects.of_reader(user, sector_of(rows.model)).filter(
        ledger=rows.model._meta.label, pairing__among=filterset.pairings.all_keys
    )
    asked = asked_of(filterset)
    if asked is not None:
        return _kept(_matching(kept, asked), columns)
    counted = _up_to_limit(rows, columns)
    if counted.more and not counted.rows and not _is_long(filterset, kept):
        # A slow search through few rows is worth the wait: exact is what the reader came for.
        return _added_up(rows, columns)
    return counted


def _is_long(filterset: LedgerFilter, kept: QuerySet) -> bool:
    """Whether there are more rows than are ever counted; kept for an hour where there are."""
    known = kept_as(filterset, f"long {filterset.queryset.model._meta.label}")
    if not cache.get(known):
        sums = kept.filter(whole_year=True, kind="", column="")
        if (sums.aggregate(rows=Sum("given"))["rows"] or 0) <= LIMIT:
            return False
        cache.set(known, True, MANY_KEPT)
    return True


def _added_up(rows: QuerySet, columns: tuple[str, ...]) -> Counted:
    return Counted(*rows.totals(*columns))


def asked_of(filterset: LedgerFilter) -> Asked | None:
    """The filter as kept sums know it; None where they cannot tell."""
    model = filterset.queryset.model
    cleaned = filterset.form.cleaned_data if filterset.form.is_valid() else None
    if cleaned is None:
        return None
    kind, value = "", ""
    for name, chosen in cleaned.items():
        if chosen in (None, "") or name in ("pairing", "since", "until"):
            continue
        one = filterset.filters[name]
        kept = isinstance(one, KindFilter) and one.field_name in model.tallied_by
        if kind or not kept:
            return None
        kind, value = one.field_name, str(chosen)
    since, until = cleaned.get("since"), cleaned.get("until")
    if (since and since.day != 1) or (until and until.day != _days_in(until)):
        return None
    return Asked(filterset.pairing_key(cleaned.get("pairing")), kind, value, since, until)


def _days_in(month: datetime.date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _matching(kept: QuerySet, asked: Asked) -> list[QuerySet]:
    """The sums that answer: of whole years where the dates hold any, of the months beside them."""
    kept = kept.filter(kind=asked.kind, value=asked.value)
    if asked.pairing is not None:
        kept = kept.filter(pairing=asked.pairing)
    years, months = kept.filter(whole_year=True), kept.filter(whole_year=False)
    first, last = _whole_years(asked)
    if first and last and first > last:
        return [months.filter(month__gte=asked.since, month__lte=asked.until)]
    beside = Q()
    if first:
        years = years.filter(month__gte=first)
        if asked.since < first:
            beside |= Q(month__gte=asked.since, month__lt=first)
    if last:
        # A month is its first day, so none is the last of a year.
        years = years.filter(month__lt=last)
        if asked.until > last:
            beside |= Q(month__gte=last, month__lte=asked.until)
    return [years, months.filter(beside)] if beside else [years]


def _whole_years(asked: Asked) -> tuple[datetime.date | None, datetime.date | None]:
    """From the first day of the first whole year to the last of the last; None = open."""
    first, last = asked.since, asked.until
    if first and first.month > 1:
        first = _day(first.year + 1, 1, 1)
    if last and last.month < 12:
        last = _day(last.year - 1, 12, 31)
    return first, last


def _day(year: int, month: int, day: int) -> datetime.date:
    """A day, else the nearest that there is."""
    if datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return datetime.date(year, month, day)
    return datetime.date.max if year > datetime.MAXYEAR else datetime.date.min


def _kept(kept: list[QuerySet], columns: tuple[str, ...]) -> Counted:
    answers = [
        some.order_by().values_list("column").annotate(Sum("given"), Sum("total")) for some in kept
    ]
    sums: dict[str, tuple[int, Any]] = {}
    for column, given, total in answers[0].union(*answers[1:], all=True):
        known, before = sums.get(column, (0, None))
        total = before if total is None else exact(total) + (before or 0)
        sums[column] = known + given, total
    totals = {}
    for column in columns:
        given, total = sums.get(column, (0, None))
        totals[column] = LedgerSum(total, given)
    return Counted(sums.get("", (0, None))[0], totals)


def _up_to_limit(rows: QuerySet, columns: tuple[str, ...]) -> Counted:
    """Exact up to the limit; beyond it, or where looking takes too long, only that."""
    some = rows.order_by().values(*columns)[: LIMIT + 1]
    if _is_in_vain(some):
        return Counted(0, more=True)
    asked = {f"sum_{name}": Sum(name) for name in columns}
    asked |= {f"given_{name}": Count(name) for name in columns}
    try:
        with patience(rows.db, PATIENCE_MS):
            answer = some.aggregate(rows=Count("*"), **asked)
    except TooLong:
        return Counted(0, more=True)
    if answer["rows"] > LIMIT:
        return Counted(LIMIT, more=True)
    totals = {
        name: LedgerSum(_exact(answer[f"sum_{name}"]), answer[f"given_{name}"]) for name in columns
    }
    return Counted(answer["rows"], totals)


def _is_in_vain(rows: QuerySet) -> bool:
    """Whether the database expects more rows than are counted, or to look at far more than it can
    in the time it is given."""
    if connections[rows.db].vendor != "postgresql":
        return False
    told = rows.explain(format="json")  # nothing of a reader who sees no row at all
    if not told:
        return False
    plan = json.loads(told)[0]["Plan"]
    return plan["Plan Rows"] > LIMIT or plan["Total Cost"] > IN_VAIN


def _exact(value: Any):
    return None if value is None else exact(value)


class TooLong(Exception):
    """The database was not done in time."""


@contextmanager
def patience(using: str, milliseconds: int) -> Iterator[None]:
    """The SELECT inside may take so long; TooLong after it. SQLite is not asked to stop: it
    holds no ledger of that size.

    Its rows are gathered within the time and fetched outside of it. A timer that runs out just
    as a statement ends stops what comes next, since PostgreSQL takes notice when that begins:
    so the next must be the setting's own end, and not a statement of the page, nor a message
    of its own. Sent at once they are also a transaction of their own: one way, not six.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        yield
        return
    before = f"SET LOCAL statement_timeout = {int(milliseconds)}; DECLARE patient SCROLL CURSOR FOR"
    after = (
        "MOVE ALL IN patient; SET LOCAL statement_timeout = DEFAULT; "
        "MOVE ABSOLUTE 0 IN patient; FETCH ALL FROM patient"
    )
    asked = []  # nothing where the framework knows that there are no rows

    def timed(execute, sql, *rest):
        asked.append(sql)
        return execute(f"{before} {sql}; {after}", *rest)

    try:
        if connection.in_atomic_block:
            with transaction.atomic(using=using):
                with connection.execute_wrapper(timed):
                    yield
                if asked:
                    with connection.cursor() as cursor:
                        cursor.execute("CLOSE patient")
        else:
            with connection.execute_wrapper(timed):
                yield
    except DatabaseError as error:
        # 57014: query_canceled.
        if getattr(error.__cause__, "pgcode", "") != "57014":
            raise
        raise TooLong from error

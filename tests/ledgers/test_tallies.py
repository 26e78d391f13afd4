"""The kept sums of a long ledger: equal to the rows after every kind of change."""

import datetime
import random
import time
from collections import defaultdict
from decimal import Decimal
from itertools import chain, combinations

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consumption.models import Purchase
from cooperation.ledgers import counting
from cooperation.models import LedgerTally
from tests.reporting.at_once import in_one_thread

pytestmark = pytest.mark.slow

D = datetime.date
KINDS = ("", *Purchase.tallied_by)


def naive():
    """What the rows add up to, counted one by one."""
    sums = defaultdict(lambda: [0, Decimal(0)])
    for row in Purchase.everything.all():
        if row.deleted_at is None:
            for kind in KINDS:
                value = getattr(row, kind) if kind else ""
                month = row.date.replace(day=1)
                for first, whole_year in ((month, False), (month.replace(month=1), True)):
                    entry = sums[row.pairing_id, first, whole_year, kind, value]
                    entry[0] += 1
                    entry[1] += row.amount
    return {key: tuple(entry) for key, entry in sums.items()}


def kept():
    sums = defaultdict(dict)
    for tally in LedgerTally.objects.all():
        assert tally.ledger == "consumption.Purchase"
        key = tally.pairing_id, tally.month, tally.whole_year, tally.kind, tally.value
        sums[key][tally.column] = tally
    for entry in sums.values():
        assert entry[""].total is None
        assert entry[""].given == entry["amount"].given
    return {key: (entry[""].given, entry["amount"].total) for key, entry in sums.items()}


def drawn(world, draw, **fields):
    values = {
        "pairing": draw.choice([world.city, world.one, world.two]),
        "date": D(2021, 1, 1) + datetime.timedelta(draw.randrange(120)),
        "mode": draw.choice(Purchase.Mode.values),
        "channel": draw.choice(Purchase.Channel.values),
        "amount": Decimal(draw.randrange(1, 10**6)) / 10000,
    }
    return world.purchase(**{**values, **fields})


@pytest.mark.parametrize("seed", range(4))
def test_sums_follow_every_change(world, seed):
    draw = random.Random(seed)
    for _step in range(12):
        drawn(world, draw)
    assert kept() == naive()
    for _step in range(12):
        row = draw.choice(list(Purchase.objects.all()))
        deed = draw.randrange(6)
        if deed == 0:
            row.amount += 1
            row.date += datetime.timedelta(40)
            row.save()
        elif deed == 1:
            row.pairing = world.one
            row.channel = "live"
            row.save()
        elif deed == 2:
            Purchase.objects.filter(pk=row.pk).delete()
        elif deed == 3:
            Purchase.objects.filter(pairing=row.pairing).update(mode="help", date=D(2021, 9, 9))
        elif deed == 4:
            row.deleted_at = datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC)
            row.save()
        else:
            copies = [drawn(world, draw) for _copy in range(2)]
            Purchase.objects.filter(pk__in=[copy.pk for copy in copies]).delete()
            Purchase.objects.bulk_create(copies)
        assert kept() == naive(), deed


@pytest.mark.parametrize(
    "query",
    [
        "", "pairing=one", "mode=help", "channel=fair&pairing=two", "since=2021-02-01",
        "since=2021-02-01&until=2021-03-31", "buyer_kind=other", "pairing=city&mode=direct",
        "since=2021-02-02", "until=2021-03-30", "mode=help&channel=fair", "amount_min=40",
        "q=猕猴", "mode=nothing", "until=2020-12-31",
        # Whole years, the months beside them, and months that make no year.
        "since=2022-01-01", "until=2022-12-31", "since=2021-02-01&until=2023-05-31",
        "since=2022-01-01&until=2022-12-31", "since=2021-12-01&until=2022-01-31",
        "since=2022-02-01&until=2022-11-30", "since=2021-07-01&until=2022-12-31&mode=help",
        "since=2023-05-01&until=2021-02-28", "since=9999-02-01", "until=9999-12-31",
        "until=9999-11-30", "since=0001-02-01", "until=0001-11-30",
    ],
)  # fmt: skip
def test_list_says_the_same_as_its_rows(signed_in, world, query, monkeypatch):
    draw = random.Random(query)
    for _step in range(40):
        drawn(world, draw, date=D(2021, 1, 1) + datetime.timedelta(draw.randrange(1200)))
    shown = footer(signed_in.get(f"/consumption/purchases/?{query}"))
    monkeypatch.setattr(counting, "is_tallied", lambda model: False)
    assert footer(signed_in.get(f"/consumption/purchases/?{query}")) == shown


def test_clerk_is_told_their_own_sums(client, world):
    world.purchase(amount="5")
    world.purchase(world.two, amount="7")
    client.force_login(world.person("clerk2", "clerk", pairing=world.two, sector="consumption"))
    assert footer(client.get("/consumption/purchases/"))[-1] == "7.00"
    client.force_login(world.person("clerk3", "clerk", pairing=world.two, sector="labor"))
    for query in ("", "?amount_min=2", "?since=2021-01-02"):
        assert "<tfoot>" not in client.get(f"/consumption/purchases/{query}").content.decode()


@pytest.mark.parametrize("limit", [3, 30])
def test_what_kept_sums_cannot_answer_is_counted_to_a_limit(signed_in, world, monkeypatch, limit):
    monkeypatch.setattr(counting, "LIMIT", limit)
    monkeypatch.setattr(counting, "PATIENCE_MS", 20_000)
    for number in range(20):
        world.purchase(amount=f"{number + 1}")
    html = signed_in.get("/consumption/purchases/?amount_min=5").content.decode()
    # All sixteen stand on the page, so there are that many at least.
    assert ("16+" in html, "请缩小筛选范围" in html) == (limit == 3, limit == 3)
    exact = footer(signed_in.get("/consumption/purchases/?amount_min=19"))
    assert (exact[0], exact[-1]) == ("共2条", "39.00")


def test_counting_that_takes_too_long_is_given_up(signed_in, world, monkeypatch):
    monkeypatch.setattr(counting, "LIMIT", 3)

    def slow(using, milliseconds):
        raise counting.TooLong

    monkeypatch.setattr(counting, "patience", slow)
    for number in range(60):
        world.purchase(amount=f"{number + 1}")
    response = signed_in.get("/consumption/purchases/?amount_min=2")
    assert footer(response)[0] == "共50+条"
    assert 'rel="next"' in response.content.decode()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is not asked to stop.")
def test_counting_that_the_database_calls_long_is_not_tried(signed_in, world, monkeypatch):
    monkeypatch.setattr(counting, "LIMIT", 3)
    monkeypatch.setattr(counting, "IN_VAIN", 0)
    for number in range(60):
        world.purchase(amount=f"{number + 1}")
    with CaptureQueriesContext(connection) as asked:
        response = signed_in.get("/consumption/purchases/?amount_min=2")
    assert footer(response)[0] == "共50+条"
    said = [one["sql"] for one in asked]
    assert [sql.startswith("EXPLAIN") for sql in said].count(True) == 1
    assert not [sql for sql in said if "COUNT(*)" in sql and not sql.startswith("EXPLAIN")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite says no such thing.")
@pytest.mark.parametrize("words", ["amount_min=2", "q=猕猴"])
def test_counting_of_more_rows_than_are_counted_is_not_tried(signed_in, world, monkeypatch, words):
    for number in range(60):
        world.purchase(amount=f"{number + 3}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for limit, tried in ((100, True), (3, False)):
        monkeypatch.setattr(counting, "LIMIT", limit)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            response = signed_in.get(f"/consumption/purchases/?{words}")
        assert footer(response)[0] == ("共60条" if tried else "共50+条")
        assert [one for one in asked if one["sql"].startswith("EXPLAIN")]
        assert bool([one for one in asked if "COUNT(*)" in one["sql"]]) == tried


def pauses():
    """Whether a long statement is given up, and a short one and those after it are not."""
    with pytest.raises(counting.TooLong), counting.patience("default", 30):
        connection.cursor().execute("SELECT pg_sleep(5)")
    with counting.patience("default", 30):
        connection.cursor().execute("SELECT 1")
    connection.cursor().execute("SELECT pg_sleep(0.06)")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no arrays.")
def test_keys_are_looked_up_as_a_set(world):
    # An array of another type than the column is gone through element by element for each row.
    plan = Purchase.objects.of_pairings(range(0, 1000, 2)).explain()
    assert "::bigint[]" in plan


def test_keys_are_found_side_by_side_or_apart(world):
    pairings = [world.city, world.one, world.two, world.group("three", "丙组团", "丙区", 30)]
    for pairing in pairings:
        world.purchase(pairing)
    keys = [pairing.pk for pairing in pairings]
    for several in chain.from_iterable(combinations(keys, size) for size in range(5)):
        found = Purchase.objects.of_pairings(several).values_list("pairing", flat=True)
        assert sorted(found) == sorted(several)
    side_by_side = str(Purchase.objects.of_pairings({7, 5, 6}).query)
    assert "BETWEEN 5 AND 7" in side_by_side
    assert "BETWEEN" not in str(Purchase.objects.of_pairings({5, 7, 8}).query)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no such statistics.")
def test_kinds_that_never_go_together_are_known_to_be_few(world):
    for number in range(300):
        mode, channel = (("direct", "canteen"), ("help", "fair"))[number % 2]
        world.purchase(mode=mode, channel=channel)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE consumption_purchase")
    plan = Purchase.objects.filter(mode="direct", channel="fair").explain()
    # Half of the half, if one did not depend on the other.
    assert int(plan.split("rows=")[1].split()[0]) < 10


def counts_as_long_as_patience():
    """Hundreds of counts that end about when their time does; what is asked next is answered."""
    cursor, count, rows = connection.cursor(), "SELECT COUNT(*) FROM generate_series(1, %s)", 1000
    taken = 0.0
    while taken < 0.004:
        rows, start = int(rows * 1.2), time.perf_counter()
        cursor.execute(count, [rows])
        taken = time.perf_counter() - start
    late = 0
    for number in range(800):
        some = rows + number % 200 * rows // 300
        try:
            with counting.patience("default", 5):
                cursor.execute(count, [some])
                assert cursor.fetchone() == (some,)
        except counting.TooLong:
            late += 1
        cursor.execute("SELECT %s", [number])
        assert cursor.fetchone() == (number,)
    assert 0 < late < 800


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is not asked to stop.")
def test_time_that_runs_out_at_the_end_stops_nothing_else(db):
    in_one_thread(counts_as_long_as_patience)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is not asked to stop.")
def test_the_same_inside_a_transaction(db):
    counts_as_long_as_patience()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is not asked to stop.")
def test_patience_ends_inside_a_transaction(db):
    pauses()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is not asked to stop.")
def test_patience_ends(db):
    in_one_thread(pauses)


@pytest.mark.parametrize("whole_year", [False, True])
def test_command_finds_and_mends_what_differs(world, capsys, whole_year):
    world.purchase(amount="5")
    world.purchase(amount="7")
    call_command("tally", check=True)
    LedgerTally.objects.filter(column="amount", kind="", whole_year=whole_year).update(total=1)
    with pytest.raises(CommandError):
        call_command("tally", check=True)
    call_command("tally")
    assert kept() == naive()
    call_command("tally", check=True)


def footer(response):
    from tests.sectors.test_lists import footer as cells

    html = response.content.decode()
    return cells(response) if "<tfoot>" in html else []

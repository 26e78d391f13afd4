"""What a long ledger's list keeps of its sums is never older than its rows, nor another's."""

import random
import time
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consumption.models import Purchase
from cooperation.ledgers import counting, related
from tests.ledgers.test_tallies import drawn, footer
from tests.reporting.test_form import fields

LIST = "/consumption/purchases/"
QUERIES = ["", "mode=help", "pairing=two", "amount_min=40", "since=2021-02-02", "q=猕猴"]


def asked(client, query, monkeypatch):
    """The footer as the list shows it, and as it is without what was kept."""
    shown = footer(client.get(f"{LIST}?{query}"))
    with monkeypatch.context() as patched:
        patched.setattr(counting, "is_tallied", lambda model: False)
        return shown, footer(client.get(f"{LIST}?{query}"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_every_change_of_a_row_is_in_the_next_answer(signed_in, world, monkeypatch, seed):
    """Whoever made it: no workplace stands between these rows and the list."""
    draw = random.Random(seed)
    for _step in range(8):
        drawn(world, draw)
    for _step in range(10):
        row = draw.choice(list(Purchase.objects.all()))
        deed = draw.randrange(6)
        if deed == 0:
            drawn(world, draw)
        elif deed == 1:
            row.amount += 100
            row.save()
        elif deed == 2:
            row.pairing = draw.choice([world.one, world.two])
            row.save()
        elif deed == 3:
            Purchase.objects.filter(pairing=row.pairing).update(mode="help")
        elif deed == 4:
            Purchase.objects.bulk_create([drawn_copy(row), drawn_copy(row)])
        elif Purchase.objects.count() > 3:
            Purchase.objects.filter(pk=row.pk).delete()
        for query in QUERIES:
            shown, exact = asked(signed_in, query, monkeypatch)
            assert shown == exact, (deed, query)


def drawn_copy(row):
    copy = Purchase.objects.get(pk=row.pk)
    copy.pk, copy.code = None, ""
    copy._state.adding = True
    return copy


def test_turning_pages_and_sorting_count_once(signed_in, world, monkeypatch):
    for _row in range(3):
        world.purchase(amount="5")
    times = []
    counted = counting._counted
    monkeypatch.setattr(counting, "_counted", lambda *args: times.append(1) or counted(*args))
    for query in (
        "mode=direct",
        "mode=direct&sort=-amount",
        "mode=direct&page=1",
        "mode=direct&q=",
    ):
        assert footer(signed_in.get(f"{LIST}?{query}"))[-1] == "15.00"
    assert len(times) == 1
    for query in ("mode=direct&amount_min=2", "mode=help", "mode=direct&since=2020-01-01"):
        signed_in.get(f"{LIST}?{query}")
    assert len(times) == 4


def test_fewer_statements_when_asked_again(signed_in, world):
    world.purchase()
    signed_in.get(LIST)  # names of pairings and goods are kept from now on
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(f"{LIST}?mode=direct")
        counts.append(sum("ledgertally" in one["sql"] for one in asked.captured_queries))
    assert counts == [1, 0]


def test_sums_are_those_of_the_reader(client, world):
    """Each right has sums of its own, also where addresses are alike."""
    world.purchase(world.one, amount="5")
    world.purchase(world.two, amount="7")
    clerks = {
        pairing: world.person(f"clerk of {pairing.slug}", "clerk", pairing=pairing, sector="")
        for pairing in (world.one, world.two)
    }
    for person, amount in (
        (world.person("looks at all", "official"), "12.00"),
        (clerks[world.one], "5.00"),
        (clerks[world.two], "7.00"),
        (clerks[world.one], "5.00"),
    ):
        client.force_login(person)
        assert footer(client.get(LIST))[-1] == amount


def test_a_new_name_counts_for_those_who_look_for_it(signed_in, world):
    row = world.purchase(amount="5")
    assert "<tfoot>" not in signed_in.get(f"{LIST}?q=刺梨王").content.decode()
    keeper = Client()
    keeper.force_login(world.person("keeper", "administrator", programme=None))
    address = reverse("admin:consumption_product_change", args=[row.product_id])
    typed = {"name_zh": "刺梨王", "kind": row.product.kind, "change_reason": "改名"}
    answer = keeper.post(address, fields(keeper.get(address)) | typed)
    assert answer.status_code == 302, answer.context["errors"]
    assert footer(signed_in.get(f"{LIST}?q=刺梨王"))[-1] == "5.00"


def test_a_name_that_is_understood_later_counts_from_then(signed_in, world, monkeypatch):
    """Whether names are typed or selected is known for a minute, whatever happens meanwhile."""
    monkeypatch.setattr(related, "MOST_IN_A_SELECT", 1)
    world.purchase(amount="5")
    signed_in.get(LIST)
    world.purchase(product="刺梨王", amount="7")
    query = f"{LIST}?product=刺梨王"
    assert footer(signed_in.get(query))[-1] == "12.00"  # said beside the field, and left out
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + related.KEPT + 1)
    assert footer(signed_in.get(query))[-1] == "7.00"


def test_what_means_nothing_to_the_list_keeps_nothing(signed_in, world, monkeypatch):
    world.purchase(amount="5")
    times = []
    counted = counting._counted
    monkeypatch.setattr(counting, "_counted", lambda *args: times.append(1) or counted(*args))
    for rest in ("", "&junk=1", "&channel=&from=x&year=2021", "&edited=1&q=%20"):
        signed_in.get(f"{LIST}?mode=direct{rest}")
    assert len(times) == 1


def test_what_was_not_counted_to_the_end_is_asked_again_soon(signed_in, world, monkeypatch):
    monkeypatch.setattr(counting, "LIMIT", 1)
    for number in range(3):
        world.purchase(amount=f"{number + 1}")
    query = f"{LIST}?amount_min=1"
    assert "3+" in signed_in.get(query).content.decode()
    monkeypatch.setattr(counting, "LIMIT", 100)
    assert "3+" in signed_in.get(query).content.decode()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + counting.BRIEFLY + 1)
    assert "3+" not in signed_in.get(query).content.decode()


def test_sums_made_anew_are_shown(signed_in, world):
    """Rows that came past the models, and the command that says so."""
    row = world.purchase(amount="5")
    assert footer(signed_in.get(LIST))[-1] == "5.00"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE consumption_purchase SET amount = %s WHERE id = %s", [Decimal(8), row.pk]
        )
    call_command("tally", verbosity=0)
    assert footer(signed_in.get(LIST))[-1] == "8.00"

"""Rows leave a ledger with a reason and come back; nothing is erased, and the log is kept."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from consumption.models import Fair, Purchase
from cooperation.ledgers.taking_out.actions import NotPutBack, put_back, take_out
from cooperation.models import ChangeLog
from industry.ledger import SUMS
from labor.models import TransferBatch

pytestmark = pytest.mark.slow

D = datetime.date
BATCH = "/admin/labor/transferbatch/"


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def text_of(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def out(client, row, reason="entered twice"):
    return client.post(f"{BATCH}{row.pk}/delete/", {"reason": reason}, follow=True)


def test_row_leaves_with_a_reason_and_comes_back_by_the_button(client, world, clerk):
    batch = world.batch(people=53, code="A-1")
    world.received(batch, "某厂", 20)
    client.force_login(clerk)
    version = world.programme.data_version
    response = out(client, batch)
    assert not TransferBatch.objects.exists()
    assert TransferBatch.everything.get().updated_by == clerk
    entry = ChangeLog.objects.get(action="delete")
    assert (entry.by, entry.reason, "people: 53" in entry.before) == (clerk, "entered twice", True)
    world.programme.refresh_from_db()
    assert world.programme.data_version == version + 1
    undo = re.search(r'<form method="post" action="([^"]+put-back/)"', response.content.decode())
    response = client.post(undo[1], follow=True)
    assert "stands in the ledger again" in text_of(response)
    assert TransferBatch.objects.get().receipts.count() == 1
    assert ChangeLog.objects.get(action="put_back").by == clerk


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301, "张三 13800138000", "a\0b"])
def test_without_a_good_reason_nothing_happens(client, world, clerk, reason):
    batch = world.batch()
    client.force_login(clerk)
    assert client.post(f"{BATCH}{batch.pk}/delete/", {"reason": reason}).status_code == 422
    assert TransferBatch.objects.count() == 1
    assert not ChangeLog.objects.exists()


def writing(statements, table):
    """The statements that write into a table, or read a programme to lock it, in order."""
    for one in statements:
        if one["sql"].startswith(("UPDATE", "INSERT")) and f'"{table}"' in one["sql"]:
            yield "row"
        elif one["sql"].startswith("SELECT") and "NO KEY UPDATE" in one["sql"]:
            yield "programme" if 'FROM "cooperation_programme"' in one["sql"] else "other"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway.")
def test_writers_ask_for_the_programme_before_they_touch_a_row(client, world, clerk):
    """Two who took a row and the programme in another order would wait for each other."""
    batch = world.batch(people=50)
    client.force_login(clerk)
    deeds = [
        lambda: out(client, batch),
        lambda: put_back(TransferBatch.everything.get(), by=clerk),
        lambda: client.post(
            f"{BATCH}{batch.pk}/change/",
            {
                "pairing": world.one.pk, "start": "2021-02-17", "precision": "day",
                "travel": "coach", "people": 51, "change_reason": "recounted",
                "receipts-TOTAL_FORMS": 0, "receipts-INITIAL_FORMS": 0,
            },
        ),
    ]  # fmt: skip
    for deed in deeds:
        with CaptureQueriesContext(connection) as captured:
            deed()
        found = list(writing(captured.captured_queries, "labor_transferbatch"))
        assert found[0] == "programme"
        assert "row" in found


def test_who_sees_a_row_does_not_change_when_it_leaves(world):
    """A city's fair is seen by every clerk of the sector, and so it is once it was taken out."""
    fair = world.fair(world.city)
    clerk = world.person("seller", "clerk", pairing=world.one, sector="consumption")
    assert Fair.objects.visible_to(clerk).exists()
    Fair.objects.filter(pk=fair.pk).update(deleted_at=timezone.now())
    assert not Fair.objects.visible_to(clerk).exists()
    assert Fair.everything.visible_to(clerk).get() == fair


def test_change_asks_for_a_reason(client, world, clerk):
    batch = world.batch(people=50)
    client.force_login(clerk)
    data = {
        "pairing": world.one.pk, "start": "2021-02-17", "precision": "day", "travel": "coach",
        "people": "51", "receipts-TOTAL_FORMS": "0", "receipts-INITIAL_FORMS": "0",
    }  # fmt: skip
    response = client.post(f"{BATCH}{batch.pk}/change/", data)
    assert "change_reason" in response.context["adminform"].form.errors
    client.post(f"{BATCH}{batch.pk}/change/", data | {"change_reason": "counted again"})
    batch.refresh_from_db()
    assert batch.people == 51


def test_list_of_what_was_taken_out_says_who_when_and_why(client, world, clerk):
    batch = world.batch(title_zh="一批", title_en="One batch", code="A-1")
    world.batch(title_en="Still there")
    take_out(batch, by=clerk, reason="entered twice")
    client.force_login(clerk)
    text = text_of(client.get(f"{BATCH}taken-out/"))
    for words in ("One batch A-1", "Group one ↔ District one", " clerk entered twice", "Put back"):
        assert words in text
    assert "Still there" not in text
    assert "taken-out/" in client.get(BATCH).content.decode()


@pytest.mark.parametrize("rows", [1, 7])
def test_list_takes_as_many_statements_whatever_its_size(
    client, world, clerk, rows, django_assert_num_queries
):
    for _row in range(rows):
        take_out(world.batch(), by=clerk, reason="x")
    client.force_login(clerk)
    client.get(f"{BATCH}taken-out/")
    with django_assert_num_queries(5):
        client.get(f"{BATCH}taken-out/")


def test_number_that_is_used_again_keeps_the_row_out(client, world, clerk):
    batch = world.batch(code="A-1")
    take_out(batch, by=clerk, reason="x")
    world.batch(code="A-1")
    with pytest.raises(NotPutBack, match="“A-1” is that of another row"):
        put_back(batch, by=clerk)
    client.force_login(clerk)
    response = client.post(f"{BATCH}{batch.pk}/put-back/", follow=True)
    assert "“A-1” is that of another row" in text_of(response)
    assert TransferBatch.objects.count() == 1
    # The other pairing's numbers are its own.
    other = world.batch(world.two, code="A-1")
    take_out(other, by=clerk, reason="x")
    assert put_back(other, by=clerk)


def test_twice_is_once(world, clerk):
    batch = world.batch()
    assert take_out(batch, by=clerk, reason="x")
    assert not take_out(batch, by=clerk, reason="y")
    assert put_back(batch, by=clerk)
    assert not put_back(batch, by=clerk)
    assert ChangeLog.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "status"),
    [("official", 403), ("reviewer", 403), ("clerk", 302), ("other_clerk", 404)],
)
def test_who_puts_back(client, world, clerk, other_clerk, official, who, status):
    people = {
        "clerk": clerk,
        "other_clerk": other_clerk,
        "official": official,
        "reviewer": world.person("reviewer", "reviewer", pairing=world.one),
    }
    batch = world.batch()
    take_out(batch, by=clerk, reason="x")
    client.force_login(people[who])
    assert client.post(f"{BATCH}{batch.pk}/put-back/").status_code == status
    assert client.get(f"{BATCH}{batch.pk}/put-back/").status_code in (403, 405)
    assert TransferBatch.objects.count() == (who == "clerk")


def test_money_of_a_project_taken_out_is_not_added_up(world, other_clerk):
    project = world.project()
    world.payment(project, D(2022, 3, 1), "10")
    asked = ([world.one.pk], D(2022, 1, 1), D(2022, 12, 31))
    assert len(SUMS["industry.invested"](*asked)) == 1
    take_out(project, by=other_clerk, reason="x")
    assert SUMS["industry.invested"](*asked) == []


def test_page_of_a_row_taken_out_says_so(client, world, clerk, official, other_clerk):
    batch = world.batch(people=53)
    take_out(batch, by=clerk, reason="entered twice")
    page = f"/labor/batches/{batch.pk}/?programme=try"
    client.force_login(official)
    text = text_of(client.get(page))
    assert "This row was taken out of the ledger" in text
    assert "entered twice" in text
    assert f"{BATCH}{batch.pk}/change/" not in client.get(page).content.decode()
    client.force_login(clerk)
    assert "put-back/" in client.get(page).content.decode()
    client.force_login(other_clerk)
    assert client.get(page).status_code == 404


def test_history_is_told_in_words(client, world, clerk, official):
    batch = world.batch(people=50)
    client.force_login(clerk)
    data = {
        "pairing": world.one.pk, "start": "2021-02-17", "precision": "day", "travel": "own",
        "people": "51", "receipts-TOTAL_FORMS": "0", "receipts-INITIAL_FORMS": "0",
        "change_reason": "counted again",
    }  # fmt: skip
    client.post(f"{BATCH}{batch.pk}/change/", data)
    client.force_login(official)
    text = text_of(client.get(f"/labor/batches/{batch.pk}/?programme=try"))
    assert "Changed clerk counted again" in text
    assert "Way of travel: Hired coach" in text
    assert "Way of travel: On their own" in text


def test_history_of_a_row_nobody_touched_is_not_there(client, world, official):
    client.force_login(official)
    text = text_of(client.get(f"/labor/batches/{world.batch().pk}/?programme=try"))
    assert "Change log" not in text


def test_samples_go_with_what_was_taken_out(db):
    from cooperation.sampling.removal import remove_samples
    from tests.sectors.conftest import World

    sample = World(code="sample-x", sample=True)
    take_out(sample.batch(), by=sample.person("c", "clerk"), reason="x")
    remove_samples()
    assert not TransferBatch.everything.exists()


def test_backup_keeps_rows_taken_out(world):
    from cooperation.backups import rows_in_database

    world.purchase(deleted_at=timezone.now())
    assert len(list(rows_in_database(Purchase))) == 1


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET reason = ''"])
def test_change_log_is_never_pruned(world, clerk, statement):
    from django.db import DatabaseError, transaction

    take_out(world.batch(), by=clerk, reason="x")
    table = ChangeLog._meta.db_table
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert ChangeLog.objects.count() == 1

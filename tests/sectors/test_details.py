"""The page of one ledger row."""

import datetime
import re

import pytest

from cooperation.models import Source
from tests.sectors.conftest import World

pytestmark = pytest.mark.slow

D = datetime.date


def text_of(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def address(kind, row, query="?programme=try"):
    pages = {"batch": "labor/batches", "project": "industry/projects"}
    return f"/{pages.get(kind, 'consumption/purchases')}/{row.pk}/{query}"


def test_batch_names_its_employers_and_sources(signed_in, world):
    batch = world.batch(people=198, lifted=None, title_zh="专车", end=D(2021, 3, 1))
    world.received(batch, "TCL电器")
    world.received(batch, "联益精密", 21)
    batch.sources.add(Source.objects.create(code="s", title="新快报报道", publisher="新快报"))
    text = text_of(signed_in.get(address("batch", batch)))
    assert "人数 198" in text
    assert "其中：脱贫人口 —" in text
    assert "TCL电器 — — —" in text
    assert "联益精密 — — 21" in text
    assert "新快报报道" in text


def test_project_lists_its_payments(signed_in, world):
    project = world.project(contract_amount="500.5", jobs=0, stage="ended", end_reason="市场变化")
    world.payment(project, D(2022, 3, 1), "10")
    text = text_of(signed_in.get(address("project", project)))
    for words in ("合同额（万元） 500.5", "用工人数 0", "终止原因 市场变化", "2022-03-01 10.00"):
        assert words in text


def test_purchase_in_english(signed_in, world):
    signed_in.cookies["django_language"] = "en"
    purchase = world.purchase(
        quantity="12", unit="箱", voucher="<x>", date=D(2021, 6, 1), precision="month"
    )
    response = signed_in.get(address("purchase", purchase))
    text = text_of(response)
    for words in ("Date 2021-06 ", "Product Kiwi fruit", "Quantity 12 ", "Direct purchase"):
        assert words in text
    assert "&lt;x&gt;" in response.content.decode()


def test_page_is_that_of_the_rows_programme(client, world):
    """Without a programme in the address a sample row would look like a real one."""
    sample = World(code="sample-try", sample=True)
    row = sample.batch()
    person = world.person("both", "official", programme=None)
    client.force_login(person)
    for query in ("", "?programme=try", "?programme=nowhere"):
        response = client.get(address("batch", row, query))
        assert response.status_code == 302
        assert response["Location"] == f"/labor/batches/{row.pk}/?programme=sample-try"
    assert "sample-banner" in client.get(response["Location"]).content.decode()


def test_row_of_another_pairing_is_not_found(client, world, clerk, other_clerk):
    batch, purchase = world.batch(world.one), world.purchase(world.one)
    client.force_login(clerk)
    assert client.get(address("batch", batch)).status_code == 200
    # The clerk's sector is labor only.
    assert client.get(address("purchase", purchase)).status_code == 404
    client.force_login(other_clerk)
    assert client.get(address("batch", batch)).status_code == 404


def test_only_whoever_enters_is_offered_to_change(client, world, clerk, official):
    batch = world.batch()
    link = f"/admin/labor/transferbatch/{batch.pk}/change/"
    client.force_login(clerk)
    assert link in client.get(address("batch", batch)).content.decode()
    client.force_login(official)
    assert link not in client.get(address("batch", batch)).content.decode()


@pytest.mark.parametrize("path", ["999999999999999999999999", "0", "x"])
def test_unknown_row_is_not_found(signed_in, path):
    assert signed_in.get(f"/labor/batches/{path}/").status_code == 404


def test_anonymous_reader_is_sent_to_the_login(client, world, settings):
    settings.PUBLIC_DASHBOARD = True
    response = client.get(address("batch", world.batch()))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")

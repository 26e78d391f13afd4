"""Every address of the site that lets a file out writes exactly one export down."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from cooperation.models import Export
from tests.ledgers.workplace import ledger_addresses
from tests.test_access_matrix import module_rows, page_addresses, rows

__all__ = ["module_rows", "rows"]

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Their files are forms to fill in, without a figure or a row.
BLANK = ("_template", "-blank")


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def is_attachment(response):
    return response.get("Content-Disposition", "").startswith("attachment")


@pytest.fixture
def addresses(ground, people, rows):
    return page_addresses(ground, people, rows) | ledger_addresses(rows)


def test_each_download_is_one_export(client, people, addresses):
    found, wrong = set(), {}
    for who in ("administrator", "clerk"):
        client.force_login(people.all[who])
        for name, path in addresses.items():
            before = Export.objects.count()
            response = client.get(path)
            body = body_of(response)
            events = list(Export.objects.order_by("pk")[before:])
            if not is_attachment(response) or str(name).endswith(BLANK):
                expected = []
            else:
                expected = [(hashlib.sha256(body).hexdigest(), len(body), people.all[who].pk, True)]
                found.add(name)
            kept = [(one.sha256, one.size, one.by_id, one.complete) for one in events]
            if kept != expected:
                wrong[who, name] = (kept, expected)
    assert wrong == {}
    assert {"report-csv", "report-json", "copy", "compare-file", "admin:targets-file"} <= found
    assert {"report-completeness-file", "labor:reconciliation-file", "labor:batch-csv"} <= found


def test_the_head_alone_is_no_export(client, people, addresses):
    client.force_login(people.administrator)
    for path in addresses.values():
        client.head(path)
    assert not Export.objects.filter(by=people.administrator).exists()


def test_no_file_leaves_by_another_door():
    """Whatever names an attachment does it through `cooperation.exports`, or is named here:
    blank forms, and departments' own forms, which write down themselves what is filled in."""
    doors = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in ("cooperation", *settings.SECTORS)
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if "Content-Disposition" in path.read_text(encoding="utf-8")
    }
    assert doors <= {
        "cooperation/exports/downloads.py",
        "cooperation/ledgers/intake/pages.py",
        "cooperation/meetings/office_forms/views.py",
    }


def test_a_purpose_goes_along(client, people):
    client.force_login(people.official)
    query = {"programme": "own", "year": "2025", "through": "9", "purpose": "5月联席会议"}
    assert client.get("/reports/export.csv", query).status_code == 200
    event = Export.objects.get(kind="report-csv")
    assert (event.purpose, event.filters) == ("5月联席会议", "year=2025; through=9")
    assert (event.year, event.through, event.by) == (2025, 9, people.official)


def test_a_refused_purpose_says_why_and_lets_nothing_out(client, people):
    client.force_login(people.official)
    client.cookies["django_language"] = "en"
    answer = client.get("/reports/export.csv", {"programme": "own", "purpose": "13812345678"})
    assert answer.status_code == 400
    assert "identity or telephone number" in answer.content.decode()
    assert not Export.objects.filter(kind="report-csv").exists()


def test_the_command_writes_its_report_down(ground, capsys, tmp_path):
    from django.core.management import call_command

    path = tmp_path / "r.csv"
    call_command("report", programme="own", year=2025, through=9, output=str(path))
    event = Export.objects.get(kind="report-command")
    assert event.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (event.by, event.programme) == (None, ground.programme)

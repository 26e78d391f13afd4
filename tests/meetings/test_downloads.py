"""The report as a download: its name, bad input, who gets it, what is written down."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.meetings.workbook import downloads
from cooperation.meetings.workbook import printed as printing
from cooperation.models import Assignment, Export, Role
from tests.meetings.workbook.materials import material
from tests.scoreboard.world import random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESSES = [f"/reports/export.{fmt}" for fmt in ("csv", "json", "xlsx", "docx", "pdf", "html")]
QUICK = ADDRESSES[:3]


@pytest.fixture
def programme():
    return random_world(301)


@pytest.fixture
def reader(client, django_user_model, programme):
    reader = django_user_model.objects.create_user("reader", password="x")
    Assignment.objects.create(user=reader, role=Role.OFFICIAL, programme=programme)
    client.force_login(reader)
    return reader


@pytest.fixture(autouse=True)
def _no_briefing(monkeypatch):
    """The files' own material; the text of the briefing is another matter."""

    def made(programme, year, through, *, pairing=None, moment=None, code="", **_more):
        pairings = [pairing] if pairing else None
        return material(programme, year, through, moment=moment, code=code, pairings=pairings)

    monkeypatch.setattr("cooperation.meetings.packs.material.material_of", made)


def test_download_has_a_name_that_every_browser_reads(client, reader):
    for address in QUICK:
        response = client.get(address, {"year": 2024, "through": 3, "pairing": "g0"})
        name = response["Content-Disposition"]
        assert name.startswith("attachment; filename*=utf-8''")
        assert name.endswith(f".{address[-4:].lstrip('.').removeprefix('t.')}")
        assert response["Cache-Control"] == "private, no-store"
        assert "_g0" in name


def test_served_files_are_those_of_the_same_functions(client, reader, programme):
    query = {"year": 2024, "through": 9}
    served = client.get("/reports/export.json", query).json()
    out = io.StringIO()
    call_command("report", stdout=out, format="json", programme=programme.code, **query)
    assert json.loads(out.getvalue()) == served
    assert client.get("/reports/export.csv", query).content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"year": "abc", "through": "13"}, 200),
        ({"as_of": "2024-99-99"}, 200),
        ({"as_of": "9999-12-31"}, 200),
        ({"as_of": "0001-01-01"}, 200),
        ({"pairing": "nowhere"}, 404),
        ({"pairing": "=cmd|'/c calc'!A0"}, 404),
        ({"programme": "nothing"}, 404),
        ({"pairing": "a\0b"}, 400),
        ({"layout": "__class__"}, 200),
    ],
)
def test_bad_input_never_breaks_a_download(client, reader, query, status):
    for address in QUICK:
        assert client.get(address, query).status_code == status


def test_stranger_gets_no_file(client, django_user_model, programme):
    client.force_login(django_user_model.objects.create_user("stranger", password="x"))
    for address in ADDRESSES:
        assert client.get(address, {"programme": programme.code}).status_code in (403, 404)


def test_each_download_is_written_down_and_its_codes_are_its_own(client, reader):
    data = client.get("/reports/export.xlsx", {"year": 2024, "through": 9}).content
    event = Export.objects.get()
    assert (event.kind, event.by, event.year, event.through) == ("report-xlsx", reader, 2024, 9)
    assert event.size == len(data)
    book = load_workbook(io.BytesIO(data))
    assert {page.oddFooter.right.text for page in book} == {event.code}
    client.head("/reports/export.xlsx", {"year": 2024, "through": 9})
    assert Export.objects.count() == 1


def test_day_of_knowledge_is_the_files_moment(client, reader):
    client.get("/reports/export.xlsx", {"year": 2024, "through": 3, "as_of": "2024-05-01"})
    assert f"{Export.objects.get().moment:%Y-%m-%d %H:%M}" == "2024-05-01 16:00"


def test_what_cannot_be_made_is_said_and_not_written_down(client, reader, monkeypatch):
    def missing():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "_writers", lambda: {"pdf": lambda _material: missing()})
    response = client.get("/reports/export.pdf", {"year": 2024, "through": 9})
    assert response.status_code == 503
    assert "PDF" in response.content.decode()
    assert not Export.objects.exists()


def test_command_writes_a_workbook_to_a_file(programme, tmp_path):
    told = {"programme": programme.code, "year": 2024, "through": 9, "format": "xlsx"}
    target = tmp_path / "book.xlsx"
    call_command("report", output=str(target), stderr=io.StringIO(), **told)
    assert load_workbook(target).sheetnames[0] == "说明"
    with pytest.raises(CommandError, match="needs a file"):
        call_command("report", stdout=io.StringIO(), **told)


def test_command_writes_a_ledger(programme):
    told = {"programme": programme.code, "year": 2024, "through": 9}
    with pytest.raises(CommandError, match="There is no ledger nothing"):
        call_command("report", ledger="nothing", **told)
    with pytest.raises(CommandError, match="CSV only"):
        call_command("report", ledger="nothing", format="xlsx", **told)


def test_a_large_programme_is_not_printed_within_a_request(client, reader, programme, monkeypatch):
    """CSV, JSON and the file of one pairing stay; the page says who makes the others."""
    count = programme.pairings.filter(reports=True).count()
    slug = programme.pairings.filter(reports=True).first().slug
    query = {"year": 2024, "through": 9}
    monkeypatch.setattr(downloads, "MOST_PAIRINGS", count - 1)
    for address in ADDRESSES:
        answer = client.get(address, query)
        if address in ADDRESSES[:2]:
            assert answer.status_code == 200, address
            continue
        assert answer.status_code == 422, address
        page = answer.content.decode()
        for wanted in (reverse("meeting-list"), reverse("report-csv"), str(count)):
            assert wanted in page
    assert Export.objects.count() == 2
    assert client.get("/reports/export.xlsx", query | {"pairing": slug}).status_code == 200
    monkeypatch.setattr(downloads, "MOST_PAIRINGS", count)
    assert client.get("/reports/export.xlsx", query).status_code == 200

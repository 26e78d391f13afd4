"""One number everywhere: board, JSON, plain CSV, official table and download, random scopes."""

import csv
import datetime
import io
import json
import random

import pytest

from cooperation.meetings.report import report_board, report_json, report_text
from cooperation.models import Assignment, Role, User
from cooperation.scoreboard import scoreboard
from cooperation.scoreboard.rows import FIELDS, plain
from tests.scoreboard.world import random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def lines_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def as_cells(value):
    """A JSON value as the plain CSV writes it."""
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)


def scope(seed, programme):
    """A year, a month, a day of knowledge, a pairing or the whole city."""
    draw = random.Random(seed)
    year, through = draw.choice([2022, 2023, 2024]), draw.randint(1, 12)
    as_of = draw.choice([None, datetime.date(year, draw.randint(1, 12), draw.randint(1, 28))])
    pairing = draw.choice([None, *programme.pairings.reporting().with_ends()])
    return year, through, as_of, pairing


@pytest.mark.parametrize("seed", range(4))
def test_files_and_download_say_what_the_board_says(client, seed):
    programme = random_world(seed + 100)
    year, through, as_of, pairing = scope(seed, programme)
    board = report_board(programme, year, through, pairing=pairing, as_of=as_of)
    rows = [row.as_dict() for row in board.rows]
    assert rows

    data = json.loads(report_json(board))
    assert [{field: row[field] for field in FIELDS} for row in data["rows"]] == rows

    head, *lines = lines_of(report_text(board, layout="plain"))
    assert head[: len(FIELDS)] == list(FIELDS)
    assert [line[: len(FIELDS)] for line in lines] == [
        [as_cells(value) for value in row.values()] for row in rows
    ]

    reader = User.objects.create_user("reader", password="x", display_name="R")
    Assignment.objects.create(user=reader, role=Role.OFFICIAL, programme=programme)
    client.force_login(reader)
    query = {"programme": programme.code, "year": year, "through": through}
    query |= {"as_of": as_of.isoformat()} if as_of else {}
    query |= {"pairing": pairing.slug} if pairing else {}
    served = client.get("/reports/export.json", query)
    assert served.json() == data
    served = client.get("/reports/export.csv", query | {"layout": "plain"})
    assert lines_of(served.content.decode("utf-8")) == [head, *lines]


@pytest.mark.parametrize("seed", range(2))
def test_official_table_prints_the_boards_numbers(seed):
    programme = random_world(seed + 200)
    board = scoreboard(programme, 2024, 9)
    lines = lines_of(report_text(board))
    head = next(line for line in lines if "本年累计" in line)
    printed = [line[2:12] for line in lines if len(line) == len(head) and line[0].isdigit()]
    order = {"total": 0, "own": 1, "pairing": 2}
    slugs = [pairing.slug for pairing in board.pairings]
    rows = sorted(
        (row for row in board.rows if not row.not_applicable),
        key=lambda row: (order[row.kind], row.kind == "pairing" and slugs.index(row.pairing.slug)),
    )
    assert printed == [
        [
            row.indicator.unit,
            plain(row.month) or "",
            "未报" if row.ytd is None else plain(row.ytd),
            plain(row.target) or "",
            "" if row.completion is None else str(row.completion),
            "" if row.pace_diff is None else str(row.pace_diff),
            plain(row.last_year) or "",
            "" if row.change is None else str(row.change),
            plain(row.since_pairing) or "",
            str(row.covered),
        ]
        for row in rows
    ]


def test_download_has_a_name_that_every_browser_reads(client, django_user_model):
    programme = random_world(300)
    reader = django_user_model.objects.create_user("reader", password="x")
    Assignment.objects.create(user=reader, role=Role.OFFICIAL, programme=programme)
    client.force_login(reader)
    response = client.get("/reports/export.csv", {"year": 2024, "through": 3, "pairing": "g0"})
    name = response["Content-Disposition"]
    assert name.startswith("attachment; filename*=utf-8''")
    assert name.endswith("_g0.csv")
    assert response.content.startswith(b"\xef\xbb\xbf")


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
def test_bad_input_never_breaks_a_download(client, django_user_model, query, status):
    programme = random_world(301)
    reader = django_user_model.objects.create_user("reader", password="x")
    Assignment.objects.create(user=reader, role=Role.OFFICIAL, programme=programme)
    client.force_login(reader)
    for address in ("/reports/export.csv", "/reports/export.json"):
        assert client.get(address, query).status_code == status


def test_stranger_gets_no_file(client, django_user_model):
    programme = random_world(302)
    client.force_login(django_user_model.objects.create_user("stranger", password="x"))
    assert client.get("/reports/export.csv", {"programme": programme.code}).status_code in (
        403,
        404,
    )

"""What is wrong with a file is said all at once: where, what was given, why, what to do."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from labor.models import TransferBatch
from tests.ledgers.files import BATCH, HEAD, codes, send, sentences

pytestmark = [pytest.mark.usefixtures("in_english"), pytest.mark.slow]

BAD = [
    (["三乡镇–水城区", "2021-02-17", "专车", "5", ""], "T13"),
    (["", "2021-02-17", "专车", "5", ""], "R01"),
    (["one", "2021-02-30", "专车", "5", ""], "D09"),
    (["one", "昨天", "专车", "5", ""], "D00"),
    (["one", "", "专车", "5", ""], "R01"),
    (["one", "2021-02-17", "火箭", "5", ""], "T07"),
    (["one", "2021-02-17", "专车", "约5", ""], "N38"),
    (["one", "2021-02-17", "专车", "5.5", ""], "N18"),
    (["one", "2021-02-17", "专车", "300-500", ""], "N37"),
    (["one", "2021-02-17", "专车", "-5", ""], "R02"),
    (["one", "2021-02-17", "专车", "0", ""], "R02"),
    (["one", "2020-02-17", "专车", "5", ""], "R02"),
    (["one", "2021-02-17", "专车", "清空", ""], "R01"),
    (["one", "2021-02-17", "专车", "5", "x" * 61], "T17"),
    (["one", "2021-02-17", "专车", "2147483648", ""], "N47"),
]


@pytest.mark.parametrize(("row", "code"), BAD)
def test_bad_row_says_where_and_why(client, world, office, row, code):
    response = send(client, [HEAD, row])
    assert response.status_code == 422
    assert codes(response) == [code]
    assert re.match(r"Row 2(, “|:)", sentences(response)[0])


def test_all_problems_are_said_at_once_and_nothing_is_written(client, world, office):
    good = ["one", "2021-02-17", "专车", "5", ""]
    response = send(client, [HEAD, good, *(row for row, _code in BAD)])
    assert sorted(set(codes(response))) == sorted({code for _row, code in BAD})
    assert len(codes(response)) == len(BAD)
    assert not TransferBatch.objects.exists()


def test_sentence_quotes_place_value_reason_and_advice(client, world, office):
    client.cookies["django_language"] = "zh-hans"
    response = send(client, [HEAD, ["one", "2021-02-17", "专车", "300-500", ""]])
    text = re.sub("<[^>]+>", "", response.content.decode())
    assert "「第2行 人数」：填的是“300-500”，是区间。" in text


def test_rules_of_the_database_are_told_row_by_row(client, world, office):
    head = [*HEAD, "其中：脱贫人口"]
    rows = [
        ["one", "2021-02-17", "专车", "5", "A", "6"],
        ["one", "2021-02-17", "专车", "5", "B", "5"],
        ["one", "2021-02-17", "专车", "4", "C", "5"],
    ]
    response = send(client, [head, *rows])
    assert codes(response) == ["R02", "R02"]
    assert [sentence[:6] for sentence in sentences(response)] == ["Row 2:", "Row 4:"]
    assert not TransferBatch.objects.exists()


HEADS = [
    ([*HEAD, "审核人"], "C25"),
    ([*HEAD, "人数"], "C23"),
]


@pytest.mark.parametrize(("head", "code"), HEADS)
def test_bad_head(client, world, office, head, code):
    row = ["one", "2021-02-17", "专车", "5", "", "x"]
    assert codes(send(client, [head, row])) == [code]


def test_number_twice_in_a_file(client, world, office):
    row = ["one", "2021-02-17", "专车", "5", "A-1"]
    other = ["two", "2021-02-17", "专车", "5", "A-1"]
    response = send(client, [HEAD, row, other, row])
    assert codes(response) == ["L15"]
    assert "row 2 already" in sentences(response)[0]


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("rows.csv", b"", 422),
        ("rows.csv", b"a,b\r\n1,2\r\n", 422),
        ("rows.xlsx", b"PK\x03\x04 broken", 415),
        ("rows.exe", b"MZ", 415),
        ("rows.xls", b"\xd0\xcf\x11\xe0", 415),
        ("rows.csv", '结对,日期,人数\r\n"one,2021-01-01,5\r\n'.encode(), 422),
    ],
)
def test_file_that_is_no_table(client, world, office, name, data, status):
    response = client.post(BATCH, {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == status
    assert response.context["outcome"].problem.sentence


def test_nothing_chosen(client, world, office):
    response = client.post(BATCH, {})
    assert response.status_code == 422
    assert "No file was chosen." in response.content.decode()

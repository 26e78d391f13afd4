"""A ledger's list as a file: the same rows, order and columns; no formulas; who gets it."""

import csv
import datetime
import io

from django.utils.translation import ngettext
from openpyxl import load_workbook

D = datetime.date
LISTS = ["/labor/batches/", "/industry/projects/", "/consumption/purchases/"]


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_rows(client, address, query=""):
    text = body(client.get(f"{address}export.csv{query}")).decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text[1:])))


def xlsx_rows(client, address, query=""):
    data = body(client.get(f"{address}export.xlsx{query}"))
    return [list(row) for row in load_workbook(io.BytesIO(data)).active.values]


def total(rows):
    return ngettext("Total (%(n)d row)", "Total (%(n)d rows)", rows) % {"n": rows}


def test_csv_has_the_list_with_head_and_totals(signed_in, world):
    world.batch(start=D(2021, 2, 19), end=D(2021, 3, 1), people=1198, title_zh="专车", lifted=3)
    world.batch(start=D(2021, 3, 1), precision="month", people=2)
    assert csv_rows(signed_in, "/labor/batches/") == [
        ["日期", "结对", "批次", "输送方式", "人数", "其中：脱贫人口"],
        ["2021-03", "甲组团 ↔ 甲区", "", "专车", "2", ""],
        ["2021-02-19—2021-03-01", "甲组团 ↔ 甲区", "专车", "专车", "1198", "3"],
        [total(2), "", "", "", "1200", "3"],
    ]


def test_xlsx_has_the_same_with_numbers_and_days(signed_in, world):
    world.batch(start=D(2021, 2, 19), people=1198, title_zh="=1+1", lifted=3)
    world.batch(start=D(2021, 1, 1), precision="month", people=2)
    assert xlsx_rows(signed_in, "/labor/batches/") == [
        ["日期", "结对", "批次", "输送方式", "人数", "其中：脱贫人口"],
        [datetime.datetime.fromisoformat("2021-02-19"), "甲组团 ↔ 甲区", "=1+1", "专车", 1198, 3],
        ["2021-01", "甲组团 ↔ 甲区", None, "专车", 2, None],
        [total(2), None, None, None, 1200, 3],
    ]

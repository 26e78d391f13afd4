"""Files as offices send them, and what the page answers."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

BATCH = "/admin/labor/transferbatch/from-file/"
HEAD = ["结对", "日期", "输送方式", "人数", "台账编号"]


def csv_file(rows, name="rows.csv"):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode("utf-8-sig"))


def xlsx_file(rows, name="rows.xlsx"):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def send(client, rows, address=BATCH, make=csv_file):
    return client.post(address, {"file": make(rows)})


def confirm(client, preview, address=BATCH, reason="report of May"):
    plan_text = preview.context["outcome"].sealed
    return client.post(address, {"sealed": plan_text, "reason": reason})


def codes(response):
    return [problem.code for problem in response.context["plan"].problems]


def sentences(response):
    return [problem.sentence for problem in response.context["plan"].problems]

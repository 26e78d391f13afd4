"""A ledger taken out, read in again and taken out again is the same file, whatever its texts."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from consumption.models import Purchase
from cooperation.spreadsheets.workbooks import FORMATS
from cooperation.typed.words import UNKEEPABLE, one_line
from tests.ledgers.files import confirm, sentences
from tests.spreadsheets.payloads import PAYLOADS, RARE, executable

pytestmark = pytest.mark.slow

INTAKE = "/admin/consumption/purchase/from-file/"
LIST = "/consumption/purchases/export"
# What a field of words keeps of a text: one line, without control characters. Names of buyers
# and products are looked up by what they look like, so that two of these would be the same one.
KEPT = sorted({one_line(UNKEEPABLE.sub("", text)) for text in [*PAYLOADS, RARE]} - {""})


def taken_out(client, fmt):
    return b"".join(client.get(f"{LIST}.{fmt}?columns=all&sort=code").streaming_content)


def told(data, fmt):
    """The file's rows without what the import writes anew: when and by whom."""
    if fmt == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    else:
        rows = [list(row) for row in load_workbook(io.BytesIO(data)).active.values]
    new = [at for at, title in enumerate(rows[0]) if title in ("建立时间", "修改时间", "更新时间")]
    return [[value for at, value in enumerate(row) if at not in new] for row in rows]


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_export_import_export_is_identical(client, world, fmt):
    for number, text in enumerate(KEPT):
        world.purchase(
            code=f"A-{number:03}", buyer="食堂", note=text, amount=f"{number + 1}.25", product="米"
        )
    client.force_login(world.person("office", "clerk", side="east"))
    before = taken_out(client, fmt)
    if fmt == "csv":
        rows = told(before, fmt)
        assert [cell for row in rows for cell in row if executable(cell)] == []
    Purchase.everything.all().delete()
    upload = SimpleUploadedFile(f"rows.{fmt}", before, content_type=FORMATS[fmt])
    preview = client.post(INTAKE, {"file": upload})
    plan = preview.context["plan"]
    assert preview.status_code == 200, sentences(preview)
    assert [line.action for line in plan.lines] == ["add"] * len(KEPT)
    assert confirm(client, preview, address=INTAKE).status_code == 302
    assert sorted(Purchase.objects.values_list("note", flat=True)) == KEPT
    assert told(taken_out(client, fmt), fmt) == told(before, fmt)

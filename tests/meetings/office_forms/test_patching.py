"""What a filled file still is: theirs, but for the mapped cells."""

import io
import shutil
import subprocess
import warnings
import zipfile
from decimal import Decimal

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from cooperation.meetings.office_forms.document_patch import fill_document
from cooperation.meetings.office_forms.originals import grids_of
from cooperation.meetings.office_forms.sheet_patch import fill_workbook
from tests.meetings.office_forms.blanks import brief, crossed, monthly, saved
from tests.meetings.office_forms.rich import CUSTOM, rich

SHEET = "xl/worksheets/sheet1.xml"
VALUES = {
    "分县区!B5": Decimal("1250"),
    "分县区!D6": Decimal("0.549247"),
    "分县区!I6": Decimal("-0.0375"),
    "分县区!C7": Decimal("0"),
}


def opened(content):
    """With a library that says aloud what it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(content))


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry.filename) for entry in archive.infolist()}


def cells(part):
    """Every cell by its reference: attributes and content; and the tree without them."""
    tree = etree.fromstring(part)
    found = {}
    for node in tree.iter("{*}c"):
        found[node.get("r")] = dict(node.attrib), [etree.tostring(child) for child in node]
        for child in list(node):
            node.remove(child)
        node.attrib.pop("t", None)
    return found, etree.tostring(tree, method="c14n")


def test_all_other_parts_are_the_same_bytes():
    before = rich()
    old, new = members(before), members(fill_workbook(before, VALUES))
    assert list(old) == list(new)
    assert {n for n in old if old[n] != new[n]} == {SHEET, "xl/workbook.xml"}
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", CUSTOM} <= set(old)
    book = new["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    assert etree.tostring(etree.fromstring(book), method="c14n") == etree.tostring(
        etree.fromstring(old["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")),
        method="c14n",
    )
    assert b'fullCalcOnLoad="1"' in new["xl/workbook.xml"]


def test_in_the_sheet_only_mapped_cells_differ():
    before = rich()
    old, rest_of_old = cells(members(before)[SHEET])
    new, rest_of_new = cells(members(fill_workbook(before, VALUES))[SHEET])
    assert rest_of_new == rest_of_old
    formulas = {r for r, (_a, inside) in old.items() if any(b"<f" in one for one in inside)}
    mapped = {address.split("!")[1] for address in VALUES}
    assert {r for r in old if old[r] != new[r]} == mapped | formulas
    for reference in mapped:
        assert new[reference][0].get("s") == old[reference][0].get("s")
    for reference in formulas:
        # Their formula stays; its result spoke of the empty form.
        assert [one for one in old[reference][1] if b"<f" in one] == new[reference][1]
    assert len(formulas) == 7


def test_numbers_are_written_exactly_and_read_back():
    filled = opened(fill_workbook(rich(), VALUES))["分县区"]
    assert [filled[c].value for c in ("B5", "D6", "I6", "C7")] == [1250, 0.549247, -0.0375, 0]
    assert filled["I6"].number_format == "0.00%"
    assert filled["B11"].value == "=SUM(B5:B10)"
    assert filled["B6"].value is None


def test_a_formula_is_never_overwritten():
    filled = fill_workbook(rich(), {"分县区!B11": Decimal(5)})
    assert opened(filled)["分县区"]["B11"].value == "=SUM(B5:B10)"


def test_placeholders_give_way_and_units_stay():
    content, _expected = crossed()
    values = {f"任务台账!{column}5": Decimal(7) for column in "BCDEFG"}
    page = load_workbook(io.BytesIO(fill_workbook(content, values)))["任务台账"]
    assert [page[f"{column}5"].value for column in "BCDEFG"] == [7] * 6


@pytest.mark.parametrize(("text", "expected"), [("____人", "12人"), ("【　】万元", "12万元")])
def test_a_placeholder_with_a_unit_stays_a_text(text, expected):
    content, _expected = monthly()
    book = load_workbook(io.BytesIO(content))
    book["月报"]["D5"] = text
    filled = fill_workbook(saved(book), {"月报!D5": Decimal(12)})
    assert load_workbook(io.BytesIO(filled))["月报"]["D5"].value == expected


def test_a_cell_that_the_file_does_not_have_is_made_in_its_place():
    content, _expected = monthly()
    filled = members(fill_workbook(content, {"月报!L30": Decimal(1), "月报!L2": Decimal(2)}))
    sheet = etree.fromstring(filled[SHEET])
    rows = [int(row.get("r")) for row in sheet.iter("{*}row")]
    assert rows == sorted(set(rows))
    page = load_workbook(io.BytesIO(fill_workbook(content, {"月报!L2": Decimal(2)})))["月报"]
    assert page["L2"].value == 2
    assert page["A2"].value == "填报单位：六盘水市"


def test_a_document_keeps_everything_but_the_words():
    content, _expected = brief()
    values = {"1:1:2": Decimal(776), "1:2:2": Decimal(153), "2:2:4": Decimal("61.78")}
    filled = fill_document(content, values)
    old, new = members(content), members(filled)
    assert {n for n in old if old[n] != new[n]} == {"word/document.xml"}
    table = Document(io.BytesIO(filled)).tables[0]
    assert table.cell(0, 1).text == "776人"
    assert table.cell(1, 1).text == "153"
    assert table.cell(0, 3).text == "____人"
    strip = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    looks = []
    for part in (old, new):
        tree = etree.fromstring(part["word/document.xml"])
        looks.append([etree.tostring(p) for p in tree.iter(f"{strip}pPr", f"{strip}tcPr")])
    assert looks[0] == looks[1]


def test_a_split_line_in_a_document_is_replaced_as_a_whole():
    document = Document()
    cell = document.add_table(1, 2).cell(0, 1)
    paragraph = cell.paragraphs[0]
    for text, bold in (("__", True), ("__", False), ("人", False)):
        paragraph.add_run(text).bold = bold
    filled = Document(io.BytesIO(fill_document(saved(document), {"1:1:2": Decimal(5)})))
    runs = filled.tables[0].cell(0, 1).paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs] == [("5", True), ("", False), ("人", False)]


def test_hidden_sheets_rows_and_formulas_do_not_wait():
    waiting = {
        cell.address
        for grid in grids_of("xlsx", rich())
        for line in grid.lines
        for cell in line
        if cell.waits
    }
    assert "分县区!B5" in waiting
    assert not {a for a in waiting if a.startswith("参数")}
    assert not waiting & {f"分县区!{column}11" for column in "BCDEFGH"}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_their_program_opens_it_and_computes_its_sums(tmp_path):
    for name, content in (
        ("form.xlsx", fill_workbook(rich(), VALUES)),
        ("brief.docx", fill_document(brief()[0], {"1:1:2": Decimal(776)})),
    ):
        (tmp_path / name).write_bytes(content)
    options = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    for wanted in (["csv", "form.xlsx"], ["txt:Text", "brief.docx"]):
        subprocess.run(
            [*options, "--convert-to", wanted[0], "--outdir", str(tmp_path), tmp_path / wanted[1]],
            check=True,
            capture_output=True,
            timeout=120,
        )
    rows = (tmp_path / "form.csv").read_text(encoding="utf-8", errors="replace")
    assert "1250" in rows
    assert "0.549247" in rows
    assert "776" in (tmp_path / "brief.txt").read_text(encoding="utf-8-sig")

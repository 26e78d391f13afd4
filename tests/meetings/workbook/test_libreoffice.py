"""A real office program opens our files: without a repair, without a formula, with every sign.

LibreOffice without a screen; each conversion has a profile of its own, so that none meets
another's lock.
"""

import csv
import io
import shutil
import subprocess
import zipfile
from importlib.util import find_spec

import pypdfium2
import pytest
from django.utils import translation
from openpyxl import load_workbook

from cooperation.meetings.workbook import data_files, workbook_bytes
from cooperation.spreadsheets.cells import csv_text
from tests.meetings.workbook.materials import material, meeting_with
from tests.meetings.workbook.test_formulas import hostile
from tests.spreadsheets.payloads import PAYLOADS, RARE

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]
# Comma, quotation mark, UTF-8; the last but some tokens: formulas are to be taken for formulas.
OPEN_CSV = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"


@pytest.fixture(scope="module")
def soffice():
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.fail(
            "LibreOffice is missing: run scripts/system_packages.sh documents as root, or leave "
            "these tests out with -m 'not slow'."
        )
    return found


@pytest.fixture
def convert(soffice, tmp_path):
    """`convert({name: bytes}, kind)` opens some files and writes each as the other kind.

    Gives all that was written by name: starting the program costs more than opening a file.
    """

    def converted(files, kind, *options):
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--norestore", *options, "--convert-to", kind, "--outdir", tmp_path / "out",
             *(tmp_path / name for name in files)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    return converted


def formulas(xlsx):
    """How many cells of a workbook are formulas."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/")]
        return sum(book.read(name).count(b"<f") for name in sheets)


def rare_material():
    """Rare characters and hostile names, a meeting and its items."""
    programme = hostile([*PAYLOADS[22:26], f"{RARE}镇"])
    programme.name_zh = f"{RARE}协作"
    programme.save()
    return material(programme, code="K7F3Q", **meeting_with(programme, f"推进{RARE}项目"))


def test_no_cell_of_a_csv_runs(convert):
    """Without our marks some would: the same program says so of the same texts."""
    rows = [[text, "甲"] for text in PAYLOADS]
    bare = io.StringIO()
    csv.writer(bare).writerows(rows)
    (official, *_others) = data_files(rare_material()).values()
    files = {
        "bare.csv": bare.getvalue().encode("utf-8-sig"),
        "ours.csv": csv_text(rows).encode(),
        "official.csv": official,
    }
    found = convert(files, "xlsx", OPEN_CSV)
    assert formulas(found["bare.xlsx"]) > 5
    assert formulas(found["ours.xlsx"]) == 0
    assert formulas(found["official.xlsx"]) == 0
    lines = [list(row) for row in load_workbook(io.BytesIO(found["official.xlsx"])).active.values]
    head = next(line for line in lines if "本年累计" in line)
    first = next(line for line in lines if line[0] == 1)
    assert first[head.index("本年累计")] == -35


def test_workbook_opens_and_keeps_every_sign(convert):
    """A file that needs a repair is not opened without somebody's yes."""
    data = workbook_bytes(rare_material())
    every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    found = convert({"book.xlsx": data}, every)
    texts = {name.partition("-")[2][:-4]: data.decode("utf-8") for name, data in found.items()}
    assert {"说明", "全市", "图表", "数据", "待办事项", "各结对主要指标"} <= set(texts)
    assert f"{RARE}协作进展情况表" in texts["全市"]
    assert f"推进{RARE}项目" in texts["待办事项"]
    assert f"{RARE}镇 ↔ g4区" in texts["数据"]
    assert "-35" in texts["全市"]


def test_workbook_keeps_charts_and_no_formula_through_another_program(convert):
    again = convert({"book.xlsx": workbook_bytes(rare_material())}, "xlsx")["book.xlsx"]
    assert formulas(again) == 0
    with zipfile.ZipFile(io.BytesIO(again)) as book:
        assert [n for n in book.namelist() if n.startswith("xl/charts/chart")]


def test_files_print_and_show_every_sign(convert):
    one = rare_material()
    files = {"zh.xlsx": workbook_bytes(one)}
    with translation.override("en"):
        files["en.xlsx"] = workbook_bytes(one)
    if find_spec("cooperation.meetings.paper"):
        from cooperation.meetings.paper import document_of, docx_bytes

        files["paper.docx"] = docx_bytes(document_of(one))
    found = convert(files, "pdf")
    assert len(found) == len(files)
    for name, data in found.items():
        pdf = pypdfium2.PdfDocument(data)
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert 3 <= len(pdf) <= 60, name
        assert RARE in "".join(text.split()), name
        pdf.close()

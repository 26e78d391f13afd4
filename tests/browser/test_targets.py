"""A year's targets as an administrator keeps them: copied, changed, documented, by file."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

GRID = "/admin/targets/?programme=zs-lps-2021"
JOBS = "帮助农村劳动力就业合计"


def row(page, name):
    """The line of an indicator."""
    exact = re.compile(f"^{re.escape(name)}$")
    return page.locator(".target-grid tbody tr").filter(has=page.get_by_role("link", name=exact))


def cell(page, name, column):
    """An indicator's cell: 0 is the whole city, then the groups."""
    return row(page, name).locator("input[name^='t-']").nth(column)


def document(page, number, day, reason=""):
    page.locator("#document_no").fill(number)
    page.locator("#in_force_from").fill(day)
    page.locator("#reason").fill(reason)


def save(page):
    page.locator("#targets button[value=save]").click()


@pytest.mark.expect_problems("422 (Unprocessable Entity)", "409 (Conflict)")
def test_targets_are_copied_changed_documented_and_sent_as_a_file(
    page, context, sign_in, accessibility_faults, tmp_path
):
    sign_in(page, "admin")
    page.goto(f"{GRID}&year=2024")
    assert accessibility_faults(page) == []
    for column, text in enumerate(["９00", "三百", "-5", "300"]):
        cell(page, JOBS, column).fill(text)
    document(page, "", "2024年1月15日")
    save(page)
    problems = page.locator("#problems")
    expect(problems.locator("li[data-code=K07]")).to_contain_text("文号")
    expect(problems).to_contain_text("-5")
    expect(cell(page, JOBS, 2)).to_have_value("-5")
    assert accessibility_faults(page) == []
    cell(page, JOBS, 1).fill("300")
    cell(page, JOBS, 2).fill("310")
    document(page, "中协作〔2024〕1号", "2024-01-15")
    save(page)
    expect(page.locator(".messagelist")).to_be_visible()
    expect(row(page, JOBS)).to_contain_text("910")
    # The groups have more than the whole city: shown, not refused.
    expect(row(page, JOBS).locator(".st")).to_be_visible()

    # The year after begins with a copy; nothing counts before it is saved with its document.
    page.goto(f"{GRID}&year=2025")
    page.get_by_role("link", name="复制2024年作草稿").click()
    expect(cell(page, JOBS, 0)).to_have_value("900")
    other = context.new_page()
    other.goto(f"{GRID}&year=2025")
    expect(cell(other, JOBS, 0)).to_have_value("")
    cell(page, JOBS, 0).fill("950")
    document(page, "中协作〔2025〕1号", "2025-01-10")
    save(page)
    expect(cell(page, JOBS, 0)).to_have_value("950")

    # Somebody with a page from before is told what changed and loses nothing.
    cell(other, JOBS, 0).fill("940")
    document(other, "中协作〔2025〕2号", "2025-03-01", "年中调整")
    save(other)
    expect(other.locator("#conflict")).to_contain_text(re.compile("950.*940", re.S))
    expect(cell(other, JOBS, 0)).to_have_value("940")
    save(other)
    row(other, JOBS).get_by_role("link").first.click()
    history = other.locator("tbody").first
    expect(history).to_contain_text(re.compile("中协作〔2025〕2号.*年中调整", re.S))
    expect(history).to_contain_text("中协作〔2025〕1号")
    assert accessibility_faults(other) == []

    # Out as XLSX, changed in a spreadsheet, back with a look before anything happens.
    other.goto(f"{GRID}&year=2025")
    with other.expect_download() as download:
        other.get_by_role("link", name="下载 XLSX").click()
    path = tmp_path / "targets.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    line = next(r for r in sheet.iter_rows() if r[1].value == JOBS)
    assert line[3].value == 940
    line[4].value = 280
    book.save(path)
    other.get_by_role("link", name="从文件导入").click()
    other.locator("input[type=file]").set_input_files(path)
    other.locator("form[enctype] button").click()
    preview = other.locator(".target-preview")
    expect(preview.locator("tbody tr")).to_have_count(1)
    expect(preview).to_contain_text(re.compile("300.*280", re.S))
    assert accessibility_faults(other) == []
    document(other, "中协作〔2025〕3号", "2025-06-01", "组团调整")
    other.locator("button[value=save]").click()
    expect(cell(other, JOBS, 1)).to_have_value("280")

    # A head that was rewritten in the spreadsheet is refused by name.
    head = next(r for r in sheet.iter_rows() if r[1].value == "指标")
    head[2].value = "计量"
    head[4].value = "某某组团"
    book.save(path)
    other.get_by_role("link", name="从文件导入").click()
    other.locator("input[type=file]").set_input_files(path)
    other.locator("form[enctype] button").click()
    expect(other.locator("#problems")).to_contain_text("某某组团")
    expect(other.locator(".target-preview")).to_have_count(0)


def test_the_grid_is_typed_as_a_sheet_and_fits_a_telephone(page, sign_in, accessibility_faults):
    sign_in(page, "admin")
    page.goto("/admin/targets/?programme=sample-city&year=2025")
    first = cell(page, JOBS, 0)
    kept = first.input_value()
    first.fill("1")
    first.press("ArrowRight")
    expect(cell(page, JOBS, 1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(first).to_have_value(kept)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert accessibility_faults(page) == []

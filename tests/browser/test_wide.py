"""The wide form as the city office uses it: a block from a sheet, a bad cell, a month handed in."""

import re

import pytest
from playwright.sync_api import expect

URL = "/admin/monthly/wide/?programme=zs-lps-2021&year=2025&indicator=industry.promotions"

PASTE = """([selector, text]) => {
  const cell = document.querySelector(selector);
  cell.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""  # noqa: E501


def paste(page, cell, text):
    """Put a block on the clipboard's way, as a spreadsheet does."""
    selector = f"#{cell.get_attribute('id')}"
    page.evaluate(PASTE, [selector, text])


def cell(page, row, month):
    """A cell by its place on the screen."""
    return page.locator(".wide-grid tbody tr").nth(row).locator("td").nth(month - 1).locator("[id]")


def submit(page):
    """Hand in; say why where something is held because the month is long past."""
    page.locator("button[value=submit]").last.click()
    reasons = page.locator("#problems .why input")
    for index in range(reasons.count()):
        reasons.nth(index).fill("补录往月数据")
    if reasons.count():
        page.locator("button[value=submit]").last.click()


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_block_is_pasted_mended_saved_and_a_month_submitted(page, sign_in, accessibility_faults):
    sign_in(page, "clerk_city")
    page.goto("/admin/monthly/?programme=zs-lps-2021")
    page.get_by_role("link", name="宽表填报：全部结对、全年").click()
    page.goto(URL)
    assert accessibility_faults(page) == []

    rows = [[str(month % 4) for month in range(1, 13)] for _row in range(3)]
    rows[1][2] = "三四场"
    rows[2][5] = ""
    head = "\t".join(["", *(f"{month}月" for month in range(1, 13))])
    names = ["甲组团", "乙组团", "丙组团"]
    block = "\r\n".join([head, *("\t".join([n, *r]) for n, r in zip(names, rows, strict=True))])
    paste(page, cell(page, 1, 1), block + "\r\n")
    said = page.locator("#wide-said")
    expect(said).to_contain_text("已粘贴 35 格")
    expect(said).to_contain_text("其中 1 格请核对")
    expect(said).to_contain_text("15 格表头未粘贴")
    expect(cell(page, 1, 1)).to_have_value("1")
    expect(cell(page, 2, 3)).to_have_value("三四场")
    expect(cell(page, 3, 6)).to_have_value("")
    expect(cell(page, 3, 12)).to_have_value("0")

    page.locator("button[value=save]").last.click()
    problems = page.locator("#problems")
    expect(problems).to_contain_text("尚未保存")
    expect(problems.locator("li")).to_have_count(1)
    expect(problems).to_contain_text(re.compile("六枝特区 · 3月.*三四场"))
    expect(cell(page, 1, 1)).to_have_value("1")
    assert accessibility_faults(page) == []

    problems.locator("li a").click()
    bad = cell(page, 2, 3)
    bad.fill("3")
    bad.press("Enter")
    expect(cell(page, 3, 3)).to_be_focused()
    page.locator("button[value=save]").last.click()
    expect(page.locator(".messagelist")).to_contain_text("已保存35格")
    expect(cell(page, 2, 3)).to_have_value("3")

    page.locator("input[name=month][value='3']").check()
    submit(page)
    told = page.locator(".messagelist, .notice")
    expect(told.filter(has_text="已报送3份月报")).to_be_visible()
    expect(told.filter(has_text="未填齐")).to_contain_text("3月（已填0/1）")
    march = page.locator(".wide-grid tbody tr").nth(2).locator("td").nth(2)
    expect(march).to_contain_text("待审核")
    expect(march.locator("input")).to_have_count(0)


def test_keys_move_as_in_a_sheet(page, sign_in):
    sign_in(page, "clerk_city")
    page.goto(URL.replace("2025", "2024"))
    first = cell(page, 0, 1)
    first.focus()
    first.press_sequentially("12")
    first.press("ArrowLeft")
    expect(first).to_be_focused()
    first.press("End")
    first.press("ArrowRight")
    expect(cell(page, 0, 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 1, 2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    expect(page.locator("#wide-said")).to_contain_text("已改 1 格，未保存")
    page.keyboard.press("Escape")
    expect(first).to_have_value("")
    expect(page.locator("#wide-said")).to_have_text("")
    page.keyboard.press("Tab")
    expect(cell(page, 0, 2)).to_be_focused()


def test_it_works_without_javascript_and_on_a_telephone(new_context, sign_in):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "clerk_city")
    page.goto(URL.replace("2025", "2023"))
    cell(page, 1, 2).fill("４")
    page.locator("button[value=save]").last.click()
    expect(page.locator(".messagelist")).to_contain_text("４ → 4")
    expect(cell(page, 1, 2)).to_have_value("4")


def test_it_scrolls_inside_its_own_region(page, sign_in, accessibility_faults):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "clerk_city")
    page.goto(URL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert accessibility_faults(page) == []


def test_a_whole_sector_takes_a_block_across_its_indicators_and_a_note(
    page, sign_in, accessibility_faults
):
    sign_in(page, "clerk_city")
    page.goto(URL.replace("2025", "2022").replace("industry.promotions", "all&sector=labor"))
    assert accessibility_faults(page) == []
    rows = page.locator(".wide-grid tbody tr:not(.group)")
    inputs = [rows.nth(n).locator("td").nth(2).locator("[id]") for n in range(8)]
    paste(page, inputs[2], "1\t2\r\n3\t4\r\n5\t6\r\n")
    expect(page.locator("#wide-said")).to_contain_text("已粘贴 6 格")
    # The third row of the block stands below the next indicator's heading.
    expect(inputs[4]).to_have_value("5")

    inputs[3].press("ArrowDown")
    inputs[4].press("ArrowDown")
    expect(inputs[5]).to_be_focused()
    page.keyboard.press("Alt+b")
    expect(page.locator("#wide-note b")).to_contain_text("3月")
    page.keyboard.type("年底才统计")
    page.keyboard.press("Enter")
    expect(inputs[5]).to_be_focused()
    expect(page.locator("#wide-said")).to_contain_text("已改 7 格，未保存")

    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("button[value=save]").last.click()
    assert sent.value.post_data.count("c-") == 7
    expect(page.locator(".messagelist")).to_contain_text("已保存7格")
    expect(page.locator("td.noted")).to_have_attribute("title", re.compile("年底才统计"))
    expect(inputs[4]).to_have_value("5")
    inputs[5].focus()
    expect(page.locator("#wide-note-text")).to_have_value("年底才统计")
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

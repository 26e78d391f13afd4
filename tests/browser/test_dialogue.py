"""A figure that one side disputes: both sides speak of it, the officials read it."""

import re

import pytest
from playwright.sync_api import expect

CONFIRM = "/admin/confirmations/?programme=sample-city&month=2025-10"
PAIRING = "/pairings/xiaolan-panzhou/?programme=sample-city&year=2025&through=10"
NAME = "东部就业脱贫人口"


def line(page):
    return page.locator(".confirm-table tbody tr", has_text=NAME)


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_disputed_figure_is_seen_by_the_official_and_answered_by_the_west(
    new_context, sign_in, accessibility_faults
):
    east = sign_in(new_context().new_page(), "clerk_east")
    east.goto(CONFIRM)
    assert accessibility_faults(east) == []
    line(east).locator("summary").click()
    line(east).locator("[name=value]").fill("６００人")
    line(east).locator("[name=sentence]").fill("用工单位登记的人数较少")
    line(east).get_by_role("button", name="提交异议").click()
    expect(east.locator(".messagelist")).to_contain_text("异议已记录")
    expect(line(east)).to_contain_text(re.compile("有异议.*小榄组团：600", re.S))

    line(east).get_by_role("link", name=NAME).click()
    east.locator("summary", has_text="向对方提问").click()
    east.locator("#ask-text").fill("10月名单何时核对？")
    east.get_by_role("button", name="提交提问").click()
    expect(east.locator("[role=status]")).to_contain_text("已提问")
    expect(east.locator("[role=status]")).to_be_focused()
    assert accessibility_faults(east) == []

    official = sign_in(new_context().new_page(), "official")
    official.goto(PAIRING)
    row = official.locator("#disputes tbody tr", has_text=NAME)
    expect(row).to_contain_text(re.compile("2025年10月.*盘州市.*600.*小榄组团.*用工单位", re.S))
    assert accessibility_faults(official) == []

    west = sign_in(new_context().new_page(), "clerk_west")
    west.goto(CONFIRM)
    line(west).get_by_role("link", name="查看并答复").click()
    expect(west.locator(".cell")).to_contain_text("用工单位登记的人数较少")
    thread = west.locator(".thread", has_text="10月名单何时核对")
    thread.locator("summary").click()
    thread.get_by_role("button", name="提交答复").click()
    expect(thread.locator("[role=alert]")).to_contain_text("没有填写内容")
    thread.locator("textarea").fill("本周内核对完毕。")
    thread.get_by_role("button", name="提交答复").click()
    expect(west.locator(".thread .reply")).to_contain_text("本周内核对完毕。")
    assert accessibility_faults(west) == []


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_the_panel_works_without_javascript_and_on_a_telephone(new_context, sign_in):
    page = sign_in(new_context(java_script_enabled=False).new_page(), "clerk_east")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/admin/confirmations/?programme=sample-city&month=2025-09")
    box = page.locator("input[type=checkbox]:not([disabled])").first
    box.check()
    page.get_by_role("button", name="确认勾选的数据").click()
    expect(page.locator(".messagelist")).to_contain_text("已确认1项数据")
    page.locator(".confirm-table a").first.click()
    page.locator("summary", has_text="向对方提问").click()
    page.locator("#ask-text").fill("电话13800138000")
    page.get_by_role("button", name="提交提问").click()
    expect(page.locator("[role=alert]")).to_contain_text("疑似身份证号或电话号码")
    expect(page.locator("#ask-text")).to_have_value("电话13800138000")

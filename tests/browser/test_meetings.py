"""The secretary writes a meeting with agenda and an open item, and marks the item done."""

import re

import pytest
from playwright.sync_api import expect

LIST = "/meetings/?programme=zs-lps-2021"


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_meeting_is_written_and_its_item_done(page, sign_in, accessibility_faults):
    sign_in(page, "secretary")
    page.goto(LIST)
    expect(page.locator("main")).to_contain_text("尚未录入联席会议")
    assert accessibility_faults(page) == []
    page.locator("main a", has_text="新建会议").first.click()
    expect(page.locator("#id_programme option:checked")).to_contain_text("2021")

    page.locator("#id_title_zh").fill("两市联席会议")
    page.locator("#id_on").fill("2025-07-20")
    page.locator("#id_year").fill("2025")
    page.locator("#id_through").select_option("8")
    page.locator("#id_agenda-0-text_zh").fill("通报协作进展")
    page.locator("#agenda-group .add-row a").click()
    page.locator("#id_agenda-1-text_zh").fill("部署下阶段工作")
    page.locator("#id_items-0-text_zh").fill("补报缺报月份")
    page.locator("#id_items-0-responsible").fill("西部协作牵头部门")
    page.locator("#id_items-0-due").fill("2025-09-01")
    page.locator("[name=_save]").click()
    expect(page.locator(".field-through .errorlist, .errorlist").first).to_contain_text("尚未开始")
    expect(page.locator("#id_items-0-text_zh")).to_have_value("补报缺报月份")
    page.locator("#id_through").select_option("6")
    page.locator("[name=_save]").click()

    page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    expect(page.locator("h1")).to_have_text("两市联席会议")
    expect(page.locator(".points li")).to_have_text(["通报协作进展", "部署下阶段工作"])
    task = page.locator(".tasks > li", has_text="补报缺报月份")
    expect(task.locator(".chip")).to_have_text("逾期未办结")
    assert accessibility_faults(page) == []

    task.locator("summary").click()
    task.locator("[name=outcome]").fill("联系 13812345678")
    task.locator("form button").click()
    expect(task.locator(".errorlist")).to_contain_text("电话号码")
    expect(task.locator("[name=outcome]")).to_have_value("联系 13812345678")
    task.locator("[name=outcome]").fill("缺报月份已补报")
    task.locator("form button").click()
    expect(page.locator(".messages")).to_contain_text("已登记办结")
    expect(task.locator(".chip")).to_contain_text("办结")
    expect(task).to_contain_text("缺报月份已补报")

    page.goto(LIST)
    row = page.locator("tbody tr", has_text="两市联席会议")
    expect(row).to_contain_text("0 / 1")


def test_the_sample_shows_the_next_meeting(page, sign_in, accessibility_faults):
    sign_in(page, "official")
    page.goto("/meetings/?programme=sample-city")
    expect(page.locator(".readiness")).to_contain_text("天后召开")
    assert accessibility_faults(page) == []
    page.locator(".readiness h2 a").click()
    expect(page.locator("#items")).to_contain_text("历次会议结转事项")
    expect(page.locator("details.deed")).to_have_count(0)
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

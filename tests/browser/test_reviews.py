"""From the desk to the decision: a return, changed figures, several at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_monthly import STATE, open_for_typing, type_in

HOME = "/admin/?programme=sample-city"
BUYING = "消费帮扶"
INDUSTRY = "产业协作"
PLATFORM = "consumption.platform_832"


def saved(page, code, text):
    """Type into a cell and wait until it is kept."""
    type_in(page, code, text)
    expect(page.locator(f"tr[data-code='{code}'] .entry-state")).to_have_text("已存")


def hand_in(page):
    """Submit; a figure that is not what its ledger says is left unexplained."""
    page.locator("button[value=submit]").click()
    asked, done = page.locator("#asked"), page.locator(STATE, has_text="已报送")
    expect(asked.or_(done)).to_be_visible()
    if asked.count():
        expect(page.locator(".without-script")).to_have_count(0)
        page.locator("button[value=submit]").click()
    expect(page.locator(STATE)).to_have_text("已报送")


def review(page, month, sector):
    """Open what waits, from the desk."""
    page.goto(HOME)
    row = page.locator("#waiting tbody tr", has_text=sector).filter(has_text=month)
    row.get_by_role("link", name="审核").click()
    expect(page.locator("#review")).to_be_visible()


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_return_and_its_correction(page, sign_in, new_context, accessibility_faults):
    clerk = sign_in(page, "clerk_east")
    open_for_typing(clerk, "2025-11", BUYING)
    saved(clerk, PLATFORM, "1590.39")
    hand_in(clerk)

    reviewer = sign_in(new_context().new_page(), "reviewer_east")
    reviewer.goto(HOME)
    assert accessibility_faults(reviewer) == []
    review(reviewer, "2025年11月", BUYING)
    assert accessibility_faults(reviewer) == []
    line = reviewer.locator(f"[id='line-{PLATFORM}']")
    expect(line).to_contain_text("增加 +6.00 (+0.4%)")
    reviewer.locator("button[value=return]").click()
    expect(reviewer.locator("#problems")).to_be_visible()
    reviewer.locator("#reason").fill("请与832平台对账单核对")
    reviewer.locator("button[value=return]").click()
    expect(reviewer.locator(".messagelist")).to_contain_text("已附理由退回")

    clerk.goto(HOME)
    came_back = clerk.locator("#pressing tr", has_text=BUYING).filter(has_text="2025-11")
    expect(came_back).to_contain_text("请与832平台对账单核对")
    assert accessibility_faults(clerk) == []
    came_back.get_by_role("link", name="打开").click()
    expect(clerk.locator(STATE)).to_have_text(re.compile("已退回|更正中"))
    saved(clerk, PLATFORM, "1588.39")
    hand_in(clerk)

    review(reviewer, "2025年11月", BUYING)
    expect(line).to_contain_text("减少 −2.00")
    reviewer.locator("button[value=approve]").click()
    expect(reviewer.locator(".messagelist")).to_contain_text("已审定")
    clerk.reload()
    expect(clerk.locator(STATE)).to_have_text("已审定")
    # The submission that came back can be read for ever.
    clerk.locator("ol.history a", has_text="#2").first.click()
    expect(clerk.locator("#content")).to_contain_text("请与832平台对账单核对")
    expect(clerk.locator(f"[id='line-{PLATFORM}']")).to_contain_text(re.compile(r"1\s590.39"))
    assert accessibility_faults(clerk) == []


@pytest.mark.expect_problems("409 (Conflict)")
def test_a_reviewer_is_told_that_the_figures_changed(
    page, sign_in, new_context, accessibility_faults
):
    clerk = sign_in(page, "clerk_east")
    open_for_typing(clerk, "2025-10", BUYING)
    saved(clerk, PLATFORM, "1370.66")
    hand_in(clerk)
    reviewer = sign_in(new_context().new_page(), "reviewer_east")
    review(reviewer, "2025年10月", BUYING)

    clerk.locator("button[value=withdraw]").click()
    expect(clerk.locator(".without-script")).to_have_count(0)
    saved(clerk, PLATFORM, "1380.66")
    hand_in(clerk)

    reviewer.locator("button[value=approve]").click()
    told = reviewer.locator("#conflict")
    expect(told).to_contain_text("这份月报已重新报送")
    expect(told.locator("tbody tr")).to_have_count(1)
    expect(told).to_contain_text(re.compile(r"1\s370.66.*1\s380.66", re.S))
    assert accessibility_faults(reviewer) == []
    clerk.reload()
    expect(clerk.locator(STATE)).to_have_text("已报送")

    # Now the new figures were looked at.
    reviewer.locator("button[value=approve]").click()
    expect(reviewer.locator(".messagelist")).to_contain_text("已审定")


@pytest.mark.expect_problems("409 (Conflict)")
def test_several_are_approved_from_the_list(page, sign_in, new_context, accessibility_faults):
    clerk = sign_in(page, "clerk_east")
    months = ("2025-09", "2025-10", "2025-11")
    for month in months:
        open_for_typing(clerk, month, INDUSTRY)
        hand_in(clerk)
    reviewer = sign_in(new_context().new_page(), "reviewer_east")
    reviewer.goto(HOME)
    rows = reviewer.locator("#waiting tbody tr", has_text=INDUSTRY).filter(has_text="2025年")
    for row in rows.all():
        row.locator("[name=submission]").check()

    # One of them is taken back in the meantime: then none is approved.
    clerk.locator("button[value=withdraw]").click()
    expect(clerk.locator(".without-script")).to_have_count(0)
    reviewer.get_by_role("button", name="通过所选").click()
    expect(reviewer.locator("#refusal")).to_contain_text("有1条已变化，未审核任何一条")
    expect(reviewer.locator("#refusal")).to_contain_text("2025年11月")
    assert accessibility_faults(reviewer) == []

    hand_in(clerk)
    reviewer.goto(HOME)
    for row in rows.all():
        row.locator("[name=submission]").check()
    reviewer.get_by_role("button", name="通过所选").click()
    expect(reviewer.locator(".messagelist")).to_contain_text(re.compile("已审定[34]份月报。"))
    clerk.reload()
    expect(clerk.locator(STATE)).to_have_text("已审定")


@pytest.mark.parametrize("who", ["clerk_west", "reviewer_west", "secretary", "admin"])
def test_every_desk_fits_a_telephone(page, sign_in, accessibility_faults, who):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, who)
    page.goto(HOME)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert accessibility_faults(page) == []

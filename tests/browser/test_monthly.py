"""A month from the first digit to the approval, and what happens when two people type."""

import re

import pytest
from playwright.sync_api import expect

LIST = "/admin/monthly/?programme=sample-city"
STATE = ".page-sub .chip"


def open_month(page, month, sector="劳务协作"):
    """Open or begin a form from the list."""
    page.goto(f"{LIST}&month={month}")
    page.locator(".work-table tr", has_text=sector).locator("a.btn, button").first.click()
    expect(page.locator("form#monthly")).to_be_visible()


def open_for_typing(page, month):
    """Open a form and take it back from wherever the tests before have left it."""
    open_month(page, month)
    for action in ("withdraw", "reopen"):
        if page.locator(f"button[value={action}]").count():
            page.locator(f"button[value={action}]").click()
    expect(page.locator(STATE)).to_have_text(re.compile("草稿|更正中"))


def cells(page):
    return page.locator("input[name^='v-']")


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_month_is_withdrawn_corrected_submitted_and_approved(
    page, sign_in, accessibility_faults, new_context
):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-12")
    assert accessibility_faults(page) == []

    first = cells(page).first
    given = first.input_value()
    first.fill("三、五")
    page.locator("button[value=submit]").click()
    expect(page.locator("#problems")).to_contain_text("一格只能填一个数")
    expect(cells(page).first).to_have_value("三、五")
    assert accessibility_faults(page) == []

    cells(page).first.fill(f"{given}人")
    cells(page).first.press("Enter")
    expect(cells(page).nth(1)).to_be_focused()
    page.locator("button[value=submit]").click()
    expect(page.locator(STATE)).to_have_text("已报送")

    context = new_context()
    reviewer = sign_in(context.new_page(), "reviewer_west")
    reviewer.goto(page.url)
    assert accessibility_faults(reviewer) == []
    reviewer.locator("button[value=approve]").click()
    expect(reviewer.locator(STATE)).to_have_text("已审定")
    page.reload()
    expect(page.locator("button[value=reopen]")).to_be_visible()
    expect(cells(page)).to_have_count(0)


@pytest.mark.expect_problems("409 (Conflict)")
def test_two_clerks_in_one_form(page, context, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-12")
    other = context.new_page()
    other.goto(page.url)
    cell = "#v-labor\\.workshops"
    other.locator(cell).fill("41")
    other.locator("button[value=save]").click()
    expect(other.locator(".messagelist")).to_contain_text("草稿已保存")
    page.locator(cell).fill("43")
    page.locator("button[value=save]").click()
    expect(page.locator("#conflict")).to_contain_text(re.compile("41.*43", re.S))
    expect(page.locator(cell)).to_have_value("43")
    page.locator("button[value=save]").click()
    expect(page.locator(".messagelist")).to_contain_text("草稿已保存")
    expect(page.locator(cell)).to_have_value("43")


def test_the_form_works_without_javascript(new_context, sign_in):
    context = new_context(java_script_enabled=False)
    page = sign_in(context.new_page(), "clerk_west")
    open_for_typing(page, "2025-12")
    page.locator("#v-labor\\.workshops").fill("４２")
    page.locator("#v-labor\\.workshops").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("４２ → 42")


def test_the_list_and_the_form_fit_a_telephone(page, sign_in, accessibility_faults):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "clerk_west")
    page.goto(LIST)
    assert accessibility_faults(page) == []
    open_month(page, "2025-11")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert accessibility_faults(page) == []

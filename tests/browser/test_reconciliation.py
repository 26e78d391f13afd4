"""A figure that differs from its ledger: taken over, or explained in parts, and then reviewed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_monthly import STATE, cell, open_for_typing, row

CODE = "labor.transfers"
MONTH = "2025-11"
LIST = "/labor/reconciliation/?programme=sample-city&year=2025&from=11&through=11"
EXPLAINED = "/labor/reconciliation/xiaolan-panzhou/labor.transfers/2024-03/?programme=sample-city"


def amount(page, kind):
    return page.locator(f"[id='xa-{CODE}-{kind}']")


def note(page, kind):
    return page.locator(f"[name='xn-{CODE}-{kind}']")


def submit(page):
    expect(page.locator(".without-script")).to_have_count(0)
    page.locator("button[value=submit]").click()


def shown(page):
    """The state of the group's month on the sector's page."""
    page.goto(f"{LIST}&pairing=xiaolan-panzhou&indicator={CODE}")
    return page.locator(".reconciled tbody tr .state")


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_difference_is_taken_over_or_explained_and_reviewed(
    page, sign_in, new_context, accessibility_faults
):
    official = sign_in(new_context().new_page(), "official")
    expect(shown(official)).to_have_class(re.compile("s-late"))
    assert accessibility_faults(official) == []

    clerk = sign_in(page, "clerk_east")
    open_for_typing(clerk, MONTH)
    beside = row(clerk, CODE).locator("[data-gap]")
    ledger = int(beside.get_attribute("data-gap"))
    difference = clerk.locator(f"[data-difference='{CODE}']")
    expect(difference).to_be_visible()
    assert accessibility_faults(clerk) == []

    # The ledger's sum makes the month equal, though the year to date is typed.
    row(clerk, CODE).locator("button[data-offer]").click()
    expect(row(clerk, CODE).locator(".entry-state")).to_have_text("已存")
    expect(row(clerk, CODE).locator("[data-month]")).to_have_text(f"本月 {ledger}")
    clerk.reload()
    expect(difference).to_have_count(0)

    # Then three more were taken, and the form asks once.
    cell(clerk, CODE).fill(str(int(cell(clerk, CODE).input_value()) + 3))
    expect(beside).to_contain_text("+3")
    cell(clerk, CODE).press("Tab")
    submit(clerk)
    expect(clerk.locator("#asked")).to_be_visible()
    assert accessibility_faults(clerk) == []
    amount(clerk, "not_yet_in_ledger").fill("４")
    amount(clerk, "not_yet_in_ledger").press("Enter")
    expect(note(clerk, "not_yet_in_ledger")).to_be_focused()
    note(clerk, "not_yet_in_ledger").fill("样例：月底一批")
    submit(clerk)
    expect(clerk.locator("#problems [data-code=E01]")).to_contain_text("+4")
    expect(note(clerk, "not_yet_in_ledger")).to_have_value("样例：月底一批")
    amount(clerk, "late_row").fill("-1")
    submit(clerk)
    expect(clerk.locator(STATE)).to_have_text("已报送")
    expect(difference).to_contain_text("样例：月底一批")

    reviewer = sign_in(new_context().new_page(), "reviewer_east")
    number = re.search(r"monthly/(\d+)/", clerk.url)[1]
    reviewer.goto(f"/admin/monthly/{number}/review/")
    told = reviewer.locator(f"[data-difference='{CODE}']")
    expect(told).to_contain_text(re.compile(r"\+3.*\+4.*样例：月底一批", re.S))
    expect(told.locator(".s-late")).to_have_count(0)
    assert accessibility_faults(reviewer) == []

    expect(shown(official)).to_have_class(re.compile("s-watch"))
    official.locator(".reconciled .state a").click()
    expect(official.locator(".explained").first).to_contain_text("样例：月底一批")
    assert accessibility_faults(official) == []


def test_an_explanation_is_given_without_a_script_on_a_telephone(
    new_context, sign_in, accessibility_faults
):
    page = sign_in(new_context(java_script_enabled=False).new_page(), "clerk_east")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(EXPLAINED)
    gap = page.locator(".stats dd").nth(2).inner_text()
    value = gap.replace("\u2212", "-").replace("\u2009", "")
    page.locator("[id='xa-labor.transfers-other_source']").fill(value)
    page.locator("form[method=post] .btn-primary").click()
    expect(page.locator("#problems [data-code=E04]")).to_be_visible()
    page.locator("[name='xn-labor.transfers-other_source']").fill("样例：平台后台")
    page.locator("form[method=post] .btn-primary").click()
    expect(page.locator(".explained").first).to_contain_text("样例：平台后台")
    expect(page.locator(".stats dd").nth(3)).to_have_class("s-watch")

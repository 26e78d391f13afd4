"""Choices of the comparison: swapped in place, in the address, and there without JavaScript."""

import re

from playwright.sync_api import expect

URL = "/compare/?programme=sample-city"


def test_a_ticked_year_swaps_the_table_and_the_address_keeps_it(page, sign_in):
    sign_in(page, "official")
    page.goto(URL)
    expect(page.locator(".compared tr.earlier").first).to_be_visible()
    page.evaluate("window.stays = true")
    page.locator("label", has=page.locator("[name=years][value='2023']")).click()
    page.wait_for_url("**years=2023**")
    head = page.locator("#compared-head")
    expect(head).to_contain_text("2023")
    expect(page.locator("#comparison-said")).to_contain_text("2023")
    page.locator(".drawn a").nth(1).click()
    page.wait_for_url("**chart=**")
    expect(page.locator(".drawn [aria-current]")).to_have_count(1)
    assert page.evaluate("window.stays")
    address = page.url
    page.go_back()
    expect(page).not_to_have_url(address)
    expect(head).to_contain_text("2023")


def test_it_works_without_javascript(page, sign_in, browser, base_url):
    sign_in(page, "official")
    plain = browser.new_context(
        base_url=base_url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    bare = plain.new_page()
    bare.goto(URL)
    bare.locator("[name=years][value='2024']").uncheck()
    bare.locator("form.choices button").click()
    expect(bare).to_have_url(re.compile("years=2025"))
    expect(bare.locator("#compared-head")).not_to_contain_text("2024")
    expect(bare.locator("table.compared tr.earlier")).to_have_count(0)
    plain.close()

"""A reader's way through a list: filter, sort, turn pages, arrange, keep a view, use the keys."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

LIST = "/consumption/purchases/?programme=sample-city"


def asked(page):
    """What the address of the page says."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.fixture
def listed(page, sign_in):
    """The official in front of the purchases."""
    sign_in(page, "official")
    page.goto(LIST)
    page.evaluate("window.still = true")
    return page


def total(page):
    return page.locator("#ledger-rows tfoot th").inner_text()


def test_filter_sort_and_pages_refresh_the_list_alone(listed, accessibility_faults):
    page = listed
    everything = total(page)
    page.focus("[name=mode]")
    page.select_option("[name=mode]", "help")
    page.wait_for_url("**mode=help**")
    expect(page.locator("#without-mode")).to_be_visible()
    assert total(page) != everything
    # The select that was used still has the focus, and readers hear how many rows there are.
    assert page.evaluate("document.activeElement.name") == "mode"
    expect(page.locator("[data-said]")).to_have_text(total(page))

    page.click("#by-amount")
    page.wait_for_url("**sort=amount**")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "by-amount"
    page.keyboard.press("n")
    expect(page.locator(".pagination a[rel=prev]")).to_be_visible()
    assert asked(page)["mode"] == "help"
    assert page.evaluate("window.still")
    assert accessibility_faults(page) == []

    page.click("#without-mode")
    expect(page.locator("#without-mode")).to_have_count(0)
    assert total(page) == everything
    assert page.locator("[name=mode]").input_value() == ""
    assert "mode" not in asked(page)
    # The way back is whole pages.
    page.go_back()
    expect(page.locator("#without-mode")).to_be_visible()


def test_keys_lead_through_the_list(listed):
    page = listed
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator("#ledger-rows tbody a").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#ledger-rows tbody a").nth(1)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("[name=q]")).to_be_focused()
    # Letters are letters inside a field.
    page.keyboard.type("njs?")
    assert page.locator("[name=q]").input_value() == "njs?"
    page.locator("[name=q]").blur()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).not_to_be_visible()
    # Whoever is hindered by single keys turns them off.
    page.click("[data-keys]")
    page.uncheck("[data-single-keys]")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#save-view")).not_to_have_attribute("open", "")
    page.click("[data-keys]")
    page.check("[data-single-keys]")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/purchases/\d+/"))


def test_columns_are_arranged_and_a_view_is_kept(listed, accessibility_faults):
    page = listed
    page.click("#columns > summary")
    page.locator("[data-arrange] input[value=buyer][name=show]").uncheck()
    move = page.locator("[data-arrange] button[name=up][value=amount]")
    for _step in range(12):
        move.press("Enter")
    expect(move).to_be_focused()
    assert accessibility_faults(page) == []
    page.locator("#columns .btn-primary").click()
    page.wait_for_load_state()
    heads = page.locator("#ledger-rows thead a").evaluate_all("all => all.map(one => one.id)")
    assert heads[:3] == ["by-date", "by-amount", "by-pairing"]
    assert "by-buyer" not in heads

    page.select_option("[name=mode]", "direct")
    page.wait_for_url("**mode=direct**")
    page.keyboard.press("Escape")
    page.locator("[name=mode]").blur()
    page.keyboard.press("s")
    page.keyboard.type("直接采购")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/views/\d+/"))
    address = page.url
    expect(page.locator("h1")).to_have_text("直接采购")
    expect(page.locator("#without-mode")).to_be_visible()
    assert accessibility_faults(page) == []

    page.click("#without-mode")
    keep = page.locator("button[value=replace]")
    expect(keep).to_be_visible()
    keep.click()
    page.goto(address)
    expect(page.locator("#without-mode")).to_have_count(0)
    page.click("#views > summary")
    page.locator("#views a[href*=change]").click()
    assert accessibility_faults(page) == []
    page.locator("button[value=delete]").click()
    page.wait_for_url("**/views/?**")
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_list_without_scripts(browser, base_url, sign_in, width):
    context = browser.new_context(
        base_url=base_url, java_script_enabled=False, viewport={"width": width, "height": 844}
    )
    page = context.new_page()
    sign_in(page, "secretary")
    page.goto(LIST)
    page.select_option("[name=mode]", "help")
    page.click("#show-filtered")
    assert asked(page)["mode"] == "help"
    page.click("#by-amount")
    assert asked(page)["sort"] == "amount"
    page.click("#columns > summary")
    page.click("button[name=reset]")
    page.click("#columns > summary")
    page.click("button[name=down][value=pairing]")
    # Still open, for the next move.
    expect(page.locator("#columns .btn-primary")).to_be_visible()
    heads = page.locator("#ledger-rows thead a")
    assert heads.nth(2).get_attribute("id") == "by-pairing"
    page.click("#columns > summary")
    page.click("button[name=size][value='25']")
    assert (asked(page)["mode"], asked(page)["size"]) == ("help", "25")
    assert page.locator("#ledger-rows tbody tr").count() == 25
    context.close()


def test_one_of_very_many_names_is_typed(listed, accessibility_faults):
    page = listed
    field = page.locator("input[name=fair]")
    field.click()
    names = page.locator("#fair-names option")
    # Names are offered before anything is typed, and then those that fit.
    expect(names).to_have_count(20)
    field.press_sequentially("2023-0")
    expect(names.first).to_have_attribute("value", re.compile("2023-0"))
    chosen = names.first.get_attribute("value")
    field.fill(chosen)
    field.dispatch_event("change")
    # The chip needs no key.
    expect(page.locator("#without-fair")).to_contain_text(chosen.partition(" #")[0][:30])
    assert " #" not in page.locator("#without-fair").inner_text()
    assert field.input_value() == chosen
    # The next page and every other link name the row itself.
    link = page.locator("#by-amount").get_attribute("href")
    assert re.search(r"[?&]fair=\d+&", link)
    assert accessibility_faults(page) == []
    # What fits several is told, and stays as it was typed.
    page.locator("input[name=fair]").fill("展销会")
    page.keyboard.press("Enter")
    expect(page.locator(".field.bad")).to_contain_text("请再多输入几个字")
    assert page.locator("input[name=fair]").input_value() == "展销会"
    assert accessibility_faults(page) == []

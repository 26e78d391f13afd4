from playwright.sync_api import expect


def test_login_page_opens_and_is_accessible(page, accessibility_faults):
    page.goto("/")
    expect(page.locator("[name=username]")).to_be_visible()
    assert page.url.split("?")[0].endswith("/accounts/login/")
    assert accessibility_faults(page) == []


def test_secretary_signs_in_and_sees_the_overview(page, sign_in, accessibility_faults):
    sign_in(page, "secretary")
    expect(page.locator("h1")).to_be_visible()
    assert accessibility_faults(page) == []


def test_wrong_password_keeps_the_name(page, site):
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill("secretary")
    page.locator("[name=password]").fill("not-the-password")
    page.locator("form:has([name=password]) button").click()
    expect(page.locator("[name=username]")).to_have_value("secretary")
    expect(page.locator("[role=alert]").first).to_be_visible()

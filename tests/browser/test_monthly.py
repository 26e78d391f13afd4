"""A clerk's month in the form: by keyboard, by paste, with others, without a connection."""

import re
import time

import pytest
from playwright.sync_api import expect

LIST = "/admin/monthly/?programme=sample-city"
STATE = ".page-sub .chip"
NOTICES = "#monthly-notices"
OPEN = re.compile("草稿|更正中|已退回")
KEY_DELAY = 110  # milliseconds between two keys of a practised hand
THINK = 0.6  # seconds to read the next figure from the paper


class Hands:
    """Types as a person does, and counts the keys: those of the figures and all others."""

    def __init__(self, page):
        self.page, self.digits, self.others = page, 0, 0

    def figure(self, text):
        time.sleep(THINK)
        self.page.keyboard.type(text, delay=KEY_DELAY)
        self.digits += len(text)

    def explain(self, words):
        """Some words by an input method: two keys for each character."""
        time.sleep(THINK)
        for word in words:
            self.page.keyboard.insert_text(word)
            self.page.wait_for_timeout(2 * KEY_DELAY)
        self.others += 2 * len(words)

    def press(self, key):
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(KEY_DELAY)
        self.others += 1


def open_month(page, month, sector="劳务协作"):
    """Open or begin a form from the list."""
    page.goto(f"{LIST}&month={month}")
    row = page.locator(".work-table tr", has_text=sector)
    row.locator("a.btn, button").first.click()
    expect(page.locator("form#monthly")).to_be_visible()


def open_for_typing(page, month, sector="劳务协作"):
    """Open a form and take it back from wherever the tests before have left it."""
    open_month(page, month, sector)
    for action in ("withdraw", "reopen"):
        if page.locator(f"button[value={action}]").count():
            page.locator(f"button[value={action}]").click()
    expect(page.locator(STATE)).to_have_text(OPEN)
    # The scripts have taken over once the button for those without them is gone.
    expect(page.locator(".without-script")).to_have_count(0)


def cell(page, code):
    return page.locator(f"[id='v-{code}']")


def row(page, code):
    return page.locator(f"tr[data-code='{code}']")


def state(page, code):
    return row(page, code).locator(".entry-state")


def type_in(page, code, text):
    """Type into a cell and leave it."""
    cell(page, code).fill(text)
    cell(page, code).press("Tab")


def year_to_dates(page):
    """A plausible December: code → year to date, from what the form shows of the months before."""
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("tr[data-before]")].map((tr) => {
          const lastYear = tr.cells[2].textContent.replace(/\\D/g, "");
          return [tr.dataset.code, [Number(tr.dataset.before), lastYear]];
        }))"""
    )
    values = {code: before + int(last or 0) for code, (before, last) in shown.items()}
    for total in ("jobs", "jobs_lifted"):
        ending = total.removeprefix("jobs")
        parts = [f"labor.{part}_jobs{ending}" for part in ("east", "near", "other")]
        values[f"labor.{total}"] = sum(values[part] for part in parts)
    return values


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_month_by_keyboard_alone(page, sign_in, accessibility_faults):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-12")
    assert accessibility_faults(page) == []
    figures = year_to_dates(page)
    assert len(figures) == 11

    hands, start = Hands(page), time.monotonic()
    # The form opens in its first empty cell; nothing has to be pressed to begin.
    for code, value in figures.items():
        expect(cell(page, code)).to_be_focused()
        hands.figure(str(value))
        hands.press("Enter")
    for _stock in range(3):
        hands.press("Enter")
    hands.press("Control+Enter")
    # The sample's last month is long over: that it comes late is held until somebody says why.
    expect(page.locator("#problems input[name^='why-']")).to_be_focused()
    hands.explain("年底核对")
    hands.press("Control+Enter")
    expect(page.locator(STATE)).to_have_text("已报送")
    seconds = time.monotonic() - start

    entered = len(figures) + 3
    print(f"\n{entered} cells in {seconds:.1f} s, {hands.others} keys beside {hands.digits} digits")
    assert seconds <= 90
    assert hands.others <= 2 * entered
    expect(page.locator("tr[data-code='labor.jobs'] .entry-cell")).to_contain_text("累计")


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_the_rules_are_said_at_the_cells_with_offers_and_reasons(
    page, sign_in, accessibility_faults
):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2024-12")
    total, slip = "labor.jobs", "labor.trained"
    given = cell(page, slip).input_value()
    type_in(page, total, "")
    type_in(page, slip, f"{given}0000")
    expect(state(page, slip)).to_have_text("已存")
    page.locator("button[value=check]").click()
    expect(page.locator("#problems")).to_contain_text("劳务培训人次")
    assert accessibility_faults(page) == []
    expect(state(page, slip)).to_have_text("须说明")
    expect(row(page, slip).locator("a[href$='#M01']").first).to_be_visible()
    # The value that is meant, and the sum of the parts, by one key each.
    cell(page, slip).press("Alt+y")
    expect(cell(page, slip)).to_have_value(given)
    expect(row(page, total)).to_contain_text("采用")
    cell(page, total).press("Alt+y")
    expect(state(page, total)).to_have_text("已存")
    page.locator("button[value=check]").click()
    expect(page.locator(".messagelist")).to_contain_text("检查通过")
    # Checking again with nothing typed meanwhile is possible, too.
    page.locator("button[value=check]").click()
    expect(page.locator(".messagelist")).to_contain_text("检查通过")


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_what_cannot_be_saved_stays_and_esc_brings_back_what_was(page, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-08")
    code = "labor.trained"
    before = cell(page, code).input_value()
    cell(page, code).click()
    page.keyboard.type("三、五")
    page.keyboard.press("Enter")
    expect(cell(page, "labor.job_fairs")).to_be_focused()
    expect(state(page, code)).to_have_text("须改")
    expect(row(page, code)).to_contain_text("一格只能填一个数")
    expect(cell(page, code)).to_have_value("三、五")
    # It is still there, and still refused, after the page was loaded anew.
    page.reload()
    expect(cell(page, code)).to_have_value("三、五")
    expect(state(page, code)).to_have_text("须改")
    cell(page, code).press("Escape")
    expect(cell(page, code)).to_have_value(before)
    expect(state(page, code)).to_have_text("已存")
    page.reload()
    expect(cell(page, code)).to_have_value(before)


def test_month_and_year_to_date_appear_at_once(page, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-07")
    code = "labor.trainings"
    before = int(row(page, code).get_attribute("data-before"))
    cell(page, code).fill(str(before + 3))
    # Before anything is saved:
    expect(row(page, code).locator("[data-month]")).to_have_text("本月 3")
    expect(row(page, code).locator("[data-ytd]")).to_have_text(str(before + 3))
    cell(page, code).press("Alt+l")
    expect(cell(page, code)).to_have_value("3")
    expect(row(page, code).locator("[data-ytd]")).to_have_text(str(before + 3))
    expect(state(page, code)).to_have_text("已存")
    # One switch for the whole form; back and forth nothing is lost.
    page.locator("button[value=switch-month]").click()
    expect(row(page, "labor.jobs").locator(".basis span").first).to_have_text("本月")
    page.locator("button[value=switch-ytd]").click()
    expect(cell(page, code)).to_have_value(str(before + 3))


def paste(page, code, text):
    """Put a block into the clipboard's place and paste it."""
    cell(page, code).focus()
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


@pytest.mark.expect_problems("422 (Unprocessable Entity)")
def test_a_block_from_a_spreadsheet(page, sign_in):
    sign_in(page, "clerk_east")
    open_for_typing(page, "2025-12", "消费")
    block = (
        "指标\t单位\t本年累计\r\n一、采购\t\t\r\n直接采购\t万元\t6,000.50\r\n"
        "帮助销售\t万元\t见附表\r\n832平台采购额\t万元\t\r\n展销推介活动\t场\t21场\r\n合计行\t\t9\r\n"
    )
    paste(page, "consumption.purchases", block)
    said = page.locator("#notice-did")
    expect(said).to_contain_text("已粘贴3格，1格需更正")
    expect(said).to_contain_text("按指标名称对应")
    expect(said).to_contain_text("1个空格未改动")
    expect(said).to_contain_text("合计行 9")
    expect(cell(page, "consumption.direct_purchases")).to_have_value("6000.50")
    expect(cell(page, "consumption.exhibitions")).to_have_value("21")
    expect(state(page, "consumption.assisted_sales")).to_have_text("须改")
    expect(cell(page, "consumption.assisted_sales")).to_have_value("见附表")
    said.get_by_role("button", name="撤销").click()
    expect(said).to_contain_text("已撤销")
    for code in ("direct_purchases", "assisted_sales", "exhibitions"):
        expect(cell(page, f"consumption.{code}")).to_have_value("")
    # Without names a column goes down from the cell; what does not fit is said.
    paste(page, "consumption.platform_832", "本年累计\n120.5\n\n7")
    expect(said).to_contain_text("未用到：本年累计；7")
    expect(cell(page, "consumption.platform_832")).to_have_value("120.50")


def test_nothing_happened_this_month(page, sign_in):
    sign_in(page, "clerk_east")
    open_for_typing(page, "2025-12", "消费")
    cell(page, "consumption.exhibitions").fill("")
    cell(page, "consumption.exhibitions").press("Tab")
    before = row(page, "consumption.exhibitions").get_attribute("data-before")
    page.locator("button[value=zero]").click()
    expect(page.locator("#notice-did")).to_contain_text("展销推介活动")
    # The year to date of a month without anything is what it was before.
    expect(cell(page, "consumption.exhibitions")).to_have_value(before)
    expect(row(page, "consumption.exhibitions").locator("[data-month]")).to_have_text("本月 0")
    page.locator("#notice-did button").click()
    expect(cell(page, "consumption.exhibitions")).to_have_value("")


@pytest.mark.expect_problems("409 (Conflict)")
def test_two_clerks_in_one_form(page, sign_in, new_context):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-11")
    other = sign_in(new_context().new_page(), "clerk_west")
    other.goto(page.url)
    # Different cells: neither is disturbed, and each sees the other's.
    type_in(other, "labor.trained", "991")
    expect(state(other, "labor.trained")).to_have_text("已存")
    type_in(page, "labor.job_fairs", "20")
    expect(state(page, "labor.job_fairs")).to_have_text("已存")
    expect(cell(page, "labor.trained")).to_have_value("991")
    expect(row(page, "labor.trained")).to_contain_text("改过此格")
    # The same cell: both values, name and time; what was typed stays until one is chosen.
    workshops = "labor.workshops"
    type_in(other, workshops, "41")
    expect(state(other, workshops)).to_have_text("已存")
    type_in(page, workshops, "43")
    expect(state(page, workshops)).to_have_text("有冲突")
    expect(row(page, workshops)).to_contain_text(re.compile(r"\d\d:\d\d 改为 41，您填的是 43"))
    expect(cell(page, workshops)).to_have_value("43")
    row(page, workshops).get_by_role("button", name="用我填的").click()
    expect(state(page, workshops)).to_have_text("已存")
    other.reload()
    expect(cell(other, workshops)).to_have_value("43")


@pytest.mark.expect_problems("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
def test_a_lost_connection_in_mid_entry(page, context, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-06")
    context.set_offline(True)
    type_in(page, "labor.trained", "601")
    type_in(page, "labor.job_fairs", "11")
    expect(state(page, "labor.trained")).to_have_text("未存（重试中）")
    expect(row(page, "labor.job_fairs")).to_contain_text("未存，联网后自动保存")
    expect(page.locator(NOTICES)).to_contain_text("网络已断开")
    page.locator("button[value=submit]").click()
    expect(page.locator(NOTICES)).to_contain_text("还有2格没有存上")
    context.set_offline(False)
    expect(state(page, "labor.trained")).to_have_text("已存")
    expect(state(page, "labor.job_fairs")).to_have_text("已存")
    expect(page.locator(NOTICES)).to_contain_text("网络已恢复")
    page.reload()
    expect(cell(page, "labor.trained")).to_have_value("601")


@pytest.mark.expect_problems("403 (Forbidden)")
def test_a_session_that_ended_in_mid_entry(page, context, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-05")
    context.clear_cookies(name="sessionid")
    type_in(page, "labor.trained", "501")
    type_in(page, "labor.job_fairs", "9")
    expect(page.locator(NOTICES)).to_contain_text("登录已失效")
    with context.expect_page() as opened:
        page.get_by_role("link", name="重新登录（新窗口）").click()
    window = opened.value
    window.locator("[name=username]").wait_for()
    window.close()
    sign_in(context.new_page(), "clerk_west")
    expect(page.locator(NOTICES)).to_contain_text("已重新登录，2格已保存", timeout=15_000)
    expect(state(page, "labor.trained")).to_have_text("已存")
    page.reload()
    expect(cell(page, "labor.trained")).to_have_value("501")
    expect(page.locator(NOTICES)).not_to_contain_text("已恢复")


@pytest.mark.expect_problems("403 (Forbidden)")
def test_what_was_typed_without_a_session_comes_back_with_the_page(page, context, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-04")
    form = page.url
    context.clear_cookies(name="sessionid")
    for code, text in (("trainings", "17"), ("trained", "401"), ("job_fairs", "6")):
        type_in(page, f"labor.{code}", text)
    expect(page.locator(NOTICES)).to_contain_text("登录已失效")
    # The page itself goes to the sign-in, as an impatient clerk would do it.
    sign_in(page, "clerk_west")
    page.goto(form)
    expect(page.locator(NOTICES)).to_contain_text("已恢复3格未保存的数字")
    expect(state(page, "labor.trained")).to_have_text("已存")
    expect(cell(page, "labor.trained")).to_have_value("401")
    page.reload()
    expect(page.locator(NOTICES)).not_to_contain_text("已恢复")
    expect(cell(page, "labor.trained")).to_have_value("401")


def test_a_figure_of_the_other_side_shows_in_the_panel(page, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-12")
    # The panel shows the cell in focus first.
    expect(page.locator("#cell-panel")).to_contain_text("近 24 个月")
    page.locator(".others a", has_text="点对点输送").click()
    expect(page.locator("#cell-panel h2").first).to_contain_text("点对点输送")
    expect(page.locator("form#monthly")).to_be_visible()


def test_the_form_works_without_javascript(new_context, sign_in):
    context = new_context(java_script_enabled=False)
    page = sign_in(context.new_page(), "clerk_west")
    open_month(page, "2025-03")
    if page.locator("button[value=reopen]").count():
        page.locator("button[value=reopen]").click()
    cell(page, "labor.workshops").fill("４２")
    cell(page, "labor.workshops").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("４２ → 42")


def test_the_list_and_the_form_fit_a_telephone(page, sign_in, accessibility_faults):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "clerk_west")
    page.goto(LIST)
    assert accessibility_faults(page) == []
    open_for_typing(page, "2025-02")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert accessibility_faults(page) == []


@pytest.mark.expect_problems("503 (Service Unavailable)")
def test_a_database_that_is_away_for_a_moment(page, sign_in):
    sign_in(page, "clerk_west")
    open_for_typing(page, "2025-06")
    answers = ["application/json", "text/html"]

    def away(route):
        if not answers:
            return route.continue_()
        kind = answers.pop()
        return route.fulfill(status=503, content_type=kind, body='{"trouble": "away"}')

    page.route("**/cells/", away)
    type_in(page, "labor.trained", "602")
    type_in(page, "labor.job_fairs", "12")
    # Both answers are seen as trouble; then everything is sent again by itself.
    expect(page.locator(NOTICES)).to_contain_text("网络已恢复，已全部保存")
    expect(state(page, "labor.trained")).to_have_text("已存")
    expect(state(page, "labor.job_fairs")).to_have_text("已存")
    assert answers == []

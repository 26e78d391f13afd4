"""Blank forms as departments send them, and what a careful reader would put into each cell.

An expectation is `(indicator, place, field)` or `(indicator, place, field, scale)` by address;
every waiting cell beside a label that is not named in it must stay empty.
"""

from __future__ import annotations

import io
from decimal import Decimal

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

BOX = Border(*(Side(style="thin") for _side in range(4)))
HUNDRED_MILLION = Decimal("0.0001")


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def boxed(page, top, left, bottom, right):
    for row in page.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right):
        for cell in row:
            cell.border = BOX


def monthly() -> tuple[bytes, dict]:
    """Indicators down, columns across: the monthly table of a provincial bureau."""
    book = Workbook()
    page = book.active
    page.title = "月报"
    page.merge_cells("A1:K1")
    page["A1"] = "东西部协作工作进展情况月报表（2025年）"
    page["A1"].font = Font("方正小标宋简体", 18, bold=True)
    page["A2"], page["F2"], page["I2"] = "填报单位：六盘水市", "截至____月底", "单位：万元、人、个"
    heads = [
        "序号",
        "指标名称",
        "计量单位",
        "2025年目标任务",
        "本月完成",
        "1—__月累计完成",
        "完成率（%）",
    ]
    heads += ["上年同期", "同比增长（%）", "结对以来累计", "备注"]
    page.append(heads)
    lines = [
        ("一、劳务协作", "", None),
        ("帮助农村劳动力就业合计", "人", "labor.jobs"),
        ("其中：脱贫人口", "人", "labor.jobs_lifted"),
        ("1.东部就业", "人", "labor.east_jobs"),
        ("　　其中：脱贫人口", "人", "labor.east_jobs_lifted"),
        ("2.省内就近就业", "人", "labor.near_jobs"),
        ("　　其中：脱贫人口", "人", "labor.near_jobs_lifted"),
        ("3.其他地区就业", "人", "labor.other_jobs"),
        ("劳务培训人次", "人次", "labor.trained"),
        ("招聘会场次", "场", "labor.job_fairs"),
        ("就业帮扶车间", "个", "labor.workshops"),
        ("　其中：脱贫户", "户", None),
        ("易地搬迁安置点就业", "人", None),
        ("二、产业协作", "", None),
        ("新增引导落地企业", "家", "industry.enterprises"),
        ("到位投资", "亿元", "industry.invested"),
        ("吸纳农村劳动力就业", "人次", None),
        ("三、消费帮扶", "", None),
        ("采购和帮助销售金额", "万元", "consumption.purchases"),
        ("其中：直接采购", "万元", "consumption.direct_purchases"),
        ("      帮助销售", "万元", "consumption.assisted_sales"),
        ("四、资金与人才", "", None),
        ("财政援助资金", "万元", "support.fiscal_aid"),
        ("选派专业技术人才", "名", "support.specialists"),
    ]
    expected = {}
    fields = {"D": "target", "E": "month", "F": "ytd", "H": "last_year", "J": "since_pairing"}
    fields |= {"G": "completion", "I": "change"}
    for number, (name, unit, code) in enumerate(lines, start=1):
        row = number + 3
        page.append([number, name, unit])
        if not unit:
            page.merge_cells(start_row=row, start_column=2, end_row=row, end_column=11)
        for column, field in fields.items():
            if code:
                scale = (
                    HUNDRED_MILLION
                    if unit == "亿元" and field not in ("completion", "change")
                    else 1
                )
                expected[f"月报!{column}{row}"] = (code, "whole", field, scale)
        page[f"G{row}"].number_format = "0.00"
    row = len(lines) + 5
    page.cell(row, 1, "单位负责人：")
    page.cell(row, 5, "填表人：")
    boxed(page, 3, 1, len(lines) + 3, 11)
    return saved(book), expected


def by_county() -> tuple[bytes, dict]:
    """Places down, indicators across under a head of two rows; sums are formulas."""
    book = Workbook()
    page = book.active
    page.title = "分县区"
    page.merge_cells("A1:J1")
    page["A1"] = "2025年东西部协作分县区情况表（1—9月累计）"
    page["J2"] = "金额单位：万元"
    for cells in ("A3:A4", "B3:C3", "D3:D4", "E3:F3", "G3:I3", "J3:J4"):
        page.merge_cells(cells)
    page["A3"], page["B3"], page["D3"] = "县（市、区）", "东部就业（人）", "到位投资\n（亿元）"
    page["E3"], page["G3"], page["J3"] = "吸纳农村劳动力就业（人）", "采购和帮助销售金额", "备注"
    page["B4"], page["C4"] = "合计", "其中：脱贫人口"
    page["E4"], page["F4"] = "小计", "其中:脱贫人口"
    page["G4"], page["H4"], page["I4"] = "合计", "其中：直接采购", "同比（%）"
    columns = {
        "B": ("labor.east_jobs", "ytd", 1),
        "C": ("labor.east_jobs_lifted", "ytd", 1),
        "D": ("industry.invested", "ytd", HUNDRED_MILLION),
        "E": ("industry.jobs", "ytd", 1),
        "F": ("industry.jobs_lifted", "ytd", 1),
        "G": ("consumption.purchases", "ytd", 1),
        "H": ("consumption.direct_purchases", "ytd", 1),
        "I": ("consumption.purchases", "change", 1),
    }
    places = [
        ("市本级", "own"),
        ("六枝特区", "dongqu-liuzhi"),
        ("盘州市", "xiaolan-panzhou"),
        ("水城区", "huoju-shuicheng"),
        ("钟山区", None),
        ("遵义市", None),
    ]
    expected = {}
    for row, (name, place) in enumerate(places, start=5):
        page.cell(row, 1, name)
        if place:
            expected |= {
                f"分县区!{c}{row}": (code, place, field, scale)
                for c, (code, field, scale) in columns.items()
            }
    page["A11"] = "合计"
    for column in "BCDEFGH":
        page[f"{column}11"] = f"=SUM({column}5:{column}10)"
    expected["分县区!I11"] = ("consumption.purchases", "whole", "change", 1)
    boxed(page, 3, 1, 11, 10)
    return saved(book), expected


def crossed() -> tuple[bytes, dict]:
    """Indicators down, places × target and result across; placeholders of all sorts; a title
    per block; last year's column and a difference in persons are not ours to give."""
    book = Workbook()
    page = book.active
    page.title = "任务台账"
    page.merge_cells("A1:I1")
    page["A1"] = "2025年度东西部协作协议任务完成情况"
    for cells in ("A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:H3", "I2:I3"):
        page.merge_cells(cells)
    page["A2"], page["B2"], page["D2"], page["F2"] = (
        "指标",
        "全市",
        "小榄组团—盘州市",
        "东区街道组团—六枝特区",
    )
    page["H2"], page["I2"] = "2024年完成数", "同比增减（人）"
    for column in "BDF":
        page[f"{column}3"] = "年度任务"
    for column in "CEG":
        page[f"{column}3"] = "累计完成"
    lines = [
        ("东部就业（人）", "labor.east_jobs"),
        ("点对点输送人数（人）", "labor.transfers"),
        ("共建产业园区（个）", "industry.parks"),
        ("合同投资额（万元）", "industry.contracted"),
        ("“菜篮子”基地（个）", "consumption.basket_bases"),
        ("社会帮扶捐款（元）", "support.donations_cash"),
        ("资金拨付率（%）", None),
    ]
    places = {"B": "whole", "C": "whole", "D": "xiaolan-panzhou", "E": "xiaolan-panzhou"}
    places |= {"F": "dongqu-liuzhi", "G": "dongqu-liuzhi"}
    marks = [None, "—", "____", "【　】", 0, "……", None]
    expected = {}
    for row, (name, code) in enumerate(lines, start=4):
        page.cell(row, 1, name)
        for number, column in enumerate("BCDEFGHI"):
            page[f"{column}{row}"] = marks[(row + number) % len(marks)]
            if code and column in places:
                field = "target" if column in "BDF" else "ytd"
                scale = 10000 if "（元）" in name else 1
                expected[f"任务台账!{column}{row}"] = (code, places[column], field, scale)
    boxed(page, 2, 1, 10, 9)
    page["A12"] = "【水城区】"
    for column, text in zip("ABC", ["指标", "本月数", "本年累计"], strict=True):
        page[f"{column}13"] = text
    page["A14"] = "招聘会（场）"
    expected["任务台账!B14"] = ("labor.job_fairs", "huoju-shuicheng", "month", 1)
    expected["任务台账!C14"] = ("labor.job_fairs", "huoju-shuicheng", "ytd", 1)
    page["A14"].alignment = Alignment("center")
    return saved(book), expected


def brief() -> tuple[bytes, dict]:
    """A document: a table of pairs of label and line, then one with heads."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋_GB2312", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    document.add_heading("东西部协作工作情况报送表", 1)
    document.add_paragraph("填报单位：盘州市乡村振兴局　　截至2025年9月底累计　　单位：万元")
    pairs = document.add_table(4, 4, "Table Grid")
    expected = {}
    lifted = "其中：脱贫人口"
    east, near, fairs = "东部就业人数", "省内就近就业", "招聘会场次"
    cells = [
        (east, "____人", "labor.east_jobs", lifted, "____人", "labor.east_jobs_lifted"),
        (near, "", "labor.near_jobs", lifted, "", "labor.near_jobs_lifted"),
        ("到位投资", "【　　】亿元", "industry.invested", fairs, "＿＿＿场", "labor.job_fairs"),
        ("联系人", "", None, "备注", "", None),
    ]
    for row, (name, mark, code, other, other_mark, other_code) in enumerate(cells):
        for column, text in enumerate((name, mark, other, other_mark)):
            pairs.cell(row, column).text = text
        for column, one in ((2, code), (4, other_code)):
            if one:
                scale = HUNDRED_MILLION if one == "industry.invested" else 1
                expected[f"1:{row + 1}:{column}"] = (one, "xiaolan-panzhou", "ytd", scale)
    document.add_paragraph("任务完成情况（全市）")
    table = document.add_table(4, 4, "Table Grid")
    for column, text in enumerate(("指标", "年度目标", "本年累计", "完成率（%）")):
        table.cell(0, column).text = text
    for row, (name, code) in enumerate(
        [
            ("互访（批次）", "support.visits"),
            ("结对（对）", "support.pairings"),
            ("新闻报道（篇）", None),
        ],
        start=1,
    ):
        table.cell(row, 0).text = name
        for column, field in ((2, "target"), (3, "ytd"), (4, "completion")):
            if code:
                expected[f"2:{row + 1}:{column}"] = (code, "whole", field, 1)
    return saved(document), expected


def freely_worded() -> tuple[bytes, dict]:
    """An assessment table in words of its own; most rows can only be guessed."""
    book = Workbook()
    page = book.active
    page.title = "附件1"
    page["A1"] = "附件1"
    page.merge_cells("A2:H2")
    page["A2"] = "2025年度粤黔东西部协作考核指标完成情况统计表"
    page["A3"], page["G3"] = "填报单位（盖章）：六盘水市乡村振兴局", "填报时间：2025年9月30日"
    heads = ["类别", "序号", "考核指标", "单位", "协议目标数", "截至9月底完成数", "完成比例"]
    for column, head in enumerate([*heads, "较序时进度（±百分点）"], start=1):
        page.cell(4, column, head)
    lines = [
        ("组织领导", "召开高层联席会议", "次", "support.joint_meetings"),
        ("", "党政互访", "批次", "support.visits"),
        ("人才支援", "选派挂职干部", "人", "support.cadres"),
        ("", "选派专业技术人才（教师、医生等）", "人", "support.specialists"),
        ("", "举办干部人才培训班", "期", "support.trainings"),
        ("资金支持", "财政援助资金到位", "万元", "support.fiscal_aid"),
        ("", "社会帮扶资金", "万元", "support.donations_cash"),
        ("产业合作", "引导企业落地", "家", "industry.enterprises"),
        ("", "实际到位投资额", "亿元", "industry.invested"),
        ("", "共建园区", "个", "industry.parks"),
        ("劳务协作", "帮助农村劳动力实现就业", "人", "labor.jobs"),
        ("", "    其中：脱贫劳动力", "人", "labor.jobs_lifted"),
        ("", "到东部地区就业", "人", "labor.east_jobs"),
        ("消费协作", "采购、帮助销售农特产品金额", "万元", "consumption.purchases"),
    ]
    expected = {}
    for row, (group, name, unit, code) in enumerate(lines, start=5):
        for column, value in enumerate((group or None, row - 4, name, unit), start=1):
            page.cell(row, column, value)
        for column, field in zip("EFGH", ("target", "ytd", "completion", "pace_diff"), strict=True):
            scale = HUNDRED_MILLION if unit == "亿元" and column in "EF" else 1
            expected[f"附件1!{column}{row}"] = (code, "whole", field, scale)
    boxed(page, 4, 1, 18, 8)
    return saved(book), expected


FORMS = {"monthly": monthly, "by_county": by_county, "crossed": crossed, "brief": brief}

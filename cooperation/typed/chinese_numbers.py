"""Numbers written in Chinese, as on cheques: 壹佰贰拾元整, 三千二百, 二〇二一."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# 三百五 is 350 when spoken and 305 when read out: too unsure to take.
AMBIGUOUS = frozenset(TENS) - {"十", "拾"} | frozenset(GROUPS)
CHARACTERS = frozenset(DIGITS) | frozenset(TENS) | frozenset(GROUPS)
LONGEST = 40


def chinese_number(text: str) -> Decimal | None:
    """The value of a whole number written in Chinese; None if it is none."""
    if not text or len(text) > LONGEST or any(char not in CHARACTERS for char in text):
        return None
    if all(char in DIGITS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    if len(text) > 1 and text[-1] in DIGITS and text[-2] in AMBIGUOUS:
        return None
    total = group = 0
    digit = None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            group += (1 if digit is None else digit) * TENS[char]
            digit = None
        else:
            group += digit or 0
            if GROUPS[char] == 10**4:
                total += group * 10**4
            else:
                total = (total + group) * 10**8
            group, digit = 0, None
    return Decimal(total + group + (digit or 0))

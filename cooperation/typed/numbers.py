"""Typed text → a number, as offices really type it; the same for every channel.

A reading is a value (perhaps normalised), a problem, or a question: what the text most
likely means, to be confirmed. Browser checks are a courtesy; this decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.formatting import number
from cooperation.typed.chinese_numbers import CHARACTERS, chinese_number

# Longer texts are refused before anything else looks at them.
LONGEST = 1000
MOST_DIGITS = 15
MOST_DECIMALS = 6

MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
COUNTS = {"百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
TRADITIONAL = str.maketrans("萬億", "万亿")
YUAN = ("人民币", "RMB", "CNY", "¥", "￥")

PLAIN = re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
STRICT = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?", re.ASCII)
SIMPLE = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
BY_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
BY_BLANKS = re.compile(r"[+-]?\d{1,3}( \d{3})+(\.\d+)?", re.ASCII)
SCIENTIFIC = re.compile(r"([+-]?\d{1,15}(?:\.\d{0,15})?)e([+-]?\d{1,9})", re.ASCII | re.IGNORECASE)
WITH_UNIT = re.compile(r"([+-]?[\d.,。 ]*\d[\d.,。 ]*) ?([^\d.,。 +-][^\d]*)?", re.ASCII)
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)
IDENTITY = re.compile(
    r"(?<!\d)\d{6}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a text cannot be taken as it is, with a stable code."""

    code: str
    reason: Any
    advice: Any
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text says. A question (`ask`) comes with the value it proposes."""

    value: Decimal | None = None
    normalised: bool = False
    problem: Finding | None = None
    ask: Finding | None = None


_NOT_A_NUMBER = _("this is not a number")
_WRITE_ONE = _("Write one number in digits")
_BLANK_OR_ZERO = _("Leave it blank, or type 0 where nothing happened")

# (pattern on the normalised text, code, reason, advice), in this order
_REFUSED = [
    (re.compile(pattern, re.ASCII | re.IGNORECASE), code, reason, advice)
    for pattern, code, reason, advice in (
        (
            r"[\x00-\x08\x0e-\x1f\x7f]",
            "T21",
            _("it has characters that cannot be kept"),
            _("Type it anew"),
        ),
        (r"[+-]?(s?nan|inf(inity)?|∞)", "N25", _NOT_A_NUMBER, _WRITE_ONE),
        (r"true|false|真|假|是|否", "N45", _("this is yes or no, not a number"), _WRITE_ONE),
        (
            r"〃|″|\"|''|同上|同左|同前",
            "N39",
            _("this only points to another cell"),
            _("Write the number out"),
        ),
        (r".*%.*|.*‰.*", "N34", _("this is a percentage"), _("Write the count or amount itself")),
        (
            r"[+-]?0[xbo][0-9a-f]+|\d+ ?[/⁄] ?\d+",
            "N29",
            _("this is not a decimal number"),
            _WRITE_ONE,
        ),
        (
            r"\(.*\)|[△▲].*",
            "N13",
            _("this would be read as a negative number"),
            _("If it is positive, leave out the brackets or the sign"),
        ),
        (
            r".*\d ?(-|–|—|~|至|到) ?\d.*",
            "N37",
            _("this is a range"),
            _("Write one number, not a range"),
        ),
        # Nobody guesses whether 无 means that nothing happened or that nothing is known.
        (r"无|暂无|没有?|未发生|[—–―]+|[/\\]", "N00", _NOT_A_NUMBER, _BLANK_OR_ZERO),
        (r"-+", "N15", _NOT_A_NUMBER, _BLANK_OR_ZERO),
        (r"[+-]{2,}.*|.*\d ?[+-]|[+-]+", "N15", _NOT_A_NUMBER, _WRITE_ONE),
        (r".*\d[·•・]\d.*", "N19", _("“·” is not a decimal point"), _("Write the point as “.”")),
        (r".*、.*", "N05", _("this is not a number; a cell takes one number"), _WRITE_ONE),
        (r".*\d ?[;|] ?\d.*", "N41", _("a cell takes one number"), _WRITE_ONE),
        (
            r"[约近超<>≥≤≈].*|.*(多|余|以上|左右)[^\d]*",
            "N38",
            _("this is not an exact number"),
            _("Write the exact number; put doubts into the note"),
        ),
    )
]


def read_number(text: str, *, units: tuple[str, ...] = (), decimals: int = 0) -> Reading:
    """Read a cell. `units` are the column's unit in its languages, `decimals` its decimals.

    Blank is no value; it is never 0.
    """
    if len(text) > LONGEST:
        return _refuse("N49", _("this is too long"), _WRITE_ONE)
    bare = normal(text)
    if not bare:
        return Reading()
    finding = _strange_digit(text) or _personal(bare) or _refused(bare) or _scientific(bare)
    if finding:
        return Reading(problem=finding)
    if bare[0] in "'’":
        bare = bare[1:].strip()
    reading = _in_chinese(bare, units, decimals) or _in_digits(bare, units, decimals)
    if reading.value is None or reading.ask or PLAIN.fullmatch(text.strip()):
        return reading
    return Reading(reading.value, normalised=True)


def normal(text: str) -> str:
    """NFKC, no format characters, one plain blank for any run of blanks, none at the ends."""
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def looks_personal(text: str) -> bool:
    """Whether a text holds an identity or telephone number, which this system never keeps."""
    joined = "".join(c for c in normal(text) if c not in " -")
    return bool(IDENTITY.search(joined) or PHONE.search(joined))


def _refuse(code: str, reason: Any, advice: Any, **params: Any) -> Reading:
    return Reading(problem=Finding(code, reason, advice, params))


def _strange_digit(text: str) -> Finding | None:
    """Digits of other scripts, and characters that NFKC would turn into other digits (5² → 52)."""
    for char in text:
        if char.isascii() or "０" <= char <= "９" or char == "〇":
            continue
        category = unicodedata.category(char)
        if category == "Nd":
            return Finding("N27", _("these are digits of another script"), _("Use the digits 0–9"))
        if category in {"No", "Nl"}:
            return Finding("N29", _("this is not a decimal number"), _WRITE_ONE)
    return None


def _personal(bare: str) -> Finding | None:
    if not looks_personal(bare):
        return None
    return Finding(
        "P01",
        _("this looks like an identity or telephone number; no personal data are collected here"),
        _("Write counts only"),
    )


def _refused(bare: str) -> Finding | None:
    for pattern, code, reason, advice in _REFUSED:
        match = pattern.search(bare) if code == "T21" else pattern.fullmatch(bare)
        if match:
            return Finding(code, reason, advice)
    return None


def _scientific(bare: str) -> Finding | None:
    match = SCIENTIFIC.fullmatch(bare)
    if not match:
        return None
    exponent = int(match[2])
    if exponent > MOST_DIGITS:
        return _too_large()
    if exponent < -MOST_DIGITS:
        return Finding("N21", _("this is in scientific notation"), _WRITE_ONE)
    return Finding(
        "N21",
        _("this is in scientific notation"),
        _("Write the whole number: %(number)s"),
        {"number": f"{Decimal(match[1]).scaleb(exponent).normalize():f}"},
    )


def _too_large() -> Finding:
    return Finding(
        "N23",
        _("the number is too large (at most %(most)s digits)"),
        _("Check the number and its unit"),
        {"most": MOST_DIGITS},
    )


def _in_chinese(bare: str, units: tuple[str, ...], decimals: int) -> Reading | None:
    """壹佰贰拾元整: asked back in digits."""
    head = bare.removesuffix("整").removesuffix("正")
    length = next((i for i, c in enumerate(head) if c not in CHARACTERS), len(head))
    value = chinese_number(head[:length])
    if value is None:
        return None
    return _converted(value, head[length:].strip(), units, decimals, code="N31")


def _in_digits(bare: str, units: tuple[str, ...], decimals: int) -> Reading:
    prefix = next((p for p in YUAN if bare.upper().startswith(p)), "")
    match = WITH_UNIT.fullmatch(bare[len(prefix) :].strip())
    if not match:
        return _refuse("N00", _NOT_A_NUMBER, _WRITE_ONE)
    digits, unit = match[1].strip(), (match[2] or "").strip()
    value = _plain_value(digits)
    if isinstance(value, Finding):
        return Reading(problem=value)
    return _converted(value, unit or ("元" if prefix else ""), units, decimals)


def _plain_value(digits: str) -> Decimal | Finding:
    """Groups of three by commas or blanks, a Chinese full stop as the point."""
    digits = re.sub(r"(?<=\d)。(?=\d)", ".", digits)
    if BY_COMMAS.fullmatch(digits) or BY_BLANKS.fullmatch(digits):
        digits = digits.replace(",", "").replace(" ", "")
    if "," in digits:
        return Finding("N04", _("the commas do not part groups of three digits"), _WRITE_ONE)
    if " " in digits:
        if digits.count(" ") == 1:
            return Finding("N41", _("a cell takes one number"), _WRITE_ONE)
        return Finding("N07", _("there are blanks inside the number"), _WRITE_ONE)
    if not SIMPLE.fullmatch(digits):
        return Finding(
            "N20", _("this is not a whole number nor a decimal one"), _("Write it like 0.5 or 12")
        )
    sign = digits[0] if digits[0] in "+-" else ""
    whole, _point, part = digits.lstrip("+-").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    if len(whole) > MOST_DIGITS:
        return _too_large()
    if len(part) > MOST_DECIMALS:
        return Finding("N17", _("it has too many decimals"), _("Round it"))
    plain = f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
    if plain in {"-0", "+0"}:
        plain = "0"
    # What Decimal() itself takes is far more than a number may be.
    return Decimal(plain) if STRICT.fullmatch(plain) else Finding("N00", _NOT_A_NUMBER, _WRITE_ONE)


def _converted(
    value: Decimal, unit: str, units: tuple[str, ...], decimals: int, code: str = ""
) -> Reading:
    """The value in the column's unit; a question where that took a conversion."""
    factor = _factor(unit, units)
    if factor is None:
        return _refuse(
            "M06",
            _("this column counts %(unit)s, not %(typed)s"),
            _("Check what is counted"),
            unit=units[0] if units else "—",
            typed=unit[:20],
        )
    proposed = _rounded(value * factor, decimals)
    if value and not proposed and decimals:
        # Nobody is asked whether something is nothing.
        return _refuse("N17", _("it has too many decimals"), _("Round it"))
    if factor != 1 or code:
        return Reading(
            proposed,
            ask=Finding(
                code or "N33",
                _("it is not written in the unit of this column (%(unit)s)")
                if units
                else _("it is not written in plain digits"),
                _("Is it to be recorded as %(number)s?"),
                {"unit": units[0] if units else "—", "number": number(proposed, decimals)},
            ),
        )
    if value == _rounded(value, decimals):
        return Reading(value)
    if decimals == 0:
        return _refuse("N18", _("this is counted in whole numbers"), _("Write a whole number"))
    return Reading(
        proposed,
        ask=Finding(
            "N17",
            _("at most %(decimals)s decimals are kept"),
            _("Is it to be rounded to %(number)s?"),
            {"decimals": decimals, "number": number(proposed, decimals)},
        ),
    )


def _factor(unit: str, units: tuple[str, ...]) -> Decimal | None:
    """By what to multiply a typed number to get the column's unit; None: another thing."""
    unit = unit.replace(" ", "").translate(TRADITIONAL)
    if not unit or unit.casefold() in {u.casefold() for u in units}:
        return Decimal(1)
    column = next((u for u in units if u in MONEY), None)
    if column:
        money = MONEY.get(unit) or COUNTS.get(unit)
        return None if money is None else Decimal(money) / MONEY[column]
    for word, size in COUNTS.items():
        if unit == word or (unit.startswith(word) and unit[len(word) :] in units):
            return Decimal(size)
    return None


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

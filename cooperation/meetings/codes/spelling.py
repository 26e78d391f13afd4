"""How a figure's code is spelled: K7F3Q-H2M2B5, usually 10 to 13 characters.

    K7F3Q   the code of the file, five characters of the alphabet of `cooperation.exports`
    H2      whose number it is: the pairing's key in the database, 0 for the total
    M2      the indicator's key in the database
    B       the column's letter, as `text.COLUMNS` gives it
    (H4)    how many months earlier than the file's own period the number's ends; mostly absent
    5       a check character

The alphabet has 31 signs and none of 0, O, 1, I, L. Numbers are written so that each says itself
where it ends: the last sign is one of the first 15, those before it one of the other 16 (15 of
one sign, 255 of up to two, 4 095 of up to three). So a hyphen is an ornament, and a code depends
on nothing but keys that never change.

The check character is the sum of all signs before it, each times its place, modulo 31. Since 31
is a prime and no code is longer than 28 signs, every slip of one sign and every exchange of two
is noticed.

When typed, case, blanks, hyphens and dots do not matter, nor do full-width characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cooperation.exports import ALPHABET, CODE_LENGTH
from cooperation.meetings.text import COLUMNS, FigureRef

BASE = len(ALPHABET)
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_LETTERS = {letter.upper(): column for column, letter in COLUMNS.items()}
# The last sign of a number is one of the first; the others stand before it.
_LAST = 15
_MORE = BASE - _LAST
# A longer one would weigh a place like another.
LONGEST = 28
# In the alphabet they would be taken for one another; so a typed one is a slip, or a worn print.
ALIKE = frozenset("0O1IL")
_BETWEEN = frozenset("-‐‑‒–—―−_.·/ \t\r\n")


class Mistyped(ValueError):
    """A text that is no code. strange: the characters that no code has."""

    def __init__(self, strange: str = "") -> None:
        super().__init__(strange)
        self.strange = strange


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code says: a file, and in it a value whose period ends so many months earlier.

    pairing_id: None for the total. Whether it is 市本级 or a group is told by the pairing.
    """

    export: str
    pairing_id: int | None
    indicator_id: int
    column: str
    months_before: int

    def ref(self, year: int, through: int) -> FigureRef:
        """The value, from the period of the file. ValueError for a period outside the calendar."""
        index = year * 12 + through - 1 - self.months_before
        if not 12 * 1990 <= index < 12 * 2200:
            raise ValueError(index)
        kind = "total" if self.pairing_id is None else "pairing"
        where = kind, self.pairing_id, self.indicator_id, self.column
        return FigureRef(*where, index // 12, index % 12 + 1)


def code_of(ref: FigureRef, export: str, year: int, through: int) -> str:
    """The code of a value in the file with this code, whose own period is `year`, `through`."""
    place = 0 if ref.pairing_id is None else ref.pairing_id
    before = (year - ref.year) * 12 + through - ref.through
    tail = _written(place) + _written(ref.indicator_id) + COLUMNS[ref.column].upper()
    if before:
        # Earlier periods are odd numbers, later ones even: there is no minus.
        tail += _written(2 * before - 1 if before > 0 else -2 * before)
    return f"{export}-{tail}{check_sign(export + tail)}"


def parse(text: str) -> Coded:
    """What a typed text says; Mistyped for what is no code or does not fit its check sign."""
    signs = plain(text)
    strange = "".join(dict.fromkeys(sign for sign in signs if sign not in _VALUES))
    if strange or not CODE_LENGTH + 4 <= len(signs) <= LONGEST:
        raise Mistyped(strange)
    if check_sign(signs[:-1]) != signs[-1]:
        raise Mistyped
    rest = iter(signs[CODE_LENGTH:-1])
    place, indicator = _read(rest), _read(rest)
    column = _LETTERS.get(next(rest, ""))
    period = list(rest)
    number = _read(iter(period)) if period else 0
    before = (number + 1) // 2 if number % 2 else -(number // 2)
    found = Coded(signs[:CODE_LENGTH], place or None, indicator, column or "", before)
    if column is None or _spelled(found) != signs:
        raise Mistyped
    return found


def plain(text: str) -> str:
    """A typed code as it is compared: capitals, nothing between them."""
    normal = unicodedata.normalize("NFKC", text).upper()
    kept = (one for one in normal if one not in _BETWEEN and unicodedata.category(one) != "Cf")
    return "".join(kept)


def looks_like_file(text: str) -> bool:
    """Whether a typed text could be the code of a file alone."""
    signs = plain(text)
    return len(signs) == CODE_LENGTH and all(sign in _VALUES for sign in signs)


def check_sign(signs: str) -> str:
    """The check character of some signs of the alphabet."""
    total = sum(place * _VALUES[sign] for place, sign in enumerate(signs, start=1))
    return ALPHABET[total % BASE]


def _spelled(found: Coded) -> str:
    """The one spelling of what was read: 0 before a number would be a second one."""
    ref = FigureRef("", found.pairing_id, found.indicator_id, found.column, 0, 0)
    return plain(code_of(ref, found.export, found.months_before // 12, found.months_before % 12))


def _written(number: int) -> str:
    """A number, its last sign one of the first 15."""
    number, last = divmod(number, _LAST)
    signs = ALPHABET[last]
    while number:
        # Without a sign for nothing no number has two spellings.
        number, more = divmod(number - 1, _MORE)
        signs = ALPHABET[_LAST + more] + signs
    return signs


def _read(signs: Iterator[str]) -> int:
    """The number that begins here; Mistyped if it does not end."""
    number = 0
    for sign in signs:
        value = _VALUES[sign]
        if value < _LAST:
            return number * _LAST + value
        number = number * _MORE + value - _LAST + 1
    raise Mistyped

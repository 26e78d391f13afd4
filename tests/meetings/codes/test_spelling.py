"""Codes come back as they went, however they are typed; slips are noticed."""

import random
from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.exports import ALPHABET
from cooperation.meetings.codes import Mistyped, code_of, coder, parse
from cooperation.meetings.codes.spelling import plain
from cooperation.meetings.text import COLUMNS, FigureRef

FILES = st.text(ALPHABET, min_size=5, max_size=5)
KEYS = st.integers(1, 10**6)
YEARS, MONTHS = st.integers(2000, 2100), st.integers(1, 12)


@st.composite
def figures(draw):
    pairing = draw(st.none() | KEYS)
    kind = "total" if pairing is None else "pairing"
    column = draw(st.sampled_from(sorted(COLUMNS)))
    return FigureRef(kind, pairing, draw(KEYS), column, draw(YEARS), draw(MONTHS))


@given(figures(), FILES, YEARS, MONTHS)
def test_there_and_back(figure, file, year, through):
    code = code_of(figure, file, year, through)
    found = parse(code)
    assert (found.export, found.ref(year, through)) == (file, figure)
    assert code == code.upper()
    assert len(plain(code)) <= 28


@given(figures(), FILES)
def test_as_people_type_it(figure, file):
    code = coder(file, figure.year, figure.through)(figure)
    wide = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in ALPHABET})
    between = [code.replace("-", sign) for sign in ("", "－", "—", ".", " ")]
    for typed in (*between, code.lower(), wide, " ".join(code), f"{code}\u200b\n"):
        assert parse(typed) == parse(code)


@pytest.mark.parametrize(
    ("pairing", "indicator", "column", "before", "code"),
    [
        (None, 1, "ytd", 0, "K7F3Q-23B8"),
        (14, 14, "ytd", 0, "K7F3Q-GGBV"),
        (15, 60, "ytd", 0, "K7F3Q-H2M2B5"),
        (500, 60, "ytd", 0, "K7F3Q-JH7M2BV"),
        (15, 60, "completion", 9, "K7F3Q-H2M2DH4V"),
    ],
)
def test_what_was_printed_is_read_for_ever(pairing, indicator, column, before, code):
    """These spellings are on paper: they must never change."""
    found = parse(code)
    said = (found.pairing_id, found.indicator_id, found.column, found.months_before)
    assert said == (pairing, indicator, column, before)


def test_letters_of_columns_are_no_two_and_look_like_no_digit():
    assert len(set(COLUMNS.values())) == len(COLUMNS)
    assert {letter.upper() for letter in COLUMNS.values()} <= set(ALPHABET)


def noticed(code, typed):
    try:
        return parse(typed) == parse(code)
    except Mistyped:
        return True


def examples(number):
    chance = random.Random(7)
    for _one in range(number):
        pairing = chance.choice([None, chance.randrange(1, 900)])
        figure = FigureRef("", pairing, chance.randrange(1, 70), chance.choice(list(COLUMNS)),
                           2025, 9)  # fmt: skip
        file = "".join(chance.choices(ALPHABET, k=5))
        yield plain(code_of(figure, file, 2025, chance.choice([9, 9, 12])))


def test_every_slip_of_one_sign_is_noticed():
    slips = [
        (code, code[:place] + sign + code[place + 1 :])
        for code in examples(40)
        for place in range(len(code))
        for sign in f"{ALPHABET}01OIL"
    ]
    assert all(noticed(code, typed) for code, typed in slips)


def test_every_exchange_of_two_signs_is_noticed():
    for code in examples(100):
        for one, other in combinations(range(len(code)), 2):
            signs = list(code)
            signs[one], signs[other] = signs[other], signs[one]
            assert noticed(code, "".join(signs))


def test_most_lost_and_doubled_signs_are_noticed():
    """One in 31 by the check alone; the rest of the spelling catches more."""
    typed = [
        (code, code[:place] + more + code[place + 1 :])
        for code in examples(300)
        for place in range(len(code))
        for more in ("", code[place] * 2)
    ]
    missed = sum(not noticed(code, one) for code, one in typed)
    assert missed / len(typed) < 0.02


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("", ""),
        ("K7F3Q", ""),
        ("K7F3Q-23D9", ""),
        ("K7F3Q-23DO", "O"),
        ("K7F3Q-23D1", "1"),
        ("K7F3Q-23DЖ", "Ж"),
        ("=1+1", "=1+"),
        ("\0" * 12, "\0"),
        ("Z" * 500, ""),
        ("K7F3Q-ZZZZZZZZ", ""),
        ("𠮷" * 10, "𠮷"),
    ],
)
def test_what_is_no_code(text, strange):
    with pytest.raises(Mistyped) as mistyped:
        parse(text)
    assert mistyped.value.strange == strange


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_mistyped(text):
    with suppress(Mistyped):
        assert plain(text).startswith(parse(text).export)


def test_a_period_outside_the_calendar_is_told():
    with pytest.raises(ValueError, match=r"\d+"):
        parse(code_of(FigureRef("", 1, 1, "ytd", 25, 9), "K7F3Q", 2025, 9)).ref(2025, 9)

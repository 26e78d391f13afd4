"""The parts of an explanation as they are typed: one line per kind, all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.formatting import number, signed
from cooperation.models import Explanation, ExplanationPart
from cooperation.reconciliation.comparison import ZERO, Comparison
from cooperation.typed.numbers import LONGEST, Finding, read_number
from cooperation.typed.problems import Problem
from cooperation.typed.words import fault_of, one_line

Kind = ExplanationPart.Kind
LONGEST_NOTE = ExplanationPart._meta.get_field("note").max_length
# Whoever rounds to whole units is never farther off than one of them.
MOST_ROUNDING = Decimal(1)
# What the databases keep of a figure: 13 digits before the point.
MOST_AMOUNT = Decimal(10) ** 13

AMOUNT, NOTE, SEEN = "xa", "xn", "xs"


@dataclass(frozen=True, slots=True)
class PartPlace:
    """Where a problem with a part is: the indicator's code and how the part is called."""

    indicator: str
    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(slots=True)
class TypedPart:
    """One kind of part as it was typed; `amount` where it could be read and is not 0."""

    kind: str
    text: str = ""
    note: str = ""
    amount: Decimal | None = None

    @property
    def label(self) -> str:
        """The kind in the reader's language."""
        return str(Kind(self.kind).label)

    @property
    def given(self) -> bool:
        """Whether anything was typed into it."""
        return bool(self.text.strip() or self.note.strip())


@dataclass(slots=True)
class TypedParts:
    """All kinds in their order, and what is wrong with them.

    seen: the numbers that the page showed, as the page says them.
    """

    code: str
    parts: list[TypedPart]
    seen: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def given(self) -> bool:
        """Whether anything was typed at all; else the difference is left unexplained."""
        return any(part.given for part in self.parts) or bool(self.problems)

    def lacking(self, one: Comparison) -> list[Problem]:
        """What to say where nothing was typed and something is asked for."""
        return _sum_problems(self, one)

    @property
    def usable(self) -> list[TypedPart]:
        """The parts that say something."""
        return [part for part in self.parts if part.amount is not None]


def seen_numbers(one: Comparison) -> str:
    """Declared and ledger as a form carries them, to know whether they changed since."""
    return f"{_exact(one.declared)}|{_exact(one.ledger)}"


def parts_begun(post: Mapping[str, str]) -> bool:
    """Whether anything at all was typed into the parts of a posted form."""
    return any(
        text.strip() and name.startswith((f"{AMOUNT}-", f"{NOTE}-")) for name, text in post.items()
    )


def blank_parts(one: Comparison, from_given: Explanation | None = None) -> TypedParts:
    """The lines to type into; with what an explanation says, where there is one."""
    old = {part.kind: part for part in from_given.parts.all()} if from_given else {}
    parts = [
        TypedPart(kind, f"{old[kind].amount.normalize():f}", old[kind].note)
        if kind in old
        else TypedPart(kind)
        for kind in Kind.values
    ]
    return TypedParts(one.indicator.code, parts, seen_numbers(one))


def read_parts(post: Mapping[str, str], one: Comparison) -> TypedParts:
    """The parts of a difference in a posted form, and everything that is wrong with them."""
    code = one.indicator.code
    typed = TypedParts(
        code,
        [
            TypedPart(
                kind,
                post.get(f"{AMOUNT}-{code}-{kind}", "")[: LONGEST + 1],
                post.get(f"{NOTE}-{code}-{kind}", "")[: LONGEST + 1],
            )
            for kind in Kind.values
        ],
        post.get(f"{SEEN}-{code}", "")[:100],
    )
    typed.problems = [*_unknown_kinds(post, one), *_part_problems(typed, one)]
    if typed.given and not typed.problems:
        typed.problems = _sum_problems(typed, one)
    return typed


def _unknown_kinds(post: Mapping[str, str], one: Comparison) -> Iterable[Problem]:
    for mark in (AMOUNT, NOTE):
        start = f"{mark}-{one.indicator.code}-"
        for name in post:
            kind = name.removeprefix(start)
            if name.startswith(start) and kind not in Kind.values:
                yield Problem(
                    "E02",
                    _place(one),
                    _("there is no such kind of part"),
                    _("Use the lines of the page"),
                    value=kind,
                )


def _part_problems(typed: TypedParts, one: Comparison) -> Iterable[Problem]:
    for part in typed.parts:
        part.note = one_line(part.note)
        place = _place(one, part)
        fault = fault_of(part.note, LONGEST_NOTE)
        if fault:
            yield _problem(fault, place, part.note)
        yield from _amount_problems(part, place, one)


def _amount_problems(part: TypedPart, place: PartPlace, one: Comparison) -> Iterable[Problem]:
    indicator = one.indicator
    units = (indicator.unit_zh, indicator.unit_en)
    reading = read_number(part.text, units=units, decimals=indicator.decimals)
    if reading.problem:
        yield _problem(reading.problem, place, part.text)
        return
    if reading.ask:
        # A part has no box to say yes in: the number is written as it is meant.
        advice = _("Write %(number)s if that is meant")
        ask = reading.ask
        yield _problem(Finding(ask.code, ask.reason, advice, ask.params), place, part.text)
        return
    if reading.value is not None and abs(reading.value) >= MOST_AMOUNT:
        reason, advice = _("the number is too large"), _("Check the number and its unit")
        yield Problem("N23", place, reason, advice, value=part.text)
        return
    part.amount = reading.value or None
    if part.amount is None:
        if part.note:
            yield Problem(
                "E03", place, _("the amount is missing"), _("Type the amount, or empty the note")
            )
        return
    if part.kind == Kind.OTHER_SOURCE and not part.note:
        yield Problem("E04", place, _("the source is not named"), _("Name it in the note"))
    if part.kind == Kind.ROUNDING and abs(part.amount) > MOST_ROUNDING:
        yield Problem(
            "E05",
            place,
            _("rounding makes at most %(most)s %(unit)s"),
            _("Name the other parts of the difference"),
            value=part.text,
            params={"most": number(MOST_ROUNDING), "unit": indicator.unit},
        )


def _sum_problems(typed: TypedParts, one: Comparison) -> list[Problem]:
    difference = one.difference
    if not difference:
        reason = _("there is no difference to explain")
        return [Problem("E06", _place(one), reason, _("Empty the parts"))]
    total = sum((part.amount for part in typed.usable if part.amount), ZERO)
    if total == difference:
        return []
    places = one.indicator.decimals
    return [
        Problem(
            "E01",
            _place(one),
            _("the parts come to %(total)s, the difference is %(difference)s"),
            _("%(lacking)s is still to be explained"),
            params={
                "total": signed(total, places),
                "difference": signed(difference, places),
                "lacking": signed(difference - total, places),
            },
        )
    ]


def _place(one: Comparison, part: TypedPart | None = None) -> PartPlace:
    name = one.indicator.name
    return PartPlace(one.indicator.code, f"{name} · {part.label}" if part else name)


def _problem(finding: Finding, place: Any, text: str) -> Problem:
    return Problem(
        finding.code, place, finding.reason, finding.advice, value=text, params=finding.params
    )


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"

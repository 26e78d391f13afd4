"""The annex of restated figures: what was presented at the last meeting and is another one now."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cooperation.bridge import CORRECTED, LATE, NEW, PRESS, TAKEN_BACK, TARGET
from cooperation.formatting import UNKNOWN, chinese, month_name, number, signed, year_name
from cooperation.meetings.paper.document import CENTER, LEFT, RIGHT, Cell, Column, Line, Part, Table
from cooperation.meetings.paper.parts.happenings import said
from cooperation.meetings.paper.words import long_moment
from cooperation.models import CorrectionKind

if TYPE_CHECKING:
    from cooperation.meetings.restated.effects import Effect
    from cooperation.meetings.restated.restatement import Line as Restated
    from cooperation.meetings.restated.restatement import Restatement

KINDS = (CORRECTED, LATE, TAKEN_BACK, PRESS, NEW, TARGET)
MOST_LINES = 150


def kind_words() -> dict[str, str]:
    """What became of a figure."""
    return {
        CORRECTED: _("Corrected figures"),
        LATE: _("Months reported late"),
        TAKEN_BACK: _("Months taken back"),
        PRESS: _("Published figure"),
        NEW: _("New months"),
        TARGET: _("Change of the target"),
    }


def changes(restated: Restatement) -> Iterable[Part]:
    """Every restated figure and what it did to the headline numbers; an empty list says so."""
    yield said(
        _("Compared is what was known on %(moment)s with what is known now.")
        % {"moment": long_moment(restated.since)}
    )
    if restated.nothing:
        yield said(_("No figure presented at the last meeting has changed."), tone="strong")
    else:
        yield _lines_table(restated)
    if restated.effects:
        yield _effects_table(restated)


def _lines_table(restated: Restatement) -> Table:
    columns = (
        Column(_("No."), CENTER, 5),
        Column(_("Pairing"), LEFT, 20),
        Column(_("Indicator"), LEFT, 18),
        Column(_("Month"), LEFT, 12),
        Column(_("What became of it"), LEFT, 11),
        Column(_("Figure then"), RIGHT, 12),
        Column(_("Figure now"), RIGHT, 12),
        Column(_("Effect on the total"), RIGHT, 12),
        Column(_("Effect (points)"), RIGHT, 9),
        Column(_("Reason"), LEFT, 22),
        Column(_("Who and when"), LEFT, 20),
    )
    words = kind_words()
    shown = restated.lines[:MOST_LINES]
    lines = tuple(_line(place, one, words) for place, one in enumerate(shown, start=1))
    notes = ()
    if len(restated.lines) > MOST_LINES:
        notes = (
            _("The first %(shown)d of %(all)d; the others stand on the page of changes.")
            % {"shown": MOST_LINES, "all": len(restated.lines)},
        )
    return Table(_("Restated figures"), columns, lines, notes=notes, size="small")


def _line(place: int, one: Restated, words: dict[str, str]) -> Line:
    decimals = one.indicator.decimals
    month = month_name(one.month.year, one.month.month) if one.month else year_name(one.year)
    return Line(
        (
            Cell(str(place)),
            Cell(one.place),
            Cell(f"{one.indicator.name} ({one.indicator.unit})"),
            Cell(month),
            Cell(words.get(one.kind, one.kind)),
            Cell(_given(one.old, decimals, one.basis_old)),
            Cell(_given(one.new, decimals, one.basis_new)),
            Cell(signed(one.units, decimals)),
            Cell(signed(one.points)),
            Cell(_reason(one)),
            Cell(" · ".join(filter(None, (one.office, one.by, _when(one))))),
        )
    )


def _given(value: Decimal | None, decimals: int, basis: str) -> str:
    """A year to date and a month are different things to have changed."""
    text = number(value, decimals)
    if value is not None and basis == "ytd":
        return _("%(value)s (year to date)") % {"value": text}
    return text


def _reason(one: Restated) -> str:
    kinds = {value: str(label) for value, label in CorrectionKind.choices}
    words = (kinds.get(one.reason_kind, ""), one.reason)
    return ("；" if chinese() else "; ").join(filter(None, words)) or UNKNOWN


def _when(one: Restated) -> str:
    return long_moment(one.at) if one.at else ""


def _effects_table(restated: Restatement) -> Table:
    words = kind_words()
    occurring = {amount.kind for effect in restated.effects for amount in effect.amounts}
    kinds = [kind for kind in KINDS if kind in occurring]
    columns = (
        Column(_("Indicator"), LEFT, 30),
        Column(_("Unit"), CENTER, 10),
        Column(_("As presented"), RIGHT, 13),
        *(Column(words[kind], RIGHT, 13) for kind in kinds),
        Column(_("Now"), RIGHT, 13),
    )
    lines = [line for effect in restated.effects for line in _effect_lines(effect, kinds)]
    notes = (_("From left to right the amounts add up exactly, in units and in points."),)
    title = _("Effect on the headline figures")
    return Table(title, columns, tuple(lines), notes=notes, size="small")


def _effect_lines(effect: Effect, kinds: list[str]) -> Iterable[Line]:
    decimals = effect.indicator.decimals
    amounts = {amount.kind: amount for amount in effect.amounts}
    then, now = effect.bridge.then, effect.bridge.now
    name = effect.indicator.name
    if effect.pairing is not None:
        name = f"{effect.pairing.name}: {name}"
    units = [_signed(amounts, kind, "units", decimals) for kind in kinds]
    first = (Cell(name), Cell(effect.indicator.unit), Cell(number(then.value, decimals)))
    yield Line((*first, *units, Cell(number(now.value, decimals))))
    points = [_signed(amounts, kind, "points", 2) for kind in kinds]
    ends = (number(then.completion, 2), number(now.completion, 2))
    yield Line((Cell(""), Cell(_("points")), Cell(ends[0]), *points, Cell(ends[1])))


def _signed(amounts: dict, kind: str, part: str, decimals: int) -> Cell:
    """Nothing happened is an empty field; what happened and is unknown is a dash."""
    return Cell(signed(getattr(amounts[kind], part), decimals) if kind in amounts else "")

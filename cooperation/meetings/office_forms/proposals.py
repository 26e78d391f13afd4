"""Which figure each waiting cell of a form asks for, told from what stands around it.

Simple rules, the same answer every time. A cell is ticked only where nothing is left to guess;
where the words are merely near, the figure is offered and the tick is the secretary's. What
cannot be ours (another unit, another year, a place that is not in the programme) is offered
nothing and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from cooperation.meetings.office_forms import columns
from cooperation.meetings.office_forms.grid import Grid, GridCell
from cooperation.meetings.office_forms.labels import (
    MONEY,
    SHARES,
    Label,
    factor,
    label,
    same_kind,
    units_in,
)
from cooperation.meetings.office_forms.surroundings import Reader, Surroundings
from cooperation.meetings.office_forms.vocabulary import WHOLE, Vocabulary
from cooperation.scoreboard.catalogue import CountedIndicator

# A form with more waiting cells is mapped up to here.
MOST_CELLS = 600
# Heads and labels that name nothing of their own.
_NEUTRAL = frozenset(
    (
        *("合计", "小计", "总计", "总数", "指标", "指标名称", "项目", "内容", "数量", "数值"),
        *("完成情况", "进展情况", "工作情况", "县区", "地区", "区县", "县市区", "单位", "计量单位"),
        *("数据", "序号", "全市", "金额", "人数", "本级", "indicator", "unit", "no"),
    )
)
_CUMULATIVE = re.compile(r"累计|截[至止]|\d*至\d*月|1\s*[-—–~至]\s*\d*_*月|今年以来|year to date")
_NAMED_OFFICE = re.compile(r"^(?:填报|报送|上报)?(?:单位|县区|地区|区县)(?:名称)?\s*[:：]\s*(.+)")


@dataclass(frozen=True)
class Choice:
    """What goes into a cell: an indicator, whose (WHOLE, OWN or a slug), which column of the row,
    and what it is multiplied by."""

    indicator: CountedIndicator
    place: str
    field: str
    scale: Decimal = Decimal(1)


@dataclass(frozen=True)
class Proposal:
    """A waiting cell with what is offered for it, if anything; sure: it may be ticked."""

    cell: GridCell
    label: str
    choice: Choice | None = None
    sure: bool = False
    why: str = ""


class Unfit(Exception):
    """What the form asks for is not ours to give; the message says why."""


@dataclass
class _Said:
    """What one side (row or column) of a cell says."""

    indicator: CountedIndicator | None = None
    place: str = ""
    fields: tuple[str, ...] = ()
    sure: bool = True
    unknown: str = ""


def proposals(grids: list[Grid], words: Vocabulary) -> list[Proposal]:
    """One for each waiting cell that has a label beside it, in reading order."""
    found: list[Proposal] = []
    for grid in grids:
        found += islice(_Form(grid, words).proposals(), MOST_CELLS - len(found))
    return found


class _Form:
    """One grid; a side is understood once for all cells that share it."""

    def __init__(self, grid: Grid, words: Vocabulary):
        self.grid, self.words, self.reader = grid, words, Reader(grid)
        self._sides: dict[tuple, _Said] = {}
        self._alone: dict[str, _Said | None] = {}
        self._wholes: dict[tuple[int, int], CountedIndicator | None] = {}
        self.years = {
            year
            for line in grid.lines
            for cell in line
            if cell.says and (year := columns.year_in(cell.text))
        }

    def proposals(self) -> Iterator[Proposal]:
        """Of this grid."""
        for line in self.grid.lines:
            waiting = [self.reader.around(cell) for cell in line if cell.waits]
            headed = any(around.column for around in waiting)
            for around in waiting:
                if around.row and (around.column or not headed):
                    yield self._proposal(around)
                elif around.row:
                    # Beside the table whose heads the others of the row stand under.
                    yield Proposal(around.cell, around.text)

    def _proposal(self, around: Surroundings) -> Proposal:
        try:
            choice, sure = self._choice(around)
        except Unfit as unfit:
            return Proposal(around.cell, around.text, why=str(unfit))
        if choice is None:
            return Proposal(around.cell, around.text)
        return Proposal(around.cell, around.text, choice, sure)

    def _choice(self, around: Surroundings) -> tuple[Choice | None, bool]:
        row = self._said(around.row, around.row_labels, across=False)
        column = self._said(around.column, around.column_labels, across=True)
        indicator = row.indicator or column.indicator
        if row.unknown or column.unknown:
            if indicator is not None:
                raise Unfit(
                    _("“%(words)s” is none of our words") % {"words": row.unknown or column.unknown}
                )
            return None, False
        if indicator is None:
            return None, False
        sure = row.sure and column.sure and not (row.indicator and column.indicator)
        name, certain = self._field(around, indicator, (*column.fields, *row.fields))
        place, known = self._place(around, row.place, column.place)
        scale, fits = self._scale(around, indicator, name)
        return Choice(indicator, place, name, scale), sure and certain and known and fits

    # --- one side ---------------------------------------------------------------------------

    def _said(self, cells: list[GridCell], labels: list[Label], *, across: bool) -> _Said:
        """Understood once for all cells of a row, of a column."""
        key = across, tuple((cell.row, cell.column) for cell in cells)
        if key not in self._sides:
            self._sides[key] = self._heard(cells, labels, across=across)
        return self._sides[key]

    def _heard(self, cells: list[GridCell], labels: list[Label], *, across: bool) -> _Said:
        said, fields = _Said(), []
        belongs = any(one.of_which or one.indented for one in labels)
        above = self._above(cells, across) if belongs else None
        for position, one in enumerate(labels):
            self._refuse_another_year(one)
            name = columns.field_of(one.key)
            place = "" if name else self.words.place(one)
            if name:
                self._refuse_another_beginning(one, name)
                fields.append(name)
            elif place and (not said.place or said.place == WHOLE):
                said.place = place
            elif one.key in _NEUTRAL or not one.key:
                continue
            elif said.indicator is None and (
                found := self._understood(one, labels[position + 1 :], above)
            ):
                said.indicator, said.sure = found.indicator, said.sure and found.sure
                fields += found.fields
            elif said.indicator is None and not said.place and not fields:
                said.unknown = one.text[:30]
                break
            elif one.of_which:
                said.sure = False
        said.fields = tuple(fields)
        return said

    def _understood(self, one: Label, outer: list[Label], above) -> _Said | None:
        """The indicator that a label names, perhaps together with a column."""
        for other in outer if one.of_which else ():
            if (whole := self.words.indicator(other)) and whole.sure:
                above = whole.indicator
                break
        found = self.words.indicator(one, above)
        if found and found.sure:
            return _Said(found.indicator)
        rest, name = columns.split_off(one.key)
        again = self.words.indicator(replace(one, key=rest), above) if name else None
        if again and (again.sure or found is None):
            return _Said(again.indicator, fields=(name,), sure=again.sure)
        return _Said(found.indicator, sure=False) if found else None

    def _above(self, cells: list[GridCell], across: bool) -> CountedIndicator | None:
        """The whole that a 其中 in this label belongs to: the one before it that is none."""
        cell = next((one for one in cells if not units_in(one.text)), None)
        if cell is None:
            return None
        key = cell.row, cell.column
        if key not in self._wholes:
            left = ((cell.row, c) for c in range(cell.column - 1, 0, -1))
            up = ((r, cell.column) for r in range(cell.row - 1, 0, -1))
            whole = self._whole_among(left, all_of_them=True)
            self._wholes[key] = whole or (None if across else self._whole_among(up))
        return self._wholes[key]

    def _whole_among(self, places, *, all_of_them: bool = False) -> CountedIndicator | None:
        """The first label on the way that names a whole without doubt. Upwards a doubtful one
        ends the way: its 其中 are not those of the one before."""
        for place in places:
            other = self.grid.at(*place)
            if other is None or not other.says:
                continue
            words = label(other.text)
            if words.of_which or units_in(other.text):
                continue
            if words.key not in self._alone:
                self._alone[words.key] = self._understood(words, [], None)
            found = self._alone[words.key]
            if found and found.sure:
                return found.indicator
            if found and not all_of_them:
                return None
        return None

    # --- column, place, unit -----------------------------------------------------------------

    def _field(self, around, indicator, named: tuple[str, ...]) -> tuple[str, bool]:
        name = columns.together(list(named))
        if name is None:
            raise Unfit(_("its heads ask for a column that we do not keep"))
        if name:
            return name, True
        if indicator.is_stock:
            return "ytd", True
        return "ytd", any(_CUMULATIVE.search(line) for line in around.above)

    def _place(self, around: Surroundings, row: str, column: str) -> tuple[str, bool]:
        named = {place for place in (row, column) if place and place != WHOLE}
        if len(named) > 1:
            raise Unfit(_("it names two places"))
        if named:
            return named.pop(), True
        if row or column:
            return WHOLE, True
        for line in around.above:
            office = _NAMED_OFFICE.match(line)
            place, begins = self.words.place_within(office[1] if office else line)
            if place:
                return place, begins
        return WHOLE, True

    def _scale(self, around, indicator: CountedIndicator, name: str) -> tuple[Decimal, bool]:
        """What the figure is multiplied by, and whether the units leave nothing open."""
        if name in columns.SHARES:
            if any(unit not in SHARES for unit in around.column_units):
                raise Unfit(_("it asks for a difference in units, not in per cent"))
            for unit in {*around.row_units} - SHARES:
                _factor(indicator, unit)
            return Decimal(1), True
        own = indicator.unit_zh
        units = dict.fromkeys((*around.row_units, *around.column_units))
        if not units:
            return self._scale_above(around, own)
        scales = {_factor(indicator, unit) for unit in units}
        if len(scales) > 1:
            raise Unfit(_("it names two units"))
        return scales.pop(), not any(same_kind(own, unit) and own != unit for unit in units)

    def _scale_above(self, around: Surroundings, own: str) -> tuple[Decimal, bool]:
        """By the unit that stands over the table, which speaks of money or of all its numbers."""
        said = [unit for line in around.above for unit in _units_above(line)]
        money = {unit for unit in said if unit in MONEY}
        if own not in MONEY:
            others = set(said) - money
            return Decimal(1), not others or own in others
        if len(money) != 1:
            return Decimal(1), False
        return factor(own, money.pop()) or Decimal(1), True

    # --- refusals -----------------------------------------------------------------------------

    def _refuse_another_year(self, one: Label) -> None:
        year = columns.year_in(one.text)
        if year and year < max(self.years) and columns.field_of(one.key) != "since_pairing":
            raise Unfit(_("it asks for another year, %(year)s") % {"year": year})

    def _refuse_another_beginning(self, one: Label, name: str) -> None:
        year = columns.year_in(one.text)
        if name == "since_pairing" and year and year != self.words.programme.since.year:
            raise Unfit(_("it counts from another year, %(year)s") % {"year": year})


def _factor(indicator: CountedIndicator, unit: str) -> Decimal:
    """What a figure is multiplied by to stand in the form's unit, whichever language it is in."""
    for own in (indicator.unit_zh, indicator.unit_en):
        if (scale := factor(own, unit)) is not None:
            return scale
    raise Unfit(
        _("the form counts in %(theirs)s, our figure in %(ours)s")
        % {"theirs": unit, "ours": indicator.unit_zh}
    )


def _units_above(line: str) -> list[str]:
    """The units of a line such as "单位：万元、人" or "填报单位：市局 单位：万元"."""
    found = re.search(r"(?:^|[\s(（])(?:金额|计量)?单位\s*[:：]\s*([^)）]+)", line)
    return units_in(found[1]) if found else []

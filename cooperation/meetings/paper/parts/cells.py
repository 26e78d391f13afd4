"""The values of a row as fields of a table, each with the reference of what it prints."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.formatting import UNKNOWN, chinese, number, percent, signed
from cooperation.meetings.paper.document import CENTER, LEFT, RIGHT, Cell, Column
from cooperation.meetings.paper.words import state_text
from cooperation.meetings.text import ref
from cooperation.scoreboard import Row
from cooperation.state_words import shown_state

PER_CENT = frozenset({"completion", "share"})
PER_MONTH = frozenset({"needed_per_month", "average_per_month"})
SIGNED = frozenset({"pace_diff", "change"})


def value_text(row: Row, column: str) -> str:
    """A value as it is printed; unknown is "—"."""
    value = getattr(row, column)
    if value is None:
        return UNKNOWN
    if column == "covered":
        return f"{row.covered}/{row.due}" if row.due else UNKNOWN
    if column in SIGNED:
        return signed(value)
    if column in PER_CENT:
        return number(value, 2)
    text = number(value, _places(row, column, value))
    if column == "since_pairing" and row.since_partial:
        return f"≥ {text}"
    return text


def _places(row: Row, column: str, value: Decimal) -> int:
    """A month's share of a few pieces is told with a decimal: a third of a meeting is not 0."""
    places = row.indicator.decimals
    part = value != value.to_integral_value()
    if column in PER_MONTH and not places and part and abs(value) < 100:
        return 1
    return places


def value_cell(row: Row, column: str, *, percent_sign: bool = False) -> Cell:
    """The value with its reference; nothing to look up where it is unknown."""
    text = value_text(row, column)
    if text == UNKNOWN:
        return Cell(text)
    if percent_sign:
        text = percent(getattr(row, column))
    return Cell(text, ref(row, column))


def state_cell(row: Row) -> Cell:
    """Shape and word of the state, in its tone."""
    return Cell(state_text(row), tone=shown_state(row))


def indicator_cell(row: Row) -> Cell:
    """The indicator's name, "of which" before that of a subset."""
    prefix = _("of which:") if row.indicator.part_of else ""
    gap = "" if not prefix or prefix.endswith(("：", ":\u3000")) else " "
    return Cell(f"{prefix}{gap}{row.indicator.name}")


def value_columns(names: dict[str, int]) -> list[Column]:
    """Columns of values: name → share of the width."""
    heads = {
        "month": _("This month"),
        "ytd": _("Year to date"),
        "target": _("Annual target"),
        "completion": _("Completion (%)"),
        "pace_diff": _("Against pace (points)"),
        "last_year": _("Same period last year"),
        "change": _("Change on last year (%)"),
        "since_pairing": _("Since pairing"),
        "covered": _("Months covered"),
        "share": _("Share of the year (%)"),
        "needed_per_month": _("Needed a month"),
        "average_per_month": _("So far a month"),
    }
    align = {"covered": CENTER}
    # English words are longer, and a head or a unit of one word cannot break.
    more = {} if chinese() else {"completion": 2}
    return [
        Column(heads[name], align.get(name, RIGHT), width + more.get(name, 0))
        for name, width in names.items()
    ]


def name_column(width: int = 26) -> Column:
    """The column of indicators."""
    return Column(_("Indicator"), LEFT, width)


def unit_column(width: int = 8) -> Column:
    """The column of units."""
    return Column(_("Unit"), CENTER, width if chinese() else width + 4)


def state_column(width: int = 16) -> Column:
    """The column of states."""
    return Column(_("State"), LEFT, width)

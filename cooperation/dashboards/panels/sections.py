"""A sector's panels, ready for the page: the marks asked for, drawn, tabled, linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cooperation.dashboards.panels.bars import bars, ranked, stages
from cooperation.dashboards.panels.days import days
from cooperation.dashboards.panels.flow import data_id, flow
from cooperation.dashboards.panels.links import row_links
from cooperation.dashboards.panels.matrix import matrix
from cooperation.dashboards.panels.months import months
from cooperation.dashboards.panels.shown import Shown, amount, shown_marks
from cooperation.dashboards.panels.table import mark_table

if TYPE_CHECKING:
    from cooperation.period import Period
    from cooperation.sectors import Panel, PanelScope, Sector

Drawing = Callable[["Panel", Sequence[Shown], "PanelScope"], SafeString]

SHAPES: dict[str, Drawing] = {
    "bars": lambda panel, shown, scope: bars(panel, shown),
    "stages": lambda panel, shown, scope: stages(panel, shown),
    "months": months,
    "calendar": days,
    "flow": lambda panel, shown, scope: flow(panel, shown),
    "matrix": lambda panel, shown, scope: matrix(panel, shown),
}


DECEMBER = 12
MOST_COLUMNS = 6  # of a matrix in half a page

# How to read a shape, where the declaration says what is counted.
READING = {
    "bars": _("The longest first. A bar leads to its rows."),
    "stages": _("In the order of the steps. A bar leads to its rows."),
    "months": _("A column for each month, which leads to its rows."),
    "calendar": _("The area of a dot is its day’s number; a ring is zero, a dashed ring unknown."),
    "flow": _("The thickness of a band is its number; a band leads to its rows."),
    "matrix": _("The deeper, the more; an empty cell has no rows. A number leads to its rows."),
}


@dataclass(frozen=True)
class Section:
    """One panel on the page. `keys` say what the shapes mean: class and words.

    wide: it has a row of the grid for itself.
    """

    panel: Panel
    data_id: str
    rows_url: str
    all_url: str
    reading: str
    keys: tuple[tuple[str, str], ...]
    undrawn: str
    chart: SafeString
    table: SafeString
    wide: bool = False

    @property
    def empty(self) -> bool:
        """Whether no row of the period gives a mark."""
        return not self.table


def panel_sections(sector: Sector, scope: PanelScope, period: Period) -> list[Section]:
    """The panels of a sector in their order, those that are empty behind the others.

    The database is asked by `Panel.marks` only.
    """
    sections = [panel_section(sector, panel, scope, period) for panel in sector.panels]
    drawn = placed([section for section in sections if not section.empty])
    return [*drawn, *(section for section in sections if section.empty)]


def placed(sections: Sequence[Section]) -> list[Section]:
    """Two in a row; a wide one has it for itself, and so has whatever is left alone by that."""
    wide, open_row = set(), None
    for index, section in enumerate(sections):
        if section.wide:
            wide |= {index} if open_row is None else {index, open_row}
            open_row = None
        else:
            open_row = index if open_row is None else None
    if open_row is not None:
        wide.add(open_row)
    return [replace(section, wide=index in wide) for index, section in enumerate(sections)]


def panel_section(sector: Sector, panel: Panel, scope: PanelScope, period: Period) -> Section:
    """One panel with its chart and table."""
    links = row_links(sector, panel, scope, period)
    shown = shown_marks(panel, panel.marks(scope), links, scope)
    if panel.shape == "bars":
        shown = ranked(shown)
    blank = mark_safe("")
    return Section(
        panel=panel,
        data_id=data_id(panel),
        rows_url=links.rows,
        all_url=links.all_rows,
        reading=_reading(panel, shown, scope),
        keys=_keys(panel, shown),
        undrawn=_undrawn(panel, shown),
        chart=SHAPES[panel.shape](panel, shown, scope) if shown else blank,
        table=mark_table(panel, shown) if shown else blank,
        wide=_needs_row(panel, shown),
    )


def _needs_row(panel: Panel, shown: Sequence[Shown]) -> bool:
    """A calendar does, and a matrix of more columns than half a page holds."""
    columns = {str(s.mark.label) for s in shown} if panel.shape == "matrix" else ()
    return panel.shape == "calendar" or len(columns) > MOST_COLUMNS


def _reading(panel: Panel, shown: Sequence[Shown], scope: PanelScope) -> str:
    """How to read the drawing; of what does not occur in it, nothing."""
    said = str(READING[panel.shape])
    if panel.shape == "bars" and any(s.mark.value is None for s in shown):
        said += gettext(" Unknown numbers come last.")
    if panel.shape == "months" and scope.last.month < DECEMBER:
        said += gettext(" Dashed: not yet due.")
    return said


def _keys(panel: Panel, shown: Sequence[Shown]) -> tuple[tuple[str, str], ...]:
    """What the numbers are, with their unit; a shape beside it where it has a colour of its own."""
    value = str(panel.value_label)
    if panel.shape not in ("bars", "stages", "months"):
        return (("", value),) if value else ()
    split = any(s.mark.part is not None for s in shown)
    keys = [("whole split" if split else "whole", value)]
    if split:
        keys.append(("part", str(panel.part_label)))
    if panel.second_drawn and any(s.mark.second is not None for s in shown):
        keys.append(("second", str(panel.second_label)))
    return tuple((css, words) for css, words in keys if words)


def _undrawn(panel: Panel, shown: Sequence[Shown]) -> str:
    """How many marks the drawing leaves to the table, having no size to draw."""
    if panel.shape != "flow":
        return ""
    without = sum(1 for s in shown if not amount(s.mark.value))
    if not without:
        return ""
    return (
        ngettext(
            "%d row has no number to draw; it stands in the table.",
            "%d rows have no number to draw; they stand in the table.",
            without,
        )
        % without
    )

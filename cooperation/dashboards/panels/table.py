"""The table beside a chart: every mark with all that it says, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.dashboards.panels.shown import Shown, row_name
from cooperation.ledgers.tables import given_words
from cooperation.sectors import Mark, Panel


@dataclass(frozen=True)
class Column:
    """A column of numbers: its head and where a mark keeps them."""

    head: str
    value: Callable[[Mark], object]


def mark_table(panel: Panel, shown: Sequence[Shown]) -> SafeString:
    """A row for each mark; columns that no mark fills are left out."""
    marks = [s.mark for s in shown]
    names = [_("Name")] if panel.shape != "flow" else [_("From")]
    if panel.shape in ("months", "calendar"):
        names = [_("Month") if panel.shape == "months" else _("Date")]
    grouped = any(mark.group for mark in marks)
    if grouped:
        names.append(_("To") if panel.shape == "flow" else _("Group"))
    columns = _columns(panel, marks)
    noted = any(mark.note for mark in marks)
    heads = [f'<th scope="col">{escape(name)}</th>' for name in names]
    heads += [f'<th scope="col" class="n">{escape(column.head)}</th>' for column in columns]
    heads += [f'<th scope="col">{escape(_("Note"))}</th>'] if noted else []
    rows = "".join(_row(panel, s, columns, grouped=grouped, noted=noted) for s in shown)
    foot = _total(panel, marks, columns, len(names), noted=noted)
    return mark_safe(
        '<div class="table-scroll tall" tabindex="0"><table class="table">'
        f"<caption>{escape(str(panel.label))}</caption><thead><tr>{''.join(heads)}</tr></thead>"
        f"<tbody>{rows}</tbody>{foot}</table></div>"
    )


def _columns(panel: Panel, marks: Sequence[Mark]) -> list[Column]:
    columns = [Column(str(panel.value_label) or _("Number"), lambda m: m.value)]
    if any(mark.part is not None for mark in marks):
        columns.append(Column(str(panel.part_label) or _("Of which"), lambda m: m.part))
    if any(mark.second is not None for mark in marks):
        columns.append(Column(str(panel.second_label) or _("Beside it"), lambda m: m.second))
    return columns


def _row(panel: Panel, shown: Shown, columns, *, grouped: bool, noted: bool) -> str:
    mark = shown.mark
    name = escape(row_name(panel, mark))
    cells = [f'<th scope="row"><a href="{escape(shown.url)}">{name}</a></th>']
    if grouped:
        cells.append(f"<td>{escape(str(mark.group))}</td>")
    for column in columns:
        text = formatting.number(column.value(mark), panel.decimals)
        cells.append(f'<td class="n">{escape(text)}</td>')
    if noted:
        cells.append(f"<td>{escape(str(mark.note))}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _total(panel: Panel, marks: Sequence[Mark], columns, names: int, *, noted: bool) -> str:
    """What the rows add up to, and how many of them are known; only where adding means a thing."""
    if not panel.adds_up or len(marks) < 2:
        return ""
    cells = []
    for column in columns:
        known = [value for mark in marks if (value := column.value(mark)) is not None]
        text = formatting.number(sum(known) if known else None, panel.decimals)
        if given := given_words(len(known), len(marks)):
            text += f" ({given})"
        cells.append(f'<td class="n">{escape(text)}</td>')
    head = f'<th scope="row" colspan="{names}">{escape(_("Sum of these rows"))}</th>'
    tail = "<td></td>" if noted else ""
    return f'<tfoot><tr class="total">{head}{"".join(cells)}{tail}</tr></tfoot>'

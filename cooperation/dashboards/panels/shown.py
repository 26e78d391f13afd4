"""A mark as it is printed: its numbers as text, its name for who cannot see the chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation import formatting
from cooperation.dashboards.panels.links import RowLinks, between, month_of
from cooperation.sectors import Mark, Panel, PanelScope


@dataclass(frozen=True)
class Shown:
    """A mark with everything that a drawing or a table prints of it; all texts are plain."""

    mark: Mark
    url: str
    value: str
    part: str
    second: str
    name: str

    @property
    def link(self) -> str:
        """The opening of the mark's link, named in full; escaped."""
        return f'<a href="{escape(self.url)}" aria-label="{escape(self.name)}">'

    @property
    def more(self) -> list[str]:
        """What stands below a bar: part, second and note, those that there are."""
        return [text for text in (self.part, self.second, str(self.mark.note)) if text]


def shown_marks(panel: Panel, marks: Iterable[Mark], links: RowLinks, scope: PanelScope):
    """The marks of a panel in the order that its function gave."""
    return [_shown(panel, mark, links, scope) for mark in marks]


def amount(value: Decimal | int | None) -> Decimal:
    """How large a mark is drawn: what is unknown or below zero has no size."""
    return max(Decimal(value), Decimal(0)) if value is not None else Decimal(0)


def largest(values: Iterable[Decimal | int | None]) -> Decimal:
    """The scale of a drawing; at least something, so that nothing is divided by zero."""
    return max((amount(value) for value in values), default=Decimal(0)) or Decimal(1)


def labelled(label, value: Decimal | int | None, decimals: int) -> str:
    """其中：脱贫人口 20; nothing where nothing is known."""
    return "" if value is None else f"{label} {formatting.number(value, decimals)}".strip()


def row_name(panel: Panel, mark: Mark) -> str:
    """What a mark's row is called: its label, or its day where it has none."""
    if mark.label or mark.day is None:
        return str(mark.label)
    if panel.shape == "months":
        return formatting.month_name(mark.day.year, mark.day.month)
    return formatting.day(mark.day)


def _shown(panel: Panel, mark: Mark, links: RowLinks, scope: PanelScope) -> Shown:
    value = formatting.number(mark.value, panel.decimals)
    part = labelled(panel.part_label, mark.part, panel.decimals)
    second = labelled(panel.second_label, mark.second, panel.decimals)
    return Shown(
        mark=mark,
        url=links.of(mark, _days(panel, mark, scope)),
        value=value,
        part=part,
        second=second,
        name=_name(panel, mark, value, (part, second, str(mark.note))),
    )


def _days(panel: Panel, mark: Mark, scope: PanelScope) -> dict[str, str] | None:
    """The days that a mark on a time line stands for; None for the whole period."""
    if mark.day is None or not stands_for_days(panel):
        return None
    return month_of(mark.day, scope) if panel.shape == "months" else between(mark.day, mark.day)


def stands_for_days(panel: Panel) -> bool:
    """Whether the marks of a panel stand for days."""
    return panel.shape in ("months", "calendar")


def _name(panel: Panel, mark: Mark, value: str, more: Iterable[str]) -> str:
    """三乡镇 → 水城区: 人数 53; 其中：脱贫人口 20."""
    what = row_name(panel, mark)
    if panel.shape == "matrix":
        what = f"{mark.group} · {what}"
    if panel.shape == "flow":
        what = _("%(start)s to %(end)s") % {"start": mark.label, "end": mark.group}
    number = value if mark.value is not None else _("unknown")
    words = [f"{panel.value_label} {number}".strip(), *(text for text in more if text)]
    return f"{what}: {pgettext('between statements', '; ').join(words)}"

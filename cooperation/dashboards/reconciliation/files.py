"""The page as a file: the same lines in CSV and XLSX, with what they mean in the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cooperation.dashboards.reconciliation.selection import Selection
from cooperation.formatting import day, list_comma, span_name
from cooperation.models import ExplanationPart
from cooperation.reconciliation import Comparison, State
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text
from cooperation.spreadsheets.workbooks import (
    book_bytes,
    new_book,
    print_on_a4,
    put,
    put_rows,
    put_title,
    safe_name,
)

WIDTHS = [34, 30, 8, 10, 12, 12, 12, 16, *[12] * 5, 30, 12]


def months_name(chosen: Selection) -> str:
    """2025年3—9月."""
    return span_name(chosen.frame.period.year, chosen.first, chosen.frame.period.through)


def title(chosen: Selection) -> str:
    """劳务协作台账核对."""
    return _("%(sector)s: figures and ledgers") % {"sector": chosen.sector.label}


def file_name(chosen: Selection, fmt: str) -> str:
    """样例数据_中山—六盘水…_2025年1—9月_劳务协作….csv."""
    programme = chosen.frame.programme
    parts = [SAMPLE_MARK] if programme.sample else []
    parts += [programme.name, months_name(chosen), title(chosen)]
    return safe_name([*parts, *([chosen.pairing.slug] if chosen.pairing else [])], fmt)


def head_lines(chosen: Selection) -> Iterator[list[Any]]:
    """Sample mark, programme, months, choice and how the two numbers are compared."""
    if chosen.frame.programme.sample:
        yield [SAMPLE_MARK, _("Sample data: for trying things out, not actual progress.")]
    yield [_("Programme"), chosen.frame.programme.name]
    yield [_("Months"), months_name(chosen)]
    yield [_("Pairing"), chosen.pairing.name if chosen.pairing else _("All pairings")]
    yield [_("State"), State(chosen.state).label if chosen.state else _("All")]
    yield [_("Difference"), _("declared figure less ledger sum, in the unit of the row")]


def titles() -> list[str]:
    """The table's head."""
    return [
        _("Indicator"),
        _("Pairing"),
        _("Unit"),
        _("Month"),
        _("Declared"),
        _("Ledger sum"),
        _("Difference"),
        _("State"),
        *(str(label) for _kind, label in ExplanationPart.Kind.choices),
        _("Notes"),
        _("Explained on"),
    ]


def rows(shown: Iterable[Comparison]) -> Iterator[list[Any]]:
    """A line each; parts only where they explain the difference as it is."""
    for one in shown:
        given = one.explanation
        parts = {part.kind: part for part in given.parts.all()} if given else {}
        notes = list_comma().join(part.note for part in parts.values() if part.note)
        yield [
            one.indicator.name,
            one.pairing.name,
            one.indicator.unit,
            f"{one.month:%Y-%m}",
            one.declared,
            one.ledger,
            one.difference,
            one.state.label,
            *(parts[kind].amount if kind in parts else None for kind in ExplanationPart.Kind),
            notes,
            day(given.at.date()) if given else "",
        ]


def reconciliation_csv(chosen: Selection) -> str:
    """Head and lines, one below the other."""
    return csv_text([[title(chosen)], *head_lines(chosen), [], titles(), *rows(chosen.shown)])


def reconciliation_xlsx(chosen: Selection) -> bytes:
    """The same to print."""
    book, page = new_book(_("Reconciliation"))
    put_title(page, title(chosen), len(titles()))
    top = 2
    for line in head_lines(chosen):
        for column, value in enumerate(line, start=1):
            put(page, top, column, value, bold=column == 1, border=False)
        top += 1
    for column, text in enumerate(titles(), start=1):
        put(page, top, column, text, head=True)
    put_rows(page, top + 1, rows(chosen.shown))
    page.freeze_panes = page.cell(top + 1, 3)
    print_on_a4(page, head=top, widths=WIDTHS)
    return book_bytes(book)

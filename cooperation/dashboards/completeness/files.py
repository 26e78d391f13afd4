"""The page as a file: the same counts in CSV and XLSX, with what they mean in the head."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cooperation.dashboards.completeness.counts import Completeness, Tally
from cooperation.dashboards.completeness.selection import Selection
from cooperation.formatting import day, span_name
from cooperation.models import Side
from cooperation.sectors import sector_label
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


def definitions() -> list[tuple[str, str]]:
    """What each count means, as the page and the files say it."""
    return [
        (
            _("Forms due"),
            _(
                "forms (pairing, sector, side, month) that are asked for and whose due day, "
                "days of grace included, has passed"
            ),
        ),
        (_("Reported"), _("due forms of which a submission stands, approved or in review")),
        (_("On time"), _("reported forms whose first standing submission came by the due day")),
        (_("Approved"), _("due forms of which an approved submission shows")),
        (_("Rate"), _("the count divided by the forms due, in per cent")),
    ]


def months_name(chosen: Selection) -> str:
    """2025年3—9月."""
    return span_name(chosen.frame.period.year, chosen.first, chosen.frame.period.through)


def file_name(chosen: Selection, fmt: str) -> str:
    """样例数据_中山—六盘水…_2025年1—9月_完整性与及时性.csv."""
    programme = chosen.frame.programme
    parts = [SAMPLE_MARK] if programme.sample else []
    parts += [programme.name, months_name(chosen), _("Completeness and timeliness")]
    parts += [chosen.pairing.slug] if chosen.pairing else []
    return safe_name([*parts, day(chosen.today)], fmt)


def head_lines(chosen: Selection) -> Iterator[list[Any]]:
    """Sample mark, programme, choice, cut-off day and definitions."""
    if chosen.frame.programme.sample:
        yield [SAMPLE_MARK, _("Sample data: for trying things out, not actual progress.")]
    yield [_("Programme"), chosen.frame.programme.name]
    yield [_("Months counted"), months_name(chosen)]
    yield [_("Sector"), sector_label(chosen.sector) if chosen.sector else _("All sectors")]
    yield [_("Side"), Side(chosen.side).label if chosen.side else _("Both sides")]
    yield [_("Pairing"), chosen.pairing.name if chosen.pairing else _("All pairings")]
    yield [_("Cut-off day"), day(chosen.today)]
    for name, meaning in definitions():
        yield [name, meaning]


def titles() -> list[str]:
    """The table's head."""
    return [
        _("Counted by"),
        _("Pairing"),
        _("Sector"),
        _("Month"),
        _("Forms due"),
        _("Reported"),
        _("Reported, %"),
        _("On time"),
        _("On time, %"),
        _("Approved"),
        _("Approved, %"),
    ]


def rows(counted: Completeness) -> Iterator[list[Any]]:
    """The total, then by pairing, sector and month, then all three together."""
    yield _row(_("Total"), "", "", "", counted.total)
    for pairing, tally in counted.by_pairing.items():
        yield _row(_("Pairing"), pairing.name, "", "", tally)
    for sector, tally in counted.by_sector.items():
        yield _row(_("Sector"), "", sector_label(sector), "", tally)
    for month, tally in counted.by_month.items():
        yield _row(_("Month"), "", "", f"{month:%Y-%m}", tally)
    for (pairing, sector, month), tally in counted.details.items():
        name = _("Pairing, sector and month")
        yield _row(name, pairing.name, sector_label(sector), f"{month:%Y-%m}", tally)


def late_titles() -> list[str]:
    """The head of the list of overdue forms."""
    return [_("Overdue form"), _("Pairing"), _("Sector"), _("Month"), _("Side"), _("Due day")]


def late_rows(counted: Completeness) -> Iterator[list[Any]]:
    """Each form that is due and not there; never a person."""
    for number, form in enumerate(counted.late, start=1):
        month, side = f"{form.month:%Y-%m}", Side(form.side).label
        name = form.pairing.name
        yield [number, name, sector_label(form.sector), month, side, day(form.due)]


def completeness_csv(chosen: Selection, counted: Completeness) -> str:
    """Head, counts and overdue forms, one below the other."""
    lines = [[_("Completeness and timeliness")], *head_lines(chosen), [], titles()]
    lines += [*rows(counted), [], late_titles(), *late_rows(counted)]
    return csv_text(lines)


def completeness_xlsx(chosen: Selection, counted: Completeness) -> bytes:
    """The same on two sheets to print."""
    book, page = new_book(_("Completeness"))
    put_title(page, _("Completeness and timeliness"), len(titles()))
    top = 2
    for line in head_lines(chosen):
        for column, value in enumerate(line, start=1):
            put(page, top, column, value, bold=column == 1, border=False)
        top += 1
    for column, text in enumerate(titles(), start=1):
        put(page, top, column, text, head=True)
    put_rows(page, top + 1, rows(counted))
    page.freeze_panes = page.cell(top + 1, 5)
    print_on_a4(page, head=top, widths=[20, 34, 14, 12, *[11] * 7])
    late = book.create_sheet(_("Overdue forms"))
    for column, text in enumerate(late_titles(), start=1):
        put(late, 1, column, text, head=True)
    put_rows(late, 2, late_rows(counted))
    late.freeze_panes = "A2"
    print_on_a4(late, head=1, widths=[12, 34, 14, 12, 10, 14])
    return book_bytes(book)


def _row(name: str, pairing: str, sector: str, month: str, tally: Tally) -> list[Any]:
    rates: list[int | Decimal | None] = [part for pair in tally.rates for part in pair]
    return [name, pairing, sector, month, tally.due, *rates]

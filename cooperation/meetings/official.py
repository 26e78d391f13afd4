"""The official table for the joint meeting, line by line, as the offices print it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.meetings.logic import checks
from cooperation.meetings.sources import citations
from cooperation.scoreboard import Board, Reading, Row
from cooperation.sectors import sector_label
from cooperation.spreadsheets.cells import SAMPLE_MARK

# What a row below another begins with in a file that has no indents.
BLANK = "\u3000"


def official_table(board: Board) -> Iterable[list[Any]]:
    """Head, a section for the city and each place, checks and signatures."""
    yield from _head(board)
    for group in groups(board):
        rows = [row for row in group if not row.not_applicable]
        if rows:
            yield from _section(board, rows)
    yield from _compared(board)
    yield from _foot(board)


def _head(board: Board) -> Iterable[list[Any]]:
    programme = board.programme
    if programme.sample:
        yield [SAMPLE_MARK, _("Sample data: for trying things out, not actual progress.")]
    yield [title_of(board)]
    yield [_("Reporting office:"), "", _("Cut-off date:"), formatting.day(board.last_day)]
    yield [
        _("As known on:"),
        formatting.day(known_day(board)),
        _("Money in 10k yuan; other units as given"),
    ]
    yield []


def title_of(board: Board) -> str:
    """中山市—六盘水市东西部协作进展情况表（2025年1—9月）."""
    return _("%(programme)s: progress report, %(period)s") % {
        "programme": board.programme.name,
        "period": formatting.period_name(board.year, board.through),
    }


def groups(board: Board) -> list[list[Row]]:
    """The rows of the whole city, of the city level, then of each pairing."""
    blocks: dict[tuple[str, int | None], list[Row]] = {}
    for row in board.rows:
        blocks.setdefault((row.kind, row.pairing.pk if row.pairing else None), []).append(row)
    order = {"total": 0, "own": 1, "pairing": 2}
    position = {p.pk: i for i, p in enumerate(board.pairings)}
    return [
        blocks[key] for key in sorted(blocks, key=lambda k: (order[k[0]], position.get(k[1], -1)))
    ]


def compared(board: Board) -> list[list[Row]]:
    """For each headline indicator the total, 市本级 and the pairings; where there is a total."""
    if not board.with_city:
        return []
    blocks = [
        [row for row in board.rows_of(one.code) if not row.not_applicable]
        for one in board.indicators
        if one.headline
    ]
    return [block for block in blocks if len(block) > 1]


def place_label(row: Row) -> str:
    """合计 where the row is the sum of all; else whose it is: 已报合计, 全市 as published."""
    whole = row.kind == "total" and not row.partial_total and row.reading is None
    return _("Total") if whole else row.name


def indicator_label(row: Row) -> str:
    """其中：… for a subset."""
    if not row.indicator.part_of:
        return row.indicator.name
    blank = "" if formatting.chinese() else " "
    return f"{_('of which:')}{blank}{row.indicator.name}"


def _columns() -> list[str]:
    return [
        _("No."),
        _("Indicator"),
        _("Unit"),
        _("This month"),
        _("Year to date"),
        _("Annual target"),
        _("Completion (%)"),
        _("Against pace (points)"),
        _("Same period last year"),
        _("Change on last year (%)"),
        _("Since pairing"),
        _("Months covered"),
        _("Months due"),
        _("Approved months"),
        _("Source"),
        _("Figures until"),
        _("Remarks"),
    ]


def _section(board: Board, rows: list[Row]) -> Iterable[list[Any]]:
    title = _("Whole city") if rows[0].kind == "total" else rows[0].name
    yield [f"【{title}】"]
    yield _columns()
    sector = ""
    for number, row in enumerate(rows, start=1):
        if row.indicator.sector != sector:
            sector = row.indicator.sector
            yield ["", sector_label(sector)]
        yield _line(board, number, row)
    yield []


def _compared(board: Board) -> Iterable[list[Any]]:
    """Indicator by indicator: the total, and below it what it is made of."""
    blocks = compared(board)
    if not blocks:
        return
    yield [f"【{_('Main indicators by pairing')}】"]
    first, _name, *columns = _columns()
    yield [first, _("Pairing"), *columns]
    number = 0
    for rows in blocks:
        yield ["", rows[0].indicator.name]
        for row in rows:
            number += 1
            below = "" if row.kind == "total" else BLANK
            yield _line(board, number, row, f"{below}{place_label(row)}")
    yield []


def _line(board: Board, number: int, row: Row, label: str = "") -> list[Any]:
    return [
        number,
        label or f"{BLANK * row.indicator.depth}{indicator_label(row)}",
        row.indicator.unit,
        row.month,
        row.ytd if row.ytd is not None else _("not reported"),
        row.target,
        _two_decimals(row.completion),
        _two_decimals(row.pace_diff),
        row.last_year,
        _two_decimals(row.change),
        row.since_pairing,
        row.covered,
        row.due,
        row.approved,
        source_word(row),
        formatting.day(row.value_date) if row.value_date else "",
        "; ".join(remarks(board, row)),
    ]


def _two_decimals(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def source_word(row: Row) -> str:
    return {
        "reported": _("Reports"),
        "published": _("Published"),
        "mixed": _("Reports and published"),
    }.get(row.source or "", "")


def remarks(board: Board, row: Row) -> Iterable[str]:
    if row.partial_total:
        yield _("reported so far (%(given)d of %(parts)d)") % {
            "given": row.parts_given,
            "parts": row.parts,
        }
    if row.pending:
        yield _("not yet approved")
    if row.correcting:
        yield _("being corrected")
    if row.missing and row.ytd is not None and row.source != "published":
        yield _("missing: %(months)s") % {"months": ", ".join(_missing(board, row))}
    if row.since_partial and row.since_pairing is not None:
        # In words, so that the cell beside stays a number.
        yield _("since pairing ≥: %(covered)d of %(due)d months") % {
            "covered": row.since_covered,
            "due": row.since_due,
        }
    reading = row.reading or row.published
    if reading:
        yield _reading_remark(row, reading)
    if row.beside:
        yield _("sum of the reports: %(value)s (%(given)d of %(parts)d)") % {
            "value": formatting.number(row.beside.ytd, row.indicator.decimals),
            "given": row.beside.given,
            "parts": row.beside.parts,
        }
    yield from citations(board, row)


def _missing(board: Board, row: Row) -> Iterable[str]:
    """2025-01–2025-03; on a sum with the name of who did not give them."""
    names = {pairing.slug: pairing.name for pairing in board.standings.parts}
    if board.city:
        names[board.city.slug] = _("City level")
    by_place: dict[str, list[int]] = {}
    for text in row.missing:
        slug, _sign, month = text.rpartition(":")
        by_place.setdefault(slug, []).append(int(month[-2:]))
    for slug, months in by_place.items():
        spans = []
        for month in months:
            if spans and spans[-1][1] == month - 1:
                spans[-1][1] = month
            else:
                spans.append([month, month])
        for first, last in spans:
            span = f"{row.year}-{first:02}"
            if last > first:
                span += f"–{row.year}-{last:02}"
            yield f"{names.get(slug, slug)} {span}".strip()


def _reading_remark(row: Row, reading: Reading) -> str:
    exactness = {"at_least": _("at least"), "about": _("about")}.get(reading.exactness, "")
    text = _("published figure until %(day)s") % {"day": formatting.day(reading.cutoff)}
    if reading is row.published:
        value = formatting.number(reading.value, row.indicator.decimals)
        text = f"{text}: {exactness}{value}"
    elif exactness:
        text = f"{text} ({exactness})"
    return text


def _foot(board: Board) -> Iterable[list[Any]]:
    found = [check for rows in groups(board) for check in checks(rows)]
    broken = [check for check in found if not check.holds]
    yield [
        _("Logic checks:"),
        _("%(all)d relations checked, %(good)d hold.")
        % {"all": len(found), "good": len(found) - len(broken)},
    ]
    for check in broken:
        yield [_("Does not hold:"), check.sentence]
    yield [
        _(
            "Checks: a total is the sum of its parts; “of which” never exceeds its whole; "
            "completion is year to date ÷ annual target; an empty cell is unknown, not zero."
        )
    ]
    yield [
        _("Head of office:"),
        "",
        _("Reviewed by:"),
        "",
        _("Filled in by:"),
        "",
        _("Date of issue:"),
        formatting.day(issue_day(board)),
    ]


def known_day(board: Board) -> datetime.date:
    """The day whose knowledge the board shows."""
    return board.as_of or timezone.localdate()


def issue_day(board: Board) -> datetime.date:
    """报出日期: the day of the board's moment, so that a sealed table never changes its date."""
    return timezone.localdate(board.moment) if board.moment else timezone.localdate()

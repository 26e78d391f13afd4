"""The official table for the joint meeting, line by line, as the offices print it."""

from __future__ import annotations

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


def official_table(board: Board) -> Iterable[list[Any]]:
    """Head, a section for the city and each place, checks and signatures."""
    yield from _head(board)
    for group in _groups(board):
        rows = [row for row in group if not row.not_applicable]
        if rows:
            yield from _section(board, rows)
    yield from _foot(board)


def _head(board: Board) -> Iterable[list[Any]]:
    programme = board.programme
    if programme.sample:
        yield [SAMPLE_MARK, _("Sample data: for trying things out, not actual progress.")]
    yield [
        _("%(programme)s: progress report, %(period)s")
        % {
            "programme": programme.name,
            "period": formatting.period_name(board.year, board.through),
        }
    ]
    yield [_("Reporting office:"), "", _("Cut-off date:"), formatting.day(board.last_day)]
    known = formatting.day(board.as_of) if board.as_of else formatting.day(timezone.localdate())
    yield [_("As known on:"), known, _("Money in 10k yuan; other units as given")]
    yield []


def _groups(board: Board) -> Iterable[list[Row]]:
    """The rows of the whole city, of the city level, then of each pairing."""
    blocks: dict[tuple[str, int | None], list[Row]] = {}
    for row in board.rows:
        blocks.setdefault((row.kind, row.pairing.pk if row.pairing else None), []).append(row)
    order = {"total": 0, "own": 1, "pairing": 2}
    position = {p.pk: i for i, p in enumerate(board.pairings)}
    return [
        blocks[key] for key in sorted(blocks, key=lambda k: (order[k[0]], position.get(k[1], -1)))
    ]


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


def _line(board: Board, number: int, row: Row) -> list[Any]:
    indicator = row.indicator
    prefix = _("of which:") if indicator.part_of else ""
    name = f"{chr(0x3000) * indicator.depth}{prefix}{indicator.name}"
    return [
        number,
        name,
        indicator.unit,
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
        _source_word(row),
        formatting.day(row.value_date) if row.value_date else "",
        "; ".join(_remarks(board, row)),
    ]


def _two_decimals(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _source_word(row: Row) -> str:
    return {
        "reported": _("Reports"),
        "published": _("Published"),
        "mixed": _("Reports and published"),
    }.get(row.source or "", "")


def _remarks(board: Board, row: Row) -> Iterable[str]:
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
    found = [check for rows in _groups(board) for check in checks(rows)]
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
        formatting.day(timezone.localdate()),
    ]

"""What lags most and what moved most, one sentence each, from rows of the scoreboard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.changes.moved import Move
from cooperation.dashboards.citations import value_and_unit
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.states import chip, state_word
from cooperation.formatting import brief, month_label, number, percent, period_name, signed
from cooperation.scoreboard import Board, Lag, Row, lag_of


@dataclass(frozen=True)
class Line:
    """One sentence: of whom, where that leads, what is said, and the state beside it."""

    where: str
    where_url: str
    text: SafeString
    chip: SafeString


def lag_lines(frame: Frame, board: Board, rows: Iterable[Row]) -> list[Line]:
    """Rows that are behind their pace."""
    return [
        _line(frame, row, _lag_text(frame, board, row), signed(row.pace_diff, 1)) for row in rows
    ]


def move_lines(frame: Frame, moves: Iterable[Move]) -> list[Line]:
    """What moved most in the period's last month."""
    return [_line(frame, move.row, _move_text(frame, move), "") for move in moves]


def _line(frame: Frame, row: Row, text: SafeString, extra: str) -> Line:
    where = row.name if row.kind == "own" else row.pairing.name
    return Line(where, frame.pairing_url(row.pairing), text, chip(row.state, extra))


def _lag_text(frame: Frame, board: Board, row: Row) -> SafeString:
    """东部就业：2025年1—6月 412 人，完成 41.2%，慢于序时 8.8 个百分点，3月起略慢，还需…"""
    value, unit = value_and_unit(row)
    said = [
        format_html(
            _("{indicator}: {value} {unit} in {period}"),
            indicator=_indicator(frame, row),
            value=frame.figure(row, value),
            unit=unit,
            period=period_name(row.year, row.through),
        ),
        escape(_("%(share)s done") % {"share": percent(row.completion, 1)}),
        format_html(
            _("{points} points behind pace"),
            points=format_html("<b>{}</b>", number(abs(row.pace_diff), 1)),
        ),
    ]
    if lag := lag_of(board, row):
        said.append(format_html("<b>{}</b>", since_words(row, lag)))
    if row.needed_per_month is not None:
        said.append(_needed(row))
    return _sentence(said)


def since_label(board: Board, row: Row) -> str:
    """3月起: since when a row is in the state in which it lags; empty where it does not or
    nobody knows. A cell of a table has no room for more."""
    lag = lag_of(board, row)
    if lag is None or not lag.same.certain:
        return ""
    return _("since %(month)s") % {"month": month_label(lag.same.since)}


def unranked(board: Board) -> int:
    """How many numbers of pairings cannot be ranked: reports are missing."""
    return sum(row.kind != "total" and row.state in ("partial", "unreported") for row in board.rows)


def since_words(row: Row, lag: Lag) -> str:
    """3月起略慢; 5月起滞后（3月起慢于序时）; 至少3月起略慢."""
    words = {"state": state_word(row.state).lower(), "month": month_label(lag.same.since)}
    text = (
        _("%(state)s since %(month)s")
        if lag.same.certain
        else _("%(state)s since %(month)s or earlier")
    )
    if lag.behind.since == lag.same.since:
        return text % words
    earlier = (
        _("behind pace since %(month)s")
        if lag.behind.certain
        else _("behind pace since %(month)s or earlier")
    )
    return _("%(since)s (%(earlier)s)") % {
        "since": text % words,
        "earlier": earlier % {"month": month_label(lag.behind.since)},
    }


def _needed(row: Row) -> str:
    decimals = row.indicator.decimals
    words = {"needed": brief(row.needed_per_month, decimals), "unit": row.indicator.unit}
    if row.average_per_month is None:
        return escape(_("%(needed)s %(unit)s a month still needed") % words)
    words["average"] = brief(row.average_per_month, decimals)
    return escape(_("%(needed)s %(unit)s a month still needed (so far %(average)s)") % words)


def _move_text(frame: Frame, move: Move) -> SafeString:
    """东部就业：6月 +71 人，完成率提高 7.1 个百分点，至 41.2%."""
    row = move.row
    decimals = row.indicator.decimals
    text = (
        _("completion up {points} points to {completion}")
        if move.points >= 0
        else _("completion down {points} points to {completion}")
    )
    return _sentence(
        [
            format_html(
                _("{indicator}: {units} {unit} in {month}"),
                indicator=_indicator(frame, row),
                units=format_html('<b class="nowrap">{}</b>', signed(move.units, decimals)),
                unit=row.indicator.unit,
                month=month_label(row.through),
            ),
            format_html(
                text,
                points=format_html("<b>{}</b>", number(abs(move.points), 1)),
                completion=frame.figure(row, percent(row.completion, 1)),
            ),
        ]
    )


def _indicator(frame: Frame, row: Row) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', frame.indicator_url(row.indicator), row.indicator.name
    )


def _sentence(parts: list) -> SafeString:
    comma = escape(pgettext("within a sentence", ", "))
    return mark_safe(comma.join(parts) + escape(pgettext("end of a sentence", ".")))

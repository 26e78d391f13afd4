"""The first paragraph: how the headline indicators stand, and which of all is furthest behind."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.formatting import month_name, period_name
from cooperation.meetings.briefing import phrases
from cooperation.meetings.briefing.lengths import Length
from cooperation.meetings.briefing.names import head_name, pairing_name, whose
from cooperation.meetings.briefing.patterns import (
    Runs,
    clauses,
    listed,
    say,
    sentence,
    statements,
    text_of,
)
from cooperation.meetings.briefing.periods import by_period
from cooperation.meetings.briefing.printing import figure
from cooperation.meetings.briefing.ranking import paced_counts, slowest
from cooperation.meetings.briefing.structure import headlines, lead_rows
from cooperation.scoreboard import Board, Row


def overall(board: Board, length: Length) -> Runs:
    """2025年1—9月，4项重点指标…: counts, the numbers, who lags most, what lacks."""
    leads = headlines(lead_rows(board))
    counts = _counts(board, leads)
    return text_of(
        [
            sentence(counts),
            *_numbers(leads, length, _period(board) if counts else ""),
            _worst(board) if not length.heads else (),
            sentence(_lacking(leads)),
        ]
    )


def _period(board: Board) -> str:
    return _("%(period)s: ") % {"period": period_name(board.year, board.through)}


def _counts(board: Board, leads: Sequence[Row]) -> Runs:
    if not any(row.ytd is not None for row in leads):
        text = _("By the end of %(month)s no headline indicator has a number")
        return say(text, month=month_name(board.year, board.through))
    counts = paced_counts(leads)
    if not counts:
        return ()
    whole = [row for row in leads if row.due and row.covered == row.due]
    text = (
        _("all %(all)s headline indicators%(whose)s have complete data")
        if len(whole) == len(leads)
        else _("%(whole)s of the %(all)s headline indicators%(whose)s have complete data")
    )
    start = say(text, whole=len(whole), whose=_of_whom(board), all=len(leads))
    return (*say(_period(board)), *clauses([start, counts]))


def _of_whom(board: Board) -> str:
    if board.with_city:
        return ""
    return _(" of %(pairing)s") % {"pairing": pairing_name(board.pairings[0])}


def _numbers(leads: Sequence[Row], length: Length, said: str) -> list[Runs]:
    """The numbers under their periods; said: the period that the text has named already."""
    known = [row for row in leads if row.ytd is not None]
    return [
        sentence(say(start if start != said else ""), statements(_statements(rows, length)))
        for start, rows in by_period(known, lambda row: row)
    ]


def _statements(rows: Sequence[Row], length: Length) -> list[Runs]:
    """The first that is judged says against what; the others need not."""
    if not length.heads:
        return [phrases.brief_statement(row) for row in rows]
    said, named = [], phrases.Named()
    for row in rows:
        done, pace = phrases.done(row, brief=named.target), phrases.pace(row, brief=named.pace)
        said.append(clauses([phrases.named_value(row), done, pace]))
        named.after(row, paced=True)
    return said


def _worst(board: Board) -> Runs:
    """滞后最多的是…: only what lags by the programme's threshold."""
    rows = slowest(board, 1)
    if not rows or rows[0].state != "late":
        return ()
    row = rows[0]
    return sentence(
        say(
            _("Furthest behind: %(whose)s, %(name)s, %(points)s points behind pace")
            if not row.indicator.headline
            else _("Furthest behind among these: %(whose)s, %(name)s, %(points)s points behind"),
            whose=whose(row),
            name=head_name(row.indicator),
            points=figure(row, "pace_diff", "late"),
        )
    )


def _lacking(leads: Sequence[Row]) -> Runs:
    """Headline indicators without any number, by name while they are few."""
    rows = [row for row in leads if row.ytd is None]
    if not rows or len(rows) == len(leads):
        return ()
    names = listed([say(head_name(row.indicator)) for row in rows[:3]])
    if len(rows) <= 3:
        return say(_("No number yet: %(names)s"), names=names)
    text = ngettext(
        "No number yet: %(names)s and %(count)s more",
        "No number yet: %(names)s and %(count)s more",
        len(rows) - 3,
    )
    return say(text, names=names, count=len(rows) - 3)

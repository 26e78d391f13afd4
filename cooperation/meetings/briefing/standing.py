"""What goes best, what lags and why, and what each month still has to bring."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cooperation.formatting import month_name
from cooperation.meetings.briefing import phrases
from cooperation.meetings.briefing.lengths import Length
from cooperation.meetings.briefing.names import head_name, whose
from cooperation.meetings.briefing.parts import Keyed
from cooperation.meetings.briefing.patterns import (
    Runs,
    clauses,
    joined,
    say,
    sentence,
    statements,
    text_of,
)
from cooperation.meetings.briefing.printing import figure
from cooperation.meetings.briefing.ranking import behind, fastest, slowest
from cooperation.meetings.briefing.reasons import quoted, reasons_for
from cooperation.meetings.briefing.structure import headlines, judged, lead_rows
from cooperation.progress import time_share
from cooperation.scoreboard import Board, Row


def best(board: Board, length: Length) -> Keyed:
    """进度较快的是…."""
    rows = fastest(board, length.best)
    if not rows:
        return []
    said = statements([_line(row) for row in rows])
    return [("best", sentence(say(_("Well ahead of pace: %(list)s"), list=said)))]


def _line(row: Row) -> Runs:
    """小榄组团—盘州市东部就业895人，完成年度目标的92.3%，较序时进度快17.3个百分点."""
    head = say(
        _("%(whose)s, %(name)s: %(value)s"),
        whose=whose(row),
        name=head_name(row.indicator),
        value=phrases.value(row),
    )
    return clauses([head, phrases.done(row), phrases.pace(row)])


def lagging(board: Board, length: Length) -> Keyed:
    """What lags most, each with what its office says of it; how many there are in all."""
    rows = slowest(board, length.extremes)
    late, watch = behind(board)
    if not rows:
        return []
    text = _("Of the figures with complete data, %(late)s lag and %(watch)s are slightly behind")
    found: Keyed = [("lagging", sentence(say(text, late=late, watch=watch)))]
    reasons = reasons_for(board, rows)
    for row in rows:
        known = reasons.get((row.pairing.pk, row.indicator.id), [])
        place = "own" if row.kind == "own" else row.pairing.slug
        said = text_of([_lag(row, length), quoted(known, length.reasons)])
        found.append((f"lagging.{place}.{row.indicator.code}", said))
    return found


def _lag(row: Row, length: Length) -> Runs:
    word = _("lagging") if row.state == "late" else _("slightly behind")
    need = _need(row) if length.details else ()
    return sentence(say(_("%(line)s (%(state)s)"), line=_line(row), state=word), need)


def _need(row: Row) -> Runs:
    """；完成年度目标还需每月新增120人（今年以来月均80人）."""
    if not judged(row) or row.needed_per_month is None or row.needed_per_month <= 0:
        return ()
    needed = figure(row, "needed_per_month")
    if row.average_per_month is None:
        return say(_("; %(needed)s a month are needed to reach the target"), needed=needed)
    text = _("; %(needed)s a month are needed to reach the target (%(average)s so far)")
    return say(text, needed=needed, average=figure(row, "average_per_month"))


def pace(board: Board, length: Length) -> Keyed:
    """Where the year should stand by now, and what the headline indicators still need; nothing
    in December, when no month remains."""
    rows = [row for row in headlines(lead_rows(board)) if judged(row) and row.share is not None]
    if not rows or board.through == 12:
        return []
    said = [_due_by_now(board, rows)]
    needs = [_needs(row, length) for row in rows if length.details or row.state != "ok"]
    said.append(sentence(statements([one for one in needs if one])))
    reached = [row for row in rows if row.ytd >= row.target]
    if reached and len(reached) == len(rows):
        said.append(sentence(say(_("All headline indicators with targets have reached them"))))
    return [("pace", text_of(said))]


def _due_by_now(board: Board, rows: Sequence[Row]) -> Runs:
    month = month_name(board.year, board.through)
    even = [row for row in rows if not row.indicator.milestones]
    own = [row for row in rows if row.indicator.milestones]
    said = []
    if even:
        text = _("By the even pace %(share)s of the year's target is due by the end of %(month)s")
        said.append(say(text, share=figure(even[0], "share"), month=month))
    for row in own:
        said.append(_by_milestones(board, row))
    return sentence(statements(said))


def _by_milestones(board: Board, row: Row) -> Runs:
    text = _("%(name)s has milestones of its own: %(share)s by the end of %(month)s")
    said = say(
        text,
        name=head_name(row.indicator),
        share=figure(row, "share"),
        month=month_name(board.year, board.through),
    )
    following = board.through + 1
    if following > 12:
        return said
    if time_share(following, row.indicator.milestones) > row.expected:
        return clauses([said, say(_("rising next month"))])
    return said


def _needs(row: Row, length: Length) -> Runs:
    need = _need(row)
    if not need:
        return ()
    text = _("%(name)s needs %(needed)s in each month that remains")
    said = say(text, name=head_name(row.indicator), needed=figure(row, "needed_per_month"))
    if row.average_per_month is None or not length.details:
        return said
    so_far = say(_(" (%(average)s so far)"), average=figure(row, "average_per_month"))
    return joined([said, so_far], "")

"""Why a number is as it is, in the offices' own words: fetched in three statements.

Notes on figures, reasons of corrections and of confirmed checks, as far as the submissions that
the board shows give them; nothing is guessed and nothing is shortened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.formatting import month_label
from cooperation.meetings.briefing.patterns import Runs, say, sentence, statements
from cooperation.models import ConfirmedCheck, Figure
from cooperation.scoreboard import Board, Row
from cooperation.scoreboard.facts import Horizon

Cell = tuple[int, int]  # pairing, indicator


class Reason(NamedTuple):
    """month: of which it was said; text: as it was typed."""

    month: int
    text: str


def reasons_for(board: Board, rows: Sequence[Row]) -> dict[Cell, list[Reason]]:
    """What the offices said of these rows' cells in the board's year, the newest month first."""
    rows = [row for row in rows if row.pairing is not None]
    if not rows:
        return {}
    horizon = Horizon(board.as_of, board.approved_only, board.moment)
    scope = {
        "indicator__in": {row.indicator.id for row in rows},
        "submission__report__pairing__in": {row.pairing.pk for row in rows},
        "submission__report__month__year": board.year,
        "submission__report__month__month__lte": board.through,
    }
    figures = (
        Figure.objects.shown(approved_only=board.approved_only, until=horizon.moment)
        .filter(**scope)
        .values_list(
            "submission", "submission__report__pairing", "indicator",
            "submission__report__month", "note", "submission__reason",
        )
    )  # fmt: skip
    wanted = {(row.pairing.pk, row.indicator.id) for row in rows}
    shown = [one for one in figures if (one[1], one[2]) in wanted]
    checks = _confirmed({one[0] for one in shown}, scope["indicator__in"])
    found: dict[Cell, list[Reason]] = defaultdict(list)
    for submission, pairing, indicator, month, note, correction in sorted(
        shown, key=lambda one: one[3], reverse=True
    ):
        said = (note, *checks.get((submission, indicator), ()), correction)
        for text in dict.fromkeys(words.strip() for words in said if words.strip()):
            found[pairing, indicator].append(Reason(month.month, text))
    return found


def _confirmed(submissions: set[int], indicators: set[int]) -> dict[Cell, list[str]]:
    """Why the offices confirmed what a check held, by submission and indicator."""
    found: dict[Cell, list[str]] = defaultdict(list)
    checks = ConfirmedCheck.objects.filter(submission__in=submissions, indicator__in=indicators)
    for submission, indicator, reason in checks.order_by("pk").values_list(
        "submission", "indicator", "reason"
    ):
        found[submission, indicator].append(reason)
    return found


def quoted(reasons: Sequence[Reason], most: int) -> Runs:
    """填报单位说明：“…”（8月）; that none was given is said too."""
    if not most:
        return ()
    newest: dict[str, Reason] = {}
    for one in reasons:
        newest.setdefault(one.text, one)
    chosen = list(newest.values())[:most]
    if not chosen:
        return sentence(say(_("The reporting office gave no reason")))
    said = [say(_("“%(text)s” (%(month)s)"), text=r.text.rstrip("。."), month=month_label(r.month))
            for r in chosen]  # fmt: skip
    return sentence(say(_("The reporting office says: %(list)s"), list=statements(said)))

"""Why a number is as it is, in the offices' own words: fetched in one statement.

Notes on figures and reasons of corrections, as far as submissions give them that the board shows
and that are approved; nothing is guessed and nothing is shortened. Every account of the programme
reads the briefing: what was written for the reviewer (why a check was confirmed, what goes with a
report that waits) stays with those who see the forms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cooperation.formatting import month_label
from cooperation.meetings.briefing.patterns import Runs, say, sentence, statements
from cooperation.models import Figure, Review
from cooperation.scoreboard import Board, Row
from cooperation.scoreboard.facts import Horizon

Cell = tuple[int, int]  # pairing, indicator


class Reason(NamedTuple):
    """month: of which it was said; text: as it was typed, empty where it is not released."""

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
    known = Q(at__lt=horizon.moment) if horizon.moment else Q()
    approved = Review.objects.filter(
        known, submission=OuterRef("submission"), decision=Review.Decision.APPROVED
    )
    figures = (
        Figure.objects.shown(approved_only=board.approved_only, until=horizon.moment)
        .filter(**scope)
        .values_list(
            "submission__report__pairing", "indicator", "submission__report__month", "note",
            "submission__reason", Exists(approved),
        )
    )  # fmt: skip
    wanted = {(row.pairing.pk, row.indicator.id) for row in rows}
    shown = [one for one in figures if (one[0], one[1]) in wanted]
    found: dict[Cell, list[Reason]] = defaultdict(list)
    for pairing, indicator, month, note, correction, released in sorted(
        shown, key=lambda one: one[2], reverse=True
    ):
        texts = [words.strip() for words in (note, correction) if words.strip()]
        for text in dict.fromkeys(texts if released else [""] * bool(texts)):
            found[pairing, indicator].append(Reason(month.month, text))
    return found


def quoted(reasons: Sequence[Reason], most: int) -> Runs:
    """填报单位说明：“…”（8月）; that none was given is said too, not that one is held back."""
    if not most or (reasons and not any(one.text for one in reasons)):
        return ()
    newest: dict[str, Reason] = {}
    for one in (one for one in reasons if one.text):
        newest.setdefault(one.text, one)
    chosen = list(newest.values())[:most]
    if not chosen:
        return sentence(say(_("The reporting office gave no reason")))
    said = [say(_("“%(text)s” (%(month)s)"), text=r.text.rstrip("。."), month=month_label(r.month))
            for r in chosen]  # fmt: skip
    return sentence(say(_("The reporting office says: %(list)s"), list=statements(said)))

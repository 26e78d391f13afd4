"""The tile map coloured by an indicator: what each pairing's tiles say, and the key in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.citations import brief_value
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.heat import BANDS, band, band_words
from cooperation.dashboards.matrix import is_published_only
from cooperation.dashboards.states import PACED, chip, shown_state, state_word
from cooperation.formatting import UNKNOWN, list_comma, percent, signed
from cooperation.scoreboard import Board, Row
from cooperation.sectors import sector_label

# A number without a target has no completion: its tiles are marked, not tinted.
UNTINTED, HATCHED = "known", "unreported"
HEXAGON = "M6 0l5.200 3v6L6 12 .800 9V3z"


@dataclass(frozen=True)
class TileMark:
    """What the tiles of a pairing say: css tints them, number stands on the large tile, words
    are their title."""

    css: str
    number: str
    words: str


def map_choices(board: Board) -> list[tuple[str, list[tuple[str, str]]]]:
    """The indicators of which anything is known of a group, by sector: (label, [(code, name)])."""
    offered = [
        one
        for one in board.indicators
        if any(board.row("pairing", p.pk, one.code).ytd is not None for p in board.pairings)
    ]
    return [
        (sector_label(slug), [(one.code, one.name) for one in some])
        for slug, some in groupby(offered, key=lambda one: one.sector)
    ]


def unknown_word(board: Board, row: Row) -> str:
    """未报; where nobody reports at all, nobody is behind with it."""
    return _("no figure known") if is_published_only(board) else state_word(row.state)


def tile_marks(board: Board, code: str) -> dict[int, TileMark]:
    """By pairing: the band of its completion, hatched where it has not reported."""
    marks = {}
    for pairing in board.pairings:
        row = board.row("pairing", pairing.pk, code)
        if not row.not_applicable:
            marks[pairing.pk] = _mark(board, row)
    return marks


def _mark(board: Board, row: Row) -> TileMark:
    if row.ytd is None:
        word = unknown_word(board, row)
        return TileMark(HATCHED, UNKNOWN, word)
    word = state_word(shown_state(row))
    number = f"{brief_value(row)} {row.indicator.unit}"
    if row.completion is None:
        return TileMark(UNTINTED, brief_value(row), list_comma().join((number, word)))
    done = _("%(share)s done") % {"share": percent(row.completion, 1)}
    return TileMark(
        f"b{band(row.completion)}",
        # Cut off, so that nothing short of everything reads as 100.
        percent(row.completion.to_integral_value(ROUND_FLOOR), 0),
        list_comma().join((number, done, word)),
    )


def pairing_keys(frame: Frame, board: Board, code: str) -> list[SafeString]:
    """A line of the key for each pairing: its tint, name, number and state."""
    lines = []
    for pairing in board.pairings:
        row = board.row("pairing", pairing.pk, code)
        if row.not_applicable:
            continue
        lines.append(
            format_html(
                '{}<a class="plain" href="{}">{}</a> <span class="said">{}</span>',
                swatch(_mark(board, row).css),
                frame.pairing_url(pairing),
                pairing.name,
                unknown_word(board, row) if row.ytd is None else _number_and_state(frame, row),
            )
        )
    return lines


def _number_and_state(frame: Frame, row: Row) -> SafeString:
    state = shown_state(row)
    extra = signed(row.pace_diff, 1) if state in PACED else ""
    return format_html("{} {}", _number(frame, row), chip(state, extra))


def _number(frame: Frame, row: Row) -> SafeString:
    if row.completion is None:
        return frame.figure(row, f"{brief_value(row)} {row.indicator.unit}")
    return frame.figure(row, percent(row.completion, 1))


def swatch(css: str) -> SafeString:
    """A tile of the key."""
    hatch = mark_safe(' fill="url(#hatch)"') if css == HATCHED else ""
    return format_html(
        '<svg viewBox="0 0 12 12" aria-hidden="true"><path class="m {}"{} d="{}"/></svg>',
        css,
        hatch,
        HEXAGON,
    )


def band_keys(board: Board, marks: Sequence[TileMark]) -> list[SafeString]:
    """The tints in words: all five bands, and the others where the map shows them."""
    keys = [(f"b{one}", band_words(one)) for one in BANDS]
    shown = {mark.css for mark in marks}
    unknown = _("no figure known") if is_published_only(board) else state_word("unreported")
    others = ((UNTINTED, _("figure without a target")), (HATCHED, unknown))
    keys += [(css, words) for css, words in others if css in shown]
    return [format_html("{}{}", swatch(css), words) for css, words in keys]

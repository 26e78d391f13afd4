"""The overview's table and map as the address asks for them: `?heat=` and `?map=`."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cooperation.dashboards import matrix
from cooperation.dashboards.frame import PER_PAGE, Frame, page_number
from cooperation.dashboards.heat import CHOICES, COMPLETION, Heat
from cooperation.dashboards.states import legend
from cooperation.dashboards.tile_marks import band_keys, map_choices, pairing_keys, tile_marks
from cooperation.dashboards.tiles import TINTS, tile_map
from cooperation.models import PairingMember
from cooperation.prepared import Prepared
from cooperation.scoreboard import Board


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see: heat is what stands first in a cell, code the indicator
    that colours the map (empty: by group). notes: what of the address could not be used."""

    heat: str = ""
    code: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, request, board: Board) -> Choice:
        """From the address."""
        notes: list[str] = []
        codes = {code for _label, some in map_choices(board) for code, _name in some}
        heat = request.GET.get("heat", "")
        code = request.GET.get("map", "")
        if code and code not in codes:
            notes.append(_("The map cannot be coloured by that indicator; it shows the groups."))
            code = ""
        return cls(heat if heat == COMPLETION else "", code, tuple(notes))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As it stands in an address."""
        return [(key, value) for key, value in (("heat", self.heat), ("map", self.code)) if value]


def chosen_views(frame: Frame, board: Board) -> dict:
    """Table, map, their keys and the ways to the other choices."""
    choice = Choice.of(frame.request, board)
    heat = Heat.of(frame.programme, choice.heat)
    # Without a target in the whole table there is nothing to choose and nothing is tinted.
    tinted = any(row.completion is not None for row in board.rows)
    ways = [
        (label, f"?{_query(frame, replace(choice, heat=shown))}", shown == choice.heat)
        for shown, label in CHOICES
    ]
    return {
        "choice": choice,
        "choices_kept": choice.pairs,
        "heats": ways if tinted else [],
        "legend": legend(board.rows),
        "heat_key": heat.key() if tinted else "",
        **_matrix(frame, board, heat),
        **_map(frame, board, choice),
    }


def _query(frame: Frame, choice: Choice) -> str:
    pairs = choice.pairs
    return f"{frame.period.query}&{urlencode(pairs)}" if pairs else frame.period.query


def _matrix(frame: Frame, board: Board, heat: Heat) -> dict:
    """The indicator × pairing table; with many pairings they are the rows, a page at a time."""
    caption = matrix.caption_words(heat.shown)
    groups = list(board.pairings)
    address = {
        "indicator_url": frame.indicator_url,
        "pairing_url": frame.pairing_url,
        "figure": frame.figure,
        "heat": heat,
    }
    if len(groups) <= matrix.WIDEST:
        return {"matrix": matrix.by_indicator(board, groups, caption, **address)}
    pages = math.ceil(len(groups) / PER_PAGE)
    page = page_number(frame.request.GET.get("page", ""), pages)
    shown = groups[(page - 1) * PER_PAGE : page * PER_PAGE]
    indicators = [i for i in board.indicators if i.headline]
    return {
        "matrix": matrix.by_pairing(board, indicators, shown, caption, **address),
        "page": page,
        "pages": range(1, pages + 1) if pages > 1 else (),
        "wide": True,
    }


def _map(frame: Frame, board: Board, choice: Choice) -> dict:
    """The tile map where the programme's places have tiles, and who stands on it."""
    day = frame.period.last_day
    members = _members_on({pairing.pk for pairing in board.pairings}, day)
    if len(board.pairings) > TINTS:
        return {"map": None}
    urls = {pairing.pk: frame.pairing_url(pairing) for pairing in board.pairings}
    marks = tile_marks(board, choice.code) if choice.code else {}
    drawn = tile_map(frame.programme, board.pairings, members, day, urls, marks)
    return {
        "map": drawn,
        "map_choices": map_choices(board),
        **_map_keys(frame, board, choice, marks),
    }


@Prepared
def _members_on(pairings: set[int], day: datetime.date) -> QuerySet[PairingMember]:
    found = PairingMember.objects.filter(pairing__in=pairings).on(day).select_related("place")
    # A place in two groups is drawn as the last one's in the agreements' order.
    return found.order_by("pairing__position", "pairing__slug", "-leads", "place_id")


def _map_keys(frame: Frame, board: Board, choice: Choice, marks: dict) -> dict:
    if not choice.code:
        return {}
    return {
        "map_indicator": board.indicator(choice.code),
        "pairing_keys": pairing_keys(frame, board, choice.code),
        "band_keys": band_keys(board, list(marks.values())),
    }

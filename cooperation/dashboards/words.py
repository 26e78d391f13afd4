"""Short phrases about rows of the scoreboard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.formatting import UNKNOWN, months_text
from cooperation.models import Pairing
from cooperation.sectors import sector_label


def coverage_words(row) -> str:
    """Months that stand behind a number, of those due: 7/9."""
    return f"{row.covered}/{row.due}" if row.due else UNKNOWN


def unlinked(_row, text: str, _about: str = "") -> str:
    """A printed number that leads nowhere, where `Frame.figure` would lead to its explanation."""
    return conditional_escape(text)


def whole_city() -> str:
    """The column of totals."""
    return _("Whole city")


def city_level() -> str:
    """The column of 市本级."""
    return _("City level")


def column_label(pairing: Pairing) -> SafeString:
    """Both ends of a pairing on two lines."""
    return mark_safe(f"{escape(pairing.east_name)}<br>{escape(pairing.west_name)}")


def missing_words(board, rows: Iterable, most: int = 3, *, sector: bool = True) -> list[str]:
    """Whose figures are missing from totals: 东区街道组团 消费帮扶 8月、9月.

    Named is the side that enters the indicator, not its partner. sector=False leaves out the
    sector, where the page names it already. A pairing's own row names months alone.
    """
    places = {(p.slug, "west"): p.west_name for p in board.pairings}
    places |= {(p.slug, "east"): p.east_name for p in board.pairings}
    if board.city:
        places |= {(board.city.slug, side): city_level() for side in ("east", "west")}
    gaps: dict[tuple[tuple[str, str], str], set[int]] = defaultdict(set)
    for row in rows:
        for item in row.missing:
            slug, _colon, month = item.rpartition(":")
            gaps[(slug, row.indicator.side), row.indicator.sector].add(int(month[5:7]))
    text = _("%(place)s, %(sector)s: %(months)s") if sector else _("%(place)s: %(months)s")
    words = [
        text
        % {
            "place": places.get(office, office[0]),
            "sector": sector_label(slug),
            "months": months_text(months),
        }
        if sector or office[0]
        else months_text(months)
        for (office, slug), months in gaps.items()
    ]
    return words[:most] + (["…"] if len(words) > most else [])

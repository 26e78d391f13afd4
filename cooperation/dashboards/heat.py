"""How deep a cell is tinted. The number and the word always stand in it as well."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cooperation.models import Programme
from cooperation.scoreboard import Row

# Completion in per cent at which the next band begins; five bands.
EDGES = (Decimal(25), Decimal(50), Decimal(75), Decimal(100))
BANDS = range(1, len(EDGES) + 2)
# What stands first in a cell, as the address says it.
VALUE, COMPLETION = "", "completion"
CHOICES = (
    (VALUE, pgettext_lazy("what a table shows", "Figures")),
    (COMPLETION, gettext_lazy("Completion")),
)


def band(completion: Decimal | None) -> int | None:
    """1 to 5, from under 25 % to 100 % and more; None where completion is unknown."""
    return None if completion is None else 1 + sum(completion >= edge for edge in EDGES)


def band_words(number: int) -> str:
    """不足 25%, 25%—50%, …, 100% 及以上."""
    if number == BANDS[0]:
        return _("under %(edge)d%%") % {"edge": EDGES[0]}
    if number == BANDS[-1]:
        return _("%(edge)d%% or more") % {"edge": EDGES[-1]}
    return _("%(low)d to under %(high)d%%") % {
        "low": EDGES[number - 2],
        "high": EDGES[number - 1],
    }


@dataclass(frozen=True)
class Heat:
    """How the cells of a table are written and tinted: by `shown` first, the figure or the
    completion; far: from how many points ahead a cell is tinted deeper (and a cell behind from
    as many beyond the threshold of 滞后); None where none is."""

    shown: str = VALUE
    far: Decimal | None = None

    @classmethod
    def of(cls, programme: Programme, shown: str) -> Heat:
        """By the programme's own threshold."""
        return cls(shown, abs(programme.late_below) or None)

    def css(self, row: Row, state: str) -> str:
        """The class of a cell beside the one of its state."""
        if self.shown == COMPLETION:
            number = band(row.completion)
            return f" b{number}" if number else ""
        if not self.far or state not in ("ok", "late"):
            return ""
        limit = self.far if state == "ok" else 2 * self.far
        return " far" if abs(row.pace_diff) >= limit else ""

    def key(self) -> SafeString:
        """What tints and months mean, in words; the states themselves stand in the legend."""
        since = escape(_("since a month: as long as it has been in this state"))
        if self.shown == COMPLETION:
            return SafeString(f"{band_key()} {since}")
        if not self.far:
            return since
        words = {"far": self.far, "late": 2 * self.far}
        far = escape(_("deeper: %(far)d points ahead or %(late)d behind") % words)
        return SafeString(f"<span>{far}</span><span>{since}</span>")


def band_key() -> SafeString:
    """The five bands in words, each with its tint."""
    return SafeString(
        "".join(f'<span class="chip plain b{one}">{band_words(one)}</span>' for one in BANDS)
    )

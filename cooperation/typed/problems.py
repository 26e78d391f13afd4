"""One problem with something typed, in words: place, value, reason and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from cooperation.typed.quoting import shorten


class Severity(StrEnum):
    """HARD is refused. SOFT is held until somebody confirms it with a reason. HINT only offers."""

    HARD = "hard"
    SOFT = "soft"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Offer:
    """The figure that is most likely meant, to be taken over by one click."""

    basis: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `reason` and `advice` are (lazy) texts with places for `params`.

    given: the reason with which a held check is confirmed already.
    """

    code: str
    place: Any  # prints as the place's name
    reason: Any
    advice: Any
    value: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.HARD
    offer: Offer | None = None
    given: str = ""

    @property
    def message(self) -> str:
        """Reason and advice, as it stands below the cell."""
        return _("%(reason)s. %(advice)s") % self._words()

    @property
    def sentence(self) -> str:
        """The whole sentence, as it stands in a summary or a returned file."""
        if self.value:
            return _("%(place)s: “%(value)s” was given: %(reason)s. %(advice)s") % self._words()
        return _("%(place)s: %(reason)s. %(advice)s") % self._words()

    def _words(self) -> dict[str, str]:
        advice = self.advice % self.params
        return {
            "place": str(self.place),
            "value": shorten(self.value),
            "reason": self.reason % self.params,
            "advice": advice
            if advice.endswith(("?", "？"))
            else _("%(advice)s.") % {"advice": advice},
        }

    def __str__(self) -> str:
        return f"{self.code} {self.sentence}"

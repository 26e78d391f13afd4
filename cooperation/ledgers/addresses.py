"""Addresses of a list: what of the present one a link keeps, changes and leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

# Where in the list one stands; another selection or order begins at its first page.
PLACE = frozenset({"page", "after", "before"})
# Of which pairing the page was whose chart led to the list.
CHART_OF = "chart-of"
# The columns form stays open after a column was moved without a script.
ARRANGE = "arrange"
# The address carries the whole state of a view that was changed, and not its page alone.
EDITED = "edited"


@dataclass(frozen=True)
class Address:
    """A list's address: its path and what follows the question mark."""

    path: str
    params: QueryDict
    filters: frozenset[str] = field(default_factory=frozenset)

    def without(self, *names: str) -> str:
        """The list without some parameters, from its first page."""
        return self._written(self._kept(names))

    @property
    def cleared(self) -> str:
        """The list without any filter."""
        return self.without(*self.filters)

    @property
    def state(self) -> str:
        """All that the address says but the place in the list."""
        return urlencode(self._kept(()))

    def hidden(self) -> list[tuple[str, str]]:
        """What the filter form keeps: all but its own fields."""
        return self._kept(self.filters)

    def _kept(self, names: Iterable[str]) -> list[tuple[str, str]]:
        left_out = {*PLACE, ARRANGE, *names}
        return [(key, value) for key, value in self.params.items() if value and key not in left_out]

    def _written(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}"

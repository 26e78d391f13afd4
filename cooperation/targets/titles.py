"""The titles of the targets' table, in and out: what each column is called and read as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.models import Pairing
from cooperation.scoreboard import CountedIndicator
from cooperation.spreadsheets.titles import title_key as key
from cooperation.targets.book import Book

# A column's part in the table.
CODE, INDICATOR, UNIT, IGNORED = "code", "indicator", "unit", "ignored"
_LANGUAGES = ("zh-hans", "en")


def words() -> dict[str, tuple[str, ...]]:
    """What the fixed columns are called in the active language."""
    return {
        CODE: (_("Indicator code"), _("code")),
        INDICATOR: (_("Indicator"),),
        UNIT: (_("Unit"),),
        "whole": (_("Whole city"),),
        IGNORED: (_("Sum of the groups"), _("Difference"), _("Sector"), _("Notice")),
    }


class Titles:
    """How the titles of a file are understood: fixed columns and pairings, by any name."""

    def __init__(self, book: Book):
        self.book = book
        self._parts: dict[str, str | Pairing] = {}
        for language in _LANGUAGES:
            with override(language):
                for part, names in words().items():
                    meant = book.city if part == "whole" else part
                    for name in names if meant else ():
                        self._parts[key(name)] = meant
                self._add_pairings()

    def _add_pairings(self) -> None:
        """By both ends, by either end where it is the only one, and by the short address."""
        names: dict[str, list[Pairing]] = {}
        for pairing in self.book.groups:
            for name in {pairing.name, pairing.east_name, pairing.west_name, pairing.slug}:
                names.setdefault(key(name), []).append(pairing)
        for name, found in names.items():
            if len(found) == 1:
                self._parts.setdefault(name, found[0])

    def part(self, title: str) -> str | Pairing | None:
        """What a column holds; None if nobody knows."""
        return self._parts.get(key(title))

    def is_head(self, row: Sequence[str]) -> bool:
        """Whether a row is the table's head: it names indicators and one column of targets."""
        parts = [self.part(title) for title in row]
        return (CODE in parts or INDICATOR in parts) and any(isinstance(p, Pairing) for p in parts)


def known_indicators(indicators: Iterable[CountedIndicator]) -> dict[str, CountedIndicator | None]:
    """The indicators by code and by name; None where two share a name."""
    found: dict[str, CountedIndicator | None] = {}
    for one in indicators:
        for name in {key(one.name_zh), key(one.name_en)} - {""}:
            found[name] = None if name in found else one
    return found | {key(one.code): one for one in indicators}

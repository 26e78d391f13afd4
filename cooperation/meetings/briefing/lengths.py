"""How much each length says: numbers of things named; what is left out is counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Length:
    """Limits of a length.

    heads: indicators named in a sector; details: with targets, parts, last year.
    pairings: paragraphs for single pairings; best, extremes: rows named as ahead, as lagging;
    reasons: reasons quoted beside each lagging row; events: events named; gaps: pairings named
    whose figures are missing.
    """

    heads: int
    pairings: int
    extremes: int
    best: int
    reasons: int
    events: int
    gaps: int
    details: bool = False


LENGTHS = {
    "short": Length(heads=0, pairings=0, extremes=1, best=0, reasons=0, events=0, gaps=1),
    "medium": Length(heads=4, pairings=4, extremes=2, best=1, reasons=1, events=3, gaps=3),
    "long": Length(
        heads=9, pairings=8, extremes=4, best=3, reasons=2, events=8, gaps=8, details=True
    ),
}

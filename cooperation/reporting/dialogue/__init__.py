"""The dialogue between the two sides: questions about a cell, and what the other side says of
a figure that it can see. The figure itself never changes here."""

from cooperation.reporting.dialogue.messages import answer, ask
from cooperation.reporting.dialogue.statements import (
    FigureChanged,
    confirm_figure,
    confirm_figures,
    dispute_figure,
)

__all__ = [
    "FigureChanged",
    "answer",
    "ask",
    "confirm_figure",
    "confirm_figures",
    "dispute_figure",
]

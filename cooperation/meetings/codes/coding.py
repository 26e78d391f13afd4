"""What gives the numbers of one file their codes."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.meetings.codes.spelling import code_of
from cooperation.meetings.text import FigureRef


@dataclass(frozen=True, slots=True)
class Coder:
    """Codes of the file that is called `code` and speaks of a period. A `material.Coder`."""

    code: str
    year: int
    through: int

    def __call__(self, figure: FigureRef) -> str:
        """The code of a value, as it is printed."""
        return code_of(figure, self.code, self.year, self.through)


def coder(code: str, year: int, through: int) -> Coder:
    """Codes for the numbers of a file of January to `through` of `year`."""
    return Coder(code, year, through)

"""What is wrong in the seed files: file, row, column, value and reason of each problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

SHOWN = 100
VALUE_LENGTH = 30


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `row` counts as spreadsheets do: the header is row 1."""

    file: str
    row: int | None
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= VALUE_LENGTH else self.value[:VALUE_LENGTH] + "…"
        parts = {"file": self.file, "row": self.row, "column": self.column, "value": value}
        if self.row is None:
            where = _("%(file)s:") % parts
        elif not self.column:
            where = _("%(file)s, row %(row)s:") % parts
        elif not self.value:
            where = _("%(file)s, row %(row)s, column “%(column)s” (empty):") % parts
        else:
            where = _("%(file)s, row %(row)s, column “%(column)s”, “%(value)s”:") % parts
        return f"{where} {self.reason}"


class CellError(ValueError):
    """A cell that cannot be read; its text is the reason."""


class SeedError(Exception):
    """The files have problems; nothing was written."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(f"{len(problems)} problems")

    def sentences(self) -> list[str]:
        """The first hundred problems, then how many more there are."""
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - SHOWN
        if more > 0:
            lines.append(_("… and %(count)s more.") % {"count": more})
        return lines


@dataclass
class Problems:
    """The problems found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, row: int | None, column: str, value: Any, reason: Any) -> None:
        """Note one problem."""
        text = "" if value is None else str(value)
        self.found.append(Problem(file, row, column, text, str(reason)))

    def stop_if_any(self) -> None:
        """Raise what was found, ordered by file and row."""
        if self.found:
            raise SeedError(sorted(self.found, key=lambda p: (p.file, p.row or 0)))

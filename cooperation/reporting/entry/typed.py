"""What a person typed into the monthly form: read cell by cell, nothing of it lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from cooperation.models import Basis, MonthlyReport
from cooperation.reporting.actions import Cell, Change
from cooperation.reporting.checks import NOTE_LENGTH
from cooperation.reporting.entry.lines import WAS
from cooperation.reporting.problems import Problem, Where, problem_of
from cooperation.scoreboard import CountedIndicator
from cooperation.typed.numbers import (
    LONGEST,
    STRICT,
    Reading,
    normal,
    read_number,
)
from cooperation.typed.quoting import shorten
from cooperation.typed.words import one_line


@dataclass(slots=True)
class Typed:
    """One cell of the form as it came back.

    was: basis, text and note when the page was made; only cells that differ are written, so
    that nobody's newer work is put back to what it was.
    """

    indicator: CountedIndicator
    text: str
    basis: str
    note: str
    was: str
    confirmed: bool
    reading: Reading

    @property
    def touched(self) -> bool:
        """Whether the person changed the cell."""
        return self.was != WAS.join((self.basis, self.text.strip(), self.note))

    @property
    def cell(self) -> Cell:
        """The cell as it is to be saved; a confirmed conversion says in the note what it was."""
        note = self.note
        if self.confirmed and self.reading.ask:
            words = gettext("typed as %(text)s") % {"text": shorten(normal(self.text))}
            longer = f"{note}; {words}" if note else words
            note = longer if len(longer) <= NOTE_LENGTH else note
        return Cell(self.basis, self.reading.value, note)

    @property
    def change(self) -> Change:
        """The cell as it was seen and as it is to be saved."""
        return Change(seen_cell(self.was), self.cell)

    def problems(self, report: MonthlyReport) -> list[Problem]:
        """Why the text cannot be saved as it is; its note is judged with the figure."""
        found, text = [], self.text[: LONGEST + 1]
        if self.reading.problem:
            found.append(problem_of(self.reading.problem, self.place(report), text))
        elif self.reading.ask and not self.confirmed:
            found.append(problem_of(self.reading.ask, self.place(report), text, held=True))
        return found

    def place(self, report: MonthlyReport) -> Where:
        """Where a problem of this cell is."""
        one = self.indicator
        return Where(report.pairing, report.sector, report.side, report.month, one.code, one.name)


def typed_cell(one: CountedIndicator, sent: Mapping[str, str]) -> Typed:
    """One cell from what a browser sent of it: text, basis, note, was, ok, prefill."""
    allowed = [Basis.AT] if one.is_stock else [Basis.MONTH, Basis.YTD]
    text, basis = sent.get("text", ""), sent.get("basis", "")
    confirmed = sent.get("ok") == text and text != ""
    if sent.get("prefill") and text.strip() == sent["prefill"] and not confirmed:
        # Last month's count that nobody has confirmed is no figure.
        text = ""
    return Typed(
        indicator=one,
        text=text,
        basis=basis if basis in allowed else allowed[0],
        note=one_line(sent.get("note", "")),
        was=sent.get("was", ""),
        confirmed=confirmed,
        reading=read_number(text, units=(one.unit_zh, one.unit_en), decimals=one.decimals),
    )


# The fields of a cell in the form: what stands before its code.
FIELDS = {"text": "v", "basis": "b", "note": "n", "was": "w", "ok": "ok", "prefill": "p"}


def read_form(post: Mapping[str, str], indicators: Iterable[CountedIndicator]) -> dict[str, Typed]:
    """The cells of these indicators in a posted form; one that is not there is left alone."""
    return {
        one.code: typed_cell(
            one, {key: post.get(f"{mark}-{one.code}", "") for key, mark in FIELDS.items()}
        )
        for one in indicators
        if f"v-{one.code}" in post
    }


def seen_cell(was: str) -> Cell | None:
    """The cell that a page was made with, as the page says it; None for a forged one."""
    parts = was.split(WAS, 2)
    if len(parts) != 3 or not (parts[1] == "" or STRICT.fullmatch(parts[1])):
        return None
    return Cell(parts[0], Decimal(parts[1]) if parts[1] else None, parts[2])


def corrections(cells: Iterable[Typed]) -> str:
    """What was corrected on reading: “１２３ → 123”; empty if nothing was."""
    done = [
        f"{cell.indicator.name} {shorten(cell.text.strip())} → {cell.reading.value:f}"
        for cell in cells
        if cell.touched and (cell.reading.normalised or (cell.confirmed and cell.reading.ask))
    ]
    if not done:
        return ""
    return ngettext(
        "Corrected on reading: %(cells)s", "Corrected on reading: %(cells)s", len(done)
    ) % {"cells": "; ".join(done)}

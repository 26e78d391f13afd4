"""The document that every change of targets stands in: number, in force from, reason."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import Target
from cooperation.typed.days import DayReading, read_day
from cooperation.typed.numbers import Finding
from cooperation.typed.problems import Problem
from cooperation.typed.words import fault_of


@dataclass(frozen=True)
class Document:
    """As it was typed; what can be read of it by the properties."""

    number_text: str = ""
    day_text: str = ""
    reason_text: str = ""

    @classmethod
    def of(cls, post: Mapping[str, str]) -> Document:
        """The document in a posted form."""
        return cls(
            post.get("document_no", ""), post.get("in_force_from", ""), post.get("reason", "")
        )

    @property
    def number(self) -> str:
        """The document's number, without stray blanks; 〔〕 and the like stay as they are."""
        return name_line(self.number_text)

    @property
    def reason(self) -> str:
        """Why the targets change."""
        return name_line(self.reason_text)

    @property
    def reading(self) -> DayReading:
        """The day from which the document is in force."""
        return read_day(self.day_text)

    @property
    def in_force_from(self) -> datetime.date | None:
        """The day, if one can be read."""
        return self.reading.value

    def problems(self, year: int, *, revises: bool) -> Iterator[Problem]:
        """What is missing or cannot be. `revises`: a target that was agreed is changed."""
        number = _("Document number")
        yield from _text_problems(number, self.number_text, self.number, _most("document_no"))
        if not self.number:
            yield _problem("K07", number, gettext_lazy("this is missing"), _WHICH)
        yield from self._day_problems(year)
        reason = _("Reason")
        yield from _text_problems(reason, self.reason_text, self.reason, _most("reason"))
        if revises and not self.reason:
            yield _problem("K09", reason, gettext_lazy("agreed targets are changed"), _WHY)

    def _day_problems(self, year: int) -> Iterator[Problem]:
        reading, place = self.reading, _("In force from")
        if reading.problem:
            yield _found(place, reading.problem, self.day_text)
        elif reading.value is None:
            yield _problem("K08", place, gettext_lazy("this is missing"), _SINCE)
        elif not datetime.date(year - 1, 1, 1) <= reading.value <= datetime.date(year, 12, 31):
            yield _problem(
                "K08",
                place,
                gettext_lazy("this lies too far from the year %(year)s"),
                gettext_lazy("Write a day from %(first)s-01-01 to %(year)s-12-31"),
                self.day_text,
                year=year,
                first=year - 1,
            )


_WHICH = gettext_lazy("Write in which document the targets stand")
_SINCE = gettext_lazy("Write the day from which the targets are in force")
_WHY = gettext_lazy("Write why")


def name_line(text: str) -> str:
    """A name as it is kept: composed, no format characters, single blanks."""
    text = unicodedata.normalize("NFC", text[:2000])
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def _most(field: str) -> int:
    return Target._meta.get_field(field).max_length


def _text_problems(place: str, typed: str, kept: str, most: int) -> Iterator[Problem]:
    fault = fault_of(kept, most)
    if fault:
        yield _found(place, fault, "" if fault.code == "P01" else typed)


def _found(place: str, finding: Finding, value: str) -> Problem:
    return Problem(finding.code, place, finding.reason, finding.advice, value, finding.params)


def _problem(code: str, place: str, reason, advice, value: str = "", **params) -> Problem:
    return Problem(code, place, reason, advice, value, params)

"""What the pages of a form show: its sheets as drawn, its lines, its numbers of a period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.functional import cached_property

from cooperation import changes
from cooperation.access import can_seal
from cooperation.calendar import today
from cooperation.formatting import month_label, period_name, year_name
from cooperation.meetings.office_forms.filling import Filled, Given, fill, givens_of
from cooperation.meetings.office_forms.grid import Grid
from cooperation.meetings.office_forms.mapping import (
    UNITS,
    Line,
    Names,
    cells_of,
    field_names,
    lines_of,
    version_of,
)
from cooperation.meetings.office_forms.originals import grids_of
from cooperation.meetings.office_forms.sheet import DrawnCell, drawn
from cooperation.meetings.office_forms.vocabulary import Vocabulary
from cooperation.models import OfficeForm
from cooperation.period import Period, period_of, refuse_nul
from cooperation.scoreboard.facts import Horizon
from cooperation.spreadsheets.uploads import FileRefused

Sheet = tuple[Grid, list[list[DrawnCell]]]


@dataclass
class FormPage:
    """A form as one reader meets it in one period."""

    request: Any
    form: OfficeForm
    period: Period
    partial: bool = False

    @classmethod
    def of(cls, request, pk: int) -> FormPage:
        """The form that the reader may see, else 404."""
        refuse_nul(request)
        found = OfficeForm.objects.visible_to(request.user).filter(pk=pk)
        form = found.select_related("programme__east", "programme__west", "added_by").first()
        if form is None:
            raise Http404(pk)
        period = period_of(request, form.programme)
        # What may be filled in is chosen beside the period, so that a link says it too.
        return cls(request, form, period, partial=request.GET.get("partial") == "1")

    @property
    def keeps(self) -> bool:
        """Whether the reader keeps the programme's forms."""
        return can_seal(self.request.user, self.form.programme)

    @cached_property
    def grids(self) -> list[Grid]:
        """Its tables; BadRequest for a file that was taken before and would be refused now."""
        with self._readable():
            return grids_of(self.form.kind, bytes(self.form.content))

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except FileRefused as refused:
            raise BadRequest(refused.problem(self.form.file_name).sentence) from None

    @cached_property
    def names(self) -> Names:
        """What may be typed."""
        return Names(Vocabulary.of(self.form.programme, today()))

    @cached_property
    def lines(self) -> list[Line]:
        """The cells that wait, as saved or proposed."""
        return lines_of(self.form, self.grids, self.names)

    @cached_property
    def filled(self) -> Filled:
        """The form of the period; BadRequest as above."""
        period = self.period
        with self._readable():
            return fill(
                self.form,
                self.form.programme,
                period.year,
                period.through,
                self.moment,
                partial=self.partial,
            )

    @property
    def given(self) -> list[Given]:
        """Every mapped cell, once."""
        kept = {one.address: one for one in (*self.filled.missing, *self.filled.filled)}
        return list(kept.values())

    @property
    def moment(self):
        """Until when is known: the last moment of the day in the address, or now."""
        after = Horizon(self.period.as_of).moment
        return None if after is None else after - datetime.timedelta(microseconds=1)

    def sheets(self, given: Iterable[Given], lines: Iterable[Line] = ()) -> list[Sheet]:
        """Each table with its drawn rows."""
        known = {one.address: one for one in given}
        by_address = {line.address: line for line in lines}
        return [(one, drawn(one, by_address, known, field_names())) for one in self.grids]

    def previewed(self, lines: Iterable[Line]) -> list[Given]:
        """What would go into the cells as they are typed or proposed."""
        cells = cells_of(self.form, lines, self.names)
        period = self.period.year, self.period.through
        return givens_of(cells, self.grids, self.form.programme, period, self.moment)

    def context(self, **more) -> dict[str, Any]:
        """For every template of a form."""
        period = self.period
        return {
            "form": self.form,
            "keeps": self.keeps,
            "programme": self.form.programme,
            "programmes": [self.form.programme],
            "period": period,
            "period_name": period_name(period.year, period.through),
            "years": [(str(y), year_name(y)) for y in reversed(period.programme.years)],
            "months": [(str(month), month_label(month)) for month in range(1, 13)],
            "year": str(period.year),
            "through": str(period.through),
            "partial": self.partial,
            "field_names": field_names(),
            **more,
        }

    def mapping_context(self, lines: list[Line]) -> dict[str, Any]:
        """For the mapping: lines worth a look first, the rest folded away."""
        names = self.names
        return self.context(
            sheets=self.sheets(self.previewed(lines), lines),
            offered=[line for line in lines if line.offered or line.problems],
            others=[line for line in lines if not (line.offered or line.problems)],
            problems=[line for line in lines if line.problems],
            saved=self.form.cells.count(),
            ticked=sum(line.on for line in lines),
            version=version_of(self.form),
            indicators=names.words.indicators,
            places=names.places.values(),
            units=UNITS,
            history=changes.history(self.form),
        )

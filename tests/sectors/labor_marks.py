"""A chart's marks, held against the lists that they lead to."""

from __future__ import annotations

import datetime

from cooperation.sectors import PanelScope
from tests.sectors import labor_rows as rows

D = datetime.date
# Panel → the column of its list that a mark's value, part and second are; "" = count of rows.
MEANS = {
    "destinations": ("people", "lifted", None),
    "calendar": ("people", "lifted", ""),
    "employers": ("received", None, None),
    "flows": ("received", None, None),
    "workshops": ("", None, None),
    "workshop-people": ("people", "lifted", None),
    "trainings": ("people", "lifted", ""),
}
YEAR = (D(2021, 1, 1), D(2021, 12, 31))


def scope_of(programme, user, pairing=None, period=YEAR):
    """What a page of the year 2021 shows to somebody."""
    first, last = period
    return PanelScope(programme=programme, user=user, first=first, last=last, pairing=pairing)


def address(scope, mark):
    """What the page adds to a mark's own filters."""
    query = {} if scope.pairing is None else {"pairing": scope.pairing.slug}
    if not {"since", "until"} & set(mark.query):
        query |= {"since": scope.first.isoformat(), "until": scope.last.isoformat()}
    return query | dict(mark.query)


def check(panel, scope):
    """Each mark beside its list; gives the marks."""
    marks = list(panel.marks(scope))
    for mark in marks:
        page = rows.listed(panel.ledger, scope.programme, scope.user, **address(scope, mark))
        said = (mark.value, mark.part, mark.second)
        for column, value in zip(MEANS[panel.slug], said, strict=True):
            if column is not None:
                found = rows.total(page, column) if column else page.count
                assert found == value, (panel.slug, mark)
            else:
                assert value is None
    return marks

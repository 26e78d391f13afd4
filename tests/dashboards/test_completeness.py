"""Completeness and timeliness: counts of forms that are due, never over 100 %."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cooperation.dashboards.completeness.counts import Completeness, Tally
from cooperation.filing import Filed, Owed
from cooperation.models import MonthlyReport, Pairing

TODAY = datetime.date(2024, 6, 20)
ZONE = timezone.get_default_timezone()
PAIRINGS = [Pairing(pk=number, slug=f"p{number}") for number in (1, 2)]

moments = st.integers(0, 200).map(
    lambda day: datetime.datetime(2024, 1, 1, 20, tzinfo=ZONE) + datetime.timedelta(days=day)
)
filed = st.builds(
    Filed, st.just(1), st.sampled_from(MonthlyReport.State.values), st.booleans(),
    st.none() | moments,
)  # fmt: skip


@st.composite
def owed(draw):
    month = datetime.date(2024, draw(st.integers(1, 7)), 1)
    due = month + datetime.timedelta(days=draw(st.integers(31, 60)))
    grace = datetime.timedelta(days=draw(st.integers(0, 31)))
    return Owed(
        draw(st.sampled_from(PAIRINGS)),
        draw(st.sampled_from(["labor", "industry"])),
        draw(st.sampled_from(["east", "west"])),
        month,
        due,
        due + grace,
        draw(st.booleans()),
        draw(st.none() | filed),
    )


@pytest.mark.slow
@given(st.lists(owed(), max_size=30))
def test_no_rate_passes_a_hundred_and_parts_add_up(forms):
    counted = Completeness(forms, TODAY)
    whole = counted.total
    groups = (counted.by_pairing, counted.by_sector, counted.by_month, counted.details)
    for tally in (whole, *(tally for group in groups for tally in group.values())):
        assert tally.on_time <= tally.reported <= tally.due
        assert tally.approved <= tally.reported
        rates = [rate for _count, rate in tally.rates]
        if tally.due == 0:
            assert rates == [None, None, None]
        else:
            assert all(0 <= rate <= 100 for rate in rates)
    for group in groups:
        for measure in ("due", "reported", "on_time", "approved"):
            assert sum(t.count(measure) for t in group.values()) == whole.count(measure)
    assert whole.due == whole.reported + len(counted.late)


def form(day, **report):
    due = datetime.date(2024, 4, 10)
    given_in = report.pop("handed_in", None)
    handed_in = None if given_in is None else datetime.datetime(2024, 4, given_in, 23, tzinfo=ZONE)
    one = Filed(1, report.pop("state", "approved"), report.pop("approved", False), handed_in)
    return Completeness(
        [Owed(PAIRINGS[0], "labor", "west", datetime.date(2024, 3, 1), due, due, True, one)], day
    )


@pytest.mark.parametrize(
    ("report", "counts"),
    [
        ({"state": "draft"}, (1, 0, 0, 0)),
        ({"state": "returned"}, (1, 0, 0, 0)),
        ({"state": "submitted", "handed_in": 10}, (1, 1, 1, 0)),
        ({"state": "submitted", "handed_in": 11}, (1, 1, 0, 0)),
        ({"state": "approved", "approved": True, "handed_in": 9}, (1, 1, 1, 1)),
        # Under correction: what was approved shows on.
        ({"state": "draft", "approved": True, "handed_in": 11}, (1, 1, 0, 1)),
    ],
)
def test_states_count_as(report, counts):
    assert form(datetime.date(2024, 4, 11), **report).total == Tally(*counts)


def test_a_form_is_not_due_before_its_last_day_has_passed():
    early = form(datetime.date(2024, 4, 10), state="approved", approved=True, handed_in=5)
    assert (early.total, early.not_due) == (Tally(), 1)

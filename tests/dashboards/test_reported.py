"""Who has reported: states of a form's months in words, and what is listed as missing."""

import datetime

import pytest

from cooperation.calendar import due_calendar
from cooperation.dashboards.reported import filed_reports
from cooperation.models import Indicator, MonthlyReport, Pairing, Programme

DAY = datetime.date(2022, 3, 1)


def filed(today, sector="labor"):
    pairings = list(
        Pairing.objects.filter(programme__code="sample-city", slug="xiaolan-panzhou").with_ends()
    )
    indicators = list(Indicator.objects.prefetch_related("not_for"))
    calendar = due_calendar(Programme.objects.get(code="sample-city"))
    return filed_reports(pairings, indicators, 2022, 3, today, calendar, sector)


def march(side):
    return MonthlyReport.objects.filter(
        pairing__programme__code="sample-city",
        pairing__slug="xiaolan-panzhou",
        sector="labor",
        side=side,
        month=DAY,
    )


@pytest.mark.parametrize(
    ("state", "css"),
    [("submitted", "r-submitted"), ("approved", "r-approved"), ("draft", "r-correcting")],
)
def test_state_of_a_month(programmes, db, state, css):
    march("west").update(state=state)
    line = next(line for line in filed(datetime.date(2022, 4, 20)).lines if line.side == "west")
    assert line.cells[2].css == css
    assert line.cells[3].css == ""


def test_what_shows_as_approved_counts_while_it_is_corrected(programmes, db):
    """As on the page of completeness: the approved figures show until the correction comes."""
    today = datetime.date(2022, 4, 20)
    before = filed(today).approved
    march("west").update(state="draft")
    assert filed(today).approved == before == 6


# The 10th of April 2022 was a Sunday.
@pytest.mark.parametrize(("today", "css"), [(11, "r-missing"), (12, "r-late")])
def test_a_report_is_overdue_after_the_due_day(programmes, db, today, css):
    march("west").update(sector="moved")
    result = filed(datetime.date(2022, 4, today))
    line = next(line for line in result.lines if line.side == "west")
    assert line.cells[2].css == css
    assert ("3月" in "".join(text for _pairing, text in result.missing)) == (css == "r-late")


def test_the_missing_form_is_named_with_the_side_that_owes_it(programmes, db):
    march("east").update(sector="moved")
    ((pairing, text),) = filed(datetime.date(2022, 4, 20)).missing
    assert pairing.slug == "xiaolan-panzhou"
    assert text == "劳务协作 · 东部：3月"


def test_a_month_that_is_not_collected_is_not_owed(programmes, db):
    Programme.objects.filter(code="sample-city").update(collect_from=datetime.date(2022, 4, 1))
    march("west").update(sector="moved")
    result = filed(datetime.date(2022, 5, 20))
    line = next(line for line in result.lines if line.side == "west")
    assert line.cells[2].css == ""
    assert (result.owed, result.missing) == (5, ())

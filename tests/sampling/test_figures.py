"""The figures of a sample programme keep what the catalogue says of them."""

import datetime
from decimal import Decimal

import pytest

from cooperation.calendar import next_month
from cooperation.models import (
    Indicator,
    MonthlyReport,
    Pairing,
    Programme,
    Review,
    Submission,
    Target,
)
from cooperation.reconciliation import compare_months
from cooperation.sampling.figures import Figures
from cooperation.sampling.profiles import data_rows
from cooperation.sampling.world import CITY, months_of
from cooperation.scoreboard import scoreboard
from cooperation.sectors import all_sectors
from industry.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def figures(published, django_db_blocker):
    """Five years of the city sample, before anything is written."""
    with django_db_blocker.unblock():
        return Figures(CITY, Indicator.objects.prefetch_related("versions", "not_for"), 5, seed=1)


def test_parts_add_up_and_subsets_stay_within_their_whole(figures):
    for group in CITY.pairings:
        for code in figures.indicators:
            amounts = figures.amounts(group, code)
            assert len(amounts) == 60, code
            assert all(amount >= 0 for amount in amounts), code
            if parts := figures.parts[code]:
                columns = zip(*(figures.amounts(group, part) for part in parts), strict=True)
                assert amounts == [sum(column) for column in columns], code
            if whole := figures.whole[code]:
                of = figures.amounts(group, whole)
                assert all(a <= b for a, b in zip(amounts, of, strict=True)), code


def test_understated_figures_keep_the_relations(figures):
    group = CITY.groups[0]
    for code in figures.indicators:
        for month in (0, 13, 59):
            said = figures.understated(group, code, month, Decimal("0.9"))
            assert said <= figures.amounts(group, code)[month], code
            if whole := figures.whole[code]:
                assert said <= figures.understated(group, whole, month, Decimal("0.9")), code


def test_figures_have_no_more_decimals_than_their_indicator(figures):
    for group in CITY.pairings:
        for code, decimals in figures.decimals.items():
            step = Decimal(1).scaleb(-decimals)
            assert all(a == a.quantize(step) for a in figures.amounts(group, code)), code


def test_labor_peaks_after_the_spring_festival_and_purchases_in_december(figures):
    for group in CITY.groups:
        for code, months in (("labor.east_jobs", {2, 3}), ("consumption.purchases", {12})):
            for year in range(5):
                amounts = figures.amounts(group, code)[year * 12 : year * 12 + 12]
                assert amounts.index(max(amounts)) + 1 in months, (group.slug, code, year)


def test_every_course_of_a_report_occurs(published, sample):
    sample(months=14)
    reports = MonthlyReport.objects.filter(pairing__programme__sample=True)
    assert set(reports.values_list("state", flat=True)) == set(MonthlyReport.State.values)
    decisions = Review.objects.values_list("decision", flat=True)
    assert set(decisions) == set(Review.Decision.values)
    assert Submission.objects.filter(number=2).exists()
    last = months_of(14)[-1]
    assert not reports.filter(
        month=last, sector="consumption", side="east", pairing__slug="dongqu-liuzhi"
    ).exists()
    drafts = reports.filter(submissions__isnull=True)
    assert drafts.count() == 1
    assert drafts.get().draft_cells.exists()


def test_every_year_has_targets_and_one_was_revised(published, sample):
    sample(months=31)
    targets = Target.objects.filter(pairing__programme__sample=True)
    assert set(targets.values_list("year", flat=True)) == {2021, 2022, 2023}
    assert set(targets.values_list("pairing__slug", flat=True)) == {
        group.slug for group in CITY.pairings
    }
    assert all("样例" in number for number in targets.values_list("document_no", flat=True))
    city = targets.filter(pairing__kind="city", indicator__code="labor.trainings", year=2023)
    first, second = city.order_by("in_force_from")
    assert first.in_force_from == datetime.date(2023, 1, 1)
    assert second.in_force_from == datetime.date(2023, 7, 1)
    assert second.value > first.value
    assert second.reason


def test_ledgers_add_up_to_what_happened(published, sample, figures):
    sample(months=6)
    months = months_of(6)
    pairings = {
        p.pk: p.slug for p in MonthlyReport.objects.first().pairing.programme.pairings.all()
    }
    compared = set()
    for sector in all_sectors():
        for code, ledger_sum in sector.sums.items():
            rows = ledger_sum(list(pairings), months[0], datetime.date(2021, 6, 30))
            # A month of which the ledger knows that nothing happened says the same as none.
            found = {(pairings[pk], month): value for pk, month, value in rows if value}
            expected = {
                (group.slug, month): amount
                for group in CITY.pairings
                for month, amount in zip(months, figures.amounts(group, code), strict=False)
                if amount
            }
            assert found == expected, code
            compared.add(code)
    assert "labor.transfers" in compared


def test_every_state_word_occurs(published, sample):
    sample(months=16)
    programme = Programme.objects.get(code="sample-city")
    board = scoreboard(programme, 2022, 4, since=False)
    assert {str(row.state) for row in board.rows} == {
        "ok",
        "watch",
        "late",
        "partial",
        "unreported",
        "no_target",
        "no_pace",
    }


def test_no_project_takes_more_than_its_contract_or_before_it_begins(published, sample):
    sample(months=16)
    projects = Project.objects.prefetch_related("payments")
    assert len(projects) > 20
    for project in projects:
        payments = project.payments.all()
        if project.contract_amount is not None:
            assert sum(p.amount for p in payments) <= project.contract_amount
        begun = project.signed_on or project.started_on
        assert all(p.paid_on >= begun for p in payments)


def test_some_declared_months_differ_from_their_ledgers(published, sample):
    """Exactly those that are written down, and explained where a kind is."""
    sample(months=12)
    programme = Programme.objects.get(code="sample-city")
    pairings = Pairing.objects.reporting_in(programme)
    # What is being corrected still shows what was forgotten in it; where years to date are
    # typed, the month after it seems to have that too.
    corrected = {
        (slug, sector, side, shown)
        for slug, sector, side, month in MonthlyReport.objects.filter(
            pairing__in=pairings, state="draft"
        ).values_list("pairing__slug", "sector", "side", "month")
        for shown in (month, next_month(month))
    }
    found = {
        (one.pairing.slug, one.indicator.code, 12 - one.month.month): one.state
        for sector in all_sectors()
        for one in compare_months(programme, sector, pairings, 2021, 1, 12)
        if one.differs
        and (one.pairing.slug, sector.slug, one.indicator.side, one.month) not in corrected
    }
    assert found == {
        (row["pairing"], row["indicator"], int(row["back"])): (
            "explained" if row["kind"] else "unexplained"
        )
        for row in data_rows("differences.csv")
        if int(row["back"]) < 12
    }

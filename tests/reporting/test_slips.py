"""How well slips of the unit are caught, and how seldom honest figures are held, measured.

On the sample city programme: five years of four pairings. `pytest -s` shows the figures.
"""

import random
from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command

from cooperation.models import MonthlyReport
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import check_report, held_problems, report_key
from cooperation.reporting.checks.candidate import candidate_of
from cooperation.reporting.history import History
from cooperation.reporting.problems import Where
from cooperation.sectors import all_sectors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SLIPS = 200
FACTORS = [Decimal(10) ** power for power in (3, 4, 8, -3, -4, -8)]


class Sample:
    """Every report that shows figures, as it would be handed in at its time."""

    def __init__(self):
        self.catalogue = Catalogue(sector.slug for sector in all_sectors())
        rows = MonthlyReport.objects.filter(pairing__programme__code="sample-city")
        rows = rows.select_related("pairing__programme").order_by("month", "pk")
        self.history = History.for_checks(map(report_key, rows))
        self.reports = []
        for report in rows:
            shown = self.history.reports[report_key(report)].figures
            figures = {self.catalogue.by_pk(pk).code: (*of, "") for pk, of in shown.items()}
            if figures:
                self.reports.append((report, figures))

    def candidate(self, report, figures):
        place = Where(report.pairing, report.sector, report.side, report.month)
        return candidate_of(place, figures, self.history, self.catalogue)

    def held(self, report, figures, code=None):
        found = held_problems(self.candidate(report, figures), self.catalogue)
        return [p for p in found if code in (None, p.place.indicator)]

    def slips(self, seed):
        """Figures typed some powers of ten too large or too small: what is held of each."""
        draw = random.Random(seed)
        cells = [
            (report, figures, code)
            for report, figures in self.reports
            for code, (_basis, value, _note) in figures.items()
            if value
        ]
        for number in range(SLIPS):
            report, figures, code = draw.choice(cells)
            basis, value, note = figures[code]
            slipped = {**figures, code: (basis, value * FACTORS[number % len(FACTORS)], note)}
            held = [
                problem
                for problem in self.held(report, slipped, code)
                if problem.code in {"M01", "M02"}
            ]
            hard = check_report(self.candidate(report, slipped), self.catalogue)
            stopped = bool(held) or any(p.place.indicator == code for p in hard)
            yield value, held, stopped


@pytest.fixture(scope="module")
def sample(published, django_db_blocker):
    """The sample city, whole."""
    with django_db_blocker.unblock():
        call_command("sample", verbosity=0)
        return Sample()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_slips_of_the_unit_are_caught(sample, seed):
    found = list(sample.slips(seed))
    caught = sum(bool(held) for _value, held, _stopped in found)
    right = sum(bool(held) and held[0].offer.value == value for value, held, _stopped in found)
    stopped = sum(stopped for *_rest, stopped in found)
    print(f"\nseed {seed}: {caught} of {SLIPS} slips caught, {right} put right, {stopped} stopped")
    assert caught >= SLIPS * 0.98
    assert right >= SLIPS * 0.95


def test_honest_figures_are_seldom_held(sample):
    """All held checks together: fewer than one report in a hundred, one figure in a thousand."""
    codes, reports = Counter(), 0
    for report, figures in sample.reports:
        held = sample.held(report, figures)
        codes.update(problem.code for problem in held)
        reports += bool(held)
    figures = sum(len(of) for _report, of in sample.reports)
    print(f"\n{reports} of {len(sample.reports)} reports held, {dict(codes)} of {figures} figures")
    assert len(sample.reports) > 1800
    assert reports < len(sample.reports) * 0.01
    assert sum(codes.values()) < figures * 0.001


def test_the_samples_own_figures_break_no_rule(sample):
    broken = [
        problem
        for report, figures in sample.reports
        for problem in check_report(sample.candidate(report, figures), sample.catalogue)
    ]
    assert broken == []

"""Labor's charts: what each mark says is what the list behind it adds up to."""

import datetime

import pytest

from cooperation.models import Assignment, Pairing, Programme, User
from cooperation.sectors import get_sector
from labor.models import TransferReceipt
from labor.panels import PANELS
from tests.rows import until_module_ends
from tests.sectors.labor_marks import MEANS, check, scope_of

pytestmark = pytest.mark.slow
D = datetime.date


@pytest.fixture(scope="module")
def _sample(published, django_db_blocker):
    """A sample programme of fourteen months, over a year's end."""
    from django.core.management import call_command

    with until_module_ends(django_db_blocker):
        call_command("sample", months=14, verbosity=0)
        yield


@pytest.fixture
def programme(_sample, db):
    return Programme.objects.get(sample=True)


def reader(role, **assignment):
    user = User.objects.create_user(role, password="a long enough word 8")
    Assignment.objects.create(user=user, role=role, **assignment)
    return user


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.slug)
def test_list_behind_each_mark_adds_up_to_it(programme, panel):
    official = reader("official", programme=programme)
    assert len(check(panel, scope_of(programme, official))) > 1
    group = Pairing.objects.get(programme=programme, slug="xiaolan-panzhou")
    quarter = (D(2021, 1, 1), D(2021, 3, 31))
    assert check(panel, scope_of(programme, official, group, quarter))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.slug)
def test_clerk_sees_marks_of_the_own_pairing_only(programme, panel):
    group = Pairing.objects.get(programme=programme, slug="dongqu-liuzhi")
    clerk = reader("clerk", programme=programme, pairing=group, sector="labor")
    seen = check(panel, scope_of(programme, clerk))
    official = reader("official", programme=programme)
    whole = list(panel.marks(scope_of(programme, official)))
    assert seen
    assert sum(mark.value or 0 for mark in seen) < sum(mark.value or 0 for mark in whole)
    stranger = reader("reviewer", programme=Programme.objects.get(sample=False))
    assert list(panel.marks(scope_of(programme, stranger))) == []


def test_every_panel_leads_to_a_list_of_the_sector():
    sector = get_sector("labor")
    assert {panel.ledger for panel in sector.panels} <= {one.name for one in sector.ledgers}
    assert {panel.slug for panel in sector.panels} == set(MEANS)


# Statements of each panel, whatever the number of rows.
STATEMENTS = {"flows": 3}


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.slug)
def test_statements_do_not_grow(programme, panel, django_assert_num_queries):
    official = reader("official", programme=programme)
    len(official.grants)
    for last in (D(2021, 2, 28), D(2021, 12, 31)):
        with django_assert_num_queries(STATEMENTS.get(panel.slug, 1)):
            assert list(panel.marks(scope_of(programme, official, period=(D(2021, 1, 1), last))))


def test_sample_reaches_every_kind_of_mark(programme):
    official = reader("official", programme=programme)
    marks = {panel.slug: list(panel.marks(scope_of(programme, official))) for panel in PANELS}
    assert len(marks["destinations"]) >= 4
    assert len(marks["employers"]) == 15
    assert all(mark.group and mark.value for mark in marks["flows"])
    assert any("pairing" in mark.query for mark in marks["flows"])
    assert [mark.day.month for mark in marks["workshop-people"]] == list(range(1, 13))
    assert len(marks["trainings"]) == 4
    assert TransferReceipt.objects.filter(people=None).exists()

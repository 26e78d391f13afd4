"""`manage.py sample`: the same every time, and gone without trace."""

import pytest
from django.core.management import call_command
from django.db.models import Sum

from consumption.models import Purchase
from cooperation.models import (
    Activity,
    CellMessage,
    Figure,
    LedgerTally,
    Pairing,
    Place,
    Programme,
    Statement,
)
from tests.sampling.conftest import fingerprint, row_counts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_sample_is_the_same_twice_and_goes_without_trace(published, sample):
    before, real = row_counts(), fingerprint()
    sample(months=2)
    first = fingerprint()
    sample(remove=True)
    assert row_counts() == before
    assert fingerprint() == real
    sample(months=2)
    assert fingerprint() == first


def test_another_seed_gives_other_figures(published, sample):
    sample(months=1, seed=1)
    first = list(Figure.objects.order_by("pk").values_list("value", flat=True))
    sample(remove=True)
    sample(months=1, seed=2)
    assert list(Figure.objects.order_by("pk").values_list("value", flat=True)) != first


def test_second_run_changes_nothing_and_says_so(published, sample, capsys):
    sample(months=1)
    rows = row_counts()
    call_command("sample", months=1)
    assert row_counts() == rows
    assert "sample-city" in capsys.readouterr().out


def test_province_has_fifty_invented_pairs_that_go_with_their_places(published, sample):
    before = row_counts()
    sample(scale="province", months=1)
    programme = Programme.objects.get(code="sample-province")
    groups = Pairing.objects.filter(programme=programme, kind="group").with_ends()
    assert groups.count() == 50
    assert all("样例" in group.name for group in groups)
    sample(remove=True)
    assert row_counts() == before


def test_the_two_sides_speak_of_some_figures(published, sample):
    sample(months=4)
    assert Statement.objects.open().count() == 4
    assert Statement.objects.filter(verdict="confirmed").count() == 4
    assert CellMessage.objects.filter(answers__isnull=False).count() == 1
    said = [*Statement.objects.exclude(sentence="").values_list("sentence", flat=True)]
    said += CellMessage.objects.values_list("text", flat=True)
    assert all(text.startswith("样例") for text in said)


def test_the_sums_kept_beside_a_ledger_are_those_of_its_rows(published, sample, capsys):
    """Else its list says that it has no rows, and the sector's page that it has."""
    sample(months=2)
    kept = LedgerTally.objects.filter(ledger="consumption.Purchase", kind="", column="")
    assert kept.aggregate(Sum("given"))["given__sum"] == Purchase.objects.count() > 0
    call_command("tally", check=True)


def test_everything_invented_says_so(published, sample):
    sample(months=12)
    programme = Programme.objects.get(sample=True)
    assert "样例" in programme.name_zh
    assert "Sample" in programme.name_en
    titles = Activity.objects.filter(programme=programme).values_list("title_zh", flat=True)
    assert titles
    assert all(title.startswith("样例") for title in titles)
    assert not Place.objects.filter(code__startswith="S-").exists()

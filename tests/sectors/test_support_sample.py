"""The ledgers of 保障 in a sample programme: most months agree with the reports, a few do not."""

import datetime

import pytest

from cooperation.models import (
    AidFund,
    AidPayment,
    AidProject,
    Donation,
    Indicator,
    Posting,
    Programme,
)
from cooperation.sampling.figures import Figures
from cooperation.sampling.world import CITY, months_of
from cooperation.sampling.writing import write_sample
from cooperation.sectors import get_sector
from tests.rows import until_module_ends

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sample", "db")]
MONTHS = 30


@pytest.fixture(scope="module")
def sample(published, django_db_blocker):
    with until_module_ends(django_db_blocker):
        write_sample(CITY, months=MONTHS, seed=1)
        yield


@pytest.fixture
def differences():
    """Code → (how many pairing-months were declared, in which of them the ledger differs)."""
    programme = Programme.objects.get(sample=True)
    slugs = dict(programme.pairings.values_list("pk", "slug"))
    figures = Figures(CITY, Indicator.objects.prefetch_related("versions", "not_for"), 3, seed=1)
    months, found = months_of(MONTHS), {}
    for code, total in get_sector("support").sums.items():
        rows = total(list(slugs), months[0], datetime.date(2023, 6, 30))
        ledger = {(slugs[pk], month): value for pk, month, value in rows}
        declared = {
            (group.slug, month): amount
            for group in CITY.pairings
            for month, amount in zip(months, figures.amounts(group, code), strict=False)
            if amount
        }
        differ = {key for key in {*ledger, *declared} if ledger.get(key) != declared.get(key)}
        found[code] = len(declared), differ
    return found


def test_most_months_agree_and_a_few_differ(differences):
    declared = sum(count for count, _ in differences.values())
    differ = sum(len(keys) for _, keys in differences.values())
    assert 5 < differ < declared / 10
    assert {code for code, (_, keys) in differences.items() if not keys} <= {
        "support.cadres",
        "support.specialists",
    }


def test_ledger_of_the_first_year_agrees(differences):
    assert all(month.year > 2021 for _, keys in differences.values() for _, month in keys)


def test_every_kind_of_row_occurs():
    projects = AidProject.objects.filter(pairing__programme__sample=True)
    assert set(projects.values_list("status", flat=True)) == set(AidProject.Status.values)
    assert set(projects.values_list("kind", flat=True)) == set(AidProject.Kind.values)
    assert set(AidFund.objects.values_list("origin", flat=True)) == set(AidFund.Origin.values)
    assert AidFund.objects.filter(project=None).exists()
    assert AidFund.objects.exclude(project=None).exists()
    postings = set(Posting.objects.values_list("direction", "role"))
    assert {role for _, role in postings} == set(Posting.Role.values)
    assert {way for way, _ in postings} == set(Posting.Direction.values)
    assert set(Donation.objects.values_list("kind", flat=True)) == {"cash", "goods"}


@pytest.mark.parametrize("model", [AidProject, AidFund, AidPayment, Posting, Donation])
def test_rows_keep_their_own_rules(model):
    for row in model.objects.select_related("pairing"):
        row.clean()
        for constraint in model._meta.constraints:
            if not constraint.name.endswith("_code_once"):
                constraint.validate(model, row)


def test_everything_invented_says_so():
    texts = [
        *AidProject.objects.filter(pairing__programme__sample=True).values_list(
            "name_zh", flat=True
        ),
        *AidFund.objects.values_list("document_no", flat=True),
        *Donation.objects.filter(pairing__programme__sample=True).values_list("donor", flat=True),
        *Posting.objects.filter(pairing__programme__sample=True).values_list("sent_by", flat=True),
    ]
    assert texts
    assert all("样例" in text for text in texts)

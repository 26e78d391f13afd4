"""When no sample is written."""

import pytest
from django.core.management import CommandError

from tests.sampling.conftest import row_counts


@pytest.mark.django_db
def test_without_published_data_nothing_is_written(sample):
    before = row_counts()
    with pytest.raises(CommandError):
        sample(months=1)
    assert row_counts() == before


@pytest.mark.parametrize("months", [0, 61, -1])
def test_months_outside_the_programme_are_refused(months, db, sample):
    with pytest.raises(CommandError):
        sample(months=months)

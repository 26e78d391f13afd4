"""The real programme and a sample, loaded once per module; readers with and without rights."""

import pytest
from django.conf import settings
from django.core.management import call_command

from cooperation.models import Assignment, User
from cooperation.seeding.load import load_seeds
from tests.rows import until_module_ends


@pytest.fixture(scope="module")
def programmes(written_once, django_db_blocker):
    """Published data and two years of the sample city; rolled back after the module."""
    with until_module_ends(django_db_blocker):
        written_once("seeds and sample", _write)
        yield


def _write():
    load_seeds(settings.BASE_DIR / "seeds")
    call_command("sample", months=21, verbosity=0)


@pytest.fixture
def official(programmes, db):
    """Reads everything, changes nothing."""
    user = User.objects.create(username="official", display_name="林市长")
    Assignment.objects.create(user=user, role="official")
    return user


@pytest.fixture
def reader(client, official):
    """A signed-in browser."""
    client.force_login(official)
    return client

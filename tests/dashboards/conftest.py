"""The real programme and a sample, loaded once per module; readers with and without rights."""

import pytest
from django.core.management import call_command

from cooperation.models import Assignment, User


@pytest.fixture(scope="module")
def programmes(published, django_db_blocker):
    """Published data and two years of the sample city; rolled back after the module."""
    with django_db_blocker.unblock():
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

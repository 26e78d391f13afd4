"""The real programme and a sample, loaded once per module; readers with and without rights."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from cooperation.models import Assignment, User
from cooperation.seeding.load import load_seeds


@pytest.fixture(scope="module")
def programmes(django_db_setup, django_db_blocker):
    """Published data and two years of the sample city; rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_seeds(settings.BASE_DIR / "seeds")
        call_command("sample", months=21, verbosity=0)
        yield
        transaction.set_rollback(True)


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

"""Fixtures for every test: two small programmes and fixed people with fixed rights."""

import pytest
from django.conf import settings
from django.db import transaction

from cooperation.seeding.load import load_seeds
from tests.people import make_ground, make_people


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """The product's own seeds, loaded once for all tests of a module and rolled back after it.

    Each test (which asks for `db`) still runs in a transaction of its own inside this one.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_seeds(settings.BASE_DIR / "seeds")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ground(db):
    """Two programmes, two groups in each, one row of each kind."""
    return make_ground()


@pytest.fixture
def people(ground):
    """Fixed people with fixed rights."""
    return make_people(ground)


@pytest.fixture
def as_person(client, people):
    """`as_person("clerk")` gives the browser of that person; "anonymous" nobody's."""

    def signed_in(name):
        client.logout()
        if name != "anonymous":
            client.force_login(people.all[name])
        return client

    return signed_in

"""Fixtures for every test: two small programmes and fixed people with fixed rights.

What is written once per module is copied for each test, so that no test meets the objects that
another one changed; its rows are rolled back by Django as ever.
"""

from copy import deepcopy

import pytest
from django.conf import settings

from cooperation.models import Place
from cooperation.seeding.load import load_seeds
from tests.people import make_ground, make_people
from tests.rows import Kept, settle, until_module_ends

# What was written once in this process, by name, and is only put back from then on.
_kept: dict[str, Kept] = {}


@pytest.fixture(scope="session")
def written_once(django_db_setup):
    """`written_once("seeds", write)`: calls `write` the first time, puts the rows back later."""

    def write_or_put_back(name, write):
        if name in _kept:
            _kept[name].put_back()
        else:
            if Place.objects.exists():
                raise RuntimeError("Only an empty database can be kept: ask for the seeds first.")
            write()
            settle()
            _kept[name] = Kept()

    return write_or_put_back


@pytest.fixture(scope="module")
def published(written_once, django_db_blocker):
    """The product's own seeds, there for all tests of a module."""
    with until_module_ends(django_db_blocker):
        written_once("seeds", lambda: load_seeds(settings.BASE_DIR / "seeds"))
        yield


@pytest.fixture(scope="module")
def module_ground(django_db_setup, django_db_blocker):
    """Two programmes, there for all tests of a module."""
    with until_module_ends(django_db_blocker):
        yield make_ground()


@pytest.fixture(scope="module")
def module_people(module_ground, django_db_blocker):
    """Their people, there for all tests of a module."""
    with until_module_ends(django_db_blocker):
        yield make_people(module_ground)


@pytest.fixture
def ground(module_ground, db):
    """Two programmes, two groups in each, one row of each kind."""
    return deepcopy(module_ground)


@pytest.fixture
def people(module_people, ground):
    """Fixed people with fixed rights."""
    return deepcopy(module_people)


@pytest.fixture
def as_person(client, people):
    """`as_person("clerk")` gives the browser of that person; "anonymous" nobody's."""

    def signed_in(name):
        client.logout()
        if name != "anonymous":
            client.force_login(people.all[name])
        return client

    return signed_in

"""Fixtures for every test: two small programmes and fixed people with fixed rights."""

import pytest

from tests.people import make_ground, make_people


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

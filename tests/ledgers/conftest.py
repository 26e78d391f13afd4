"""The small world of the sectors' tests."""

import pytest
from django.utils import translation

from tests.sectors import conftest as sectors

module_world, world = sectors.module_world, sectors.world
official, clerk, other_clerk = sectors.official, sectors.clerk, sectors.other_clerk
signed_in = sectors.signed_in


@pytest.fixture
def in_english(client):
    """The pages and what is compared with them."""
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office(client, world):
    """A clerk of both groups, signed in."""
    person = world.person("both", "clerk")
    client.force_login(person)
    return person

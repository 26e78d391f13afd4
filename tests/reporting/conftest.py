"""One small world, written once per module; each test has a copy of its objects."""

from copy import deepcopy

import pytest

from tests.reporting.world import World
from tests.rows import until_module_ends


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        yield World()


@pytest.fixture
def world(module_world, db):
    return deepcopy(module_world)

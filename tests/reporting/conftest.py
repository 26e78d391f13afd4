"""One small world per test."""

import pytest

from tests.reporting.world import World


@pytest.fixture
def world(db):
    return World()

"""The small world of the sectors' tests."""

from tests.sectors.conftest import (  # noqa: F401
    clerk,
    module_world,
    official,
    other_clerk,
    signed_in,
    world,
)

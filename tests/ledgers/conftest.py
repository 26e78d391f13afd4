"""The small programme of the sectors' tests."""

from tests.sectors.conftest import module_world, official, signed_in, world

__all__ = ["module_world", "official", "signed_in", "world"]

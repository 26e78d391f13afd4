"""The small world of the reports' tests."""

from tests.reporting.conftest import module_world, world

__all__ = ["module_world", "world"]

"""Fixtures of the meetings' tests."""

from tests.meetings.doubles import doubles

__all__ = ["doubles"]

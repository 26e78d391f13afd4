"""The core's rows in the workplace, by theme.

Submissions, figures and reviews are never registered: the monthly form writes them.
"""

from cooperation.admin import calendar_year, catalogue, due, pairings, people, published, sittings
from cooperation.reporting import admin as monthly
from cooperation.support import admin as support
from cooperation.targets import admin as targets

__all__ = [
    "calendar_year",
    "catalogue",
    "due",
    "monthly",
    "pairings",
    "people",
    "published",
    "sittings",
    "support",
    "targets",
]

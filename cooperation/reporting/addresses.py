"""What the addresses of the workplace's pages say."""

from __future__ import annotations

import datetime
import re

from cooperation.typed.numbers import LONGEST, normal

MONTH = re.compile(r"(\d{4})(?:[-/.年]?(0[1-9]|1[0-2])|[-/.年]([1-9]))月?", re.ASCII)


def month_of(text: str) -> datetime.date | None:
    """The month of 2025-03, 202503, 2025/3 or 2025年3月; None where the text is not one."""
    if len(text) > LONGEST:
        return None
    match = MONTH.fullmatch(normal(text).replace(" ", ""))
    if not match or not int(match[1]):
        return None
    return datetime.date(int(match[1]), int(match[2] or match[3]), 1)

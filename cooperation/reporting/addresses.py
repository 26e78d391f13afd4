"""What the addresses of the workplace's pages say."""

from __future__ import annotations

import datetime
import re

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def month_of(text: str) -> datetime.date | None:
    """The month of 2025-03; None where the text is not one."""
    match = MONTH.fullmatch(text)
    return datetime.date(int(match[1]), int(match[2]), 1) if match and int(match[1]) else None

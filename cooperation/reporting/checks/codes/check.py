"""One check as the table of codes has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cooperation.reporting.problems import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it is called, when it speaks, what to do, and an example.

    `sentence` is what a held check says, with places for the values that it names; what a
    refused one says stands beside its rule.
    """

    code: str
    severity: Severity
    title: Any
    speaks: Any
    advice: Any
    example: Any = ""
    sentence: Any = ""

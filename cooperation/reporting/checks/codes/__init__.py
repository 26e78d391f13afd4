"""All checks by their stable codes. A code never changes its meaning.

Stored confirmations, forms and the help page refer to them; bad-input rows that have one give
the code, the others begin with R.
"""

from cooperation.reporting.checks.codes.cells import CELLS
from cooperation.reporting.checks.codes.check import Check
from cooperation.reporting.checks.codes.held import HELD, OFFERS
from cooperation.reporting.checks.codes.refused import REFUSED

GROUPS = (REFUSED, HELD, OFFERS, CELLS)
CHECKS: dict[str, Check] = {check.code: check for group in GROUPS for check in group}

__all__ = ["CELLS", "CHECKS", "HELD", "OFFERS", "REFUSED", "Check"]

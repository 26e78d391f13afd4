"""One declared figure beside its ledger's sum."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.formatting import rounded
from cooperation.models import Explanation, Pairing
from cooperation.scoreboard import CountedIndicator

ZERO = Decimal(0)


class State(models.TextChoices):
    """How a declared figure stands to its ledger."""

    UNEXPLAINED = "unexplained", _("Difference not explained")
    EXPLAINED = "explained", _("Difference explained")
    NO_ROWS = "no_rows", _("No ledger rows")
    NO_FIGURE = "no_figure", _("No declared figure")
    AGREES = "agrees", _("Agrees")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pairing's month of an indicator: what was declared, and what its ledger adds up to.

    declared: the month of a flow, the count of a stock; None where the offices gave none.
    ledger: the sum of the rows, rounded once to the indicator's decimals, as the figure is
    declared with no more of them; None where there are no rows. Unit: the indicator's.
    given: the newest explanation, whether it still fits or not.
    """

    pairing: Pairing
    indicator: CountedIndicator
    month: datetime.date
    declared: Decimal | None
    ledger: Decimal | None
    given: Explanation | None = None

    @classmethod
    def of(
        cls,
        pairing: Pairing,
        indicator: CountedIndicator,
        month: datetime.date,
        declared: Decimal | None,
        total: Decimal | None,
        given: Explanation | None = None,
    ) -> Comparison:
        """From the exact sum of the rows."""
        ledger = None if total is None else rounded(total, indicator.decimals)
        return cls(pairing, indicator, month, declared, ledger, given)

    @property
    def known(self) -> bool:
        """Whether there is a figure or a row: a month with neither is not compared."""
        return self.declared is not None or self.ledger is not None

    @property
    def difference(self) -> Decimal | None:
        """Declared less ledger; None where one of them is unknown."""
        if self.declared is None or self.ledger is None:
            return None
        return self.declared - self.ledger

    @property
    def differs(self) -> bool:
        """Whether both are known and not the same."""
        return bool(self.difference)

    @property
    def explanation(self) -> Explanation | None:
        """The newest explanation, if it is of these very numbers."""
        given = self.given
        return given if given and given.fits(self.declared, self.ledger) else None

    @property
    def state(self) -> State:
        """A declared 0 and no rows agree: nothing happened, and nothing was written."""
        if self.declared is None:
            return State.NO_FIGURE
        if self.ledger is None:
            return State.NO_ROWS if self.declared else State.AGREES
        if not self.differs:
            return State.AGREES
        return State.EXPLAINED if self.explanation else State.UNEXPLAINED

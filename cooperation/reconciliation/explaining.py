"""Writing an explanation: by the clerk of the report, in parts that add up."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation import access
from cooperation.models import Explanation, ExplanationPart, Pairing, User
from cooperation.reconciliation.comparison import Comparison
from cooperation.reconciliation.parts import TypedParts
from cooperation.scoreboard import CountedIndicator


def may_explain(user: User, pairing: Pairing, indicator: CountedIndicator) -> bool:
    """The clerk of the report, of the indicator's side.

    Not the reviewer, who judges the explanation as they judge the figure.
    """
    scope = access.Scope.of_pairing(pairing, indicator.sector, indicator.side)
    return access.can(user, access.ENTER, scope)


@transaction.atomic
def explain(one: Comparison, typed: TypedParts, *, by: User) -> Explanation:
    """Keep the parts as the explanation of the difference as it is.

    typed: read from a form for this very comparison and without problems; anything else is
    an error of the program.
    """
    if not may_explain(by, one.pairing, one.indicator):
        raise PermissionDenied(_("This figure is not yours to explain."))
    amounts = [part.amount for part in typed.usable if part.amount is not None]
    if typed.problems or not one.differs or sum(amounts) != one.difference:
        raise ValueError("The parts do not add up to the difference.")
    explanation = Explanation.objects.create(
        pairing=one.pairing,
        indicator_id=one.indicator.id,
        month=one.month,
        declared=one.declared,
        ledger=one.ledger,
        by=by,
    )
    ExplanationPart.objects.bulk_create(
        ExplanationPart(explanation=explanation, kind=part.kind, amount=part.amount, note=part.note)
        for part in typed.usable
    )
    return explanation

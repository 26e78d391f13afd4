"""Labor's ledgers → sums per pairing and month, to set beside the declared figures."""

import datetime
from collections.abc import Iterable

from cooperation.models.ledger import monthly_sums
from cooperation.sectors import LedgerSum
from labor.models import TransferBatch

# Travel that the two sides organised; who came on their own was not taken point to point.
ORGANISED = ("charter_flight", "special_train", "coach", "other")


def transfers(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """点对点输送: the people of the batches whose travel was organised. Unit: people."""
    return monthly_sums(
        TransferBatch.objects.filter(travel__in=ORGANISED),
        "people",
        pairing="pairing",
        date="start",
        pairings=pairings,
        first=first,
        last=last,
    )


SUMS = {"labor.transfers": transfers}

"""What the core needs to know of this sector."""

from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.sectors import Below, Ledger, Sector, register
from labor.filters import TransferBatchFilter
from labor.ledger import SUMS
from labor.models import TransferBatch
from labor.sample import sample_rows
from labor.seed import seed_tables
from labor.tables import TransferBatchTable


def receivers(batch: TransferBatch) -> list[Below]:
    """The employers that received the batch."""
    receipts = batch.receipts.select_related("employer__township")
    rows = tuple(
        (
            receipt.employer.name,
            str(receipt.employer.township or formatting.UNKNOWN),
            formatting.number(receipt.people),
        )
        for receipt in receipts
    )
    headers = (_("Employer"), _("Township"), _("People"))
    return [Below(_("Receiving employers"), headers, rows, numbers=(2,))]


register(
    Sector(
        slug="labor",
        label=_("Labor cooperation"),
        position=10,
        ledgers=(
            Ledger(
                model=TransferBatch,
                slug="batches",
                name="batch",
                label=_("Transfer batches"),
                table=TransferBatchTable,
                filterset=TransferBatchFilter,
                queryset=TransferBatch.objects.for_list,
                totals=("people", "lifted"),
                detail_fields=(
                    "pairing", "start", "end", "travel", "people", "lifted", "code", "note",
                ),
                below=receivers,
            ),
        ),
        sums=SUMS,
        seed=seed_tables,
        sample=sample_rows,
    )
)  # fmt: skip

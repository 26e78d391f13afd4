"""What hangs below a row on its own page."""

from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.sectors import Below
from labor.models import TransferBatch, Workshop

LIFTED = _("Of which lifted out of poverty")


def receivers(batch: TransferBatch) -> list[Below]:
    """The employers that received the batch."""
    receipts = batch.receipts.select_related("employer__township")
    rows = tuple(
        (
            receipt.employer.name,
            receipt.employer.get_location_display() or formatting.UNKNOWN,
            str(receipt.employer.township or formatting.UNKNOWN),
            formatting.number(receipt.people),
        )
        for receipt in receipts
    )
    headers = (_("Employer"), _("Location"), _("Township"), _("People"))
    return [Below(_("Receiving employers"), headers, rows, numbers=(3,))]


def history(workshop: Workshop) -> list[Below]:
    """What became of the workshop, and its head counts; the newest first."""
    statuses = tuple(
        (
            formatting.day(status.since),
            status.get_status_display(),
            status.reason or formatting.UNKNOWN,
        )
        for status in workshop.statuses.all()
    )
    counts = tuple(
        (
            formatting.day(count.date),
            formatting.number(count.people),
            formatting.number(count.lifted),
        )
        for count in workshop.counts.all()
    )
    return [
        Below(_("Status history"), (_("Status since"), _("Status"), _("Reason")), statuses),
        Below(_("Head counts"), (_("Date"), _("People"), LIFTED), counts, numbers=(1, 2)),
    ]

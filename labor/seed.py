"""The sector's seed files: transfer batches that the press reported, and who received them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.models import DatePrecision
from cooperation.seeding import cells
from cooperation.seeding.pairings import PAIRING, SOURCES
from cooperation.seeding.tables import Book, Column, Finding, Ref, Row, Table
from labor.models import Employer, TransferBatch, TransferReceipt

BATCHES = "transfer_batches.csv"
RECEIPTS = "transfer_receipts.csv"
EMPLOYERS = "employers.csv"


def _receipt_rule(row: Row, book: Book) -> Iterator[Finding]:
    """The employers together have not received more people than the batch had."""
    batch = book.row(BATCHES, row["batch"])
    received = sum(
        other["people"] or 0 for other in book.rows(RECEIPTS) if other["batch"] == row["batch"]
    )
    if row["people"] and batch and received > batch["people"]:
        yield "people", _("The employers together received more people than the batch has.")


def seed_tables() -> tuple[Table, ...]:
    """Employers, batches and receipts, in the order of what names what."""
    employers = Table(
        file=EMPLOYERS,
        model=Employer,
        key=("name_zh",),
        identity=("name_zh", "sample"),
        constants={"sample": False},
        columns=(
            Column("name_zh", required=True),
            Column("name_en", required=True),
            Column("township", ref=Ref("places.csv")),
            Column("industry", cells.one_of(*Employer.Industry.values)),
            Column("location", cells.one_of(*Employer.Location.values)),
        ),
    )
    batches = Table(
        file=BATCHES,
        model=TransferBatch,
        key=("programme", "pairing", "code"),
        identity=("pairing", "code"),
        columns=(
            Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
            Column("pairing", ref=PAIRING, required=True),
            Column("code", cells.code, required=True),
            Column("title_zh"),
            Column("title_en"),
            Column("start", cells.day, required=True),
            Column("end", cells.day, empty=None),
            Column("precision", cells.one_of(DatePrecision.DAY, DatePrecision.MONTH)),
            Column("travel", cells.one_of(*TransferBatch.Travel.values), required=True),
            Column("people", cells.whole, required=True),
            Column("lifted", cells.whole, empty=None),
            Column("note"),
            Column("sources", ref=SOURCES, required=True),
        ),
    )
    receipts = Table(
        file=RECEIPTS,
        model=TransferReceipt,
        key=("programme", "pairing", "batch", "employer"),
        identity=("batch", "employer"),
        columns=(
            Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
            Column("pairing", ref=PAIRING, required=True, stores=""),
            Column("batch", ref=Ref(BATCHES, within=("pairing",)), required=True),
            Column("employer", ref=Ref(EMPLOYERS), required=True),
            Column("people", cells.whole, empty=None),
        ),
        rule=_receipt_rule,
    )
    return employers, batches, receipts

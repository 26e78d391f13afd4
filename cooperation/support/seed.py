"""The seed files of 保障: aid projects, postings and donations that were published.

Of funds and payments no single one was published, only totals of a year: they are readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.models import AidProject, DatePrecision, Donation, Posting
from cooperation.seeding import cells
from cooperation.seeding.pairings import PAIRING, SOURCES
from cooperation.seeding.tables import Book, Column, Finding, Ref, Row, Table

PLACE = Ref("places.csv")
# How each file begins: whose row it is, and its number.
OWNER = (
    Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
    Column("pairing", ref=PAIRING, required=True),
    Column("code", cells.code, required=True),
)
PRECISION = Column("precision", cells.one_of(DatePrecision.DAY, DatePrecision.MONTH))
END = (Column("note"), Column("sources", ref=SOURCES, required=True))
KEY = {"key": ("programme", "pairing", "code"), "identity": ("pairing", "code")}

PROJECTS = Table(
    file="aid_projects.csv",
    model=AidProject,
    columns=(
        *OWNER,
        Column("name_zh", required=True),
        Column("name_en", required=True),
        Column("kind", cells.one_of(*AidProject.Kind.values), required=True),
        Column("district", ref=PLACE, required=True),
        Column("site"),
        Column("budget", cells.number, empty=None),
        Column("approved_on", cells.day, empty=None),
        Column("completed_on", cells.day, empty=None),
        Column("progress", cells.whole, empty=None),
        Column("owner"),
        Column("status", cells.one_of(*AidProject.Status.values)),
        Column("status_reason"),
        *END,
    ),
    **KEY,
)
POSTINGS = Table(
    file="postings.csv",
    model=Posting,
    columns=(
        *OWNER,
        Column("role", cells.one_of(*Posting.Role.values), required=True),
        Column("direction", cells.one_of(*Posting.Direction.values), required=True),
        Column("people", cells.whole, required=True),
        Column("since", cells.day, required=True),
        PRECISION,
        Column("until", cells.day, empty=None),
        Column("sent_by"),
        Column("serves_at"),
        Column("place", ref=PLACE),
        *END,
    ),
    **KEY,
)


def _donation_rule(row: Row, book: Book) -> Iterator[Finding]:
    if row["kind"] == Donation.Kind.CASH and row["amount"] is None:
        yield "amount", _("Say how much cash was given.")


DONATIONS = Table(
    file="donations.csv",
    model=Donation,
    columns=(
        *OWNER,
        Column("date", cells.day, required=True),
        PRECISION,
        Column("donor", required=True),
        Column("kind", cells.one_of(*Donation.Kind.values), required=True),
        Column("amount", cells.number, empty=None),
        Column("goods"),
        Column("recipient"),
        Column("place", ref=PLACE),
        *END,
    ),
    rule=_donation_rule,
    **KEY,
)


def seed_tables() -> tuple[Table, ...]:
    """What was published, in the order of the ledgers."""
    return PROJECTS, POSTINGS, DONATIONS

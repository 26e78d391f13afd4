"""The sector's seed files: products and fairs that a source names."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from consumption.models import Certificate, Fair, Product, ProductKind
from consumption.models.fairs import Exactness
from cooperation.models import DatePrecision
from cooperation.seeding import cells
from cooperation.seeding.pairings import PAIRING, SOURCES
from cooperation.seeding.tables import Book, Column, Finding, Ref, Row, Table

PRODUCTS = "products.csv"
FAIRS = "fairs.csv"


def _fair_rule(row: Row, book: Book) -> Iterator[Finding]:
    """A published total says how exact it is."""
    if row["sales_all"] is not None and not row.cells["exactness"]:
        yield "exactness", _("Say how exact the published total is.")


def seed_tables() -> tuple[Table, ...]:
    """Products and fairs."""
    products = Table(
        file=PRODUCTS,
        model=Product,
        key=("name_zh",),
        identity=("name_zh", "sample"),
        constants={"sample": False},
        columns=(
            Column("name_zh", required=True),
            Column("name_en", required=True),
            Column("kind", cells.one_of(*ProductKind.values), required=True),
            Column("district", ref=Ref("places.csv"), empty=None),
            Column("certificate", cells.one_of(*Certificate.values)),
            Column("certificate_number"),
            Column("sources", ref=SOURCES, required=True),
        ),
    )
    fairs = Table(
        file=FAIRS,
        model=Fair,
        key=("programme", "pairing", "code"),
        identity=("pairing", "code"),
        columns=(
            Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
            Column("pairing", ref=PAIRING, required=True),
            Column("code", cells.code, required=True),
            Column("title_zh", required=True),
            Column("title_en", required=True),
            Column("start", cells.day, required=True),
            Column("end", cells.day, empty=None),
            Column("precision", cells.one_of(DatePrecision.DAY, DatePrecision.MONTH)),
            Column("place_zh"),
            Column("place_en"),
            Column("organiser"),
            Column("stalls", cells.whole, empty=None),
            Column("enterprises", cells.whole, empty=None),
            Column("products", cells.whole, empty=None),
            Column("intentions", cells.whole, empty=None),
            Column("sales_on_site", cells.number, empty=None),
            Column("sales_after", cells.number, empty=None),
            Column("sales_all", cells.number, empty=None),
            Column("exactness", cells.one_of(*Exactness.values), empty=Exactness.EXACT),
            Column("activity", ref=Ref("activities.csv", within=("programme",)), empty=None),
            Column("note"),
            Column("sources", ref=SOURCES, required=True),
        ),
        rule=_fair_rule,
    )
    return products, fairs

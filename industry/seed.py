"""The sector's seed files: enterprises, parks and promotion events that were published."""

from cooperation.models import DatePrecision
from cooperation.seeding import cells
from cooperation.seeding.pairings import PAIRING, SOURCES
from cooperation.seeding.tables import Column, Ref, Table
from industry.models import Cluster, Enterprise, Park, PromotionEvent

PLACES = Ref("places.csv")
ENTERPRISES = Table(
    file="enterprises.csv",
    model=Enterprise,
    key=("name_zh",),
    identity=("name_zh", "sample"),
    constants={"sample": False},
    columns=(
        Column("name_zh", required=True),
        Column("name_en", required=True),
        Column("origin", ref=PLACES),
        Column("cluster", cells.one_of(*Cluster.values), required=True),
        Column("note"),
        Column("sources", ref=SOURCES, required=True),
    ),
)
PARKS = Table(
    file="parks.csv",
    model=Park,
    key=("programme", "pairing", "code"),
    identity=("pairing", "code"),
    columns=(
        Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
        Column("pairing", ref=PAIRING, required=True),
        Column("code", cells.code, required=True),
        Column("name_zh", required=True),
        Column("name_en", required=True),
        Column("district", ref=PLACES),
        Column("opened_on", cells.day, empty=None),
        Column("closed_on", cells.day, empty=None),
        Column("note"),
        Column("sources", ref=SOURCES, required=True),
    ),
)
EVENTS = Table(
    file="promotion_events.csv",
    model=PromotionEvent,
    key=("programme", "pairing", "code"),
    identity=("pairing", "code"),
    columns=(
        Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
        Column("pairing", ref=PAIRING, required=True),
        Column("code", cells.code, required=True),
        Column("activity", ref=Ref("activities.csv", within=("programme",))),
        Column("title_zh", required=True),
        Column("title_en", required=True),
        Column("date", cells.day, required=True),
        Column("precision", cells.one_of(DatePrecision.DAY, DatePrecision.MONTH), required=True),
        Column("place_zh"),
        Column("place_en"),
        Column("attending", cells.whole, empty=None),
        Column("signed", cells.whole, empty=None),
        Column("signed_amount", cells.number, empty=None),
        Column("note"),
        Column("sources", ref=SOURCES, required=True),
    ),
)


def seed_tables() -> tuple[Table, ...]:
    """Enterprises, parks and events; no project was published with a day of its own."""
    return ENTERPRISES, PARKS, EVENTS

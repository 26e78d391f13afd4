"""The files of places, what became of them, and the sources that everything cites."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.models import Place, PlaceChange, Source
from cooperation.seeding import cells
from cooperation.seeding.tables import Book, Column, Finding, Ref, Row, Table

ABOVE = {
    "province": (),
    "city": ("province",),
    "county": ("city",),
    "township": ("city", "county"),
    "zone": ("city", "county"),
}


def _place_rule(row: Row, book: Book) -> Iterator[Finding]:
    """A place lies in one of the level above it."""
    allowed = ABOVE[row["level"]]
    if row["parent"] is None:
        if allowed:
            yield "parent", _("Only a province stands alone; name the place above.")
    elif book.row("places.csv", row["parent"])["level"] not in allowed:
        yield "parent", _("A place of this level does not lie there.")
    if (row["lon"] is None) != (row["lat"] is None):
        yield "lat", _("Give both longitude and latitude, or neither.")


PLACES = Table(
    file="places.csv",
    model=Place,
    key=("code",),
    columns=(
        Column("code", cells.code, required=True),
        Column("level", cells.one_of(*Place.Level.values), required=True),
        Column("parent", ref=Ref("places.csv")),
        Column("name_zh", required=True),
        Column("name_en", required=True),
        Column("short_zh", required=True),
        Column("lon", cells.number, empty=None),
        Column("lat", cells.number, empty=None),
        Column("valid_from", cells.day, empty=None),
        Column("valid_to", cells.day, empty=None),
        Column("note"),
    ),
    rule=_place_rule,
)

PLACE_CHANGES = Table(
    file="place_changes.csv",
    model=PlaceChange,
    key=("from_place", "to_place", "kind"),
    columns=(
        Column("from_place", ref=Ref("places.csv"), required=True),
        Column("to_place", ref=Ref("places.csv"), required=True),
        Column("date", cells.day, empty=None),
        Column("kind", cells.one_of(*PlaceChange.Kind.values), required=True),
        Column("note"),
    ),
)

SOURCES = Table(
    file="sources.csv",
    model=Source,
    key=("code",),
    columns=(
        Column("code", cells.code, required=True),
        Column("title", required=True),
        Column("publisher"),
        Column("url"),
        Column("published_on", cells.published),
        Column("note"),
    ),
)

"""The files of programmes, pairings and the members of groups."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.models import Pairing, PairingMember, Programme
from cooperation.seeding import cells
from cooperation.seeding.tables import Book, Column, Finding, Ref, Row, Table

PAIRING = Ref("pairings.csv", within=("programme",))
SOURCES = Ref("sources.csv", many=True)

PROGRAMMES = Table(
    file="programmes.csv",
    model=Programme,
    key=("code",),
    columns=(
        Column("code", cells.code, required=True),
        Column("name_zh", required=True),
        Column("name_en", required=True),
        Column("east", ref=Ref("places.csv"), required=True),
        Column("west", ref=Ref("places.csv"), required=True),
        Column("since", cells.day, required=True),
        Column("until", cells.day, required=True),
        Column("sample", cells.flag, required=True),
        Column("watch_below", cells.number, empty=Decimal(0)),
        Column("late_below", cells.number, empty=Decimal(-10)),
        Column("collect_from", cells.day, empty=None),
        Column("note"),
    ),
)


def _pairing_rule(row: Row, book: Book) -> Iterator[Finding]:
    """A pairing that reports stands directly below the city pairing, or is it."""
    parent = book.row("pairings.csv", row["parent"]) if row["parent"] else None
    if row["reports"] and parent is not None and parent["kind"] != "city":
        yield "reports", _("Only the city pairing and those directly below it owe reports.")
    programme = book.row("programmes.csv", row["programme"])
    if row["since"] and not programme["since"] <= row["since"] <= programme["until"]:
        yield "since", _("The day lies outside the programme.")


PAIRINGS = Table(
    file="pairings.csv",
    model=Pairing,
    key=("programme", "slug"),
    columns=(
        Column("programme", ref=Ref("programmes.csv"), required=True),
        Column("slug", cells.code, required=True),
        Column("kind", cells.one_of(*Pairing.Kind.values), required=True),
        Column("parent", ref=PAIRING),
        Column("east_place", ref=Ref("places.csv")),
        Column("east_body_zh"),
        Column("east_body_en"),
        Column("west_place", ref=Ref("places.csv")),
        Column("west_body_zh"),
        Column("west_body_en"),
        Column("since", cells.day, empty=None),
        Column("until", cells.day, empty=None),
        Column("reports", cells.flag, required=True),
        Column("continues", ref=Ref("pairings.csv")),  # of another phase: programme/slug
        Column("position", cells.whole, required=True),
        Column("note"),
        Column("sources", ref=SOURCES, required=True),
    ),
    rule=_pairing_rule,
)

MEMBERS = Table(
    file="pairing_members.csv",
    model=PairingMember,
    key=("programme", "pairing", "place"),
    identity=("pairing", "place"),
    columns=(
        Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
        Column("pairing", ref=PAIRING, required=True),
        Column("place", ref=Ref("places.csv"), required=True),
        Column("leads", cells.flag, required=True),
        Column("since", cells.day, empty=None),
        Column("until", cells.day, empty=None),
        Column("note"),
        Column("sources", ref=SOURCES, required=True),
    ),
)

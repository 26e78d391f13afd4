"""The files of published figures, of activities, and of what was left out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.models import Activity, DatePrecision, PublishedReading
from cooperation.sectors import all_sectors
from cooperation.seeding import cells
from cooperation.seeding.pairings import PAIRING, SOURCES
from cooperation.seeding.tables import Book, Column, Finding, Ref, Row, Table

FILE = "readings.csv"
LAST_DAY = datetime.date(9999, 12, 31)


def _reading_rule(row: Row, book: Book) -> Iterator[Finding]:
    indicator = book.row("indicators.csv", row["indicator"])
    pairing = book.row("pairings.csv", row["pairing"])
    programme = book.row("programmes.csv", row["programme"])
    assert indicator
    assert pairing
    assert programme
    if row["value"] != round(row["value"], indicator["decimals"]):
        reason = _("This indicator has %(decimals)s decimals.")
        yield "value", reason % {"decimals": indicator["decimals"]}
    if (row["basis"] == "at") != (indicator["kind"] == "stock"):
        yield "basis", _("A state is read “at” a day; a flow “ytd” or “since”.")
    if row["whole"] and pairing["kind"] != "city":
        yield "whole", _("Only the city pairing can stand for the whole city.")
    if not programme["since"] <= row["cutoff"] <= programme["until"]:
        yield "cutoff", _("The day lies outside the programme.")
    if (row["published_on"] or LAST_DAY) < row["cutoff"]:
        yield "published_on", _("The figure is published before its cut-off date.")
    yield from _relation_rule(row, book)


def _relation_rule(row: Row, book: Book) -> Iterator[Finding]:
    """A subset is not above its whole; given parts are not above, and all of them equal, the
    total. Only figures of the same scope, basis and cut-off are compared."""

    def same(code: tuple) -> Decimal | None:
        key = (*row["pairing"], row["whole"], *code, row["basis"], row["cutoff"])
        other = book.row(FILE, key)
        return other["value"] if other else None

    indicator = book.row("indicators.csv", row["indicator"])
    assert indicator
    whole = same(indicator["part_of"]) if indicator["part_of"] else None
    if whole is not None and row["value"] > whole:
        yield "value", _("The subset is greater than its whole, %(whole)s.") % {"whole": whole}
    parts = [
        same((other["code"],))
        for other in book.rows("indicators.csv")
        if other["sums_to"] == row["indicator"]
    ]
    given = [part for part in parts if part is not None]
    total = sum(given, Decimal(0))
    if given and (total > row["value"] or (len(given) == len(parts) and total != row["value"])):
        yield "value", _("The parts add up to %(sum)s.") % {"sum": total}


READINGS = Table(
    file=FILE,
    model=PublishedReading,
    key=("programme", "pairing", "whole", "indicator", "basis", "cutoff"),
    identity=("pairing", "whole", "indicator", "basis", "cutoff"),
    fixed=("value", "exactness"),
    columns=(
        Column("programme", ref=Ref("programmes.csv"), required=True, stores=""),
        Column("pairing", ref=PAIRING, required=True),
        Column("whole", cells.flag, required=True),
        Column("indicator", ref=Ref("indicators.csv"), required=True),
        Column("value", cells.number, required=True),
        Column("basis", cells.one_of(*PublishedReading.Basis.values), required=True),
        Column("cutoff", cells.day, required=True),
        Column("exactness", cells.one_of(*PublishedReading.Exactness.values), required=True),
        Column("published_on", cells.day, empty=None),
        Column("note"),
        Column("sources", ref=SOURCES, required=True),
    ),
    rule=_reading_rule,
)


def _activity_rule(row: Row, book: Book) -> Iterator[Finding]:
    sectors = [sector.slug for sector in all_sectors()]
    if row["sector"] and row["sector"] not in sectors:
        yield "sector", _("Write one of: %(choices)s.") % {"choices": ", ".join(sectors)}
    first = {"month": row["start"].replace(day=1), "year": row["start"].replace(month=1, day=1)}
    if first.get(row["precision"], row["start"]) != row["start"]:
        yield "start", _("A date known to the month or year is written as its first day.")


TEXTS = ("place", "chairs", "text")

ACTIVITIES = Table(
    file="activities.csv",
    model=Activity,
    key=("programme", "code"),
    columns=(
        Column("programme", ref=Ref("programmes.csv"), required=True),
        Column("code", cells.code, required=True),
        Column("pairing", ref=PAIRING),
        Column("sector"),
        Column("kind", cells.one_of(*Activity.Kind.values), required=True),
        Column("title_zh", required=True),
        Column("title_en", required=True),
        Column("start", cells.day, required=True),
        Column("end", cells.day, empty=None),
        Column("precision", cells.one_of(*DatePrecision.values), required=True),
        *(
            Column(f"{name}_{lang}")
            for name in ("place", "chairs", "text")
            for lang in ("zh", "en")
        ),
        Column("sources", ref=SOURCES, required=True),
    ),
    rule=_activity_rule,
)

# Not stored: the list of published figures that are no figures here, each with its reason.
LEFT_OUT = Table(
    file="left_out.csv",
    key=("source", "subject", "west"),
    columns=(
        Column("year"),
        Column("as_of"),
        Column("east", required=True),
        Column("west"),
        Column("subject", required=True),
        Column("value"),
        Column("unit"),
        Column("source", ref=Ref("sources.csv"), required=True),
        Column("reason_zh", required=True),
        Column("reason_en", required=True),
    ),
)

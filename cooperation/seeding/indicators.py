"""The catalogue of indicators: one row makes an indicator and the version of its names,
definition and unit that holds from `version_from`."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.models import Indicator, IndicatorVersion, Side
from cooperation.sectors import all_sectors
from cooperation.seeding import cells
from cooperation.seeding.tables import Book, Column, Finding, Layer, Ref, Row, Table

FILE = "indicators.csv"


def _indicator_rule(row: Row, book: Book) -> Iterator[Finding]:
    """A subset and a part have their whole's sector, kind, unit and side."""
    sectors = [sector.slug for sector in all_sectors()]
    if row["sector"] not in sectors:
        yield "sector", _("Write one of: %(choices)s.") % {"choices": ", ".join(sectors)}
    if not row["code"].startswith(f"{row['sector']}."):
        yield "code", _("The code begins with the sector and a dot.")
    for column in ("part_of", "sums_to"):
        whole = book.row(FILE, row[column]) if row[column] else None
        if whole is None:
            continue
        for alike in ("sector", "kind", "unit_zh", "decimals", "side"):
            if whole[alike] != row[alike]:
                reason = _("The column “%(column)s” differs from that of the whole.")
                yield column, reason % {"column": alike}
    if row["decimals"] not in range(5):
        yield "decimals", _("At most four decimals.")


VERSION = ("name_zh", "name_en", "definition_zh", "definition_en", "unit_zh", "unit_en")

INDICATORS = Table(
    file=FILE,
    model=Indicator,
    key=("code",),
    columns=(
        Column("code", cells.code, required=True),
        Column("sector", cells.code, required=True),
        Column("position", cells.whole, required=True),
        Column("kind", cells.one_of(*Indicator.Kind.values), required=True),
        Column("part_of", ref=Ref(FILE)),
        Column("sums_to", ref=Ref(FILE)),
        Column("side", cells.one_of(*Side.values), required=True),
        Column("headline", cells.flag, required=True),
        Column("confirmable", cells.flag, required=True),
        Column("applies_to", cells.one_of(*Indicator.AppliesTo.values), required=True),
        Column("valid_from_year", cells.whole, empty=None),
        Column("valid_to_year", cells.whole, empty=None),
        Column("version_from", cells.day, required=True, stores=""),
        *(Column(name, required=True, stores="") for name in VERSION),
        Column("decimals", cells.whole, required=True, stores=""),
    ),
    rule=_indicator_rule,
    layer=Layer(
        model=IndicatorVersion,
        owner="indicator",
        identity=("indicator", "valid_from"),
        fields={
            "valid_from": "version_from",
            **{name: name for name in VERSION},
            "decimals": "decimals",
        },
    ),
)

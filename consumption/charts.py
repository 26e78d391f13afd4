"""The charts of the sector's page: what purchases and fairs add up to, in 万元.

Each mark is one line of one grouped statement, and its query names the very rows that were
grouped: the list that a mark leads to adds up to the mark.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consumption.models import Fair, ProductKind, Purchase
from cooperation import formatting
from cooperation.calendar import last_day
from cooperation.ledgers.named import NOT_GIVEN
from cooperation.ledgers.related import in_unit
from cooperation.models import Place
from cooperation.models.base import in_language
from cooperation.models.ledger import exact
from cooperation.models.succession import place_map
from cooperation.sectors import Mark, Panel, PanelScope

Mode = Purchase.Mode
# As many bars as can be read; the list has the rest.
MOST = 15
AMOUNT = gettext_lazy("Amount (10k yuan)")


def _bought(scope: PanelScope):
    """The purchases of the period."""
    return scope.dated(Purchase.objects.all(), "date").order_by()


def _by_choice(scope: PanelScope, field: str) -> list[Mark]:
    """One mark for each choice of a field that occurs, the largest first."""
    labels = dict(Purchase._meta.get_field(field).flatchoices)
    sums = _bought(scope).values_list(field).annotate(total=Sum("amount")).order_by("-total", field)
    return [Mark(str(labels[key]), exact(total), {field: key}) for key, total in sums]


def _by_name(scope: PanelScope, field: str, *, unknown: bool = False) -> list[Mark]:
    """The most important of what the purchases name; also those that name none, if asked."""
    rows = _bought(scope)
    if not unknown:
        rows = rows.filter(**{f"{field}__isnull": False})
    sums = (
        rows.values_list(field, f"{field}__name_zh", f"{field}__name_en")
        .annotate(total=Sum("amount"))
        .order_by("-total", field)[:MOST]
    )
    return [
        Mark(
            in_language(zh, en) if key else formatting.UNKNOWN,
            exact(total),
            {field: str(key) if key else NOT_GIVEN},
        )
        for key, zh, en, total in sums
    ]


def channels(scope: PanelScope) -> list[Mark]:
    """By channel."""
    return _by_choice(scope, "channel")


def modes(scope: PanelScope) -> list[Mark]:
    """Direct purchases and help with sales: together they are the whole."""
    return _by_choice(scope, "mode")


def kinds(scope: PanelScope) -> list[Mark]:
    """By kind of product."""
    return _by_choice(scope, "product_kind")


def products(scope: PanelScope) -> list[Mark]:
    """The products that most was bought of."""
    return _by_name(scope, "product")


def townships(scope: PanelScope) -> list[Mark]:
    """By the buyer's township; also what nobody said it of. On today's map those that are one
    today are one."""
    if scope.map_day is None:
        return _by_name(scope, "buyer_place", unknown=True)
    chart, sums = place_map(scope.map_day), defaultdict(Decimal)
    rows = _bought(scope).values_list("buyer_place").annotate(total=Sum("amount"))
    for place, total in rows.order_by("-total", "buyer_place"):
        sums[chart.unit(place)] += exact(total)
    largest = sorted(sums.items(), key=lambda one: -one[1])[:MOST]
    units = Place.objects.in_bulk([key for key, _total in largest if key])
    return [
        Mark(
            units[key].name if key else formatting.UNKNOWN,
            total,
            {"buyer_place": in_unit(key) if key else NOT_GIVEN},
        )
        for key, total in largest
    ]


def suppliers(scope: PanelScope) -> list[Mark]:
    """The suppliers that most was bought from."""
    return _by_name(scope, "supplier")


def months(scope: PanelScope) -> Iterator[Mark]:
    """Month by month: direct purchases, and help with sales beside them.

    A month of purchases of one mode only has 0 of the other: its rows are known.
    """
    sums = (
        _bought(scope)
        .annotate(month=TruncMonth("date"))
        .values_list("month")
        .annotate(
            direct=Sum("amount", filter=Q(mode=Mode.DIRECT), default=Decimal(0)),
            help=Sum("amount", filter=Q(mode=Mode.HELP), default=Decimal(0)),
        )
        .order_by("month")
    )
    for month, direct, help_ in sums:
        yield Mark(
            formatting.month_label(month.month),
            exact(direct),
            _days(month),
            second=exact(help_),
            day=month,
        )


def _days(month: datetime.date) -> dict[str, str]:
    return {"since": month.isoformat(), "until": last_day(month).isoformat()}


def season(scope: PanelScope) -> Iterator[Mark]:
    """Kind of product × month. The query names the days: in the order of dates a month of
    whichever year lies behind all later ones, and would be reached late."""
    labels = dict(ProductKind.choices)
    sums = (
        _bought(scope)
        .annotate(month=TruncMonth("date"))
        .values_list("product_kind", "month")
        .annotate(total=Sum("amount"))
        .order_by("product_kind", "month")
    )
    for kind, month, total in sums:
        yield Mark(
            formatting.month_label(month.month),
            exact(total),
            {"product_kind": kind, **_days(month)},
            group=str(labels[kind]),
        )


def fairs(scope: PanelScope) -> list[Mark]:
    """What each fair sold on site, and after it; a total published as one is a note, since
    nobody said what of it was sold on site."""
    rows = scope.dated(Fair.objects.all(), "start").order_by(
        F("sales_on_site").desc(nulls_last=True), "-start", "-pk"
    )
    return [
        Mark(
            fair.title,
            fair.sales_on_site,
            {"fair": str(fair.pk)},
            second=fair.sales_after,
            day=fair.start,
            note=_published(fair),
        )
        for fair in rows[:MOST]
    ]


def _published(fair: Fair) -> str:
    if fair.sales_all is None:
        return ""
    return _("all sales as published: %(amount)s") % {"amount": fair.published}


def _panel(slug: str, label, marks, shape: str = "bars", **options) -> Panel:
    return Panel(
        **{
            "slug": slug,
            "label": label,
            "ledger": "purchase",
            "shape": shape,
            "marks": marks,
            "value_label": AMOUNT,
            "decimals": 2,
            **options,
        }
    )


LARGEST = gettext_lazy("The 15 largest; the list has all.")
PANELS = (
    _panel("modes", gettext_lazy("Direct purchases and help with sales"), modes),
    _panel(
        "months",
        gettext_lazy("Purchases month by month"),
        months,
        "months",
        value_label=gettext_lazy("Direct purchases (10k yuan)"),
        second_label=gettext_lazy("Help with sales (10k yuan)"),
    ),
    _panel("channels", gettext_lazy("Purchases by channel"), channels),
    _panel("kinds", gettext_lazy("Purchases by kind of product"), kinds),
    _panel("products", gettext_lazy("Most bought products"), products, help=LARGEST),
    _panel("townships", gettext_lazy("Purchases by the buyer's township"), townships, help=LARGEST),
    _panel("suppliers", gettext_lazy("Largest suppliers"), suppliers, help=LARGEST),
    _panel(
        "fairs",
        gettext_lazy("Fairs and what they brought"),
        fairs,
        ledger="fair",
        value_label=gettext_lazy("Sales on site (10k yuan)"),
        second_label=gettext_lazy("Sales after the fair (10k yuan)"),
        help=gettext_lazy("The 15 largest by sales on site; the list has all."),
    ),
    # Last of an odd number: twelve months want the page's whole width.
    _panel("season", gettext_lazy("Purchases by kind of product and month"), season, "matrix"),
)

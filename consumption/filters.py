"""Filters of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from consumption.models import BuyerKind, Certificate, ProductKind, Purchase
from cooperation import formatting
from cooperation.ledgers.filters import (
    AmountFilter,
    KindFilter,
    LedgerFilter,
    PlaceFilter,
    ReferenceFilter,
    RelatedFilter,
    SelectFilter,
)
from cooperation.ledgers.named import PlaceOrNoneFilter, RelatedOrNoneFilter


class OwnFilter(RelatedFilter):
    """One row of the list itself: where a chart's mark leads to."""

    @property
    def related(self):
        """The list's own model."""
        return self.model


def _months() -> list[tuple[str, str]]:
    return [(str(month), formatting.month_label(month)) for month in range(1, 13)]


class PurchaseFilter(LedgerFilter):
    """Purchases; text is looked for in the names of products, suppliers and buyers, and at the
    beginning of ledger numbers and vouchers."""

    search_fields = ()

    season = SelectFilter(
        _months, field_name="date", lookup_expr="month", label=_("Month of any year")
    )
    mode = KindFilter(Purchase.Mode, label=_("Mode"))
    channel = KindFilter(Purchase.Channel, label=_("Channel"))
    buyer_kind = KindFilter(BuyerKind, label=_("Kind of buyer"))
    buyer_place = PlaceOrNoneFilter(label=_("Buyer's township"))
    product_kind = KindFilter(ProductKind, label=_("Kind of product"))
    product = RelatedFilter(label=_("Product"))
    supplier = RelatedOrNoneFilter(label=_("Supplier"))
    fair = RelatedFilter(label=_("Fair"))
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))


class FairFilter(LedgerFilter):
    """Fairs."""

    date_field = "start"
    search_fields = ("title_zh", "title_en", "place_zh", "place_en", "organiser", "code")

    fair = OwnFilter(field_name="id", label=_("Fair"))
    on_site_min = AmountFilter(
        field_name="sales_on_site", lookup_expr="gte", label=_("Sales on site, at least")
    )
    on_site_max = AmountFilter(
        field_name="sales_on_site", lookup_expr="lte", label=_("Sales on site, at most")
    )


class ProductFilter(ReferenceFilter):
    """Products."""

    search_fields = ("name_zh", "name_en", "certificate_number")

    kind = KindFilter(ProductKind, label=_("Kind of product"))
    district = PlaceFilter(label=_("District of origin"))
    certificate = KindFilter(Certificate, label=_("Certificate"))


class SupplierFilter(ReferenceFilter):
    """Suppliers."""

    district = PlaceFilter(label=_("Supplier's district"))

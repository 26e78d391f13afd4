"""Consumption's records: what was bought of the western side's products, from whom, by whom,
and the fairs that brought them before the eastern side's buyers."""

from consumption.models.fairs import Fair
from consumption.models.purchases import Purchase
from consumption.models.references import (
    Buyer,
    BuyerKind,
    Certificate,
    Product,
    ProductKind,
    Supplier,
)

__all__ = [
    "Buyer",
    "BuyerKind",
    "Certificate",
    "Fair",
    "Product",
    "ProductKind",
    "Purchase",
    "Supplier",
]

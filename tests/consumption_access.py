"""Consumption's part of the access matrix: its pages, its models, a row of each."""

from consumption.models import Buyer, Fair, Product, Purchase, Supplier

# As in `tests.test_access_matrix`: anonymous, public, official, clerk, other clerk, reviewer,
# secretary, administrator, stranger.
OPEN = "302 302 200 200 200 200 200 200 200"
PAGES = {
    "consumption:home": OPEN,
    "consumption:purchase-list": OPEN,
    "consumption:purchase-detail": "302 302 200 404 404 200 200 200 404",
    "consumption:fair-list": OPEN,
    "consumption:fair-detail": "302 302 200 404 404 200 200 200 404",
    # Products and suppliers are everybody's, on the pages of a programme that one sees.
    "consumption:product-list": OPEN,
    "consumption:product-detail": "302 302 200 200 200 200 200 200 404",
    "consumption:supplier-list": OPEN,
    "consumption:supplier-detail": "302 302 200 200 200 200 200 200 404",
}
MODELS = {
    "consumption.purchase": "- vacd v v v v",
    "consumption.fair": "- vacd v v v v",
    "consumption.product": "- va v v vc v",
    "consumption.supplier": "- va v v vc v",
    "consumption.buyer": "- va v v vc v",
}
UNSEEN = {f"consumption.{name}": {"other_clerk", "stranger"} for name in ("purchase", "fair")}


def rows(pairing, day):
    """One row of each model, in a group."""
    product = Product.objects.create(name_zh="猕猴桃", kind="fruit")
    purchase = Purchase.objects.create(
        pairing=pairing, date=day, product=product, mode="direct", channel="fair", amount="1.5"
    )
    return {
        "consumption.purchase": purchase,
        "consumption.fair": Fair.objects.create(pairing=pairing, start=day, title_zh="某展销会"),
        "consumption.product": product,
        "consumption.supplier": Supplier.objects.create(name_zh="某合作社"),
        "consumption.buyer": Buyer.objects.create(name_zh="某食堂"),
    }


def details(made):
    """The arguments of the rows' own pages."""
    names = ("purchase", "fair", "product", "supplier")
    return {f"consumption:{name}-detail": [made[f"consumption.{name}"].pk] for name in names}

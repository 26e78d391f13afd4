"""What hangs below a fair: what was bought there, in sums.

Sums alone: a fair of the city is read by everybody who works in the sector, and the rows that
were bought there are other pairings'.
"""

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from consumption.models import Fair
from cooperation import formatting
from cooperation.models import Pairing
from cooperation.models.base import in_language
from cooperation.models.ledger import exact
from cooperation.sectors import Below

MOST_PRODUCTS = 20


def brought(fair: Fair) -> list[Below]:
    """The purchases that name the fair, if any, by pairing and by product. Unit: 万元."""
    bought = fair.purchases.order_by()
    by_pairing = bought.values_list("pairing").annotate(Count("pk"), Sum("amount"))
    by_product = bought.values_list("product__name_zh", "product__name_en").annotate(
        Count("pk"), Sum("amount")
    )
    sums = {key: (count, amount) for key, count, amount in by_pairing}
    if not sums:
        return []
    names = Pairing.objects.filter(pk__in=sums).order_by("position", "slug").names()
    numbers = (_("Purchases"), _("Amount (10k yuan)"))
    return [
        Below(
            _("Purchases at the fair, by pairing"),
            (_("Pairing"), *numbers),
            tuple(_line(pairing.name, *sums[pairing.pk]) for pairing in names),
            numbers=(1, 2),
        ),
        Below(
            _("Purchases at the fair, by product"),
            (_("Product"), *numbers),
            tuple(
                _line(in_language(zh, en), count, amount)
                for zh, en, count, amount in by_product.order_by("-amount__sum")[:MOST_PRODUCTS]
            ),
            numbers=(1, 2),
        ),
    ]


def _line(name: str, count: int, amount) -> tuple[str, str, str]:
    return name, formatting.number(count), formatting.number(exact(amount), 2)

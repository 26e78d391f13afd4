from tourism.filters import TourFilter
from tourism.models import Tour
from tourism.tables import TourTable

from cooperation.models.ledger import monthly_sums
from cooperation.sectors import Ledger, Sector, register


def visitors(pairings, first, last):
    return monthly_sums(
        Tour.objects.all(), "visitors",
        pairing="pairing", date="date", pairings=pairings, first=first, last=last,
    )  # fmt: skip


tours = Ledger(
    model=Tour, slug="tours", name="tour", label="旅游台账", table=TourTable,
    filterset=TourFilter, queryset=Tour.objects.all, totals=("visitors", "spent"),
    detail_fields=("pairing", "date", "visitors", "spent", "note"),
)  # fmt: skip
register(
    Sector(
        slug="tourism",
        label="文旅协作",
        position=40,
        ledgers=(tours,),
        sums={"tourism.visitors": visitors},
    )
)

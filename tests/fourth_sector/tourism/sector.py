from tourism.filters import TourFilter
from tourism.models import Tour
from tourism.tables import TourTable

from cooperation.models.ledger import monthly_sums
from cooperation.sectors import Behind, Ledger, Mark, Panel, Sector, register


def visitors(pairings, first, last):
    return monthly_sums(
        Tour.objects.all(), "visitors",
        pairing="pairing", date="date", pairings=pairings, first=first, last=last,
    )  # fmt: skip


def largest(scope):
    tours = scope.dated(Tour.objects.all(), "date").order_by("-visitors")[:10]
    return [Mark(str(t.date), t.visitors, {"visitors_min": str(t.visitors)}) for t in tours]


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
        behind={"tourism.visitors": Behind("tour")},
        panels=(Panel("largest", "最大的旅游团", "tour", "bars", largest),),
    )
)

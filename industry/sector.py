"""What the core needs to know of this sector."""

from django.utils.translation import gettext_lazy as _

from cooperation.sectors import Behind, Ledger, Sector, register
from industry import details, filters, tables
from industry.ledger import SUMS
from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident
from industry.panels import PANELS
from industry.sample import sample_rows
from industry.seed import seed_tables

PROJECTS = Ledger(
    model=Project,
    slug="projects",
    name="project",
    label=_("Projects"),
    table=tables.ProjectTable,
    filterset=filters.ProjectFilter,
    queryset=Project.objects.for_list,
    totals=("contract_amount", "paid", "jobs", "jobs_lifted"),
    period_totals=("contract_amount",),
    detail_fields=(
        "pairing", "enterprise", ("origin", _("Township of origin")), "kind", "cluster", "park",
        "promotion", "stage", "contract_amount", "over_contract_reason", "talks_on", "signed_on",
        "started_on", "production_on", "ended_on", "end_reason", "jobs", "jobs_lifted", "code",
        "note",
    ),
    below=details.of_project,
)  # fmt: skip
PAYMENTS = Ledger(
    model=Payment,
    slug="payments",
    name="payment",
    label=_("Money in place"),
    table=tables.PaymentTable,
    filterset=filters.PaymentFilter,
    queryset=Payment.objects.for_list,
    totals=("amount",),
    detail_fields=("pairing", "project", "paid_on", "amount", "code", "note"),
)
PARKS = Ledger(
    model=Park,
    slug="parks",
    name="park",
    label=_("Jointly built parks"),
    table=tables.ParkTable,
    filterset=filters.ParkFilter,
    queryset=Park.objects.for_list,
    totals=("residents_now",),
    period_totals=(),
    detail_fields=(
        "pairing", ("name", _("Park")), "district", "opened_on", "closed_on", "code", "note",
    ),
    below=details.of_park,
)  # fmt: skip
RESIDENTS = Ledger(
    model=Resident,
    slug="residents",
    name="resident",
    label=_("Enterprises in the parks"),
    table=tables.ResidentTable,
    filterset=filters.ResidentFilter,
    queryset=Resident.objects.for_list,
    detail_fields=("pairing", "enterprise", "park", "since", "until", "code", "note"),
)
EVENTS = Ledger(
    model=PromotionEvent,
    slug="events",
    name="event",
    label=_("Promotion events"),
    table=tables.PromotionEventTable,
    filterset=filters.PromotionEventFilter,
    queryset=PromotionEvent.objects.for_list,
    totals=("attending", "signed", "signed_amount", "came_of_it"),
    period_totals=("signed", "signed_amount"),
    detail_fields=(
        "pairing", "date", ("place", _("Place")), "attending", "signed", "signed_amount",
        "activity", "code", "note",
    ),
    below=details.of_event,
)  # fmt: skip
ENTERPRISES = Ledger(
    model=Enterprise,
    slug="enterprises",
    name="enterprise",
    label=_("Enterprise register"),
    table=tables.EnterpriseTable,
    filterset=filters.EnterpriseFilter,
    queryset=Enterprise.objects.all,
    detail_fields=(("name", _("Enterprise")), "origin", "cluster", "note"),
    reference=True,
)

register(
    Sector(
        slug="industry",
        label=_("Industry cooperation"),
        position=20,
        ledgers=(PROJECTS, PAYMENTS, PARKS, RESIDENTS, EVENTS, ENTERPRISES),
        sums=SUMS,
        behind={
            "industry.enterprises": Behind("project", {"by": "started", "kind": "new_landing"}),
            "industry.invested": Behind("payment"),
            "industry.contracted": Behind("project"),
            "industry.jobs": Behind("project", {"by": "started"}),
            "industry.jobs_lifted": Behind("project", {"by": "started"}),
            "industry.parks": Behind("park", {"state": "there"}, stock=True),
            "industry.park_enterprises": Behind("resident", {"state": "there"}, stock=True),
            "industry.promotions": Behind("event"),
        },
        panels=PANELS,
        seed=seed_tables,
        sample=sample_rows,
    )
)

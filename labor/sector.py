"""What the core needs to know of this sector."""

from django.utils.translation import gettext_lazy as _

from cooperation.sectors import Ledger, Sector, register
from labor.below import history, receivers
from labor.filters import (
    EmployerFilter,
    JobFairFilter,
    TrainingFilter,
    TransferBatchFilter,
    WorkshopFilter,
)
from labor.ledger import BEHIND, SUMS
from labor.models import Employer, JobFair, Training, TransferBatch, Workshop
from labor.panels import PANELS
from labor.sample import sample_rows
from labor.seed import seed_tables
from labor.tables import (
    EmployerTable,
    JobFairTable,
    TrainingTable,
    TransferBatchTable,
    WorkshopTable,
)

BATCHES = Ledger(
    model=TransferBatch,
    slug="batches",
    name="batch",
    label=_("Transfer batches"),
    table=TransferBatchTable,
    filterset=TransferBatchFilter,
    queryset=TransferBatch.objects.for_list,
    totals=("people", "lifted", "received"),
    period_totals=("people", "lifted"),
    detail_fields=(
        "pairing", "start", "end", "travel", "origin", "people", "lifted", "code", "note",
    ),
    below=receivers,
)  # fmt: skip
TRAININGS = Ledger(
    model=Training,
    slug="trainings",
    name="training",
    label=_("Training courses"),
    table=TrainingTable,
    filterset=TrainingFilter,
    queryset=Training.objects.all,
    totals=("people", "lifted"),
    detail_fields=(
        "pairing", ("topic", _("Topic")), "start", "end", "days", "brand", "people", "lifted",
        "organiser", "code", "note",
    ),
)  # fmt: skip
JOB_FAIRS = Ledger(
    model=JobFair,
    slug="job-fairs",
    name="job-fair",
    label=_("Job fairs"),
    table=JobFairTable,
    filterset=JobFairFilter,
    queryset=JobFair.objects.all,
    totals=("employers", "posts", "intentions"),
    period_totals=("posts", "intentions"),
    detail_fields=(
        "pairing", ("title", _("Job fair")), "date", "place", "venue", "employers", "posts",
        "intentions", "code", "note",
    ),
)  # fmt: skip
WORKSHOPS = Ledger(
    model=Workshop,
    slug="workshops",
    name="workshop",
    label=_("Assistance workshops"),
    table=WorkshopTable,
    filterset=WorkshopFilter,
    queryset=Workshop.objects.for_list,
    totals=("people", "lifted"),
    # The card counts the workshops opened in the period; who works in them is a state.
    period_totals=(),
    detail_fields=(
        "pairing", ("name", _("Workshop")), "township", "opened", "enterprise", "code", "note",
    ),
    below=history,
)  # fmt: skip
EMPLOYERS = Ledger(
    model=Employer,
    slug="employers",
    name="employer",
    label=_("Employers"),
    table=EmployerTable,
    filterset=EmployerFilter,
    queryset=Employer.objects.for_list,
    detail_fields=(("name", _("Employer")), "industry", "location", "township"),
    reference=True,
)

register(
    Sector(
        slug="labor",
        label=_("Labor cooperation"),
        position=10,
        ledgers=(BATCHES, TRAININGS, JOB_FAIRS, WORKSHOPS, EMPLOYERS),
        sums=SUMS,
        behind=BEHIND,
        panels=PANELS,
        seed=seed_tables,
        sample=sample_rows,
    )
)

"""Columns of the sector's lists."""

from html import escape

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
)
from labor.models import WorkshopStatus


class StatusColumn(LedgerColumn):
    """The state of a workshop, by its label in the active language."""

    def writer(self, name, table):
        labels = {key: escape(str(label)) for key, label in WorkshopStatus.Status.choices}

        def write(row) -> str:
            return labels[getattr(row, name)]

        return write


class TransferBatchTable(LedgerTable):
    """Transfer batches."""

    link = "start"
    optional = ("origin", "code")

    start = DateColumn(verbose_name=_("Date"), end="end", precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    title = LedgerColumn(verbose_name=_("Batch"), order_by=("title_zh",))
    travel = ChoiceColumn(verbose_name=_("Way of travel"))
    people = NumberColumn(verbose_name=_("People"))
    lifted = NumberColumn(verbose_name=_("Of which lifted out of poverty"))
    received = NumberColumn(verbose_name=_("Received by employers"))
    origin = LedgerColumn(verbose_name=_("Township of origin"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-start"


class TrainingTable(LedgerTable):
    """Training courses."""

    link = "start"
    optional = ("organiser", "code")

    start = DateColumn(verbose_name=_("Date"), end="end", precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    topic = LedgerColumn(verbose_name=_("Topic"), order_by=("topic_zh",))
    brand = ChoiceColumn(verbose_name=_("Training brand"))
    days = NumberColumn(verbose_name=_("Days"))
    people = NumberColumn(verbose_name=_("Attendances"))
    lifted = NumberColumn(verbose_name=_("Of which lifted out of poverty"))
    organiser = LedgerColumn(verbose_name=_("Organiser"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-start"


class JobFairTable(LedgerTable):
    """Job fairs."""

    link = "date"
    optional = ("code",)

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    title = LedgerColumn(verbose_name=_("Job fair"), order_by=("title_zh",))
    where = LedgerColumn(
        verbose_name=_("Place"), order_by=("place__name_zh", "venue"), fields=("place", "venue")
    )
    employers = NumberColumn(verbose_name=_("Employers"))
    posts = NumberColumn(verbose_name=_("Posts offered"))
    intentions = NumberColumn(verbose_name=_("Intentions reached"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-date"


class WorkshopTable(LedgerTable):
    """Assistance workshops, in the state that is asked for."""

    link = "name"
    optional = ("enterprise", "status_since", "counted_on", "code")

    name = LedgerColumn(verbose_name=_("Workshop"), order_by=("name_zh",))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    township = LedgerColumn(verbose_name=_("Township"))
    opened = DateColumn(verbose_name=_("Opened"), precision="precision")
    status = StatusColumn(verbose_name=_("Status"))
    people = NumberColumn(verbose_name=_("People"))
    lifted = NumberColumn(verbose_name=_("Of which lifted out of poverty"))
    enterprise = LedgerColumn(verbose_name=_("Enterprise"))
    status_since = DateColumn(verbose_name=_("Status since"))
    counted_on = LedgerColumn(verbose_name=_("Counted on"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-opened"


class EmployerTable(LedgerTable):
    """Employers."""

    link = "name"

    name = LedgerColumn(verbose_name=_("Employer"), order_by=("name_zh",))
    industry = ChoiceColumn(verbose_name=_("Industry"))
    location = ChoiceColumn(verbose_name=_("Location"))
    township = LedgerColumn(verbose_name=_("Township"))
    received = NumberColumn(verbose_name=_("People received"))

    class Meta:
        order_by = "-received"

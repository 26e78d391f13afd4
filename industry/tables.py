"""Columns of the sector's lists."""

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
)
from industry.models import Cluster, Project


class LabelColumn(LedgerColumn):
    """A choice of a row above this one, by its label."""

    def __init__(self, choices, *args, **kwargs):
        self.choices = choices
        super().__init__(*args, **kwargs)

    def writer(self, name, table):
        labels = {key: escape(str(label)) for key, label in self.choices.choices}

        def write(row) -> str:
            return labels.get(getattr(row, name)) or escape(self.text(getattr(row, name)))

        return write


class ProjectTable(LedgerTable):
    """Projects. Contract and money in place stand in two columns and are never added."""

    link = "enterprise"
    optional = (
        "origin", "park", "talks_on", "started_on", "production_on", "ended_on", "promotion",
        "code",
    )  # fmt: skip

    enterprise = LedgerColumn(
        verbose_name=_("Enterprise"),
        order_by=("enterprise__name_zh",),
        fields=("enterprise__name_zh", "enterprise__name_en"),
    )
    pairing = PairingColumn(verbose_name=_("Pairing"))
    kind = ChoiceColumn(verbose_name=_("Kind"))
    cluster = ChoiceColumn(verbose_name=_("Industrial cluster"))
    stage = ChoiceColumn(verbose_name=_("Stage now"))
    signed_on = DateColumn(verbose_name=_("Signed on"))
    contract_amount = NumberColumn(verbose_name=_("Contract (10k yuan)"), decimals=2)
    paid = NumberColumn(verbose_name=_("In place (10k yuan)"), decimals=2)
    jobs = NumberColumn(verbose_name=_("Jobs"))
    jobs_lifted = NumberColumn(verbose_name=_("Of which lifted out of poverty"))
    origin = LedgerColumn(
        verbose_name=_("Township of origin"),
        order_by=("enterprise__origin__code",),
        fields=("enterprise__origin__name_zh", "enterprise__origin__name_en"),
    )
    park = LedgerColumn(
        verbose_name=_("Park"),
        order_by=("park__name_zh",),
        fields=("park__name_zh", "park__name_en"),
    )
    talks_on = DateColumn(verbose_name=_("In talks since"))
    started_on = DateColumn(verbose_name=_("Started on"))
    production_on = DateColumn(verbose_name=_("In production since"))
    ended_on = DateColumn(verbose_name=_("Ended on"))
    promotion = LedgerColumn(
        verbose_name=_("Promotion event"),
        order_by=("promotion__date",),
        fields=("promotion__title_zh", "promotion__title_en"),
    )
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-signed_on"


class PaymentTable(LedgerTable):
    """Money in place, payment by payment."""

    link = "paid_on"
    optional = ("kind", "cluster", "origin", "park", "code")

    paid_on = DateColumn(verbose_name=_("In place on"))
    enterprise = LedgerColumn(
        verbose_name=_("Enterprise"),
        order_by=("project__enterprise__name_zh",),
        fields=("project__enterprise__name_zh", "project__enterprise__name_en"),
    )
    pairing = PairingColumn(verbose_name=_("Pairing"))
    amount = NumberColumn(verbose_name=_("In place (10k yuan)"), decimals=2)
    kind = LabelColumn(
        Project.Kind, verbose_name=_("Kind"), order_by=("project__kind",), fields=("project__kind",)
    )
    cluster = LabelColumn(
        Cluster,
        verbose_name=_("Industrial cluster"),
        order_by=("project__cluster",),
        fields=("project__cluster",),
    )
    origin = LedgerColumn(
        verbose_name=_("Township of origin"),
        order_by=("project__enterprise__origin__code",),
        fields=("project__enterprise__origin__name_zh", "project__enterprise__origin__name_en"),
    )
    park = LedgerColumn(
        verbose_name=_("Park"),
        order_by=("project__park__name_zh",),
        fields=("project__park__name_zh", "project__park__name_en"),
    )
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-paid_on"


class ParkTable(LedgerTable):
    """Jointly built parks."""

    link = "name"
    optional = ("code",)

    name = LedgerColumn(verbose_name=_("Park"), order_by=("name_zh",))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    district = LedgerColumn(
        verbose_name=_("District"),
        order_by=("district__code",),
        fields=("district__name_zh", "district__name_en"),
    )
    opened_on = DateColumn(verbose_name=_("Opened on"))
    closed_on = DateColumn(verbose_name=_("Closed on"))
    residents_now = NumberColumn(verbose_name=_("Enterprises now"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-opened_on"


class ResidentTable(LedgerTable):
    """Enterprises in the parks."""

    link = "enterprise"
    optional = ("origin", "code")

    enterprise = LedgerColumn(
        verbose_name=_("Enterprise"),
        order_by=("enterprise__name_zh",),
        fields=("enterprise__name_zh", "enterprise__name_en"),
    )
    park = LedgerColumn(
        verbose_name=_("Park"),
        order_by=("park__name_zh",),
        fields=("park__name_zh", "park__name_en"),
    )
    pairing = PairingColumn(verbose_name=_("Pairing"))
    cluster = LabelColumn(
        Cluster,
        verbose_name=_("Industrial cluster"),
        order_by=("enterprise__cluster",),
        fields=("enterprise__cluster",),
    )
    since = DateColumn(verbose_name=_("In the park since"))
    until = DateColumn(verbose_name=_("Left on"))
    origin = LedgerColumn(
        verbose_name=_("Township of origin"),
        order_by=("enterprise__origin__code",),
        fields=("enterprise__origin__name_zh", "enterprise__origin__name_en"),
    )
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-since"


class PromotionEventTable(LedgerTable):
    """Promotion events: what they reported, and how many projects came of them since."""

    link = "title"
    optional = ("code",)

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    title = LedgerColumn(verbose_name=_("Event"), order_by=("title_zh",))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    place = LedgerColumn(verbose_name=_("Place"), order_by=("place_zh",))
    attending = NumberColumn(verbose_name=_("Enterprises attending"))
    signed = NumberColumn(verbose_name=_("Projects signed"))
    signed_amount = NumberColumn(verbose_name=_("Signed (10k yuan)"), decimals=2)
    came_of_it = NumberColumn(verbose_name=_("Projects that came of it"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-date"


class EnterpriseTable(LedgerTable):
    """Enterprises, known to all pairings alike."""

    link = "name"

    name = LedgerColumn(verbose_name=_("Enterprise"), order_by=("name_zh",))
    cluster = ChoiceColumn(verbose_name=_("Industrial cluster"))
    origin = LedgerColumn(
        verbose_name=_("Township of origin"),
        order_by=("origin__code",),
        fields=("origin__name_zh", "origin__name_en"),
    )

    class Meta:
        order_by = "name"

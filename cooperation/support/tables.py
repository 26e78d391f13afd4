"""Columns of the lists of 保障."""

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
)


class AidProjectTable(LedgerTable):
    """Aid projects. What is budgeted and what was paid stand in two columns, never added."""

    link = "name"
    optional = ("site", "owner", "planned_start", "planned_end", "started_on", "completed_on",
                "code")  # fmt: skip

    name = LedgerColumn(verbose_name=_("Project"), order_by=("name_zh",))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    kind = ChoiceColumn(verbose_name=_("Kind"))
    district = LedgerColumn(verbose_name=_("District"), order_by=("district__code",))
    status = ChoiceColumn(verbose_name=_("Status"))
    approved_on = DateColumn(verbose_name=_("Approved on"))
    budget = NumberColumn(verbose_name=_("Budget (10k yuan)"), decimals=2)
    paid = NumberColumn(verbose_name=_("Paid out (10k yuan)"), decimals=2)
    progress = NumberColumn(verbose_name=_("Works progress (%)"))
    site = LedgerColumn(verbose_name=_("Township or village"))
    owner = LedgerColumn(verbose_name=_("Owner of the assets"))
    planned_start = DateColumn(verbose_name=_("Planned start"))
    planned_end = DateColumn(verbose_name=_("Planned completion"))
    started_on = DateColumn(verbose_name=_("Started on"))
    completed_on = DateColumn(verbose_name=_("Completed on"))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-approved_on"


class AidFundTable(LedgerTable):
    """Fiscal aid that arrived."""

    link = "date"
    optional = ("code",)

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    origin = ChoiceColumn(verbose_name=_("Budget it comes from"))
    document_no = LedgerColumn(verbose_name=_("Document number"))
    purpose = LedgerColumn(verbose_name=_("For the project"), order_by=("project__name_zh",))
    amount = NumberColumn(verbose_name=_("Amount (10k yuan)"), decimals=2)
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-date"


class AidPaymentTable(LedgerTable):
    """What was paid out to projects."""

    link = "date"
    optional = ("code",)

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    purpose = LedgerColumn(verbose_name=_("Project"), order_by=("project__name_zh",))
    amount = NumberColumn(verbose_name=_("Amount (10k yuan)"), decimals=2)
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-date"


class PostingTable(LedgerTable):
    """People sent to the other side."""

    link = "since"
    optional = ("sent_by", "place", "code")

    since = DateColumn(verbose_name=_("Serving since"), precision="precision")
    until = DateColumn(verbose_name=_("Last day"))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    direction = ChoiceColumn(verbose_name=_("Direction"))
    role = ChoiceColumn(verbose_name=_("Kind of people"))
    people = NumberColumn(verbose_name=_("People"))
    serves_at = LedgerColumn(verbose_name=_("Serves at"))
    sent_by = LedgerColumn(verbose_name=_("Sent by"))
    place = LedgerColumn(verbose_name=_("District or township"), order_by=("place__code",))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-since"


class DonationTable(LedgerTable):
    """Donations. Cash and the value of goods stand in two columns, never added."""

    link = "date"
    optional = ("kind", "place", "code")

    date = DateColumn(verbose_name=_("Date"), precision="precision")
    pairing = PairingColumn(verbose_name=_("Pairing"))
    donor = LedgerColumn(verbose_name=_("Donor"))
    recipient = LedgerColumn(verbose_name=_("Recipient"))
    goods = LedgerColumn(verbose_name=_("What goods"))
    cash = NumberColumn(verbose_name=_("Cash (10k yuan)"), decimals=2)
    goods_value = NumberColumn(verbose_name=_("Value of goods (10k yuan)"), decimals=2)
    kind = ChoiceColumn(verbose_name=_("Cash or goods"))
    place = LedgerColumn(verbose_name=_("District or township"), order_by=("place__code",))
    code = LedgerColumn(verbose_name=_("Ledger number"))

    class Meta:
        order_by = "-date"

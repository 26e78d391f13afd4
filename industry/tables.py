"""Columns of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
)


class ProjectTable(LedgerTable):
    """Projects. Contract and money in place stand in two columns and are never added."""

    link = "enterprise"

    enterprise = LedgerColumn(verbose_name=_("Enterprise"), order_by=("enterprise_zh",))
    pairing = PairingColumn(verbose_name=_("Pairing"))
    kind = ChoiceColumn(verbose_name=_("Kind"))
    cluster = ChoiceColumn(verbose_name=_("Industrial cluster"))
    stage = ChoiceColumn(verbose_name=_("Stage"))
    signed_on = DateColumn(verbose_name=_("Signed on"))
    contract_amount = NumberColumn(verbose_name=_("Contract (10k yuan)"), decimals=2)
    paid = NumberColumn(verbose_name=_("In place (10k yuan)"), decimals=2)
    jobs = NumberColumn(verbose_name=_("Jobs"))

    class Meta:
        order_by = "-signed_on"

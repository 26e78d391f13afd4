"""Filters of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.filters import AmountFilter, KindFilter, LedgerFilter
from industry.models import Project


class ProjectFilter(LedgerFilter):
    """Projects by the day of signing; those in talks have none."""

    date_field = "signed_on"
    search_fields = ("enterprise_zh", "enterprise_en", "park", "code", "note")

    kind = KindFilter(Project.Kind, label=_("Kind"))
    stage = KindFilter(Project.Stage, label=_("Stage"))
    cluster = KindFilter(Project.Cluster, label=_("Industrial cluster"))
    contract_min = AmountFilter(
        field_name="contract_amount", lookup_expr="gte", label=_("Contract, at least")
    )
    contract_max = AmountFilter(
        field_name="contract_amount", lookup_expr="lte", label=_("Contract, at most")
    )

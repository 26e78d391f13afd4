"""Filters of the sector's lists."""

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.filters import AmountFilter, KindFilter, LedgerFilter
from labor.models import TransferBatch


class TransferBatchFilter(LedgerFilter):
    """Transfer batches; the text is also looked for in the employers' names."""

    date_field = "start"
    search_fields = ("title_zh", "title_en", "code", "note")

    travel = KindFilter(TransferBatch.Travel, label=_("Way of travel"))
    people_min = AmountFilter(field_name="people", lookup_expr="gte", label=_("People, at least"))
    people_max = AmountFilter(field_name="people", lookup_expr="lte", label=_("People, at most"))

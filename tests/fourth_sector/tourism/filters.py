from cooperation.ledgers.filters import AmountFilter, LedgerFilter


class TourFilter(LedgerFilter):
    visitors_min = AmountFilter(field_name="visitors", lookup_expr="gte", label="游客不少于")

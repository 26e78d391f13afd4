"""The ledger list as a stock django-tables2 table with a stock django-filter form.

This is what the documentation of both libraries leads to: model table, model filter set,
the libraries' own templates, 50 rows a page, and both places of a pairing joined.
"""

from __future__ import annotations

import django_filters
import django_tables2 as tables
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django_tables2.config import RequestConfig

from consumption.models import Purchase
from cooperation.models import Pairing

PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>采购</title>
{% load django_tables2 %}
<form method="get">{{ filter.form.as_p }}<button>筛选</button></form>
{% render_table table %}
</html>"""


class StockTable(tables.Table):
    """The columns of our own list."""

    class Meta:
        model = Purchase
        template_name = "django_tables2/table.html"
        fields = (
            "date",
            "pairing",
            "buyer",
            "product",
            "product_kind",
            "channel",
            "mode",
            "quantity",
            "amount",
        )


class StockFilter(django_filters.FilterSet):
    """The filters of our own list."""

    pairing = django_filters.ModelChoiceFilter(queryset=Pairing.objects.with_ends())
    date = django_filters.DateFromToRangeFilter()

    class Meta:
        model = Purchase
        fields = ("pairing", "date", "product_kind", "channel", "mode", "buyer_kind")


def purchase_list(request: HttpRequest, programme: int) -> HttpResponse:
    """The list of one programme that the reader may see."""
    rows = (
        Purchase.objects.visible_to(request.user)
        .filter(pairing__programme=programme)
        .select_related("pairing__east_place", "pairing__west_place", "product", "buyer")
    )
    found = StockFilter(request.GET, queryset=rows)
    table = StockTable(found.qs)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"table": table, "filter": found}, request))

"""The product's addresses and the stock list beside them, and a view that answers nothing."""

from django.http import HttpResponse
from django.urls import path

from benchmarks.stock import purchase_list
from cooperation.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from cooperation.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *product,
    path("empty/", lambda request: HttpResponse(b"")),
    path("stock/<int:programme>/purchases/", purchase_list, name="stock-purchases"),
]

from django.contrib import admin
from tourism.models import Tour

from cooperation.staff import LedgerAdmin


@admin.register(Tour)
class TourAdmin(LedgerAdmin):
    list_display = ("date", "pairing", "visitors")

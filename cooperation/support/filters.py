"""Filters of the lists of 保障."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.filters import (
    AmountFilter,
    KindFilter,
    LedgerFilter,
    SelectFilter,
    TextFilter,
)
from cooperation.models import AidFund, AidProject, Donation, Posting

# How far the works are, in per cent: first and last of each band.
BANDS = ((0, 24), (25, 49), (50, 74), (75, 99), (100, 100))
UNKNOWN = "unknown"
# All but the cancelled ones; all whom the east sends but officials.
CARRIED_OUT, SPECIALISTS = "carried_out", "specialists"


def band_key(first: int, last: int) -> str:
    """A band as it stands in the address: 25-49; 100."""
    return str(first) if first == last else f"{first}-{last}"


def band_label(first: int, last: int) -> str:
    """A band as it is printed: 25–49%; 100%."""
    return f"{first}%" if first == last else f"{first}–{last}%"


def band_choices() -> list[tuple[str, object]]:
    """The bands of works progress, and those of which nobody said."""
    return [(band_key(*band), band_label(*band)) for band in BANDS] + [(UNKNOWN, _("Not said"))]


class PlaceText(TextFilter):
    """Text in the name of a place, of the district it lies in, or of what is written beside."""

    def __init__(self, place: str, *also: str):
        self.paths = [
            f"{place}__{path}"
            for path in ("name_zh", "name_en", "parent__name_zh", "parent__name_en")
        ]
        self.paths += also
        super().__init__(label=_("District or township"))

    def filter(self, qs, value):
        return qs.containing(value, self.paths) if value else qs


class AidProjectFilter(LedgerFilter):
    """Aid projects by the day of approval; those without one show when no day is asked for."""

    date_field = "approved_on"
    search_fields = ("name_zh", "name_en", "site", "owner", "code", "note")

    kind = KindFilter(AidProject.Kind, label=_("Kind"))
    status = SelectFilter(
        [
            *AidProject.Status.choices,
            (CARRIED_OUT, _("All but cancelled")),
            (UNKNOWN, _("Not said")),
        ],
        method="by_status",
        label=_("Status"),
    )
    progress = SelectFilter(band_choices(), method="by_progress", label=_("Works progress"))
    place = PlaceText("district", "site")
    budget_min = AmountFilter(field_name="budget", lookup_expr="gte", label=_("Budget, at least"))
    budget_max = AmountFilter(field_name="budget", lookup_expr="lte", label=_("Budget, at most"))

    def by_status(self, queryset, name, value):
        """A status, all but cancelled, or none given."""
        if value == CARRIED_OUT:
            return queryset.carried_out()
        return queryset.filter(status="" if value == UNKNOWN else value)

    def by_progress(self, queryset, name, value):
        """Works within a band, or those of which nobody said how far they are."""
        for first, last in BANDS:
            if value == band_key(first, last):
                return queryset.filter(progress__gte=first, progress__lte=last)
        return queryset.filter(progress__isnull=True)


class AidFundFilter(LedgerFilter):
    """Fiscal aid that arrived."""

    search_fields = ("document_no", "project__name_zh", "project__name_en", "code", "note")

    origin = KindFilter(AidFund.Origin, label=_("Budget it comes from"))
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))


class AidPaymentFilter(LedgerFilter):
    """What was paid out, by the project's kind and place too."""

    search_fields = ("project__name_zh", "project__name_en", "code", "note")

    kind = KindFilter(AidProject.Kind, field_name="project__kind", label=_("Kind"))
    place = PlaceText("project__district", "project__site")
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))


class PostingFilter(LedgerFilter):
    """People sent, by their first day."""

    date_field = "since"
    search_fields = ("sent_by", "serves_at", "code", "note")

    direction = KindFilter(Posting.Direction, label=_("Direction"))
    role = SelectFilter(
        [*Posting.Role.choices, (SPECIALISTS, _("All specialists"))],
        method="by_role",
        label=_("Kind of people"),
    )
    place = PlaceText("place")
    people_min = AmountFilter(field_name="people", lookup_expr="gte", label=_("People, at least"))
    people_max = AmountFilter(field_name="people", lookup_expr="lte", label=_("People, at most"))

    def by_role(self, queryset, name, value):
        """A role, or everybody but officials."""
        if value == SPECIALISTS:
            return queryset.exclude(role=Posting.Role.CADRE)
        return queryset.filter(role=value)


class DonationFilter(LedgerFilter):
    """Donations."""

    search_fields = ("donor", "recipient", "goods", "code", "note")

    kind = KindFilter(Donation.Kind, label=_("Cash or goods"))
    place = PlaceText("place")
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))

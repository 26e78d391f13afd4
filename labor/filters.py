"""Filters of the sector's lists."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.filters import (
    AmountFilter,
    DayFilter,
    KindFilter,
    LedgerFilter,
    PlaceFilter,
    ReferenceFilter,
    SelectFilter,
)
from cooperation.ledgers.named import NamedFilter, PlaceOrNoneFilter
from labor.models import Employer, Training, TransferBatch, WorkshopStatus
from labor.models.transfers import SEVERAL
from labor.models.workshops import STANDING

ORGANISED = "organised"
STANDING_CHOICE = "standing"
# A choice cannot be an empty text in an address: this one stands for it.
UNKNOWN = "unknown"


class ReceiverFilter(NamedFilter):
    """By who received people; `TransferBatchFilter` applies all of them to the same receipts."""

    def filter(self, queryset, value):
        return queryset


class TransferBatchFilter(LedgerFilter):
    """Transfer batches; the text is also looked for in the employers' names.

    With an employer or an employer's township the column of the people received counts those
    of such employers only.
    """

    date_field = "start"
    search_fields = ("title_zh", "title_en", "code", "note")

    travel = SelectFilter(
        [*TransferBatch.Travel.choices, (ORGANISED, _("Organised by the two sides"))],
        method="by_travel",
        label=_("Way of travel"),
    )
    origin = PlaceOrNoneFilter(label=_("Township of origin"))
    destination = SelectFilter(
        [
            *Employer.Location.choices,
            (SEVERAL, _("Several locations")),
            (UNKNOWN, _("Location unknown")),
        ],
        method="by_destination",
        label=_("Destination"),
    )
    employer = ReceiverFilter(label=_("Employer"))
    employer_township = ReceiverFilter(
        field_name="employer__township", label=_("Employer’s township"), places=True
    )
    people_min = AmountFilter(field_name="people", lookup_expr="gte", label=_("People, at least"))
    people_max = AmountFilter(field_name="people", lookup_expr="lte", label=_("People, at most"))

    def filter_queryset(self, queryset):
        """The receivers together: one employer that is both, not two that are each one."""
        queryset = super().filter_queryset(queryset)
        receivers = Q()
        for name, asked in self.filters.items():
            value = self.form.cleaned_data.get(name)
            if isinstance(asked, ReceiverFilter) and value:
                receivers &= asked.condition(value)
        return queryset.received_by(receivers) if receivers else queryset

    def by_travel(self, queryset, name, value):
        """Batches that travelled so."""
        return queryset.organised() if value == ORGANISED else queryset.filter(travel=value)

    def by_destination(self, queryset, name, value):
        """Batches that went there, as a whole."""
        return queryset.with_destination().filter(destination="" if value == UNKNOWN else value)


class TrainingFilter(LedgerFilter):
    """Training courses."""

    date_field = "start"
    search_fields = ("topic_zh", "topic_en", "organiser", "code", "note")

    brand = KindFilter(Training.Brand, label=_("Training brand"))
    people_min = AmountFilter(
        field_name="people", lookup_expr="gte", label=_("Attendances, at least")
    )
    people_max = AmountFilter(
        field_name="people", lookup_expr="lte", label=_("Attendances, at most")
    )


class JobFairFilter(LedgerFilter):
    """Job fairs; the text is also looked for in the place's name."""

    search_fields = (
        "title_zh", "title_en", "venue", "place__name_zh", "place__name_en", "code", "note",
    )  # fmt: skip

    place = PlaceFilter(label=_("Place"))
    posts_min = AmountFilter(field_name="posts", lookup_expr="gte", label=_("Posts, at least"))
    posts_max = AmountFilter(field_name="posts", lookup_expr="lte", label=_("Posts, at most"))


class WorkshopFilter(LedgerFilter):
    """Workshops as they stood on a day, or as they were last told.

    A workshop goes on after the day it opened: `until` asks for the state of that day.
    """

    date_field = "opened"
    search_fields = (
        "name_zh", "name_en", "enterprise", "township__name_zh", "township__name_en", "code",
        "note",
    )  # fmt: skip

    since = DayFilter(method="by_since", label=_("Opened from"))
    until = DayFilter(method="by_until", label=_("State on"))
    status = SelectFilter(
        [*WorkshopStatus.Status.choices, (STANDING_CHOICE, _("On the register"))],
        method="by_status",
        label=_("Status"),
    )
    township = PlaceFilter(label=_("Township"))
    people_min = AmountFilter(field_name="people", lookup_expr="gte", label=_("People, at least"))
    people_max = AmountFilter(field_name="people", lookup_expr="lte", label=_("People, at most"))

    def filter_queryset(self, queryset):
        """The day first: the others ask for what was so on that day."""
        day = self.form.cleaned_data.get("until")
        return super().filter_queryset(queryset.as_of(day) if day else queryset)

    def by_until(self, queryset, name, value):
        """Done before all others."""
        return queryset

    def by_status(self, queryset, name, value):
        """Workshops in that state."""
        return queryset.filter(status__in=STANDING if value == STANDING_CHOICE else [value])


class EmployerFilter(ReferenceFilter):
    """Employers."""

    search_fields = ("name_zh", "name_en", "township__name_zh", "township__name_en")

    industry = KindFilter(Employer.Industry, label=_("Industry"))
    location = SelectFilter(
        [*Employer.Location.choices, (UNKNOWN, _("Unknown"))],
        method="by_location",
        label=_("Location"),
    )
    township = PlaceFilter(label=_("Township"))
    received_min = AmountFilter(
        field_name="received", lookup_expr="gte", label=_("People received, at least")
    )

    def by_location(self, queryset, name, value):
        """Employers that lie there."""
        return queryset.filter(location="" if value == UNKNOWN else value)

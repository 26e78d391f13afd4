"""Filters of the sector's lists."""

from __future__ import annotations

import datetime

import django_filters as filters
from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cooperation.calendar import today
from cooperation.ledgers.filters import AmountFilter, KindFilter, LedgerFilter
from cooperation.ledgers.widgets import QuickInput, QuickSelect
from cooperation.models import Place
from industry.models import Cluster, Enterprise, Park, Project
from industry.models.projects import REACHED_ON, STANDING, Stage

NO_PARK = "none"


class DatedBy(TextChoices):
    """Which day of a project the dates of the filter speak of."""

    TALKS = "talks", _("In talks since")
    SIGNED = "signed", _("Signed on")
    STARTED = "started", _("Started on")
    PRODUCTION = "production", _("In production since")
    ENDED = "ended", _("Ended on")


class StageThen(TextChoices):
    """The stage at the end of a day."""

    TALKS = "talks", _("In talks")
    SIGNED = "signed", _("Signed")
    STARTED = "started", _("Started")
    PRODUCTION = "production", _("In production")
    STANDING = "standing", _("Signed to in production")
    ENDED = "ended", _("Ended early")


class Now(TextChoices):
    """Whether something stood at the end of a day."""

    THERE = "there", _("There on the last day")
    GONE = "gone", _("Gone by the last day")


class RowFilter(filters.ChoiceFilter):
    """One of some rows by its key; `choices` of the list's own rows are set per page."""

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", _("All"))
        kwargs.setdefault("widget", QuickSelect)
        super().__init__(choices=(), **kwargs)


class KeyFilter(filters.Filter):
    """A row by its number, as its own page's address has it."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickInput({"inputmode": "numeric", "size": 8}))
        super().__init__(min_value=1, max_value=2**31 - 1, **kwargs)


class IndustryFilter(LedgerFilter):
    """With parks and townships of origin to choose from, where a list offers them."""

    def __init__(self, data, queryset, *, pairings=()):
        super().__init__(data, queryset, pairings=pairings)
        for name, offer in (("park", self._parks), ("origin", _townships)):
            if name in self.filters:
                self.filters[name].extra["choices"] = offer()

    def _parks(self):
        parks = Park.objects.of_pairings(self._pairings.values()).order_by("name_zh", "pk")
        return [(NO_PARK, _("No park")), *((str(park.pk), park.name) for park in parks)]

    @property
    def last_day(self) -> datetime.date:
        """The day of which states are told: the last of the dates, else today."""
        until = self.form.cleaned_data.get("until") if self.is_bound else None
        return until or today()


def _townships():
    places = Place.objects.filter(pk__in=Enterprise.objects.order_by().values("origin"))
    return [(place.code, place.name) for place in places]


def in_park(queryset, value: str, path: str = "park"):
    """Rows of a park, or of none."""
    if value == NO_PARK:
        return queryset.filter(**{f"{path}__isnull": True})
    return queryset.filter(**{path: value})


class ProjectFilter(IndustryFilter):
    """Projects. The dates speak of the day of signing unless `by` names another one.

    With `stage_then`, the list is that of a day, the last of the dates: projects that were at
    that stage then, since the first of the dates or later. What came afterwards is not known
    yet, so the same rows stand behind the pipeline of a month.
    """

    date_field = "signed_on"
    search_fields = (
        "enterprise__name_zh", "enterprise__name_en", "park__name_zh", "park__name_en", "code",
        "note",
    )  # fmt: skip

    by = KindFilter(DatedBy, method="by_any", label=_("The dates are those of"))
    kind = KindFilter(Project.Kind, label=_("Kind"))
    stage = KindFilter(Project.Stage, label=_("Stage now"))
    stage_then = KindFilter(StageThen, method="by_stage_then", label=_("Stage on the last day"))
    cluster = KindFilter(Cluster, label=_("Industrial cluster"))
    park = RowFilter(method="by_park", label=_("Park"))
    origin = RowFilter(field_name="enterprise__origin__code", label=_("Township of origin"))
    promotion = KeyFilter(label=_("Promotion event, number"))
    contract_min = AmountFilter(
        field_name="contract_amount", lookup_expr="gte", label=_("Contract, at least")
    )
    contract_max = AmountFilter(
        field_name="contract_amount", lookup_expr="lte", label=_("Contract, at most")
    )

    @property
    def dated_by(self) -> str:
        """The field that the dates are compared with."""
        if self.form.cleaned_data.get("stage_then"):
            return "stage_since"
        return REACHED_ON[Stage(self.form.cleaned_data.get("by") or Stage.SIGNED)]

    def filter_queryset(self, queryset):
        if self.form.cleaned_data.get("stage_then"):
            queryset = queryset.on_day(self.last_day)
        return super().filter_queryset(queryset)

    def by_any(self, queryset, name, value):
        """Without dates it says nothing; they read it."""
        return queryset

    def by_since(self, queryset, name, value):
        """Since this day."""
        return queryset.filter(**{f"{self.dated_by}__gte": value})

    def by_until(self, queryset, name, value):
        """Until this day."""
        return queryset.filter(**{f"{self.dated_by}__lte": value})

    def by_stage_then(self, queryset, name, value):
        """Projects at a stage at the end of the last day."""
        stages = STANDING if value == StageThen.STANDING else (value,)
        return queryset.filter(stage_then__in=stages)

    def by_park(self, queryset, name, value):
        """Projects in a park, or in none."""
        return in_park(queryset, value)


class PaymentFilter(IndustryFilter):
    """Payments by the day on which they came in place."""

    date_field = "paid_on"
    search_fields = (
        "project__enterprise__name_zh", "project__enterprise__name_en", "project__code", "code",
        "note",
    )  # fmt: skip

    kind = KindFilter(Project.Kind, field_name="project__kind", label=_("Kind"))
    cluster = KindFilter(Cluster, field_name="project__cluster", label=_("Industrial cluster"))
    park = RowFilter(method="by_park", label=_("Park"))
    origin = RowFilter(
        field_name="project__enterprise__origin__code", label=_("Township of origin")
    )
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))

    def by_park(self, queryset, name, value):
        """Payments of projects in a park, or in none."""
        return in_park(queryset, value, "project__park")


class StandingFilter(IndustryFilter):
    """Rows that come and go: `state` tells who was there at the end of the last day.

    With it the first of the dates still counts and the last is only that day.
    """

    state = KindFilter(Now, method="by_state", label=_("On the last day"))

    def by_state(self, queryset, name, value):
        """There, or come and gone."""
        there = self.present(queryset)
        if value == Now.THERE:
            return there
        return queryset.filter(**{f"{self.date_field}__lte": self.last_day}).exclude(
            pk__in=there.order_by().values("pk")
        )

    def present(self, queryset):
        """The rows that stand at the end of the last day."""
        raise NotImplementedError


class ParkFilter(StandingFilter):
    """Parks by the day of opening."""

    date_field = "opened_on"
    search_fields = ("name_zh", "name_en", "district__name_zh", "code", "note")

    def present(self, queryset):
        return queryset.open_on(self.last_day)


class ResidentFilter(StandingFilter):
    """Enterprises in the parks by the day on which they came."""

    date_field = "since"
    search_fields = (
        "enterprise__name_zh", "enterprise__name_en", "park__name_zh", "park__name_en", "code",
        "note",
    )  # fmt: skip

    park = RowFilter(method="by_park", label=_("Park"))
    cluster = KindFilter(Cluster, field_name="enterprise__cluster", label=_("Industrial cluster"))
    origin = RowFilter(field_name="enterprise__origin__code", label=_("Township of origin"))

    def present(self, queryset):
        return queryset.present_on(self.last_day)

    def by_park(self, queryset, name, value):
        """Who is or was in a park."""
        return in_park(queryset, value)


class PromotionEventFilter(LedgerFilter):
    """Promotion events by their day."""

    date_field = "date"
    search_fields = ("title_zh", "title_en", "place_zh", "place_en", "code", "note")

    signed_min = AmountFilter(
        field_name="signed_amount", lookup_expr="gte", label=_("Signed, at least")
    )
    signed_max = AmountFilter(
        field_name="signed_amount", lookup_expr="lte", label=_("Signed, at most")
    )


class EnterpriseFilter(LedgerFilter):
    """Enterprises: no pairing and no dates of their own."""

    date_field = ""
    search_fields = ("name_zh", "name_en", "note")

    pairing = since = until = None
    cluster = KindFilter(Cluster, label=_("Industrial cluster"))
    origin = RowFilter(field_name="origin__code", label=_("Township of origin"))

    def __init__(self, data, queryset, *, pairings=()):
        # Past the filter of pairings, which this list has none of.
        super(LedgerFilter, self).__init__(data, queryset)
        self.filters["origin"].extra["choices"] = _townships()

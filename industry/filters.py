"""Filters of the sector's lists."""

from __future__ import annotations

import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.calendar import today
from cooperation.ledgers.filters import (
    AmountFilter,
    KindFilter,
    LedgerFilter,
    PlaceFilter,
    ReferenceFilter,
    RelatedFilter,
)
from industry.models import Cluster, Project
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


class NamedHere(RelatedFilter):
    """One of the parks or events; one that was taken out is still what the rows name."""

    @property
    def candidates(self):
        return self.related.everything.all()


class InPark(NamedHere):
    """A park that the rows name, or none."""

    @property
    def options(self):
        return [*self.always, *super().options]

    @property
    def always(self):
        return [(NO_PARK, str(_("No park")))]

    def filter(self, queryset, value):
        """Rows of the park; "none" are those that name none."""
        if value == NO_PARK:
            return queryset.filter(**{f"{self.field_name}__isnull": True})
        return super().filter(queryset, value)


class EventFilter(NamedHere):
    """A promotion event, with its day: many have the same title."""

    def labelled(self, rows):
        return [
            (str(row.pk), f"{formatting.day(row.date, row.precision)} {row.title}") for row in rows
        ]


class AsOfFilter(LedgerFilter):
    """A list that can be that of a day: the last of its dates, else today."""

    @property
    def last_day(self) -> datetime.date:
        """The day of which states are told."""
        return self.form.cleaned_data.get("until") or today()


class ProjectFilter(AsOfFilter):
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
    park = InPark(field_name="park", label=_("Park"))
    origin = PlaceFilter(field_name="enterprise__origin", label=_("Township of origin"))
    promotion = EventFilter(field_name="promotion", label=_("Promotion event"))
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


class PaymentFilter(LedgerFilter):
    """Payments by the day on which they came in place."""

    date_field = "paid_on"
    search_fields = (
        "project__enterprise__name_zh", "project__enterprise__name_en", "project__code", "code",
        "note",
    )  # fmt: skip

    kind = KindFilter(Project.Kind, field_name="project__kind", label=_("Kind"))
    cluster = KindFilter(Cluster, field_name="project__cluster", label=_("Industrial cluster"))
    park = InPark(field_name="project__park", label=_("Park"))
    origin = PlaceFilter(field_name="project__enterprise__origin", label=_("Township of origin"))
    amount_min = AmountFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    amount_max = AmountFilter(field_name="amount", lookup_expr="lte", label=_("Amount, at most"))


class StandingFilter(AsOfFilter):
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

    district = PlaceFilter(field_name="district", label=_("District"))

    def present(self, queryset):
        return queryset.open_on(self.last_day)


class ResidentFilter(StandingFilter):
    """Enterprises in the parks by the day on which they came."""

    date_field = "since"
    search_fields = (
        "enterprise__name_zh", "enterprise__name_en", "park__name_zh", "park__name_en", "code",
        "note",
    )  # fmt: skip

    park = NamedHere(field_name="park", label=_("Park"))
    cluster = KindFilter(Cluster, field_name="enterprise__cluster", label=_("Industrial cluster"))
    origin = PlaceFilter(field_name="enterprise__origin", label=_("Township of origin"))

    def present(self, queryset):
        return queryset.present_on(self.last_day)


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


class EnterpriseFilter(ReferenceFilter):
    """Enterprises: no pairing and no dates of their own."""

    search_fields = ("name_zh", "name_en", "note")

    cluster = KindFilter(Cluster, label=_("Industrial cluster"))
    origin = PlaceFilter(field_name="origin", label=_("Township of origin"))

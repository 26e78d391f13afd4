"""What is counted (indicators) and what was agreed (targets)."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import FigureField, NamedInTwoLanguages, Side, in_language
from cooperation.models.pairings import Pairing
from cooperation.models.people import User, in_programmes_of


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The catalogue is public reference data."""
        return self

    def in_year(self, year: int):
        """Indicators that are counted in a year."""
        return self.filter(
            Q(valid_from_year__isnull=True) | Q(valid_from_year__lte=year),
            Q(valid_to_year__isnull=True) | Q(valid_to_year__gte=year),
        )


class Indicator(models.Model):
    """Something both sides agreed to count. Its code never changes.

    `part_of` is the whole of which it is a subset (其中; never added to it);
    `sums_to` is the total of which it is one of the parts (合计).
    """

    class Kind(models.TextChoices):
        FLOW = "flow", _("Flow (adds up over the year)")
        STOCK = "stock", _("Stock (latest count)")

    class AppliesTo(models.TextChoices):
        EVERY = "every", _("City level and groups")
        CITY = "city", _("City level only")
        GROUPS = "groups", _("Groups only")

    code = models.CharField(_("code"), max_length=60, unique=True)
    sector = models.SlugField(_("sector"), max_length=30, db_index=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsets",
        verbose_name=_("subset of"),
    )
    sums_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of the total"),
    )
    side = models.CharField(_("responsible side"), max_length=4, choices=Side)
    headline = models.BooleanField(_("headline"), default=False)
    # Both cities see these for themselves: people received, purchases, funds arrived.
    confirmable = models.BooleanField(_("confirmed by the other side"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    applies_to = models.CharField(
        _("applies to"), max_length=6, choices=AppliesTo, default=AppliesTo.EVERY
    )
    not_for = models.ManyToManyField(
        Pairing, blank=True, related_name="+", verbose_name=_("not applicable to")
    )
    valid_from_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    valid_to_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["flow", "stock"]),
                name="indicator_kind_known",
                violation_error_message=_("An indicator is a flow or a stock."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values),
                name="indicator_side_known",
                violation_error_message=_("One side is responsible: east or west."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="indicator_not_subset_of_itself",
                violation_error_message=_("An indicator is not a subset of itself."),
            ),
            models.CheckConstraint(
                condition=Q(sums_to__isnull=True) | ~Q(sums_to=F("id")),
                name="indicator_not_part_of_itself",
                violation_error_message=_("An indicator is not a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def applies(self, pairing: Pairing, year: int) -> bool:
        """Whether the pairing has to report it in a year (prefetch `not_for`)."""
        if self.valid_from_year and year < self.valid_from_year:
            return False
        if self.valid_to_year and year > self.valid_to_year:
            return False
        if self.applies_to == "city" and pairing.kind != "city":
            return False
        if self.applies_to == "groups" and pairing.kind == "city":
            return False
        # Asked some thousand times by a desk: what is prefetched is not wrapped each time.
        kept = getattr(self, "_prefetched_objects_cache", {}).get("not_for")
        exceptions = self.not_for.all() if kept is None else kept
        return all(other.pk != pairing.pk for other in exceptions)


class IndicatorVersion(NamedInTwoLanguages):
    """How an indicator is named and defined (口径) from a day on."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="versions", verbose_name=_("indicator")
    )
    valid_from = models.DateField(_("valid from"), default=datetime.date(2021, 1, 1))
    definition_zh = models.TextField(_("definition (Chinese)"), blank=True)
    definition_en = models.TextField(_("definition (English)"), blank=True)
    unit_zh = models.CharField(_("unit (Chinese)"), max_length=20)
    unit_en = models.CharField(_("unit (English)"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "valid_from"]
        verbose_name = _("definition of an indicator")
        verbose_name_plural = _("definitions of indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="indicator_version_once_a_day",
                violation_error_message=_("There is a definition from this day already."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="indicator_version_decimals",
                violation_error_message=_("At most four decimals."),
            ),
        ]

    @property
    def unit(self) -> str:
        """The unit in the active language."""
        return in_language(self.unit_zh, self.unit_en)

    @property
    def definition(self) -> str:
        """The definition in the active language."""
        return in_language(self.definition_zh, self.definition_en)


class IndicatorMilestone(models.Model):
    """The share of the year's target due by the end of a month; without any, month/12."""

    version = models.ForeignKey(
        IndicatorVersion, models.CASCADE, related_name="milestones", verbose_name=_("definition")
    )
    month = models.PositiveSmallIntegerField(_("month"))
    share = models.DecimalField(_("share of the target"), max_digits=6, decimal_places=5)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["version", "month"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "month"],
                name="milestone_once_a_month",
                violation_error_message=_("There is a milestone for this month already."),
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12),
                name="milestone_month",
                violation_error_message=_("The month is a number from 1 to 12."),
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1),
                name="milestone_share",
                violation_error_message=_("The share lies between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.share}"


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every reader of a programme sees its targets."""
        return self.filter(in_programmes_of(user, "pairing__programme"))


class Target(models.Model):
    """What was agreed for a year, as one document says. Append-only: a revision is a new row.

    On the city pairing it is the target of the whole city. The one that counts at month M
    is the newest in force by M's last day. Without a value it says that the target before it
    was withdrawn: rows are never taken away.
    """

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="targets", verbose_name=_("pairing")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = FigureField(_("value"), null=True, blank=True)
    document_no = models.CharField(_("document number"), max_length=100, blank=True)
    in_force_from = models.DateField(_("in force from"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["pairing", "indicator", "year", "in_force_from", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = [models.Index(fields=["pairing", "year"], name="target_by_pairing_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="target_is_positive",
                violation_error_message=_("A target is greater than zero."),
            ),
            models.UniqueConstraint(
                fields=["pairing", "indicator", "year", "in_force_from", "recorded_at"],
                name="target_once",
                violation_error_message=_("This target is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.indicator}: {'—' if self.value is None else self.value}"

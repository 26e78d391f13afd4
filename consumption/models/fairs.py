"""Fairs and promotions at which the western side's products are shown and sold."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.models import (
    Activity,
    DatePrecision,
    FigureField,
    LedgerQuerySet,
    LedgerRow,
    Pairing,
    PublishedReading,
    Source,
    in_language,
)
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once, dated_to_day_or_month
from cooperation.models.people import NOTHING, in_assignments_of

Exactness = PublishedReading.Exactness
SIGNS = {Exactness.ABOUT: "≈", Exactness.AT_LEAST: "≥"}


class FairQuerySet(LedgerQuerySet):
    def visible_to(self, user):
        """As all ledgers; and the city's fairs, where every group sells, for all who work in
        the sector."""
        own = in_assignments_of(user, sector="=consumption")
        # An empty condition is no bound; joined by "or" it would be lost.
        return self.filter(own | _of_the_city(user)) if own else self

    def for_list(self):
        """What the list shows: all of the few columns."""
        return self


def _of_the_city(user) -> Q:
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    programmes = {g.programme_id for g in user.grants if g.sector in ("", "consumption")}
    if None in programmes:
        return Q(pairing__kind=Pairing.Kind.CITY)
    return Q(pairing__kind=Pairing.Kind.CITY, pairing__programme__in=programmes)


class Fair(LedgerRow):
    """An exhibition or sales fair for products of the western side (展销推介活动).

    Sales on site and orders delivered after it are kept apart, in 万元. `sales_all` is a total
    as it was published, where nobody said what it is made of; it is never split and never
    added to the others. `intentions` counts enterprises that mean to buy: no purchases.
    Empty = not known. A fair over two months counts in the month of its first day.
    """

    start = models.DateField(_("date"))
    end = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    place_zh = models.CharField(_("place (Chinese)"), max_length=200, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    stalls = models.PositiveIntegerField(_("stalls"), null=True, blank=True)
    enterprises = models.PositiveIntegerField(_("enterprises taking part"), null=True, blank=True)
    products = models.PositiveIntegerField(_("products shown"), null=True, blank=True)
    intentions = models.PositiveIntegerField(
        _("enterprises that intend to buy"), null=True, blank=True
    )
    sales_on_site = FigureField(_("sales on site (10k yuan)"), null=True, blank=True)
    sales_after = FigureField(_("sales after the fair (10k yuan)"), null=True, blank=True)
    sales_all = FigureField(
        _("all sales, as published (10k yuan)"),
        null=True,
        blank=True,
        help_text=_(
            "Only where a total was published that is not split; never added to the others."
        ),
    )
    exactness = models.CharField(
        _("exactness of the published total"),
        max_length=8,
        choices=Exactness,
        default=Exactness.EXACT,
    )
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("activity"),
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "start"
    objects = FairQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("fair")
        verbose_name_plural = _("fairs")
        indexes = [
            models.Index(fields=["-start", "-id"], name="fair_newest", condition=LIVE),
            models.Index(
                fields=["pairing", "-start", "-id"], name="fair_of_pairing", condition=LIVE
            ),
        ]
        constraints = [
            code_once("fair"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="fair_ends_after_it_starts",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                condition=dated_to_day_or_month("start"),
                name="fair_date_precision",
                violation_error_message=_(
                    "A date is known to the day, or to the month and then written as its 1st."
                ),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                    name=f"fair_{name}_not_negative",
                    violation_error_message=_("Sales are zero or more, or empty."),
                )
                for name in ("sales_on_site", "sales_after", "sales_all")
            ),
            models.CheckConstraint(
                condition=Q(sales_on_site__isnull=True)
                | Q(sales_all__isnull=True)
                | Q(sales_on_site__lte=F("sales_all")),
                name="fair_on_site_within_all",
                violation_error_message=_(
                    "Sales on site are not more than all sales as published."
                ),
            ),
            models.CheckConstraint(
                condition=Q(exactness__in=Exactness.values),
                name="fair_exactness_known",
                violation_error_message=_("A figure is exact, at least or about."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} · {self.title}"

    @property
    def title(self) -> str:
        """The title in the active language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def place(self) -> str:
        """Where it was held."""
        return in_language(self.place_zh, self.place_en)

    @property
    def published(self) -> str:
        """The published total in 万元, with a sign where it is not an exact one: ≈300.00."""
        sign = "" if self.sales_all is None else SIGNS.get(self.exactness, "")
        return sign + formatting.number(self.sales_all, 2)

    def clean(self) -> None:
        """What the database cannot check: the activity is one of the same programme."""
        super().clean()
        if (
            self.activity_id
            and self.pairing_id
            and self.activity.programme_id != self.pairing.programme_id
        ):
            raise ValidationError(
                {"activity": _("This activity belongs to another programme.")},
                code="other_programme",
            )

"""Parks that both sides build together, and who settled in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import LedgerQuerySet, LedgerRow, Place, Source
from cooperation.models.base import NamedInTwoLanguages
from cooperation.models.ledger import LIVE, code_once
from industry.models.enterprises import Enterprise
from industry.models.parts import PartOfRow, counted_below, move_parts


class ParkQuerySet(LedgerQuerySet):
    def open_on(self, day):
        """Parks that stood on a day; one whose opening day nobody knows does not count."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)

    def for_list(self):
        """What the list shows, with how many enterprises and projects there are now."""
        residents = Resident.objects.filter(park=models.OuterRef("pk"), until__isnull=True)
        return self.annotate(residents_now=counted_below(residents, "park"))


class Park(NamedInTwoLanguages, LedgerRow):
    """A jointly built industrial park (共建产业园区) of the western side.

    From `closed_on` on it no longer counts.
    """

    district = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "opened_on"
    objects = ParkQuerySet.as_manager()

    class Meta:
        ordering = ["pairing", "name_zh"]
        verbose_name = _("jointly built park")
        verbose_name_plural = _("jointly built parks")
        constraints = [
            code_once("park"),
            models.UniqueConstraint(
                fields=["pairing", "name_zh"],
                condition=LIVE,
                name="park_name_once",
                violation_error_message=_("Another park of this pairing has this name."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gt=F("opened_on")),
                name="park_closes_after_it_opens",
                violation_error_message=_("A park closes after it opened."),
            ),
        ]

    def save(self, *args, **kwargs):
        moved = self.pk is not None
        super().save(*args, **kwargs)
        if moved:
            move_parts(Resident.everything, park=self)


class ResidentQuerySet(LedgerQuerySet):
    def counted(self):
        """Residents of a park that was taken out do not count."""
        return self.filter(park__deleted_at__isnull=True)

    def present_on(self, day):
        """Who was there on a day, in a park that had not closed."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=day),
            Q(park__closed_on__isnull=True) | Q(park__closed_on__gt=day),
            since__lte=day,
        )

    def for_list(self):
        """What the list shows."""
        return self.counted()


class Resident(PartOfRow):
    """An enterprise in a park since a day; from `until` on it has left."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="residents", verbose_name=_("park"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="residences", verbose_name=_("enterprise")
    )
    since = models.DateField(_("in the park since"))
    until = models.DateField(_("left on"), null=True, blank=True)

    belongs_to = "park"
    dated_by = "since"
    objects = ResidentQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("resident enterprise")
        verbose_name_plural = _("resident enterprises")
        indexes = [
            models.Index(
                fields=["pairing", "-since", "-id"], name="resident_of_pairing", condition=LIVE
            )
        ]
        constraints = [
            code_once("resident"),
            models.UniqueConstraint(
                fields=["park", "enterprise"],
                condition=LIVE & Q(until__isnull=True),
                name="resident_once_at_a_time",
                violation_error_message=_("This enterprise is in the park already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="resident_leaves_after_it_came",
                violation_error_message=_("An enterprise leaves a park after it came."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.enterprise)

    @property
    def origin(self):
        """The township the enterprise comes from."""
        return self.enterprise.origin

    @property
    def cluster(self) -> str:
        """The enterprise's cluster."""
        return self.enterprise.cluster

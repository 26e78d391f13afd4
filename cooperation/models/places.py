"""Places with their dates, and the sources that statements cite."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import NamedInTwoLanguages, in_language


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Places are public reference data."""
        return self

    def valid_on(self, day):
        """Places that existed on a day; valid_to is the first day that no longer holds."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )


class Place(NamedInTwoLanguages):
    """A province, city, county, township or zone, as it was within its dates."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        COUNTY = "county", _("County or district")
        TOWNSHIP = "township", _("Township or subdistrict")
        ZONE = "zone", _("Zone")

    code = models.CharField(_("code"), max_length=24, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    short_zh = models.CharField(_("short Chinese name"), max_length=60, blank=True)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=4, null=True, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=9, decimal_places=4, null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["province", "city", "county", "township", "zone"]),
                name="place_level_known",
                violation_error_message=_("The level is province, city, county, township or zone."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="place_ends_after_it_begins",
                violation_error_message=_("A place ends after it begins."),
            ),
        ]

    @property
    def short_name(self) -> str:
        """The everyday name: 小榄 rather than 小榄镇."""
        return in_language(self.short_zh or self.name_zh, self.name_en)


class PlaceChange(models.Model):
    """What became of a place: 东升镇 merged into the new 小榄镇 on 2021-07-19."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged into")
        SPLIT = "split", _("Part went to")
        RENAME = "rename", _("Renamed")
        ALIAS = "alias", _("Another name of")

    from_place = models.ForeignKey(
        Place, models.PROTECT, related_name="changes_from", verbose_name=_("from")
    )
    to_place = models.ForeignKey(
        Place, models.PROTECT, related_name="changes_to", verbose_name=_("to")
    )
    date = models.DateField(_("date"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    note = models.TextField(_("note"), blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("change of a place")
        verbose_name_plural = _("changes of places")
        constraints = [
            models.UniqueConstraint(
                fields=["from_place", "to_place", "kind"],
                name="place_change_once",
                violation_error_message=_("This change of the place is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(from_place=F("to_place")),
                name="place_change_between_two",
                violation_error_message=_("A place does not change into itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind="alias") | Q(date__isnull=False),
                name="place_change_dated",
                violation_error_message=_("Only an alias has no date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_place} → {self.to_place}"


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Citations are public."""
        return self


class Source(models.Model):
    """A published text that a reading, an activity or a pairing is cited from.

    `url` is empty unless the official address is known; mirrors are never linked.
    `published_on` is a text because some dates are known to the month only.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = models.CharField(_("published"), max_length=10, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

"""Joint meetings, visits, promotions, agreements and other events, with their sources."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import in_language
from cooperation.models.pairings import Pairing, Programme
from cooperation.models.people import in_programmes_of
from cooperation.models.places import Source


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Activities are seen by every reader of the programme."""
        return self.filter(in_programmes_of(user))

    def newest_first(self):
        """For lists."""
        return self.order_by("-start", "-pk")


class Activity(models.Model):
    """Something that happened between the two sides, as a source tells it."""

    class Kind(models.TextChoices):
        JOINT_MEETING = "joint_meeting", _("Joint meeting")
        VISIT = "visit", _("Visit")
        PROMOTION = "promotion", _("Investment promotion")
        EXHIBITION = "exhibition", _("Exhibition or sale")
        AGREEMENT = "agreement", _("Agreement or document")
        TRAINING = "training", _("Training")
        DONATION = "donation", _("Donation")
        TRANSFER = "transfer", _("Transfer of workers")
        OTHER = "other", _("Other")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="activities", verbose_name=_("programme")
    )
    code = models.SlugField(_("code"), max_length=80, blank=True)
    pairing = models.ForeignKey(
        Pairing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("pairing"),
    )
    sector = models.SlugField(_("sector"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    start = models.DateField(_("start"))
    end = models.DateField(_("end"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the date"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    place_zh = models.CharField(_("place (Chinese)"), max_length=200, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    chairs_zh = models.CharField(_("led by (Chinese)"), max_length=200, blank=True)
    chairs_en = models.CharField(_("led by (English)"), max_length=200, blank=True)
    text_zh = models.TextField(_("text (Chinese)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="activities", verbose_name=_("sources")
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["programme", "-start"], name="activity_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("The start is after the end."),
            ),
            models.UniqueConstraint(
                fields=["programme", "code"],
                condition=~Q(code=""),
                name="activity_code_once",
                violation_error_message=_("Another activity has this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the active language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def kind_name(self) -> str:
        """What kind it is, in the active language. The framework's `get_kind_display` puts the
        names of all kinds into words to find one: a tenth of a millisecond in each line."""
        return str(self.Kind(self.kind).label) if self.kind in self.Kind else self.kind

    @property
    def place(self) -> str:
        """Where it took place."""
        return in_language(self.place_zh, self.place_en)

    @property
    def chairs(self) -> str:
        """Who led it."""
        return in_language(self.chairs_zh, self.chairs_en)

    @property
    def text(self) -> str:
        """What happened."""
        return in_language(self.text_zh, self.text_en)

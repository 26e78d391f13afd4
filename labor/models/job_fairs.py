"""Fairs at which employers meet those who look for work."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import DatePrecision, LedgerQuerySet, LedgerRow, Place, Source
from cooperation.models.base import in_language
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once
from labor.models.rules import date_precision


class JobFair(LedgerRow):
    """A fair held for the labor cooperation, on site or online (招聘会).

    `employers`, `posts` and `intentions` are counts: of the employers that came, the posts
    they offered and the intentions (意向) of people to take one. Empty = nobody said. A fair
    without a place was held online, or nobody said where.
    """

    date = models.DateField(_("date"))
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township or district"),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    employers = models.PositiveIntegerField(_("employers"), null=True, blank=True)
    posts = models.PositiveIntegerField(_("posts offered"), null=True, blank=True)
    intentions = models.PositiveIntegerField(_("intentions reached"), null=True, blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("job fair")
        verbose_name_plural = _("job fairs")
        indexes = [
            models.Index(fields=["-date", "-id"], name="job_fair_newest", condition=LIVE),
            models.Index(
                fields=["pairing", "-date", "-id", "employers", "posts", "intentions"],
                name="job_fair_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("job_fair"),
            date_precision("job_fair", "date"),
            models.CheckConstraint(
                condition=Q(employers__isnull=True) | Q(employers__gt=0),
                name="job_fair_employers_positive",
                violation_error_message=_("A job fair has at least one employer, or leave empty."),
            ),
            models.CheckConstraint(
                condition=Q(intentions__isnull=True)
                | Q(posts__isnull=True)
                | Q(intentions__lte=F("posts"))
                | ~Q(note=""),
                name="job_fair_intentions_within_posts",
                violation_error_message=_(
                    "More intentions than posts: say in the note how that came about."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the active language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def where(self) -> str:
        """The place and the venue in it; empty where neither is known."""
        return " · ".join(str(part) for part in (self.place, self.venue) if part)

"""People sent from one side to the other to serve there: counts, never names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.ledger import LIVE, LedgerQuerySet, code_once
from cooperation.models.places import Place
from cooperation.models.support import SupportRow, above_zero, date_precision, one_of

ROLES = ["cadre", "teacher", "doctor", "technician", "other"]
DIRECTIONS = ["east_to_west", "west_to_east"]


class PostingQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows."""
        return self.select_related("place")

    def officials(self):
        """Party and government officials whom the east sent west."""
        return self.filter(direction=Posting.Direction.TO_WEST, role=Posting.Role.CADRE)

    def specialists(self):
        """Everybody else whom the east sent west."""
        return self.filter(direction=Posting.Direction.TO_WEST).exclude(role=Posting.Role.CADRE)


class Posting(SupportRow):
    """A team sent to serve with the other side (选派): how many, in which role, from when.

    Counted in the month of its first day. `sent_by` and `serves_at` are offices, schools and
    hospitals. An empty `until` means that they still serve or that nobody said.
    """

    class Role(models.TextChoices):
        CADRE = "cadre", _("Party or government official")
        TEACHER = "teacher", _("Teacher")
        DOCTOR = "doctor", _("Doctor")
        TECHNICIAN = "technician", _("Technician")
        OTHER = "other", _("Other specialist")

    class Direction(models.TextChoices):
        TO_WEST = "east_to_west", _("East to west")
        TO_EAST = "west_to_east", _("West to east")

    role = models.CharField(_("kind of people"), max_length=10, choices=Role)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction)
    people = models.PositiveIntegerField(_("people"))
    since = models.DateField(_("serving since"))
    until = models.DateField(_("last day"), null=True, blank=True)
    sent_by = models.CharField(_("sent by (body)"), max_length=200, blank=True)
    serves_at = models.CharField(_("serves at (body)"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district or township"),
    )

    dated_by = "since"
    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [
            models.Index(
                fields=["pairing", "-since", "-id", "people"],
                name="posting_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("posting"),
            one_of("posting", "role", ROLES, _("Choose one of the kinds of people.")),
            one_of("posting", "direction", DIRECTIONS, _("Choose one of the directions.")),
            above_zero("posting", "people", _("A posting has at least one person.")),
            date_precision("posting", "since"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="posting_ends_after_it_begins",
                violation_error_message=_("The last day is not before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} · {self.get_role_display()} · {self.people}"

"""Joint meetings (联席会议): when and where they meet, what was decided, what stays to be done.

An item that is not done is not copied to the next meeting: it belongs to the meeting that gave
it out and is listed by every later one of the same scope until its day `done_on`. So it exists
once, and what an earlier meeting saw of it can still be told.
"""

from __future__ import annotations

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.activities import Activity
from cooperation.models.base import in_language
from cooperation.models.pairings import Pairing, Programme
from cooperation.models.people import in_programmes_of


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings are seen by every reader of the programme with an account."""
        return self.filter(in_programmes_of(user)) if user.is_authenticated else self.none()

    def newest_first(self):
        """For lists, with what their titles need."""
        return self.select_related(
            "programme", "pairing__east_place", "pairing__west_place"
        ).order_by("-on", "-pk")

    def before(self, meeting):
        """Earlier meetings of the same scope, the newest first."""
        earlier = Q(on__lt=meeting.on) | Q(on=meeting.on, pk__lt=meeting.pk or 0)
        return self.in_scope_of(meeting).filter(earlier).order_by("-on", "-pk")

    def after(self, meeting):
        """Later meetings of the same scope, the next one first."""
        later = Q(on__gt=meeting.on) | Q(on=meeting.on, pk__gt=meeting.pk or 0)
        return self.in_scope_of(meeting).filter(later).order_by("on", "pk")

    def in_scope_of(self, meeting):
        """Meetings of the same two sides."""
        return self.filter(programme=meeting.programme_id, pairing=meeting.pairing_id)

    def with_counts(self):
        """Each with how many packs it has (`sealed`) and of its items how many are `open`."""
        return self.annotate(
            sealed=Count("packs", distinct=True),
            open=Count("items", filter=Q(items__done_on__isnull=True), distinct=True),
            given_out=Count("items", distinct=True),
        )


class Meeting(models.Model):
    """A joint meeting: of the two cities, or of one group and its district (`pairing`).

    year, through: the cut-off month whose figures are presented.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="meetings", verbose_name=_("programme")
    )
    pairing = models.ForeignKey(
        Pairing,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("pairing"),
        help_text=_("Empty: the two cities."),
    )
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("activity"),
        help_text=_("The entry under activities, once the meeting was held."),
    )
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    on = models.DateField(_("day"))
    place_zh = models.CharField(_("place (Chinese)"), max_length=200, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    hosts_zh = models.CharField(_("hosts (Chinese)"), max_length=200, blank=True)
    hosts_en = models.CharField(_("hosts (English)"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    through = models.PositiveSmallIntegerField(
        _("cut-off month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("joint meeting")
        verbose_name_plural = _("joint meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(through__gte=1, through__lte=12),
                name="meeting_cut_off_is_a_month",
                violation_error_message=_("A year has the months 1 to 12."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the active language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def place(self) -> str:
        """Where it is held."""
        return in_language(self.place_zh, self.place_en)

    @property
    def hosts(self) -> str:
        """Who invites."""
        return in_language(self.hosts_zh, self.hosts_en)

    def previous(self) -> Meeting | None:
        """The meeting before it, of the same scope."""
        return Meeting.objects.before(self).first()

    def following(self) -> Meeting | None:
        """The meeting after it, of the same scope."""
        return Meeting.objects.after(self).first()

    def items_carried(self):
        """What earlier meetings gave out and was not done before this one, the oldest first."""
        earlier = Meeting.objects.before(self).order_by()
        return (
            OpenItem.objects.filter(meeting__in=earlier)
            .filter(Q(done_on__isnull=True) | Q(done_on__gte=self.on))
            .select_related("meeting")
            .order_by("meeting__on", "position", "pk")
        )

    def items_settled(self):
        """What was done since the meeting before."""
        before = self.previous()
        earlier = Meeting.objects.before(self).order_by()
        done = OpenItem.objects.filter(meeting__in=earlier, done_on__lt=self.on)
        if before is not None:
            done = done.filter(done_on__gte=before.on)
        return done.select_related("meeting").order_by("done_on", "pk")


class LineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the meeting they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "meeting__programme"))

    def shown_by(self, meeting):
        """Those that a meeting's page may list: its own and those of earlier ones of its scope."""
        earlier = Meeting.objects.before(meeting).order_by()
        return self.filter(Q(meeting=meeting) | Q(meeting__in=earlier))


class _Line(models.Model):
    """A numbered line of a meeting, in the offices' language and, where given, in English."""

    position = models.PositiveSmallIntegerField(_("no."), default=0)
    text_zh = models.TextField(_("text (Chinese)"), max_length=1000)
    text_en = models.TextField(_("text (English)"), max_length=1500, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def text(self) -> str:
        """The text in the active language."""
        return in_language(self.text_zh, self.text_en)


class AgendaItem(_Line):
    """One item of the agenda (议程)."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="agenda", verbose_name=_("joint meeting")
    )

    class Meta(_Line.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")


class Decision(_Line):
    """What the meeting decided (议定事项)."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="decisions", verbose_name=_("joint meeting")
    )

    class Meta(_Line.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")


class OpenItem(_Line):
    """What somebody has to do (待办事项): an office, never a person, and by when."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="items", verbose_name=_("joint meeting")
    )
    responsible = models.CharField(_("responsible office"), max_length=200)
    due = models.DateField(_("due day"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)

    class Meta(_Line.Meta):
        verbose_name = _("open item")
        verbose_name_plural = _("open items")

    def overdue(self, today: datetime.date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due is not None and self.due < today

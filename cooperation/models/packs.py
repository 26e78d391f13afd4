"""Packs of a joint meeting: sealed files, how far one is built, what the secretary wrote.

A sealed pack and its files are append-only: another pack may supersede it, nothing alters it.
Files lie in the database, so one backup holds them, every web process finds them and the same
triggers that keep figures keep them. Files on a disk were rejected: they can be exchanged.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.meetings import Meeting
from cooperation.models.pairings import Pairing
from cooperation.models.people import User, in_programmes_of


class Language(models.TextChoices):
    """The languages files are written in, as Django's own codes."""

    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class PackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sealed packs are seen by every reader of the programme with an account."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "meeting__programme"))

    def newest_first(self):
        """For lists."""
        return self.order_by("-sealed_at", "-pk")


class Pack(models.Model):
    """A sealed pack (材料): what a meeting presented, as known at `moment`. Append-only.

    year, through, pairing: its scope, fixed with it even if the meeting is edited later.
    compared, since: the meeting before as it was found at sealing, and the first moment that
    meeting did not know; both None where there was none.
    manifest_sha256: the checksum of its manifest, which names the checksum of every file.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="packs", verbose_name=_("joint meeting")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=12, unique=True)
    pairing = models.ForeignKey(
        Pairing,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pairing"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    through = models.PositiveSmallIntegerField(_("cut-off month"))
    moment = models.DateTimeField(_("as known at"))
    sealed_at = models.DateTimeField(_("sealed at"), default=timezone.now)
    sealed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("sealed by")
    )
    supersedes = models.OneToOneField(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    compared = models.ForeignKey(
        Meeting,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="compared_by",
        verbose_name=_("compared with"),
    )
    since = models.DateTimeField(_("changes since"), null=True, blank=True)
    manifest_sha256 = models.CharField(_("checksum of the manifest"), max_length=64)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-sealed_at", "-pk"]
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="pack_number_once",
                violation_error_message=_("The meeting has a pack of this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.number}"


class PackFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the pack they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "pack__meeting__programme"))


class PackFile(models.Model):
    """One file of a sealed pack. Append-only.

    data: whether it is a data file, which is built again from the database byte for byte.
    """

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="files", verbose_name=_("pack"))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    language = models.CharField(_("language"), max_length=7, choices=Language, blank=True)
    data = models.BooleanField(_("data file"), default=False)
    sha256 = models.CharField(_("checksum"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    content = models.BinaryField(_("content"))

    objects = PackFileQuerySet.as_manager()

    class Meta:
        ordering = ["pack", "pk"]
        verbose_name = _("file of a pack")
        verbose_name_plural = _("files of packs")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "name"],
                name="pack_file_name_once",
                violation_error_message=_("The pack has a file of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PackBuildQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the meeting they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "meeting__programme"))


class PackBuild(models.Model):
    """The making of a pack in the background, from the request to the seal."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being built")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="builds", verbose_name=_("joint meeting")
    )
    moment = models.DateTimeField(_("as known at"))
    languages = models.CharField(_("languages"), max_length=100, default="zh-hans,en")
    ledgers = models.TextField(_("ledgers"), max_length=4000, blank=True)
    supersedes = models.ForeignKey(
        Pack,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("supersedes"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    step = models.CharField(_("step"), max_length=100, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    pack = models.OneToOneField(
        Pack,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="build",
        verbose_name=_("pack"),
    )

    objects = PackBuildQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        verbose_name = _("building of a pack")
        verbose_name_plural = _("building of packs")

    def __str__(self) -> str:
        return f"{self.meeting} {self.state}"


class BriefingEditQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the meeting they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "meeting__programme"))

    def in_force(self, meeting, language: str, until=None):
        """The newest text of each paragraph, recorded before a moment; "" = as generated."""
        known = Q(at__lt=until) if until else Q()
        rows = self.filter(known, meeting=meeting, language=language).order_by("at", "pk")
        return {row.key: row for row in rows}


class BriefingEdit(models.Model):
    """What the secretary wrote in place of one paragraph of the briefing. Append-only.

    key: the paragraph's stable name. An empty text takes the edit back. generated: the sentence
    that stood there, so that it can be told when the figures have moved on since.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="edits", verbose_name=_("joint meeting")
    )
    language = models.CharField(_("language"), max_length=7, choices=Language)
    key = models.CharField(_("paragraph"), max_length=120)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    generated = models.TextField(_("generated text"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    objects = BriefingEditQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("edited paragraph")
        verbose_name_plural = _("edited paragraphs")
        indexes = [models.Index(fields=["meeting", "language"], name="briefing_edit_of_meeting")]

    def __str__(self) -> str:
        return self.key

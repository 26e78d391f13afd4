"""When a person last opened the overview of a programme: kept for that person alone.

One row, overwritten; no history and nothing to count: it must never become a statistic of who
looks how often.
"""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.pairings import Programme
from cooperation.models.people import User

# Pages opened within these hours are one visit: a reload must not make what is new old.
VISIT = datetime.timedelta(hours=4)


class LastLookQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody's own; nobody else's, administrators included."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class LastLook(models.Model):
    """The last two visits of one account to one programme.

    current: when the visit that goes on began; previous: the one before, None on the first.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("account"))
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    previous = models.DateTimeField(_("previous visit"), null=True, blank=True)
    current = models.DateTimeField(_("current visit"), default=timezone.now)

    objects = LastLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme"],
                name="last_look_once",
                violation_error_message=_("This account's last look is kept already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.programme}"

    def before(self, moment: datetime.datetime) -> datetime.datetime | None:
        """When the visit before the one at a moment began."""
        return self.previous if self.goes_on(moment) else self.current

    def goes_on(self, moment: datetime.datetime) -> bool:
        """Whether a moment still belongs to the current visit."""
        return moment - self.current < VISIT

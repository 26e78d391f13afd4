"""Reminders: which forms have their day near, and one digest a person and day about them.

They name forms, never people, and rest on days off and in the Spring Festival.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import access
from cooperation.calendar import WorkingDays, due_calendar, first_day
from cooperation.filing import Owed, owed_forms
from cooperation.formatting import month_name
from cooperation.models import Indicator, Pairing, Programme, Reminder, Role, User
from cooperation.reporting.desk.forms import OPEN_STATES, RETURNED, state_of, word
from cooperation.reporting.desk.nearness import REMIND_AT, nearness
from cooperation.reporting.names import form_name
from cooperation.spreadsheets.cells import SAMPLE_MARK

# A due day lies in the next month, and days off move it by a few weeks at most.
MONTHS_BACK = 3
# Longer letters are not read; the desk has all of them.
MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Reminded:
    """An open form whose day is near: `distance` working days ahead, negative after it."""

    owed: Owed
    distance: int
    state: str

    @property
    def line(self) -> str:
        """小榄组团 ↔ 盘州市 · 劳务协作 · 西部 · 2025年1月."""
        month = month_name(self.owed.month.year, self.owed.month.month)
        name = f"{self.owed.pairing} · {form_name(self.owed.sector, self.owed.side)} · {month}"
        return f"{name} ({word(RETURNED)})" if self.state == RETURNED else name


@dataclass(slots=True)
class Digest:
    """What one person is told on one day."""

    user: User
    forms: list[Reminded] = field(default_factory=list)


def quiet(day: datetime.date, working_days: WorkingDays) -> str:
    """Why nobody is reminded on a day; empty on a working day."""
    if working_days.spring_festival(day):
        return _("It is the Spring Festival.")
    return "" if working_days.worked(day) else _("It is a day off.")


def near_forms(programme: Programme, day: datetime.date) -> list[Reminded]:
    """The open forms of a programme whose day is 3 working days ahead, today, or just past.

    Five statements, however many pairings.
    """
    calendar = due_calendar(programme)
    pairings = Pairing.objects.reporting_in(programme)
    first = first_day(day)
    for _each in range(MONTHS_BACK):
        first = first_day(first - datetime.timedelta(days=1))
    indicators = Indicator.objects.prefetch_related("not_for")
    found = []
    for owed in owed_forms(pairings, indicators, calendar, first, day):
        state = state_of(owed, day)
        distance = nearness(owed.due, day, calendar.working_days)
        if owed.collected and state in OPEN_STATES and distance in REMIND_AT:
            found.append(Reminded(owed, distance, state))
    return found


def digests(programmes: Iterable[Programme], day: datetime.date) -> Iterator[Digest]:
    """One for each clerk who has an address and an open form whose day is near."""
    forms = [form for programme in programmes for form in near_forms(programme, day)]
    if not forms:
        return
    clerks = User.objects.filter(is_active=True, assignments__role=Role.CLERK).exclude(email="")
    for user in clerks.distinct().order_by("pk").prefetch_related("assignments"):
        mine = [form for form in forms if _enters(user, form.owed)]
        if mine:
            yield Digest(user, mine)


def _enters(user: User, owed: Owed) -> bool:
    return access.can(
        user, access.ENTER, access.Scope.of_pairing(owed.pairing, owed.sector, owed.side)
    )


def letter(digest: Digest) -> tuple[str, str]:
    """Subject and text, in the language of the offices."""
    with translation.override(settings.LANGUAGE_CODE):
        n = len(digest.forms)
        subject = ngettext(
            "%(n)d monthly report near its due day", "%(n)d monthly reports near their due day", n
        ) % {"n": n}
        parts = []
        if any(form.owed.pairing.programme.sample for form in digest.forms):
            subject = f"{SAMPLE_MARK} · {subject}"
            parts += [_("Sample data: for trying things out, not actual progress."), ""]
        for distance in sorted({form.distance for form in digest.forms}):
            parts.append(_heading(distance))
            forms = [form for form in digest.forms if form.distance == distance]
            parts += [f"· {form.line}" for form in forms[:MOST_NAMED]]
            if len(forms) > MOST_NAMED:
                parts.append(_("… and %(n)d more") % {"n": len(forms) - MOST_NAMED})
            parts.append("")
        parts.append(_("Your work list has all of them."))
        if settings.SITE_URL:
            parts.append(settings.SITE_URL.rstrip("/") + reverse("admin:index"))
        return subject, "\n".join(parts) + "\n"


def _heading(distance: int) -> str:
    if distance < 0:
        return _("Due on the working day before:")
    if distance == 0:
        return _("Due today:")
    text = ngettext("Due in %(n)d working day:", "Due in %(n)d working days:", distance)
    return text % {"n": distance}


def send(digest: Digest, day: datetime.date) -> bool:
    """Mail a digest and keep that it went out; False where this person was reminded that day.

    What could not be mailed is not kept, so that the next run tries again.
    """
    subject, text = letter(digest)
    try:
        with transaction.atomic():
            Reminder.objects.create(user=digest.user, day=day, reports=len(digest.forms))
            EmailMessage(subject, text, to=[digest.user.email]).send()
    except IntegrityError:
        return False
    return True

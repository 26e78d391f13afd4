"""`manage.py remind`: one e-mail a clerk and day about forms whose day is near."""

import datetime
import smtplib

from django.conf import settings
from django.core.mail import BadHeaderError
from django.core.management.base import BaseCommand, CommandError

from cooperation.calendar import WorkingDays, today
from cooperation.models import Programme
from cooperation.reporting.reminders import digests, letter, quiet, send


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class Command(BaseCommand):
    """Run it once on every day, in the morning; it decides itself whether to speak."""

    help = (
        "Mail each clerk one list of open monthly reports that are due in three working days, "
        "today, or were due on the working day before. Needs EMAIL_URL."
    )

    def add_arguments(self, parser):
        """For which programme and day."""
        parser.add_argument("--programme", help="its code; without it all real ones")
        parser.add_argument("--date", type=_day, help="as if it were this day: YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="print, mail nothing")

    def handle(self, **options):
        """Say why nothing is sent, or send."""
        day, dry = options["date"] or today(), options["dry_run"]
        programmes = self._programmes(options["programme"])
        reason = quiet(day, WorkingDays.load())
        if reason:
            self.stdout.write(f"{day}: {reason}")
            return
        if not settings.EMAIL_URL and not dry:
            self.stdout.write("No mail is configured (EMAIL_URL); nothing was sent.")
            return
        sent, before, failed = 0, 0, []
        for digest in digests(programmes, day):
            if dry:
                subject, text = letter(digest)
                self.stdout.write(
                    f"{digest.user.username} <{digest.user.email}>: {subject}\n{text}"
                )
                continue
            try:
                sent, before = (sent + 1, before) if send(digest, day) else (sent, before + 1)
            except (OSError, smtplib.SMTPException, BadHeaderError, ValueError) as error:
                failed.append(f"{digest.user.username}: {type(error).__name__}: {error}")
        if not dry:
            self.stdout.write(f"{day}: {sent} sent, {before} reminded before, {len(failed)} failed")
        if failed:
            raise CommandError("\n".join(failed))

    def _programmes(self, code):
        if not code:
            return list(Programme.objects.filter(sample=False).select_related("east", "west"))
        found = list(Programme.objects.filter(code=code).select_related("east", "west"))
        if not found:
            raise CommandError(f"There is no programme {code}.")
        return found

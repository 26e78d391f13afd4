"""`manage.py demo_accounts`: one account per role, for trying things out."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.accounts.demo import make_demo_accounts


class Command(BaseCommand):
    """Create the demo accounts that do not exist yet, and print what was created."""

    help = "Create one demo account per role (never in production)."

    def handle(self, **options):
        """Random passwords are printed once; existing accounts keep theirs."""
        if settings.PRODUCTION:
            raise CommandError(
                _("Production has no demo accounts. Begin with: manage.py createsuperuser")
            )
        given = os.environ.get("DEMO_PASSWORD", "")
        with transaction.atomic():
            accounts = make_demo_accounts(given)
        created = [(demo, password) for demo, password in accounts if password]
        for demo, password in created:
            shown = "DEMO_PASSWORD" if given else password
            self.stdout.write(f"  {demo.username:<14} {shown:<20} {demo.role.label}")
        if not created:
            self.stdout.write(_("The demo accounts exist already and keep their passwords."))
        elif not given:
            self.stdout.write(_("The passwords are shown only this once: note them."))

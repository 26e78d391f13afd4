"""App configurations of the core and of its admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


def _protect_append_only_tables(sender, using, **kwargs):
    from cooperation.append_only import install_triggers

    install_triggers(using)


def _let_tables_be_rebuilt(sender, using, **kwargs):
    from cooperation.append_only import make_way

    make_way(using)


class CooperationConfig(AppConfig):
    """The core: knows no sector, finds them by their `sector` modules."""

    name = "cooperation"
    verbose_name = _("Cooperation")

    def ready(self) -> None:
        """Load the sectors' declarations; start the session's clocks at each login; guard
        the append-only tables after migrations.

        SQLite rebuilds a table for most changes: it drops the table's own triggers silently and
        stumbles over those of others that name it. So they go before and come back after.
        """
        from cooperation.accounts.middleware import begin_session

        autodiscover_modules("sector")
        user_logged_in.connect(begin_session, dispatch_uid="cooperation.accounts.begin_session")
        pre_migrate.connect(
            _let_tables_be_rebuilt,
            sender=self,
            dispatch_uid="cooperation.append_only.make_way",
        )
        post_migrate.connect(
            _protect_append_only_tables,
            sender=self,
            dispatch_uid="cooperation.append_only",
        )


class StaffSiteConfig(AdminConfig):
    """The Django admin as the staff's workplace, on a site of our own."""

    default_site = "cooperation.staff.StaffSite"

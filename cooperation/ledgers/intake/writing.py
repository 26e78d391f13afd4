"""Writing a plan: all of it in one transaction, each row with its entry in the change log."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cooperation import access
from cooperation.changes import model_label
from cooperation.ledgers.intake.plan import Office, Plan
from cooperation.ledgers.intake.reading import plan_of
from cooperation.models import ChangeLog, Programme
from cooperation.spreadsheets.uploads import FileTable

AT_ONCE = 500


class NotWritten(Exception):
    """Nothing was written: the ledger is not as the preview knew it. `plan` is the new one."""

    def __init__(self, plan: Plan):
        self.plan = plan
        super().__init__("the ledger has changed since the preview")


@transaction.atomic
def write_file(table: FileTable, office: Office, *, version: str, reason: str) -> Plan:
    """Write what the preview of that version showed.

    One writer at a time: a second one waits, then finds that the ledger has changed.
    """
    programme = Programme.objects.filter(pk=office.programme.pk)
    programme.one_writer()
    plan = plan_of(table, office)
    if plan.problems or plan.version != version or not plan.writes:
        raise NotWritten(plan)
    for pairing in {line.row.pairing_id: line.row.pairing for line in plan.writes}.values():
        scope = access.Scope.of_pairing(pairing, office.sector)
        if not access.can(office.user, access.ENTER, scope):
            raise PermissionDenied
    _write(plan, reason)
    programme.raise_data_version()
    return plan


def _write(plan: Plan, reason: str) -> None:
    user, model, now = plan.office.user, plan.office.ledger.model, timezone.now()
    for line in plan.writes:
        line.row.updated_by = user
    model._default_manager.bulk_create((line.row for line in plan.added), batch_size=AT_ONCE)
    for line in plan.changed:
        line.row.save(update_fields=[*line.after, "updated_by", "updated_at"])
    ChangeLog.objects.bulk_create(
        (
            ChangeLog(
                at=now,
                by=user,
                model=model_label(model),
                key=str(line.row.pk),
                action=line.action,
                before=line.change.before,
                after=line.change.after,
                reason=reason,
            )
            for line in plan.writes
        ),
        batch_size=AT_ONCE,
    )

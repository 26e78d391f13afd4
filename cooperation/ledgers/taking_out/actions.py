"""Taking a row out and putting it back: with a reason, in the change log, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import Change, as_text, deletion_of, row_values, write
from cooperation.models import Programme

if TYPE_CHECKING:
    from cooperation.models import LedgerRow, User


class NotPutBack(Exception):
    """The row stays out; the text says why and what to do."""


@transaction.atomic
def take_out(row: LedgerRow, *, by: User, reason: str) -> bool:
    """The row leaves lists and sums and keeps all it says; False if it had left before."""
    row = _locked(row)
    if row.deleted_at is not None:
        return False
    row.deleted_at, row.updated_by = timezone.now(), by
    # What a row says may be wrong by rules younger than the row: that must not keep it in.
    row.save(update_fields=["deleted_at", "updated_by", "updated_at"])
    write(by, row, "delete", deletion_of(row, reason))
    _raise_data_version(row)
    return True


def put_back(row: LedgerRow, *, by: User) -> bool:
    """The row stands in its ledger again; NotPutBack if another one has taken its place.

    False if nobody had taken it out.
    """
    try:
        with transaction.atomic():
            row = _locked(row)
            if row.deleted_at is None:
                return False
            row.deleted_at, row.updated_by = None, by
            _check_number(row)
            row.validate_constraints()
            row.save(update_fields=["deleted_at", "updated_by", "updated_at"])
            write(by, row, "put_back", Change(after=as_text(row_values(row))))
            _raise_data_version(row)
    except ValidationError as error:
        raise NotPutBack(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody wrote the other row between the check and the write.
        raise NotPutBack(_("Another row has taken its place meanwhile.")) from error
    return True


def _locked(row: LedgerRow) -> LedgerRow:
    Programme.objects.filter(pairings=row.pairing_id).one_writer()
    return type(row).everything.select_for_update().get(pk=row.pk)


def _check_number(row: LedgerRow) -> None:
    used = type(row)._default_manager.filter(pairing=row.pairing_id, code=row.code)
    if row.code and used.exists():
        words = _(
            "The ledger number “%(code)s” is that of another row of this pairing now. Change the "
            "other row's number first, or leave this one out."
        )
        raise NotPutBack(words % {"code": row.code})


def _raise_data_version(row: LedgerRow) -> None:
    Programme.objects.filter(pk=row.pairing.programme_id).raise_data_version()

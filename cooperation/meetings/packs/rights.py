"""Who may take which file of a pack: everybody the figures, nobody more ledger rows than usual."""

from __future__ import annotations

from cooperation.models import Pack, PackFile, Programme, User
from cooperation.models.people import SEES_WHOLE_PROGRAMME


def sees_all_ledgers(user: User, programme: Programme) -> bool:
    """Whether every row of every ledger is open to an account, as it is in the lists."""
    return user.is_administrator or any(
        grant.programme_id in (None, programme.pk)
        and (grant.role in SEES_WHOLE_PROGRAMME or not (grant.pairing_id or grant.sector))
        for grant in user.grants
    )


def holds_ledgers(pack: Pack) -> bool:
    """Whether rows of ledgers are among its files."""
    return pack.files.filter(kind="ledger").exists()


def may_take(user: User, file: PackFile, pack: Pack, *, with_ledgers: bool) -> bool:
    """Whether an account may take a file. with_ledgers: whether the pack holds ledgers.

    The ZIP contains the ledgers of its pack.
    """
    if file.kind == "ledger" or (file.kind == "zip" and with_ledgers):
        return sees_all_ledgers(user, pack.meeting.programme)
    return True

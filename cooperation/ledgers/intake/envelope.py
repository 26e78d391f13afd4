"""The file of a preview, carried by the page itself until it is confirmed.

Nothing is stored before it is written. Sealed and tied to the person, ledger and programme, so
that what is confirmed is what was shown; compressed, because a file can have 5000 rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from cooperation.ledgers.intake.plan import Office
from cooperation.spreadsheets.uploads import FileCell, FileTable
from cooperation.typed.numbers import Finding

VALID_SECONDS = 24 * 3600
SALT = "cooperation.ledgers.intake"


@dataclass(frozen=True)
class Opened:
    """The table as it was read, and the version of the ledger that the preview showed."""

    table: FileTable
    version: str


def seal(table: FileTable, office: Office, version: str) -> str:
    """The table as one text; only what the cells say goes along."""
    rows = [[number, [_cell(cell) for cell in cells]] for number, cells in table.rows]
    return signing.dumps(
        [_owner(office), version, table.name, table.head, rows, table.notes],
        salt=SALT,
        compress=True,
    )


def opened(text: str, office: Office) -> Opened | None:
    """What was sealed; None if it is too old, somebody else's, or no such thing."""
    try:
        owner, version, name, head, rows, notes = signing.loads(
            text, salt=SALT, max_age=VALID_SECONDS
        )
    except (signing.BadSignature, ValueError):
        return None
    if owner != _owner(office):
        return None
    table = FileTable(
        name, head, [(number, [_opened(cell) for cell in cells]) for number, cells in rows]
    )
    table.notes = notes
    return Opened(table, version)


def _owner(office: Office) -> list:
    return [office.user.pk, office.programme.pk, office.ledger.model._meta.label]


def _cell(cell: FileCell) -> str | list[str]:
    """Of a fault only its code: a date is a fault where a number is due, and right elsewhere."""
    return [cell.text, cell.problem.code] if cell.problem else cell.text


def _opened(cell: str | list[str]) -> FileCell:
    if isinstance(cell, str):
        return FileCell(cell)
    text, code = cell
    return FileCell(text, Finding(code, "", ""))

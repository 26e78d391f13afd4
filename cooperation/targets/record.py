"""Writing targets: the changed cells only, in one transaction, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cooperation.access import can_administer
from cooperation.changes import Change, as_text, write
from cooperation.models import Programme, Target, User
from cooperation.targets.book import Book, Key
from cooperation.targets.document import Document
from cooperation.targets.sheet import Sheet
from cooperation.typed.problems import Problem


class TargetsRefused(Exception):
    """Nothing was written. `sheet` holds what was typed, `problems` what is wrong besides it."""

    def __init__(self, sheet: Sheet, problems: Iterable[Problem] = ()):
        self.sheet = sheet
        self.problems = list(problems)
        super().__init__("; ".join(map(str, [*self.problems, *sheet.problems][:100])))


@transaction.atomic
def record_targets(
    programme: Programme,
    year: int,
    typed: Mapping[Key, str],
    *,
    document: Document,
    version: str,
    confirmed: Iterable[Key] = (),
    by: User,
) -> int:
    """Add a row for each cell that changed; how many there were.

    Raising the programme's data version first also keeps two people from writing at once:
    the second one waits, then finds that the page is stale.
    """
    if not can_administer(by, programme):
        raise PermissionDenied
    Programme.objects.filter(pk=programme.pk).raise_data_version()
    sheet = Sheet(Book(programme, year), typed, confirmed=confirmed, version=version)
    if sheet.stale:
        raise TargetsRefused(sheet)
    problems = sheet.check_document(document)
    if not sheet.changed and not sheet.problems:
        problems = [_NOTHING]
    if problems or sheet.problems:
        raise TargetsRefused(sheet, problems)
    return _write(programme, sheet, document, by)


def _write(programme: Programme, sheet: Sheet, document: Document, by: User) -> int:
    now, changed = timezone.now(), sheet.changed
    Target.objects.bulk_create(
        Target(
            pairing=cell.pairing,
            indicator_id=cell.indicator.id,
            year=sheet.book.year,
            value=None if cell.withdraws else cell.reading.value,
            document_no=document.number,
            in_force_from=document.in_force_from,
            reason=document.reason,
            recorded_at=now,
            recorded_by=by,
        )
        for cell in changed
    )
    year = sheet.book.year
    before = {f"{year} {cell.place}": cell.was for cell in changed}
    after = {"document_no": document.number, "in_force_from": document.in_force_from}
    after |= {f"{year} {cell.place}": cell.becomes for cell in changed}
    change = Change(as_text(before), as_text(after), document.reason)
    write(by, programme, "change", change)
    return len(changed)


_NOTHING = Problem(
    "K06",
    gettext_lazy("The grid"),
    gettext_lazy("no target was changed"),
    gettext_lazy("Change a cell before saving"),
)

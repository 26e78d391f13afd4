"""Deeds with forms: put a blank on the shelf, replace it by a new edition, retire it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cooperation import changes
from cooperation.meetings.office_forms.mapping import carried_over
from cooperation.meetings.office_forms.originals import Original
from cooperation.meetings.office_forms.vocabulary import Vocabulary
from cooperation.models import OfficeForm, Programme, User


@transaction.atomic
def add_form(
    programme: Programme,
    original: Original,
    *,
    name: str,
    department: str,
    by: User,
    replaces: OfficeForm | None = None,
) -> tuple[OfficeForm, int]:
    """The new form, and how many cells took over their figures from the edition before it."""
    form = OfficeForm.objects.create(
        programme=programme,
        name=name,
        department=department,
        kind=original.kind,
        file_name=original.name,
        sha256=original.sha256,
        content=original.content,
        added_by=by,
    )
    reason = f"{OfficeForm._meta.label} {replaces.pk}" if replaces else ""
    after = changes.as_text({"name": name, "file_name": original.name, "sha256": form.sha256})
    changes.write(by, form, "add", changes.Change(after=after, reason=reason))
    taken = 0
    if replaces:
        taken = carried_over(replaces, form, original.grids, Vocabulary.of(programme))
        if replaces.retired_at is None:
            retire_form(replaces, by=by)
    return form, taken


@transaction.atomic
def retire_form(form: OfficeForm, *, by: User, back: bool = False) -> None:
    """Off the list of those in use, or back on it; what it was filled with stays true."""
    before = form.retired_at
    form.retired_at = None if back else timezone.now()
    form.save(update_fields=["retired_at"])
    change = changes.Change(
        changes.as_text({"retired_at": before or ""}),
        changes.as_text({"retired_at": form.retired_at or ""}),
    )
    changes.write(by, form, "change", change)

"""The change log: who changed which row, from what to what, and why.

Field names and values are kept as text, one `field: value` a line, so that an entry stays
readable when the model has moved on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BooleanField, Manager, Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from cooperation.models.people import ChangeLog

if TYPE_CHECKING:
    from cooperation.models import User

SECRET_FIELDS = frozenset({"password"})


@dataclass(frozen=True)
class Change:
    """What one save did, before it is written to the log.

    moved: whether the row now belongs to another pairing or programme.
    """

    before: str = ""
    after: str = ""
    reason: str = ""
    moved: bool = False

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


def model_label(model: type[Model] | Model) -> str:
    """The label under which rows of a model stand in the log."""
    return model._meta.label


def shown(value: Any) -> str:
    """A value as the log keeps it; nothing prints as an empty text, which is not 0."""
    if value is None:
        return ""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet | list | tuple | set):
        return "、".join(sorted(str(item) for item in value))
    return str(value)


def as_text(values: dict[str, Any]) -> str:
    """One `field: value` a line; passwords are never written."""
    return "\n".join(
        f"{name}: {shown(value)}" for name, value in values.items() if name not in SECRET_FIELDS
    )


def row_values(obj: Model) -> dict[str, Any]:
    """All columns of a row, foreign keys by their names."""
    return {
        field.name: getattr(obj, field.name)
        for field in obj._meta.concrete_fields
        if not field.primary_key
    }


def _initial(form, name: str) -> Any:
    """What a form's field held before; a foreign key as the row it pointed to."""
    value = form.initial.get(name)
    queryset = getattr(form.fields.get(name), "queryset", None)
    if value is None or queryset is None or isinstance(value, list | tuple | QuerySet):
        return value
    return queryset.model._default_manager.filter(pk=value).first() or value


def _changed(form) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in form.changed_data if name != "change_reason"]
    before = {name: _initial(form, name) for name in names}
    return before, {name: form.cleaned_data.get(name) for name in names}


def form_change(form, formsets=None) -> Change:
    """What a form and the formsets below it changed."""
    before, after = _changed(form)
    for formset in formsets or ():
        rows = formset.model._meta.model_name
        gone = set(map(id, formset.deleted_objects))
        for inline in formset.forms:
            if not inline.has_changed() or not inline.is_valid():
                continue
            was, now = _changed(inline)
            key = inline.instance.pk or "new"
            if id(inline.instance) in gone:
                before[f"{rows} {key}"] = as_text(row_values(inline.instance)).replace("\n", "; ")
                continue
            for name in now:
                before[f"{rows} {key} {name}"] = was[name]
                after[f"{rows} {key} {name}"] = now[name]
    if form.instance.pk and not any(shown(value) for value in before.values()):
        before = {}
    reason = form.cleaned_data.get("change_reason", "")
    return Change(as_text(before), as_text(after), reason)


def deletion_of(obj: Model, reason: str = "") -> Change:
    """A row that is about to go, as it was."""
    return Change(before=as_text(row_values(obj)), reason=reason)


def history(obj: Model) -> list[ChangeLog]:
    """The entries of one row, the newest first, in the words of the reader's language."""
    rows = ChangeLog.objects.filter(model=model_label(obj), key=str(obj.pk))
    entries = list(rows.select_related("by").order_by("-at", "-pk"))
    for entry in entries:
        entry.before, entry.after = in_words(entry.before, obj), in_words(entry.after, obj)
    return entries


def in_words(text: str, model: type[Model] | Model) -> str:
    """The lines of an entry with the fields' names and choices as forms call them.

    What the model no longer knows stays as it was written.
    """
    return "\n".join(_line_in_words(line, model) for line in text.split("\n"))


def _line_in_words(line: str, model: type[Model] | Model) -> str:
    name, colon, value = line.partition(": ")
    *row, name = name.split(" ")
    label = ""
    if len(row) == 2:
        # A row below: its model, its key, its field.
        try:
            model = apps.get_model(model._meta.app_label, row[0])
        except LookupError:
            return line
        label = f"{capfirst(model._meta.verbose_name)} {row[1]} · "
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    if not colon or field is None:
        return line
    value = str(dict(field.flatchoices).get(value, value)) if field.choices else value
    if isinstance(field, BooleanField):
        value = {"True": gettext("Yes"), "False": gettext("No")}.get(value, value)
    return f"{label}{capfirst(field.verbose_name)}{pgettext('label', ': ')}{value or '—'}"


def write(by: User | None, obj: Model, action: str, change: Change) -> ChangeLog:
    """Add an entry to the log."""
    return ChangeLog.objects.create(
        by=by,
        model=model_label(obj),
        key=str(obj.pk),
        action=action,
        before=change.before,
        after=change.after,
        reason=change.reason,
    )

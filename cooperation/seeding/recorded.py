"""The objects of one model that the database has, and putting a row's values among them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.changes import Change, as_text, write

if TYPE_CHECKING:
    from django.db.models import Model

Faults = list[tuple[str, str]]  # field, reason


class Recorded:
    """What is recorded of a model, found by identity.

    `wanted`: values of the identity's first field; nothing else is read.
    `lists`: many-to-many fields. `fixed`: fields that are never rewritten.
    """

    def __init__(
        self,
        *,
        model: type[Model],
        identity: tuple[str, ...],
        wanted: set[Any],
        lists: tuple[str, ...] = (),
        fixed: tuple[str, ...] = (),
    ):
        self.model, self.identity, self.lists, self.fixed = model, identity, lists, fixed
        found = model._default_manager.filter(**{f"{identity[0]}__in": wanted})
        self.items = {self._identity(item): item for item in found.prefetch_related(*lists)}

    def _identity(self, item: Model) -> tuple:
        return tuple(self._stored(item, name) for name in self.identity)

    def _stored(self, item: Model, name: str) -> Any:
        """A field's value; of a foreign key the id, which asks the database nothing."""
        return getattr(item, self.model._meta.get_field(name).attname)

    def put(self, values: dict[str, Any], file: str) -> tuple[Model, str, Faults]:
        """Add or update: the object, what became of it, and why it cannot be."""
        plain = {name: value for name, value in values.items() if name not in self.lists}
        fresh = self.model(**plain)
        item = self.items.setdefault(self._identity(fresh), fresh)
        if item is not fresh:
            outcome, faults = self._update(item, plain, values, file)
            return item, outcome, faults
        faults = _faults(fresh)
        if not faults:
            fresh.save()
            for name in self.lists:
                getattr(fresh, name).set(values[name])
        return fresh, "created", faults

    def _update(self, item: Model, plain: dict, values: dict, file: str) -> tuple[str, Faults]:
        changed = [name for name in plain if self._stored(item, name) != _key(plain[name])]
        before = {name: getattr(item, name) for name in changed}
        relisted = [n for n in self.lists if _keys(getattr(item, n).all()) != _keys(values[n])]
        if not changed and not relisted:
            return "unchanged", []
        reason = _("Recorded already as “%(value)s”; a recorded figure is not rewritten.")
        faults = [
            (name, reason % {"value": _plain(before[name])})
            for name in changed
            if name in self.fixed
        ]
        for name in changed:
            setattr(item, name, plain[name])
        faults = faults or _faults(item)
        if faults:
            return "unchanged", faults
        _log(item, before, {name: plain[name] for name in changed}, relisted, file)
        item.save()
        for name in relisted:
            getattr(item, name).set(values[name])
        return "changed", []


def _faults(item: Model) -> Faults:
    """What the model's own rules say against an object. Its identity is known to be single."""
    try:
        item.full_clean(validate_unique=False)
    except ValidationError as error:
        return [(name, " ".join(texts)) for name, texts in error.message_dict.items()]
    return []


def _log(item: Model, before: dict, after: dict, relisted: list[str], file: str) -> None:
    """Master data changed by a file leave a trace, as those changed by hand do."""
    lists = {name: getattr(item, name) for name in relisted}
    change = Change(as_text({**before, **lists}), as_text(after), reason=file)
    write(None, item, "change", change)


def _key(value: Any) -> Any:
    return getattr(value, "pk", value)


def _keys(items: Iterable[Model]) -> set:
    return {item.pk for item in items}


def _plain(value: Any) -> str:
    """A recorded value as a person writes it: no trailing zeros."""
    text = str(value)
    whole, point, decimals = text.partition(".")
    if point and (whole + decimals).lstrip("-").isdigit():
        return text.rstrip("0").rstrip(".")
    return text

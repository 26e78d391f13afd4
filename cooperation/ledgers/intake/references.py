"""Rows that a file names: pairings, places, employers and whatever else a ledger points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cooperation import access
from cooperation.ledgers.intake.titles import LANGUAGES
from cooperation.models import Pairing, Place, PlaceChange, Programme, User
from cooperation.spreadsheets.titles import title_key
from cooperation.typed.numbers import Finding


class Known:
    """Rows by every name they have; a name of several is a question nobody can answer."""

    def __init__(self, named: Iterable[tuple[str, Any]], unknown: Finding):
        self._rows: dict[str, dict[Any, Any]] = {}
        self._names: dict[str, str] = {}
        self.unknown = unknown
        for name, row in named:
            if key := title_key(name):
                self._rows.setdefault(key, {})[row.pk] = row
                self._names.setdefault(key, name)

    def find(self, text: str) -> tuple[Any | None, Finding | None]:
        """The row of that name, or why there is none."""
        found = list(self._rows.get(title_key(text), {}).values())
        if len(found) == 1:
            return found[0], None
        if found:
            return None, Finding("T13", _("this is the name of several"), _("Write the full name"))
        near = get_close_matches(title_key(text), self._rows, n=3, cutoff=0.5)
        if not near:
            return None, self.unknown
        names = "、".join(self._names[key] for key in near)
        advice = _("Is “%(near)s” meant? If not: %(advice)s")
        params = {**self.unknown.params, "near": names}
        params["advice"] = self.unknown.advice % self.unknown.params
        return None, Finding(self.unknown.code, self.unknown.reason, advice, params)


def pairings_open_to(user: User, programme: Programme, sector: str) -> list[Pairing]:
    """The pairings of a programme whose rows a person writes."""
    rows = Pairing.objects.filter(
        access.pairings_with(user, access.ENTER, sector=sector), programme=programme
    )
    found = list(rows.with_ends().order_by("position", "slug"))
    for pairing in found:
        pairing.programme = programme
    return found


def known_pairings(pairings: Iterable[Pairing]) -> Known:
    """By both ends, by either end, by their places' everyday names and by the short address."""
    unknown = Finding(
        "T13",
        _("you enter no rows of a pairing of this name"),
        _("Write one of the pairings assigned to you as the lists name it"),
    )
    return Known(_names_of_pairings(list(pairings)), unknown)


def _names_of_pairings(pairings: list[Pairing]) -> Iterator[tuple[str, Pairing]]:
    for pairing in pairings:
        yield pairing.slug, pairing
        for language in LANGUAGES:
            with override(language):
                yield pairing.name, pairing
                yield pairing.east_name, pairing
                yield pairing.west_name, pairing
        for place in (pairing.east_place, pairing.west_place):
            if place is not None:
                yield from ((name, pairing) for name in (place.name_zh, place.short_zh))


def known_rows(model: type[models.Model], user: User, programme: Programme) -> Known:
    """The rows of a model that the person sees, by all their names."""
    rows = model._default_manager.all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    names = {field.name for field in model._meta.concrete_fields}
    if "sample" in names:
        rows = rows.filter(sample=programme.sample)
    if "pairing" in names:
        rows = rows.filter(pairing__programme=programme)
    unknown = Finding(
        "T05",
        _("no such row is known: %(kind)s"),
        _("Add it in the workplace under “%(rows)s” first, or correct the name"),
        {"kind": model._meta.verbose_name, "rows": model._meta.verbose_name_plural},
    )
    found = list(rows)
    aliases = _aliases() if model is Place else {}
    return Known(_names_of_rows(found, aliases), unknown)


def _names_of_rows(rows: list, aliases: dict[int, list[str]]) -> Iterator[tuple[str, Any]]:
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, models.CharField) and _is_a_name(field.name):
                yield getattr(row, field.name), row
        yield str(row), row
        yield from ((alias, row) for alias in aliases.get(row.pk, ()))


def _is_a_name(name: str) -> bool:
    return name in {"code", "slug", "name", "title"} or name.endswith(("_zh", "_en"))


def _aliases() -> dict[int, list[str]]:
    """What places are called otherwise, or were called before they were renamed."""
    found: dict[int, list[str]] = {}
    changes = PlaceChange.objects.filter(kind__in=["alias", "rename"])
    for place, name in changes.values_list("to_place", "from_place__name_zh"):
        found.setdefault(place, []).append(name)
    return found

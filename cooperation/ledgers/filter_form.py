"""The form above a list. Filters and fields are made for one page, so nothing of them is copied
deeply, and its fields are put together here: a template took as long as fifty rows.
"""

from __future__ import annotations

import copy
from html import escape
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe


class Flat:
    """Before a filter: a list takes a copy of its class's filters, and what these hold never
    changes."""

    def __deepcopy__(self, memo: dict) -> Flat:
        copied: Any = copy.copy(self)
        copied.extra = {**self.extra}  # type: ignore[attr-defined]
        # What it calls belongs to the copy.
        copied.method = copied.method
        return copied


class FilterForm(forms.Form):
    """The fields of one page's filters."""

    def __init__(self, fields: dict[str, forms.Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = fields

    @property
    def lines(self) -> SafeString:
        """Each field with its label, and what cannot be read of it."""
        return mark_safe("".join(self._line(bound) for bound in self))

    @staticmethod
    def _line(bound: forms.BoundField) -> str:
        errors = bound.errors
        return (
            f'<div class="field{" bad" if errors else ""}">'
            f'<label for="{bound.id_for_label}">{escape(str(bound.label))}</label>'
            f"{bound}{errors or ''}</div>"
        )

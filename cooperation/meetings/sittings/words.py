"""Texts of a meeting as people type them: they name offices, and hold nobody's number."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from cooperation.typed.words import fault_of, one_line


def kept_line(text: str, longest: int) -> str:
    """The words on one line; ValidationError where they cannot be kept."""
    words = one_line(text)
    refuse_faults(words, longest)
    return words


def refuse_faults(text: str, longest: int) -> None:
    """ValidationError, with how to mend it, where a text is too long, cannot be kept or holds an
    identity or telephone number."""
    if fault := fault_of(text, longest):
        raise forms.ValidationError(
            _("%(why)s. %(mend)s.")
            % {"why": fault.reason % fault.params, "mend": fault.advice % fault.params}
        )

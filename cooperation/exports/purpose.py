"""What a file is taken for: a note that may be given with its address, and never has to be."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from cooperation.models import Export
from cooperation.typed.words import fault_of, one_line

LONGEST = Export._meta.get_field("purpose").max_length


class PurposeRefused(BadRequest):
    """A purpose that cannot be kept; says why and what to do."""


def purpose_of(request) -> str:
    """`?purpose=` on one line. PurposeRefused for one that is too long or names a person."""
    words = one_line(request.GET.get("purpose", ""))
    fault = fault_of(words, LONGEST)
    if fault is not None:
        reason = str(fault.reason) % fault.params if fault.params else str(fault.reason)
        text = _("The purpose of the export cannot be kept: %(reason)s. %(advice)s.")
        raise PurposeRefused(text % {"reason": reason, "advice": fault.advice})
    return words

"""Words as people type them: on one line, short enough, kept by every database, naming nobody."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from cooperation.typed.numbers import Finding, looks_personal

# No database keeps NUL, no XLSX file the other control characters; half a character can be sent
# as JSON, but not be written as UTF-8.
UNKEEPABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def one_line(text: str) -> str:
    """The words with single blanks between them and none at the ends."""
    return " ".join(text.split())


def fault_of(words: str, longest: int) -> Finding | None:
    """Why words cannot be kept; None where they can. Whether any are needed is not asked here."""
    if UNKEEPABLE.search(words):
        return Finding("T21", _("it has characters that cannot be kept"), _("Type it anew"))
    if len(words) > longest:
        reason = _("the text has %(now)s characters; at most %(most)s are kept")
        params = {"now": len(words), "most": longest}
        return Finding("T17", reason, _("Shorten it"), params)
    if looks_personal(words):
        reason = _("this looks like an identity or telephone number")
        return Finding("P01", reason, _("Leave it out: no personal data are collected here"))
    return None
